import type { RegionPerson, RegionStep } from '#shared/contract/region';
import { useRegionWords } from '../../text/use-words';
import { Age } from '../../ui/age';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { useNow } from '../../ui/use-now';
import css from '../frame/frame.module.css';
import { Panel } from '../frame/panel';
import { keyed } from '../keyed';
import { sayClock, sayDay } from '../say-day';
import { joinParts, type StepGarment, sayOutcome, sayPaper, sayPiece, sayPlace, sayStep } from '../say-step';
import { StepDrawing } from '../step-drawing';
import { useSpeech } from '../use-speech';
import own from './timeline.module.css';

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
  const speech = useSpeech();
  const [first, ...others] = step.garments;
  const paper = sayPaper(speech, step);
  const place = joinParts(speech.language, [sayPlace(speech, step), paper]);
  const only = first && others.length === 0 ? sayPiece(speech, first) : '';
  return (
    <li className={own.step} data-source={step.source} data-kind={step.kind} data-testid="step">
      <span className={own.day}>
        {isNewDay ? sayDay(speech.t, step.atMs, nowMs) : null}
        <small>{sayClock(step.atMs)}</small>
      </span>
      <i className={own.mark} data-source={step.source} aria-hidden="true" />
      {first ? (
        <StepDrawing garment={first} />
      ) : (
        <span className={own.noGarment}>
          <Icon name="person" />
        </span>
      )}
      <div className={own.words}>
        <b>{sayStep(speech, step)}</b>
        {first && others.length > 0 ? <Piece garment={first} /> : null}
        {paper === '' || only === '' ? null : <p>{only}</p>}
        {others.length > 0 ? null : <p>{paper === '' ? joinParts(speech.language, [only, place]) : place}</p>}
      </div>
      {keyed(others, ({ name }) => name.en).map(({ key, item }, index) => (
        <div key={key} className={own.also}>
          <StepDrawing garment={item} />
          <div className={own.words}>
            <Piece garment={item} />
            {index === others.length - 1 ? <p>{place}</p> : null}
          </div>
        </div>
      ))}
    </li>
  );
}

/** A garment among several of one visit: its name, size and what became of it. */
function Piece({ garment }: { readonly garment: StepGarment }) {
  const speech = useSpeech();
  const outcome = inMiddle(sayOutcome(speech, garment), speech.language);
  return <p>{joinParts(speech.language, [sayPiece(speech, garment), outcome])}</p>;
}

function inMiddle(text: string, language: string): string {
  return language === 'zh-CN' ? text : text.charAt(0).toLowerCase() + text.slice(1);
}
