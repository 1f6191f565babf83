import type { SettingsDocument } from '#shared/documents/documents';
import type { Happening } from '#shared/facts/happening';
import { AnchorId, type MintId } from '#shared/kernel/ids';
import { plainText } from '#shared/kernel/plain-text';
import { ok } from '#shared/kernel/result';
import { decidePeople, type PeopleState } from '#shared/people/decide';
import type { Customers } from './customers';
import type { PeopleIndex } from './people-index';
import type { Record } from './record';
import type { Till } from './till-types';
import type { View } from './view';

export type Enrolling = Pick<Till, 'enrolCustomer' | 'changeConsent'>;

export type EnrollingParts = {
  readonly settings: View<SettingsDocument | null>;
  readonly customers: Customers;
  readonly people: PeopleIndex;
  readonly record: Record;
  readonly mint: MintId;
};

/** Makes somebody known, and keeps what they agreed to. Both work without a network. */
export function createEnrolling({ settings, customers, people, record, mint }: EnrollingParts): Enrolling {
  const state = (who: AnchorId): PeopleState => ({
    country: settings.get()?.country ?? '',
    consents: customers.consentsOf(who),
    findByPhone: people.findByPhone,
  });
  return {
    enrolCustomer: async (ask) => {
      const who = AnchorId.parse(mint('who'));
      let secrets: readonly unknown[] = [];
      const answer = await record({
        decide: () => {
          const said = { ...ask, ...(ask.name === undefined ? {} : { name: plainText(ask.name, ask.name.length) }) };
          const decided = decidePeople({ kind: 'EnrolCustomer', who, ...said }, state(who));
          if (decided.ok) secrets = decided.value.map(secretOf);
          return decided;
        },
        settle: (outcome) => {
          if (outcome.ok)
            people.takeOwn(outcome.value, new Map(outcome.value.map(({ id }, place) => [id, secrets[place]])));
        },
      });
      return answer.ok ? ok(people.brief(who)) : answer;
    },
    changeConsent: async ({ person, ...consent }) => {
      const answer = await record({
        decide: () => decidePeople({ kind: 'ChangeConsent', who: person, ...consent }, state(person)),
      });
      return answer.ok ? ok(null) : answer;
    },
  };
}

function secretOf(happening: Happening): unknown {
  return happening.secret;
}
