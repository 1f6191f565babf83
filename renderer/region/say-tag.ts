import type { TFunction } from 'i18next';
import type { Evidence, Tag } from '#shared/tags/tag-rule';
import { categoryName } from '#shared/taxonomy/category-name';
import type { Language } from '../text/language';
import { sayWords } from '../text/say-words';

type CommonT = TFunction<'common'>;

/** A tag's name without its value, for lists; a tag this page has no words for keeps its own name. */
export function sayTagName(common: CommonT, tag: string): string {
  const name = common(`tags.${tag as Tag['tag']}.name`);
  return name === `tags.${tag}.name` ? tag : name;
}

/** What a tag says of this person: “Tried on, not bought: silk shirt”, “Usual size, shirts: M”. */
export function sayTag(common: CommonT, { tag, value }: Tag, language: Language): string {
  const name = sayTagName(common, tag);
  const join = language === 'zh-CN' ? '，' : ', ';
  switch (value.kind) {
    case 'style':
      return [name, `${sayWords(value.name, language)} ${value.size}`.trim()].filter(Boolean).join(join);
    case 'size': {
      const category = categoryName(value.category);
      return `${[name, category ? sayWords(category, language) : ''].filter(Boolean).join(join)} ${value.size}`;
    }
    case 'channels':
      return [name, sayChannels(common, value)].join(join);
  }
}

function sayChannels(common: CommonT, value: Extract<Tag['value'], { kind: 'channels' }>): string {
  if (value.store > 0 && value.online > 0) return common('tagParts.bothSides');
  return common(value.online > 0 ? 'tagParts.onlineOnly' : 'tagParts.storeOnly');
}

/** One fact behind a tag, in words: “Tried, left on the rail, too small: silk shirt, ivory M”. */
export function sayEvidence(common: CommonT, { what, reason }: Evidence, language: Language): string {
  const why = reason ? common(`reason.${reason as 'unsaid'}`) : '';
  return [common(`evidence.${what}`), why].filter(Boolean).join(language === 'zh-CN' ? '，' : ', ');
}

export function sayGarment(garment: NonNullable<Evidence['garment']>, language: Language): string {
  return [sayWords(garment.name, language), sayWords(garment.colour, language), garment.size].filter(Boolean).join(' ');
}
