import type { TFunction } from 'i18next';
import type { Evidence, Tag } from '#shared/tags/tag-rule';
import { categoryName } from '#shared/taxonomy/category-name';
import type { Language } from '../text/language';
import { sayAge } from '../text/say-age';
import { saySize, sayVariant } from '../text/say-variant';
import { sayWords } from '../text/say-words';
import type { Stitch } from '../ui/stitch';
import type { EvidenceLine } from '../ui/tag-evidence';

type CommonT = TFunction<'common'>;

/** What a tag says in a few words: “Silk shirt, tried on, not bought”, “Shirts M”, “store and online”. */
export function sayTag(t: CommonT, tag: Tag, language: Language): string {
  const { value } = tag;
  switch (value.kind) {
    case 'style':
      return [sayWords(value.name, language), t(`tags.${tag.tag}.name`)].join(t('stitches.join'));
    case 'size': {
      const category = categoryName(value.category);
      return `${category ? sayWords(category, language) : t(`tags.${tag.tag}.name`)} ${saySize(t, value.size)}`;
    }
    case 'channels':
      if (value.store > 0 && value.online > 0) return t('tagParts.bothSides');
      return t(value.online > 0 ? 'tagParts.onlineOnly' : 'tagParts.storeOnly');
  }
}

/** The same under the tag's own name. */
export function sayTagShort(t: CommonT, tag: Tag, language: Language): string {
  return tag.value.kind === 'style' ? sayWords(tag.value.name, language) : sayTag(t, tag, language);
}

/** Tags of one rule in as few words: the tag itself, or its name and how many times it holds. */
export function sayTags(t: CommonT, tags: readonly Tag[], language: Language): string {
  const [first, ...others] = tags;
  if (!first) return '';
  if (others.length === 0) return sayTag(t, first, language);
  return t('tagParts.times', { tag: t(`tags.${first.tag}.name`), count: tags.length });
}

/** One stitch a fact. */
export function stitchesOf(tag: Tag): readonly Stitch[] {
  return tag.evidence.map(({ source }) => ({ from: source }));
}

/** The facts behind a tag as lines a person can read, without the facts being here. */
export function evidenceLines(t: CommonT, tag: Tag, language: Language, nowMs: number): readonly EvidenceLine[] {
  return tag.evidence.map((evidence) => ({
    id: evidence.fact,
    from: evidence.source,
    when: sayAge(t, evidence.at, nowMs),
    words: sayEvidence(t, evidence, language),
  }));
}

function sayEvidence(t: CommonT, { what, garment, reason }: Evidence, language: Language): string {
  const worn = garment ? `${sayWords(garment.name, language)} ${sayVariant(t, garment, language)}` : '';
  const why = reason ? t(`reason.${reason as 'unsaid'}`) : '';
  return [t(`evidence.${what}`), worn, why].filter(Boolean).join(language === 'zh-CN' ? '，' : ', ');
}
