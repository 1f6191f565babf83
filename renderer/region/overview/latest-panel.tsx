import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { RouteOutput } from '#shared/contract/http';
import { sayAge } from '../../text/say-age';
import { useRegionWords } from '../../text/use-words';
import { Age } from '../../ui/age';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { Separator } from '../../ui/separator';
import { useNow } from '../../ui/use-now';
import { Panel } from '../frame/panel';
import { sayPerson } from '../say-person';
import { joinParts, sayDeed, sayMoney, sayPiece, sayPlace } from '../say-step';
import { StepDrawing } from '../step-drawing';
import { useSpeech } from '../use-speech';
import own from './latest.module.css';

type Latest = RouteOutput<'read-overview'>['latest'];

/** What happened last in any store and online, on one thread; it stands still while somebody points at it. */
export function LatestPanel({ latest }: { readonly latest: Latest }) {
  const t = useRegionWords();
  const now = useNow();
  const [held, setHeld] = useState<Latest | null>(null);
  const newest = latest[0]?.step.atMs;
  return (
    <Panel
      title={t('overview.latest')}
      aside={newest === undefined ? null : <Age at={newest} now={now} />}
      testId="latest"
    >
      {latest.length === 0 ? <EmptyState title={t('overview.latestNone')} /> : null}
      <ol
        className={own.strip}
        onPointerEnter={() => setHeld(latest)}
        onPointerLeave={() => setHeld(null)}
        onFocus={() => setHeld(latest)}
        onBlur={() => setHeld(null)}
      >
        {(held ?? latest).map((one) => (
          <Step key={one.step.fact} {...one} now={now} />
        ))}
      </ol>
    </Panel>
  );
}

function Step({ step, person, now }: Latest[number] & { readonly now: number }) {
  const speech = useSpeech();
  const { t, common, language } = speech;
  const [first] = step.garments;
  const money = sayMoney(speech, step);
  const about = joinParts(language, [
    person ? sayPerson(t, common, person) : common('person.walkIn'),
    sayPlace(speech, step),
  ]);
  return (
    <li data-source={step.source} data-testid="latest-step">
      <PersonLink person={person?.person}>
        <i className={own.mark} data-source={step.source} aria-hidden="true" />
        {first ? (
          <StepDrawing garment={first} size="middle" />
        ) : (
          <span className={own.noGarment}>
            <Icon name="person" />
          </span>
        )}
        <b>{sayDeed(speech, step)}</b>
        <span>{first ? sayPiece(speech, first) : ''}</span>
        <span>{about}</span>
        <span className={own.when}>
          {sayAge(common, step.atMs, now)}
          {money === '' ? null : (
            <>
              <Separator />
              {money}
            </>
          )}
        </span>
      </PersonLink>
    </li>
  );
}

type PersonLinkProps = { readonly person: string | undefined; readonly children: ReactNode };

function PersonLink({ person, children }: PersonLinkProps) {
  if (person === undefined) return <div className={own.item}>{children}</div>;
  return (
    <Link to="/people/$person" params={{ person }} className={own.item}>
      {children}
    </Link>
  );
}
