import { Switch } from '@mantine/core';
import { useState } from 'react';
import type { AnchorId } from '#shared/kernel/ids';
import type { Tag } from '#shared/tags/tag-rule';
import { sayAge } from '../../text/say-age';
import { useCommonWords, useLanguage, usePosWords } from '../../text/use-words';
import type { PersonView } from '../../till/till-types';
import { Age } from '../../ui/age';
import { Avatar } from '../../ui/avatar';
import { Refusal } from '../../ui/refusal';
import { Seam } from '../../ui/seam';
import { Separator } from '../../ui/separator';
import { StitchKey } from '../../ui/stitches';
import { TagChip } from '../../ui/tag-chip';
import { TagEvidence } from '../../ui/tag-evidence';
import { useNow } from '../../ui/use-now';
import { evidenceLines, sayTagShort, stitchesOf } from '../say-tag';
import { useCommand } from '../use-command';
import { useTill } from '../use-till';
import { usePerson } from '../use-usual-size';
import css from './customers.module.css';

/** A person as this till knows them: what she does here, what she does online, and why we say so. */
export function Profile({ who }: { readonly who: AnchorId }) {
  const t = usePosWords();
  const common = useCommonWords();
  const now = useNow(10_000);
  const person = usePerson(who);
  if (!person) return <p>{t('customer.nothing')}</p>;
  const known = onceEach(person.identifiers);
  const channels = person.tags.find(({ value }) => value.kind === 'channels')?.value;
  return (
    <div className={css.profile} data-testid="profile">
      <div className={css.whose}>
        <Avatar name={person.name ?? undefined} seed={person.id} isBig />
        <span>
          <b>{person.name ?? common('person.member')}</b>
          <small>
            {person.phoneTail ? common('person.phoneEnds', { digits: person.phoneTail }) : null}
            {person.phoneTail && channels?.kind === 'channels' ? <Separator /> : null}
            {channels?.kind === 'channels'
              ? t('customer.visits', { store: channels.store, online: channels.online })
              : null}
          </small>
        </span>
        <span className={css.freshness}>
          {person.documentAtMs === null ? (
            t('customer.notYetBack')
          ) : (
            <Age at={person.documentAtMs} now={now} of={t('customer.asOf')} />
          )}
          {person.unsent > 0 ? <small>{t('customer.unsent', { count: person.unsent })}</small> : null}
        </span>
      </div>
      {person.anchors.length > 1 ? (
        <div className={css.both}>
          <Seam />
          <span>{t('customer.storeAndOnline')}</span>
        </div>
      ) : null}
      <div className={css.columns}>
        <section>
          <h3>
            {t('customer.tags')} <StitchKey />
          </h3>
          {person.tags.length === 0 ? <p className={css.hint}>{t('customer.noTags')}</p> : null}
          <TagList tags={person.tags} now={now} />
        </section>
        <section>
          <h3>{t('customer.identifiers')}</h3>
          <ul className={css.identifiers}>
            {known.map(({ kind, value, proofs }) => (
              <li key={`${kind}-${value}`}>
                <b>{common(`identifier.${kind as 'phone'}`)}</b>
                <span>{value}</span>
                <small>
                  {proofs.map((proof) => common(`proof.${proof as 'typed'}`)).join(common('stitches.join'))}
                </small>
              </li>
            ))}
          </ul>
          <h3>{t('customer.consents')}</h3>
          <Consents person={person} now={now} />
        </section>
      </div>
    </div>
  );
}

type Known = { readonly kind: string; readonly value: string; readonly proofs: readonly string[] };

/** A number that was typed and later proven is one number with two proofs. */
function onceEach(identifiers: PersonView['identifiers']): readonly Known[] {
  const known = new Map<string, Known>();
  for (const { kind, value, proof } of identifiers) {
    const key = `${kind} ${value}`;
    known.set(key, { kind, value, proofs: [...new Set([...(known.get(key)?.proofs ?? []), proof])] });
  }
  return [...known.values()];
}

function TagList({ tags, now }: { readonly tags: readonly Tag[]; readonly now: number }) {
  const common = useCommonWords();
  const [language] = useLanguage();
  const [open, setOpen] = useState<string | null>(null);
  return Object.entries(Object.groupBy(tags, ({ tag }) => tag)).map(([name, group = []]) => (
    <ul key={name} className={css.tags} aria-label={common(`tags.${name as Tag['tag']}.name`)}>
      <li className={css.rule}>{common(`tags.${name as Tag['tag']}.name`)}</li>
      {group.map((tag) => {
        const key = `${tag.tag}-${JSON.stringify(tag.value)}`;
        return (
          <li key={key}>
            <TagChip
              name={sayTagShort(common, tag, language)}
              stitches={stitchesOf(tag)}
              isOpen={open === key}
              onToggle={() => setOpen(open === key ? null : key)}
            />
            {open === key ? (
              <TagEvidence
                why={common(`tags.${tag.tag}.why`)}
                facts={evidenceLines(common, tag, language, now)}
                source={tag.source}
                rule={common(`tags.${tag.tag}.name`)}
              />
            ) : null}
          </li>
        );
      })}
    </ul>
  ));
}

/** A suggestion is made in the store; a message leaves it. The other pairs mean nothing to a shopper and are not asked. */
function isAsked({ purpose, channel, on }: PersonView['consents'][number]): boolean {
  return on || (purpose === 'profiling') === (channel === 'store');
}

function Consents({ person, now }: { readonly person: PersonView; readonly now: number }) {
  const t = usePosWords();
  const common = useCommonWords();
  const [language] = useLanguage();
  const till = useTill();
  const change = useCommand(till.changeConsent);
  return (
    <>
      {person.consents.filter(isAsked).map(({ purpose, channel, on, atMs }) => (
        <Switch
          key={`${purpose}-${channel}`}
          size="md"
          labelPosition="left"
          classNames={{ body: css.switchRow }}
          label={common('tagParts.consentBy', {
            purpose: common(`purpose.${purpose}`),
            channel: common(`consentChannel.${channel}`),
          })}
          description={atMs === null ? t('customer.never') : sayAge(common, atMs, now)}
          checked={on}
          onChange={(event) =>
            void change.send({ person: person.id, purpose, channel, granted: event.currentTarget.checked, language })
          }
        />
      ))}
      {change.refusal ? <Refusal code={change.refusal.code} params={change.refusal.params} /> : null}
    </>
  );
}
