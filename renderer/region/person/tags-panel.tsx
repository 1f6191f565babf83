import { useState } from 'react';
import type { RegionPerson } from '#shared/contract/region';
import { DAY_MS } from '#shared/kernel/time';
import type { Tag } from '#shared/tags/tag-rule';
import { useCommonWords, useLanguage, useRegionWords } from '../../text/use-words';
import { ActionButton } from '../../ui/action-button';
import { EmptyState } from '../../ui/empty-state';
import { joinClasses } from '../../ui/join-classes';
import type { Stitch } from '../../ui/stitch';
import { BareStitches, Stitches, StitchKey } from '../../ui/stitches';
import { useNow } from '../../ui/use-now';
import css from '../frame/frame.module.css';
import { Panel } from '../frame/panel';
import { sayClock, sayDate, sayDay } from '../say-day';
import { sayEvidence, sayGarment, sayTag } from '../say-tag';
import own from './person.module.css';
import { sayRule } from './say-identity';

/** Evidence older than this is drawn pale. */
const FADING_MS = 180 * DAY_MS;

/** Every tag with what it rests on; nothing is said of a person that cannot be shown. */
export function TagsPanel({ person }: { readonly person: RegionPerson }) {
  const t = useRegionWords();
  const tags = person.tags.map((tag) => ({ key: `${tag.tag} ${JSON.stringify(keyOf(tag))}`, tag }));
  const [open, setOpen] = useState<string | null | undefined>(undefined);
  // The tag that says most is open at first, so that its grounds are seen before anything is pressed.
  const shown = open === undefined ? tags.reduce<(typeof tags)[number] | null>(richer, null)?.key : open;
  return (
    <Panel title={t('person.tags')} aside={<StitchKey sources={['store', 'online', 'staff']} />} testId="tags">
      {tags.length === 0 ? (
        <EmptyState title={t('person.tagsNone')}>{t('person.tagsNoneHint')}</EmptyState>
      ) : (
        <div className={css.scroll}>
          <ul className={own.tags}>
            {tags.map(({ key, tag }) => (
              <TagRow
                key={key}
                tag={tag}
                nowMs={person.nowMs}
                isOpen={shown === key}
                onToggle={() => setOpen(shown === key ? null : key)}
              />
            ))}
          </ul>
        </div>
      )}
    </Panel>
  );
}

function keyOf({ value }: Tag): unknown {
  return value.kind === 'style' ? [value.style, value.size] : value.kind === 'size' ? value.category : value.kind;
}

function richer<Item extends { readonly tag: Tag }>(best: Item | null, item: Item): Item {
  return best === null || item.tag.evidence.length > best.tag.evidence.length ? item : best;
}

type TagRowProps = {
  readonly tag: Tag;
  readonly nowMs: number;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
};

function TagRow({ tag, nowMs, isOpen, onToggle }: TagRowProps) {
  const t = useRegionWords();
  const common = useCommonWords();
  const [language] = useLanguage();
  const stitches: readonly Stitch[] = tag.evidence.map(({ source, at }) => {
    return nowMs - at > FADING_MS ? { from: source, isFading: true } : { from: source };
  });
  const trust = t('person.trust', { value: tag.confidence.toFixed(2) });
  return (
    <li className={joinClasses(own.tag, isOpen && own.openTag)} data-tag={tag.tag}>
      <div className={own.tagHead}>
        <div>
          <b>{sayTag(common, tag, language)}</b>
          <p>
            {t('person.basis', { count: tag.evidence.length })}
            {language === 'zh-CN' ? '。' : '. '}
            {trust}
          </p>
        </div>
        <Stitches stitches={stitches} />
        <ActionButton isSmall onPress={onToggle} testId="tag-evidence">
          {t(isOpen ? 'person.fold' : 'person.evidence')}
        </ActionButton>
      </div>
      {isOpen ? <Evidence tag={tag} nowMs={nowMs} /> : null}
    </li>
  );
}

function Evidence({ tag, nowMs }: { readonly tag: Tag; readonly nowMs: number }) {
  const t = useRegionWords();
  const common = useCommonWords();
  const [language] = useLanguage();
  const now = useNow(60_000);
  const why = common(`tags.${tag.tag}.why`);
  return (
    <>
      <table className={own.evidence}>
        <tbody>
          {tag.evidence.map((one) => (
            <tr
              key={`${one.fact}-${one.what}-${one.garment?.style ?? ''}-${one.garment?.size ?? ''}`}
              data-source={one.source}
            >
              <td>
                <BareStitches stitches={[{ from: one.source }]} />
              </td>
              <td>
                {sayDay(t, one.at, nowMs)} {sayClock(one.at)}
              </td>
              <td>{sayEvidence(common, one, language)}</td>
              <td>{one.garment ? sayGarment(one.garment, language) : null}</td>
              <td title={one.fact}>{shortFact(one.fact)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={own.rule}>
        {sayRule(t, tag.source)}
        {language === 'zh-CN' ? '：' : ': '}
        {why} {tag.expires === null ? null : t('person.expires', { when: sayDate(tag.expires, now, language) })}
      </p>
    </>
  );
}

/** The kind and the end of a fact's id: enough to say it on the phone, and the whole is one hover away. */
function shortFact(fact: string): string {
  return `${fact.slice(0, fact.indexOf('_') + 1)}${fact.slice(-6)}`;
}
