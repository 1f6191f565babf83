import type { CategoryId } from '#shared/catalog/garment';
import type { AnchorId } from '#shared/kernel/ids';
import type { Tag } from '#shared/tags/tag-rule';
import { drawingOf } from '#shared/taxonomy/drawing';
import { sayAge } from '../../text/say-age';
import { saySize } from '../../text/say-variant';
import { useCommonWords, useLanguage, usePosWords } from '../../text/use-words';
import { ActionButton } from '../../ui/action-button';
import { Avatar } from '../../ui/avatar';
import { drawnAs } from '../../ui/drawn-as';
import { FitMap } from '../../ui/fit-map';
import { HiddenWords } from '../../ui/hidden-words';
import { Kbd } from '../../ui/kbd';
import { Separator } from '../../ui/separator';
import { TagChip } from '../../ui/tag-chip';
import { useNow } from '../../ui/use-now';
import { sayTags, stitchesOf } from '../say-tag';
import { useKeys } from '../use-keys';
import { usePerson } from '../use-usual-size';
import css from './customer-strip.module.css';

type CustomerStripProps = {
  readonly who: AnchorId | null;
  readonly onFind: () => void;
  readonly onOpen: (person: AnchorId) => void;
};

/** Sizes stand in the fit map. */
function notSizes(tags: readonly Tag[]): readonly Tag[] {
  return tags.filter(({ value }) => value.kind !== 'size');
}

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
    const { kind } = drawnAs(drawingOf(value.category as CategoryId));
    return [{ kind, size: saySize(common, value.size), basis: `${common(`garment.${kind}`)} ${value.fits}` }];
  });
  const kinds = new Set<string>();
  const oneEach = fits.filter(({ kind }) => !kinds.has(kind) && kinds.add(kind));
  const groups = Object.entries(Object.groupBy(notSizes(person.tags), ({ tag }) => tag));
  return (
    <section className={css.strip} data-testid="customer-strip">
      <button type="button" className={css.top} onClick={() => onOpen(who)}>
        <HiddenWords>{t('customer.open')}</HiddenWords>
        <Avatar name={person.name ?? undefined} seed={person.id} isBig />
        <span>
          <b>{person.name ?? common('person.member')}</b>
          <small>
            {person.phoneTail ? common('person.phoneEnds', { digits: person.phoneTail }) : null}
            {person.phoneTail && person.lastAtMs !== null ? <Separator /> : null}
            {person.lastAtMs === null ? null : t('customer.lastVisit', { age: sayAge(common, person.lastAtMs, now) })}
          </small>
        </span>
        <Kbd>F3</Kbd>
      </button>
      {oneEach.length > 0 ? <FitMap fits={oneEach} /> : null}
      {groups.length > 0 ? (
        <div className={css.tags}>
          {groups.map(([key, tags = []]) => (
            <TagChip
              key={key}
              name={sayTags(common, tags, language)}
              stitches={tags.flatMap(stitchesOf)}
              onToggle={() => onOpen(who)}
            />
          ))}
        </div>
      ) : null}
    </section>
  );
}
