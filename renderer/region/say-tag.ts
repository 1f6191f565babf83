import type { TFunction } from 'i18next';
import type { Evidence, Tag } from '#shared/tags/tag-rule';
import { categoryName } from '#shared/taxonomy/category-name';
import type { Language } from '../text/language';
import { saySize, sayVariant } from '../text/say-variant';
import { sayWords } from '../text/say-words';
import { inSentence, joinParts } from './say-step';

type CommonT = TFunction<'common'>;

/** A tag's name without its value, for lists; a tag this page has no words for keeps its own name. */
export function sayTagName(common: CommonT, tag: string): string {
  const name = common(`tags.${tag as Tag['tag']}.name`);
  return name === `tags.${tag}.name` ? tag : name;
}

/** The value alone, where the tag's name stands elsewhere: the garment and its size, the category and the size. */
export function sayValue(common: CommonT, { value }: Tag, language: Language): string {
  switch (value.kind) {
    case 'style':
      return `${sayWords(value.name, language)} ${saySize(common, value.size)}`.trim();
    case 'size': {
      const category = categoryName(value.category);
      return `${category ? inSentence(sayWords(category, language), language) : ''} ${saySize(common, value.size)}`.trim();
    }
    case 'channels':
      return '';
  }
}

/** What a tag says of this person: “Tried on, not bought: silk shirt”, “Usual size, shirts: M”. */
export function sayTag(common: CommonT, tag: Tag, language: Language): string {
  const { value } = tag;
  const said = value.kind === 'channels' ? sayChannels(common, value) : sayValue(common, tag, language);
  return joinParts(language, [sayTagName(common, tag.tag), said]);
}

function sayChannels(common: CommonT, value: Extract<Tag['value'], { kind: 'channels' }>): string {
  if (value.store > 0 && value.online > 0) return common('tagParts.bothSides');
  return common(value.online > 0 ? 'tagParts.onlineOnly' : 'tagParts.storeOnly');
}

/** One fact behind a tag, in words: “Tried, left on the rail, too small: silk shirt, ivory M”. */
export function sayEvidence(common: CommonT, { what, reason }: Evidence, language: Language): string {
  const why = reason ? inSentence(common(`reason.${reason as 'unsaid'}`), language) : '';
  return joinParts(language, [common(`evidence.${what}`), why]);
}

export function sayGarment(common: CommonT, garment: NonNullable<Evidence['garment']>, language: Language): string {
  return [sayWords(garment.name, language), sayVariant(common, garment, language)].filter(Boolean).join(' ');
}
