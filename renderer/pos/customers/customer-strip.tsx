import type { CategoryId } from '#shared/catalog/garment';
import type { AnchorId } from '#shared/kernel/ids';
import { categoryName } from '#shared/taxonomy/category-name';
import { drawingOf } from '#shared/taxonomy/drawing';
import { sayAge } from '../../text/say-age';
import { sayWords } from '../../text/say-words';
import { useCommonWords, useLanguage, usePosWords } from '../../text/use-words';
import { ActionButton } from '../../ui/action-button';
import { Avatar } from '../../ui/avatar';
import { drawnAs } from '../../ui/drawn-as';
import { FitMap } from '../../ui/fit-map';
import { Kbd } from '../../ui/kbd';
import { TagChip } from '../../ui/tag-chip';
import { useNow } from '../../ui/use-now';
import { sayTag, stitchesOf } from '../say-tag';
import { useKeys } from '../use-keys';
import { usePerson } from '../use-usual-size';
import css from './customer-strip.module.css';

type CustomerStripProps = {
  readonly who: AnchorId | null;
  readonly onFind: () => void;
  readonly onOpen: (person: AnchorId) => void;
};

/** Who is at the counter, above the basket: name, last visit, what fits, three or four tags with their stitches. */
export function CustomerStrip({ who, onFind, onOpen }: CustomerStripProps) {
  const t = usePosWords();
  const common = useCommonWords();
  const [language] = useLanguage();
  const now = useNow(10_000);
  const person = usePerson(who);
  useKeys({ F3: () => (who ? onOpen(who) : onFind()) });
  if (!who || !person) {
    return (
      <section className={css.strip}>
        <div className={css.top}>
          <Avatar name={undefined} />
          <span>{common('person.walkIn')}</span>
          <ActionButton kbd="F3" onPress={onFind} testId="find-customer">
            {t('customer.find')}
          </ActionButton>
        </div>
      </section>
    );
  }
  const fits = person.tags.flatMap(({ value }) => {
    if (value.kind !== 'size') return [];
    const category = categoryName(value.category);
    const basis = `${category ? sayWords(category, language) : ''} ${String(value.fits)}`.trim();
    return [{ kind: drawnAs(drawingOf(value.category as CategoryId)).kind, size: value.size, basis }];
  });
  const kinds = new Set<string>();
  const oneEach = fits.filter(({ kind }) => !kinds.has(kind) && kinds.add(kind));
  const tags = person.tags.filter(({ value }) => value.kind !== 'size').slice(0, 3);
  return (
    <section className={css.strip} data-testid="customer-strip">
      <button type="button" className={css.top} onClick={() => onOpen(who)} aria-label={t('customer.open')}>
        <Avatar name={person.name ?? undefined} seed={person.id} isBig />
        <span>
          <b>{person.name ?? common('person.member')}</b>
          <small>
            {person.phoneTail ? common('person.phoneEnds', { digits: person.phoneTail }) : null}{' '}
            {person.lastAtMs === null ? null : t('customer.lastVisit', { age: sayAge(common, person.lastAtMs, now) })}
          </small>
        </span>
        <Kbd>F3</Kbd>
      </button>
      {oneEach.length > 0 ? <FitMap fits={oneEach} /> : null}
      {tags.length > 0 ? (
        <div className={css.tags}>
          {tags.map((tag) => (
            <TagChip
              key={`${tag.tag}-${JSON.stringify(tag.value)}`}
              name={sayTag(common, tag, language)}
              stitches={stitchesOf(tag)}
              onToggle={() => onOpen(who)}
            />
          ))}
        </div>
      ) : null}
    </section>
  );
}
