import type { Happening, HappeningOf } from '../facts/happening';
import type { AnchorId, FactId } from '../kernel/ids';
import { assertNever } from '../kernel/invariant';
import { ok, type Result, refuse } from '../kernel/result';
import { type ChangeConsent, CONSENT_WORDING, type EnrolCustomer, type PeopleCommand } from './commands';
import type { Consent } from './consent';
import { normalisePhone } from './phone';

/**
 * What a decision on people looks at.
 * @property country ISO 3166 code of the store
 * @property consents of the person whose consent changes, all anchors merged: `consentsOf(mergeAnchorStates(…))`
 * @property findByPhone the person this till knows under an E.164 number; where left out, doubles are left to the hub
 */
export type PeopleState = {
  readonly country: string;
  readonly consents: readonly Consent[];
  readonly findByPhone?: (phone: string) => AnchorId | null;
};

export type PeopleRefusal = 'phone-invalid' | 'phone-known' | 'name-too-long' | 'nothing-to-enrol';

type Decision = Result<readonly Happening[], PeopleRefusal>;

const NAME_MAX = 80;
/** A `ConsentChanged` names at most this many withdrawals. */
const ANSWERS_MAX = 50;

/**
 * Decides on enrolling a person and on consents. Name and phone travel as `secret`, never in a body. No happening at all
 * where a consent already stands as asked.
 *
 * Refuses `phone-invalid`, `phone-known {who}`, `name-too-long {most}` and `nothing-to-enrol` (neither name nor phone).
 */
export function decidePeople(command: PeopleCommand, state: PeopleState): Decision {
  switch (command.kind) {
    case 'EnrolCustomer':
      return enrol(command, state);
    case 'ChangeConsent':
      return ok(changeConsent(command, state.consents));
    default:
      return assertNever(command);
  }
}

function enrol(command: EnrolCustomer, { country, findByPhone }: PeopleState): Decision {
  const { who, language, capture = 'typed' } = command;
  const name = command.name?.trim() ?? '';
  const typed = command.phone?.trim() ?? '';
  if (name === '' && typed === '') return refuse('nothing-to-enrol');
  if (name.length > NAME_MAX) return refuse('name-too-long', { most: NAME_MAX });
  const phone = typed === '' ? null : normalisePhone(typed, country);
  if (phone === null && typed !== '') return refuse('phone-invalid');
  const known = phone === null ? null : findByPhone?.(phone);
  if (known) return refuse('phone-known', { who: known });
  const enrolled: Happening = {
    kind: 'CustomerEnrolled',
    capture,
    who,
    body: { at: 'till', language },
    secret: name === '' ? {} : { name },
  };
  return ok([enrolled, ...(phone === null ? [] : [claimOf(who, phone, capture)]), ...grantsOf(command)]);
}

function claimOf(who: AnchorId, value: string, capture: Happening['capture']): Happening {
  return { kind: 'IdentifierClaimed', capture, who, body: { kind: 'phone', proof: 'typed' }, secret: { value } };
}

function grantsOf({ who, language, consents = [] }: EnrolCustomer): readonly Happening[] {
  const once = new Map(consents.map((consent) => [`${consent.purpose}:${consent.channel}`, consent]));
  return [...once.values()].map(({ purpose, channel }) =>
    consentOf({ kind: 'ChangeConsent', who, purpose, channel, granted: true, language }, []),
  );
}

function changeConsent(command: ChangeConsent, consents: readonly Consent[]): readonly Happening[] {
  const known = consents.find(({ purpose, channel }) => purpose === command.purpose && channel === command.channel);
  const unanswered = known?.withdrawals ?? [];
  if (command.granted && known?.on) return [];
  if (!command.granted) return unanswered.length > 0 ? [] : [consentOf(command, [])];
  const first = consentOf(command, unanswered.slice(0, ANSWERS_MAX));
  const pages = Math.ceil(unanswered.length / ANSWERS_MAX);
  const others = Array.from({ length: Math.max(0, pages - 1) }, (_, page) =>
    consentOf(command, unanswered.slice((page + 1) * ANSWERS_MAX, (page + 2) * ANSWERS_MAX)),
  );
  return [first, ...others];
}

function consentOf(
  { who, purpose, channel, granted, language }: ChangeConsent,
  answers: readonly FactId[],
): HappeningOf<'ConsentChanged'> {
  const body = { purpose, channel, granted, answers, wording: CONSENT_WORDING, language };
  return { kind: 'ConsentChanged', capture: 'picked', who, body };
}
