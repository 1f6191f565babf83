import { type ReactNode, useState } from 'react';
import type { RegionIdentity, RegionPerson } from '#shared/contract/region';
import type { AnchorId } from '#shared/kernel/ids';
import { useCommonWords, useLanguage, useRegionWords } from '../../text/use-words';
import { ActionButton } from '../../ui/action-button';
import { useNow } from '../../ui/use-now';
import css from '../frame/frame.module.css';
import { Panel } from '../frame/panel';
import { sayDate } from '../say-day';
import { sayKind, sayPerson } from '../say-person';
import { inSentence } from '../say-step';
import { LinkDialog, type LinkTarget } from './link-dialog';
import own from './person.module.css';
import { byStrength, sayIdentity, sayMade, sayRule } from './say-identity';
import { SeparateDialog } from './separate-dialog';

/** Why this is one person: each identity with what joined it, and the ways to take it out or add another. */
export function IdentitiesPanel({ person, foot }: { readonly person: RegionPerson; readonly foot: ReactNode }) {
  const t = useRegionWords();
  const [language] = useLanguage();
  const now = useNow(60_000);
  const [leaving, setLeaving] = useState<RegionIdentity | null>(null);
  const [joining, setJoining] = useState<LinkTarget | 'anybody' | null>(null);
  const { identities } = person;
  const merged = Math.max(0, ...identities.map(({ because }) => because?.atMs ?? 0));
  return (
    <Panel
      title={identities.length === 1 ? t('person.one') : t('person.many', { count: identities.length })}
      aside={
        <span className={own.aside}>
          {merged === 0 ? t('person.neverMerged') : t('person.mergedOn', { when: sayDate(merged, now, language) })}
        </span>
      }
      testId="identities"
    >
      <div className={css.scroll}>
        <ul className={own.identities} data-many={identities.length > 1}>
          {identities.map((identity) => (
            <Identity
              key={identity.who}
              identity={identity}
              onSeparate={identities.length > 1 ? () => setLeaving(identity) : undefined}
            />
          ))}
        </ul>
        <Near near={person.near} onLink={setJoining} />
        <div className={own.near}>
          <b>{t('person.linkOther')}</b>
          <p>{t('person.linkHow')}</p>
          <ActionButton isSmall onPress={() => setJoining('anybody')} testId="link-other">
            {t('person.link')}
          </ActionButton>
        </div>
        <Ledger person={person} />
      </div>
      {foot}
      {leaving ? <SeparateDialog person={person} identity={leaving} onClose={() => setLeaving(null)} /> : null}
      {joining ? (
        <LinkDialog
          person={person.person}
          target={joining === 'anybody' ? null : joining}
          onClose={() => setJoining(null)}
        />
      ) : null}
    </Panel>
  );
}

type IdentityProps = { readonly identity: RegionIdentity; readonly onSeparate?: (() => void) | undefined };

function Identity({ identity, onSeparate }: IdentityProps) {
  const t = useRegionWords();
  const common = useCommonWords();
  const [language] = useLanguage();
  const { because, made } = identity;
  const others = byStrength(identity).slice(1);
  return (
    <li className={own.identity} data-thread={made === 'till' ? 'store' : 'online'} data-testid="identity">
      <div>
        <b>{sayIdentity(t, common, identity)}</b>
        {others.map((one) => (
          <span key={one.claim} className={own.other}>
            {sayKind(common, one.kind)} {one.masked}
            {one.blocked ? ` ${t('person.blocked')}` : ''}
          </span>
        ))}
        <p>{sayMade(t, common, identity, language)}</p>
        <p className={own.because}>{because === null ? t('person.first') : <Because because={because} />}</p>
      </div>
      {onSeparate ? (
        <ActionButton isSmall onPress={onSeparate} testId="separate">
          {t('person.separate')}
        </ActionButton>
      ) : null}
    </li>
  );
}

function Because({ because }: { readonly because: NonNullable<RegionIdentity['because']> }) {
  const t = useRegionWords();
  const common = useCommonWords();
  const [language] = useLanguage();
  const { kind, rule, evidence, fact } = because;
  const parts = [
    kind === null
      ? t('person.becauseStaff')
      : t('person.because', { kind: inSentence(sayKind(common, kind), language) }),
    ...(kind === null ? [] : [sayRule(t, rule)]),
    ...(evidence.length > 0 ? [t('person.basis', { count: evidence.length })] : []),
  ];
  return <span title={[fact, ...evidence].join('\n')}>{parts.join(language === 'zh-CN' ? '，' : ', ')}</span>;
}

type NearProps = { readonly near: RegionPerson['near']; readonly onLink: (target: LinkTarget) => void };

/** Others who could be this person and were not joined, with the reason, and the way to join them all the same. */
function Near({ near, onLink }: NearProps) {
  const t = useRegionWords();
  const common = useCommonWords();
  const [language] = useLanguage();
  return (
    <>
      {near.map((one) => {
        const title = sayPerson(t, common, one);
        return (
          <div key={`${one.person}-${one.why}`} className={own.near} data-testid="near">
            <b>
              {one.kind === null
                ? t('person.nearApart', { title })
                : t('person.near', { kind: inSentence(sayKind(common, one.kind), language), title })}
            </b>
            <p>
              {one.kind === null
                ? t('person.apartWhy')
                : t('person.nearWhy', { why: t(`person.why.${whyOf(one.why)}`) })}
            </p>
            <ActionButton isSmall onPress={() => onLink({ person: one.person, title })}>
              {t('person.link')}
            </ActionButton>
          </div>
        );
      })}
    </>
  );
}

const whys = ['typed-by-too-many', 'device-of-two-people', 'apart'] as const;

function whyOf(why: string): (typeof whys)[number] | 'too-many' | 'other' {
  if (why.startsWith('too-many-')) return 'too-many';
  return whys.find((known) => known === why) ?? 'other';
}

/** What was joined, separated or blocked, by whom or which rule. Nothing is ever taken off this list. */
function Ledger({ person: { ledger, identities } }: { readonly person: RegionPerson }) {
  const t = useRegionWords();
  const common = useCommonWords();
  const [language] = useLanguage();
  const now = useNow(60_000);
  const nameOf = (who: AnchorId): string => {
    const identity = identities.find((one) => one.who === who);
    return identity ? inSentence(sayIdentity(t, common, identity), language) : t('person.somebody');
  };
  return (
    <div className={own.ledger}>
      <h3>{t('person.ledger')}</h3>
      {ledger.length === 0 ? <p className={own.none}>{t('person.ledgerEmpty')}</p> : null}
      <ul>
        {ledger.map(({ fact, kind, atMs, rule, who, by, reason }) => (
          <li key={`${fact}-${who}`} title={fact} data-testid="ledger-row">
            <span>{sayDate(atMs, now, language)}</span>
            <span>
              {kind === 'IdentitiesSeparated'
                ? t('person.separated', { what: nameOf(who) })
                : t('person.linked', { what: nameOf(who) })}
              {reason ? <small>{reason}</small> : null}
            </span>
            <span>{by ?? sayRule(t, rule)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
