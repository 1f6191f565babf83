import type { FactOf } from '../facts/registry';
import type { FactId } from '../kernel/ids';
import { compareText, mergeRecords, type SortedRecord } from '../kernel/sorted-record';
import type { InstantMs } from '../kernel/time';
import type { ConsentState } from './anchor';
import { ConsentChannel, ConsentPurpose } from './facts';

type Grant = ConsentState['grants'][string][number];
type Withdrawal = ConsentState['withdrawals'][string][number];

/**
 * One consent as it stands. `withdrawals` are those no grant has answered yet: a new grant must name them all.
 * `atMs` is when it was last given or withdrawn.
 */
export type Consent = {
  readonly purpose: ConsentPurpose;
  readonly channel: ConsentChannel;
  readonly on: boolean;
  readonly atMs: InstantMs;
  readonly withdrawals: readonly FactId[];
};

export const noConsents: ConsentState = { grants: {}, withdrawals: {} };

/** Adds one change. Every grant and withdrawal is kept as a set by fact, so that no order and no clock decides. */
export function foldConsent(state: ConsentState, fact: FactOf<'ConsentChanged'>, atMs: InstantMs): ConsentState {
  const key = `${fact.body.purpose}:${fact.body.channel}`;
  const change = fact.body.granted
    ? {
        grants: { [key]: [{ fact: fact.id, at: atMs, answers: [...fact.body.answers].sort(compareText) }] },
        withdrawals: {},
      }
    : { grants: {}, withdrawals: { [key]: [{ fact: fact.id, at: atMs }] } };
  return mergeConsents(state, change);
}

/** Both people's changes in one. A withdrawal of either holds for both, unless a grant names it. */
export function mergeConsents(a: ConsentState, b: ConsentState): ConsentState {
  return {
    grants: mergeRecords<readonly Grant[]>(a.grants, b.grants, byFact),
    withdrawals: mergeRecords<readonly Withdrawal[]>(a.withdrawals, b.withdrawals, byFact),
  };
}

/**
 * The consents ever given or withdrawn; every other is off. On means: granted, and no withdrawal is left unanswered.
 * Clocks have no say in it, only in `atMs`.
 */
export function readConsents(state: ConsentState): readonly Consent[] {
  return ConsentPurpose.options.flatMap((purpose) =>
    ConsentChannel.options.flatMap((channel) => {
      const key = `${purpose}:${channel}`;
      const grants = listAt(state.grants, key);
      const withdrawn = listAt(state.withdrawals, key);
      if (grants.length + withdrawn.length === 0) return [];
      const answered = new Set(grants.flatMap(({ answers }) => answers));
      const withdrawals = withdrawn.map(({ fact }) => fact).filter((fact) => !answered.has(fact));
      const atMs = Math.max(...[...grants, ...withdrawn].map(({ at }) => at));
      return [{ purpose, channel, on: grants.length > 0 && withdrawals.length === 0, atMs, withdrawals }];
    }),
  );
}

function listAt<Item>(record: SortedRecord<readonly Item[]>, key: string): readonly Item[] {
  return record[key] ?? [];
}

function byFact<Item extends { readonly fact: FactId; readonly at: InstantMs }>(
  a: readonly Item[],
  b: readonly Item[],
): readonly Item[] {
  const all = [...a, ...b].sort((x, y) => compareText(x.fact, y.fact) || x.at - y.at);
  return all.filter((item, index) => item.fact !== all[index - 1]?.fact);
}
