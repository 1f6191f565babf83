import { useState } from 'react';
import type { RegionPerson } from '#shared/contract/region';
import { DAY_MS } from '#shared/kernel/time';
import type { Tag } from '#shared/tags/tag-rule';
import { sayWords } from '../../text/say-words';
import { useCommonWords, useLanguage, useRegionWords } from '../../text/use-words';
import { ActionButton } from '../../ui/action-button';
import { EmptyState } from '../../ui/empty-state';
import { joinClasses } from '../../ui/join-classes';
import type { Stitch } from '../../ui/stitch';
import { BareStitches, Stitches, StitchKey } from '../../ui/stitches';
import { useNow } from '../../ui/use-now';
import { useRead } from '../data/use-region';
import css from '../frame/frame.module.css';
import { Panel } from '../frame/panel';
import { sayClock, sayDate, sayDay } from '../say-day';
import { inSentence, joinParts } from '../say-step';
import { sayEvidence, sayGarment, sayTag, sayTagName, sayValue } from '../say-tag';
import own from './person.module.css';
import { sayRule } from './say-identity';
import { cardsOf, type TagCard } from './tag-cards';

/** Evidence older than this is drawn pale. */
const FADING_MS = 180 * DAY_MS;

/** Every tag with what it rests on; nothing is said of a person that cannot be shown. */
export function TagsPanel({ person }: { readonly person: RegionPerson }) {
  const t = useRegionWords();
  const [language] = useLanguage();
  const common = useCommonWords();
  const cards = cardsOf(person.tags, (tag) => sayValue(common, tag, language));
  const [open, setOpen] = useState<string | null | undefined>(undefined);
  // One is open from the start, so that grounds are seen before anything is pressed: the one that both halves speak for.
  const shown = open === undefined ? (cards.find(hasBothHalves) ?? cards[0])?.key : open;
  return (
    <Panel title={t('person.tags')} aside={<StitchKey sources={['store', 'online', 'staff']} />} testId="tags">
      {cards.length === 0 ? (
        <EmptyState title={t('person.tagsNone')}>{t('person.tagsNoneHint')}</EmptyState>
      ) : (
        <div className={css.scroll}>
          <ul className={own.tags}>
            {cards.map((card) => (
              <TagRow
                key={card.key}
                card={card}
                nowMs={person.nowMs}
                isOpen={shown === card.key}
                onToggle={() => setOpen(shown === card.key ? null : card.key)}
              />
            ))}
          </ul>
        </div>
      )}
    </Panel>
  );
}

function hasBothHalves({ evidence }: TagCard): boolean {
  return evidence.some(({ source }) => source === 'online') && evidence.some(({ source }) => source !== 'online');
}

type TagRowProps = {
  readonly card: TagCard;
  readonly nowMs: number;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
};

function TagRow({ card, nowMs, isOpen, onToggle }: TagRowProps) {
  const t = useRegionWords();
  const common = useCommonWords();
  const [language] = useLanguage();
  const { first, garments, evidence } = card;
  const newest = evidence[0]?.garment;
  const stitches: readonly Stitch[] = evidence.map(({ source, at }) => {
    return nowMs - at > FADING_MS ? { from: source, isFading: true } : { from: source };
  });
  return (
    <li className={joinClasses(own.tag, isOpen && own.openTag)} data-tag={first.tag}>
      <div className={own.tagHead}>
        <div>
          <b>{garments > 1 ? sayTagName(common, first.tag) : sayTag(common, first, language)}</b>
          <p>
            {garments > 1
              ? t('person.several', { count: garments, newest: newest ? sayWords(newest.name, language) : '' })
              : t('person.oneTag', { count: evidence.length, trust: first.confidence.toFixed(2) })}
          </p>
        </div>
        <Stitches stitches={stitches} />
        <ActionButton isSmall onPress={onToggle} testId="tag-evidence">
          {t(isOpen ? 'person.fold' : 'person.evidence')}
        </ActionButton>
      </div>
      {isOpen ? <Evidence card={card} nowMs={nowMs} /> : null}
    </li>
  );
}

function Evidence({
  card: { first: tag, evidence, expires },
  nowMs,
}: {
  readonly card: TagCard;
  readonly nowMs: number;
}) {
  const t = useRegionWords();
  const common = useCommonWords();
  const [language] = useLanguage();
  const now = useNow(60_000);
  const why = common(`tags.${tag.tag}.why`);
  const stores = useRead('read-overview', {}).value?.stores ?? [];
  const nameOf = ({ store, source }: Tag['evidence'][number]): string => {
    const known = stores.find(({ id }) => id === store);
    return known ? sayWords(known.name, language) : common(`channel.${source}`);
  };
  const what = (one: Tag['evidence'][number]): string => {
    const said = sayEvidence(common, one, language);
    return one.garment ? inSentence(said, language) : said;
  };
  return (
    <>
      <table className={own.evidence}>
        <tbody>
          {evidence.map((one) => (
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
              <td>{joinParts(language, [one.garment ? sayGarment(common, one.garment, language) : '', what(one)])}</td>
              <td>{nameOf(one)}</td>
              <td title={one.fact}>{shortFact(one.fact)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={own.rule}>
        {sayRule(t, tag.source)}
        {language === 'zh-CN' ? '：' : ': '}
        {why} {expires === null ? null : t('person.expires', { when: sayDate(expires, now, language) })}
      </p>
    </>
  );
}

/** The kind and the end of a fact's id: enough to say it on the phone, and the whole is one hover away. */
function shortFact(fact: string): string {
  return `${fact.slice(0, fact.indexOf('_') + 1)}${fact.slice(-6)}`;
}
