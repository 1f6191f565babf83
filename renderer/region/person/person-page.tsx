import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { RegionPerson } from '#shared/contract/region';
import type { AnchorId } from '#shared/kernel/ids';
import { sayAge } from '../../text/say-age';
import { sayWords } from '../../text/say-words';
import { useCommonWords, useLanguage, useRegionWords } from '../../text/use-words';
import { ActionButton } from '../../ui/action-button';
import { Avatar } from '../../ui/avatar';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { joinClasses } from '../../ui/join-classes';
import { Pill } from '../../ui/pill';
import { Refusal } from '../../ui/refusal';
import { Separator } from '../../ui/separator';
import { useNow } from '../../ui/use-now';
import { useRead, useRegion } from '../data/use-region';
import css from '../frame/frame.module.css';
import { PageHead } from '../frame/panel';
import { sayPerson } from '../say-person';
import { Consents } from './consents';
import { IdentitiesPanel } from './identities-panel';
import own from './person.module.css';
import { RevealDialog } from './reveal-dialog';
import { TagsPanel } from './tags-panel';
import { TimelinePanel } from './timeline-panel';

/** One person: who they are made of and why, what is said of them and on what grounds, and the way they came. */
export function PersonPage({ who }: { readonly who: AnchorId }) {
  const { value, refusal } = useRead('read-person', { params: { person: who } });
  const [isRevealing, setRevealing] = useState(false);
  if (refusal?.code === 'person-unknown' || refusal?.code === 'not-found') return <PersonUnknown />;
  if (value === null) {
    return refusal ? <Refusal code={refusal.code} params={refusal.params} requestId={refusal.requestId} /> : null;
  }
  return (
    <>
      <Head person={value} onReveal={() => setRevealing(true)} />
      <div className={joinClasses(css.sheet, own.sheet)} data-testid="person">
        <IdentitiesPanel person={value} foot={<Consents person={value} />} />
        <TagsPanel person={value} />
        <TimelinePanel person={value} />
      </div>
      {isRevealing ? <RevealDialog who={who} onClose={() => setRevealing(false)} /> : null}
    </>
  );
}

export function PersonUnknown() {
  const t = useRegionWords();
  return (
    <>
      <PageHead title={t('people.title')} />
      <div className={css.sheet} data-testid="person-unknown">
        <section className={css.panel}>
          <EmptyState
            title={t('person.missing')}
            action={
              <Link to="/people" className={css.linkButton}>
                {t('person.back')}
              </Link>
            }
          >
            {t('person.missingHint')}
          </EmptyState>
        </section>
      </div>
    </>
  );
}

function Head({ person, onReveal }: { readonly person: RegionPerson; readonly onReveal: () => void }) {
  const t = useRegionWords();
  const common = useCommonWords();
  const now = useNow(5_000);
  const { identities, timeline, revealed } = person;
  const name = revealed?.name ?? sayPerson(t, common, person);
  const facts = identities.reduce((sum, identity) => sum + identity.facts, 0);
  const first = Math.min(...identities.map(({ madeAtMs }) => madeAtMs));
  const [newest] = timeline;
  return (
    <PageHead
      before={<Avatar name={person.title || undefined} seed={person.person} isBig />}
      title={<span data-testid="person-title">{name}</span>}
      acts={
        revealed ? (
          <Revealed revealed={revealed} now={now} />
        ) : (
          <>
            <span className={joinClasses(css.small, css.dim)}>{t('person.hide')}</span>
            <ActionButton onPress={onReveal} testId="reveal">
              <Icon name="lock" />
              {t('person.reveal')}
            </ActionButton>
          </>
        )
      }
    >
      <HomeStore person={person} />
      <span>{t('person.since', { when: new Date(first).getFullYear() })}</span>
      <Separator />
      <span>{t('person.facts', { count: facts })}</span>
      {newest ? (
        <>
          <Separator />
          <span>{t('person.newest', { age: sayAge(common, newest.atMs, now) })}</span>
        </>
      ) : null}
    </PageHead>
  );
}

/** The store most of the way led through. */
function HomeStore({ person: { timeline } }: { readonly person: RegionPerson }) {
  const [language] = useLanguage();
  const visits = new Map<string, number>();
  for (const { store } of timeline) {
    if (store) visits.set(sayWords(store, language), (visits.get(sayWords(store, language)) ?? 0) + 1);
  }
  const [most] = [...visits].sort(([, a], [, b]) => b - a);
  return most ? (
    <>
      <span>{most[0]}</span>
      <Separator />
    </>
  ) : null;
}

type RevealedProps = { readonly revealed: NonNullable<RegionPerson['revealed']>; readonly now: number };

/** A mainland number in the groups people say it in; any other as it is. */
function spaced(text: string): string {
  return text.replace(/^\+86(\d{3})(\d{4})(\d{4})$/, '+86 $1 $2 $3');
}

function Revealed({ revealed: { phones, emails, untilMs }, now }: RevealedProps) {
  const t = useRegionWords();
  const { reads } = useRegion();
  // Covered again when the time is up, whether anything else happens or not.
  useEffect(() => {
    const timer = setTimeout(reads.refresh, Math.max(0, untilMs - Date.now()) + 1000);
    return () => clearTimeout(timer);
  }, [reads, untilMs]);
  return (
    <div className={own.revealed} data-testid="revealed">
      {[...phones, ...emails].map((text) => (
        <span key={text} className={own.clear}>
          {spaced(text)}
        </span>
      ))}
      <Pill tone="wait">
        {t('person.revealedUntil', { minutes: Math.max(1, Math.round((untilMs - now) / 60_000)) })}
      </Pill>
    </div>
  );
}
