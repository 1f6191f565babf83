import type { RegionPerson, RegionStep } from '#shared/contract/region';
import { sayWords } from '../../text/say-words';
import { useCommonWords, useLanguage, useRegionWords } from '../../text/use-words';
import { Age } from '../../ui/age';
import { drawnAs } from '../../ui/drawn-as';
import { EmptyState } from '../../ui/empty-state';
import { Garment } from '../../ui/garment';
import { Icon } from '../../ui/icon';
import { moneyLine } from '../../ui/money-text';
import { useNow } from '../../ui/use-now';
import css from '../frame/frame.module.css';
import { Panel } from '../frame/panel';
import { keyed } from '../keyed';
import { sayClock, sayDay } from '../say-day';
import own from './person.module.css';

/** Store and online as one way, newest first: a full mark for the store, an open one for online. */
export function TimelinePanel({ person: { timeline, nowMs } }: { readonly person: RegionPerson }) {
  const t = useRegionWords();
  const now = useNow(5_000);
  const newest = timeline[0]?.atMs;
  return (
    <Panel
      title={t('person.timeline')}
      aside={newest === undefined ? null : <Age at={newest} now={now} />}
      testId="timeline"
    >
      {timeline.length === 0 ? (
        <EmptyState title={t('person.timelineNone')} />
      ) : (
        <div className={css.scroll}>
          <ol className={own.way}>
            {timeline.map((step, place) => (
              <Step
                key={step.fact}
                step={step}
                nowMs={nowMs}
                isNewDay={sayDay(t, step.atMs, nowMs) !== sayDay(t, timeline[place - 1]?.atMs ?? 0, nowMs)}
              />
            ))}
          </ol>
        </div>
      )}
    </Panel>
  );
}

type StepProps = { readonly step: RegionStep; readonly nowMs: number; readonly isNewDay: boolean };

function Step({ step, nowMs, isNewDay }: StepProps) {
  const t = useRegionWords();
  const [_language] = useLanguage();
  const [first, ...others] = step.garments;
  return (
    <li className={own.step} data-source={step.source} data-kind={step.kind} data-testid="step">
      <span className={own.day}>
        {isNewDay ? sayDay(t, step.atMs, nowMs) : null}
        <small>{sayClock(step.atMs)}</small>
      </span>
      <i className={own.mark} data-source={step.source} aria-hidden="true" />
      {first ? (
        <Drawn garment={first} />
      ) : (
        <span className={own.noGarment}>
          <Icon name="person" />
        </span>
      )}
      <div className={own.words}>
        <b>{useStepTitle(step)}</b>
        <p>{useStepPlace(step)}</p>
        {others.length > 0 && first ? <Piece garment={first} /> : null}
      </div>
      {keyed(others, ({ name }) => name.en).map(({ key, item: garment }) => (
        <div key={key} className={own.also}>
          <Drawn garment={garment} />
          <Piece garment={garment} />
        </div>
      ))}
    </li>
  );
}

type StepGarment = RegionStep['garments'][number];

function Drawn({ garment: { drawing, hex, name } }: { readonly garment: StepGarment }) {
  const [language] = useLanguage();
  const { kind, weave } = drawnAs(drawing);
  return (
    <span title={sayWords(name, language)}>
      <Garment kind={kind} weave={weave} colour={hex} size="rail" />
    </span>
  );
}

/** A garment among several of one visit: its name, size and what became of it. */
function Piece({ garment }: { readonly garment: StepGarment }) {
  const [language] = useLanguage();
  const outcome = useOutcome(garment);
  const name = `${sayWords(garment.name, language)} ${garment.size}`.trim();
  return <p>{[name, outcome].filter(Boolean).join(language === 'zh-CN' ? '，' : ', ')}</p>;
}

/** What became of it and why: “Left on the rail, too small”. Said where it is not plain from the step itself. */
function useOutcome({ outcome, reason }: StepGarment): string {
  const common = useCommonWords();
  const [language] = useLanguage();
  const outcomes = ['bought', 'left', 'held', 'swapped', 'unknown'] as const;
  const known = outcomes.find((one) => one === outcome);
  const said =
    known === undefined ? (outcome === 'returned' ? common('evidence.returned') : '') : common(`outcome.${known}`);
  const why = reason === null ? '' : common(`reason.${reason as 'unsaid'}`);
  return [said, why].filter(Boolean).join(language === 'zh-CN' ? '，' : ', ');
}

function useStepTitle({ kind, source, garments, minor, currency }: RegionStep): string {
  const t = useRegionWords();
  const common = useCommonWords();
  const [language] = useLanguage();
  const join = language === 'zh-CN' ? '，' : ', ';
  const money = minor === null || currency === null ? '' : moneyLine({ minor, currency }, language);
  const [first] = garments;
  const only = useOutcome(first ?? { ...nothing });
  switch (kind) {
    case 'SaleCompleted': {
      const back = garments.filter(({ outcome }) => outcome === 'returned').length;
      const what =
        back === 0
          ? t('step.SaleCompleted', { count: garments.length })
          : back === garments.length
            ? t('step.SaleReturned', { count: back })
            : t('step.SaleMixed');
      return [what, money].filter(Boolean).join(join);
    }
    case 'OrderPlaced':
      return [t('step.OrderPlaced', { count: garments.length }), money].filter(Boolean).join(join);
    case 'FittingEnded':
      return garments.length === 1 && only !== '' ? only : t('step.FittingEnded', { count: garments.length });
    case 'CodeScanned':
      return t('step.CodeScanned');
    case 'ProductViewed':
      return t('step.ProductViewed');
    case 'CustomerEnrolled':
      return t(source === 'store' ? 'step.CustomerEnrolledStore' : 'step.CustomerEnrolledOnline');
    default:
      return common('states.unknown');
  }
}

const nothing: StepGarment = {
  name: { zh: '', en: '' },
  drawing: 'other',
  colour: { zh: '', en: '' },
  hex: '',
  size: '',
  outcome: null,
  reason: null,
};

/** Where it was, which paper says so, and the garment where there is only one. */
function useStepPlace({ kind, source, store, number, garments }: RegionStep): string {
  const t = useRegionWords();
  const [language] = useLanguage();
  const where = store ? sayWords(store, language) : t(source === 'store' ? 'step.inStore' : 'step.online');
  const paper =
    number === null ? '' : kind === 'SaleCompleted' ? t('step.receipt', { number }) : t('step.order', { number });
  const [only, ...others] = garments;
  const what = only && others.length === 0 ? `${sayWords(only.name, language)} ${only.size}`.trim() : '';
  return [what, where, paper].filter(Boolean).join(language === 'zh-CN' ? '，' : ', ');
}
