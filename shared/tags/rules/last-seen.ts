import type { Fact } from '../../facts/registry';
import { type InstantMs, monthOf } from '../../kernel/time';
import { evidenceOf, keepNewest } from '../keep-evidence';
import { keepMonthsFrom, type MonthCounts, mergeMonthCounts, sumMonths } from '../month-counts';
import type { Evidence, TagRule } from '../tag-rule';

const MONTHS_KEPT = 24;
const SOURCE = 'last-seen@1';

/** How often a person was seen in a store and online, by month, and the newest facts that say so. */
export type LastSeenState = {
  readonly newestMonth: number;
  readonly store: MonthCounts;
  readonly online: MonthCounts;
  readonly evidence: readonly Evidence[];
};

/**
 * When and where a person was last seen, and how store and online compare over the last 24 months.
 * A code that a phone read in a store is a visit to that store.
 */
export const lastSeen: TagRule<LastSeenState> = {
  tag: 'last-seen',
  version: 1,
  listensTo: ['SaleCompleted', 'FittingEnded', 'CustomerEnrolled', 'OrderPlaced', 'ProductViewed', 'CodeScanned'],
  noEvidence: { newestMonth: 0, store: {}, online: {}, evidence: [] },
  gather: (state, fact, at) => {
    const evidence = sightingOf(fact, at);
    return evidence === null ? state : mergeStates(state, stateOf(evidence));
  },
  merge: mergeStates,
  holds: ({ store, online, evidence }, now) => {
    const [last] = evidence;
    if (last === undefined) return [];
    const first = monthOf(now) - MONTHS_KEPT + 1;
    return [
      {
        tag: 'last-seen',
        value: {
          kind: 'channels',
          lastAt: last.at,
          lastWhere: last.source === 'online' ? 'online' : 'store',
          store: sumMonths(store, first),
          online: sumMonths(online, first),
        },
        confidence: 1,
        source: SOURCE,
        evidence,
        firstSeen: evidence.at(-1)?.at ?? last.at,
        lastSeen: last.at,
        expires: null,
      },
    ];
  },
};

function sightingOf(fact: Fact, at: InstantMs): Evidence | null {
  switch (fact.kind) {
    case 'SaleCompleted': {
      const sold = fact.body.lines.find(({ kind }) => kind === 'sold');
      const line = sold ?? fact.body.lines[0];
      return evidenceOf(fact, at, 'store', sold ? 'bought' : 'returned', line?.garment);
    }
    case 'FittingEnded':
      return evidenceOf(fact, at, 'store', 'tried', fact.body.garments[0]?.garment);
    case 'CustomerEnrolled':
      return fact.body.at === 'till' ? evidenceOf(fact, at, 'store', 'visited') : null;
    case 'OrderPlaced':
      return evidenceOf(fact, at, 'online', 'ordered', fact.body.lines[0]?.garment);
    case 'ProductViewed':
      return evidenceOf(fact, at, 'online', 'viewed', fact.body.garment);
    case 'CodeScanned':
      return evidenceOf(
        fact,
        at,
        fact.store === undefined ? 'online' : 'store',
        'scanned',
        fact.body.garment ?? undefined,
      );
    default:
      return null;
  }
}

function stateOf(evidence: Evidence): LastSeenState {
  const month = monthOf(evidence.at);
  const once = { [month]: 1 };
  const isOnline = evidence.source === 'online';
  return { newestMonth: month, store: isOnline ? {} : once, online: isOnline ? once : {}, evidence: [evidence] };
}

function mergeStates(a: LastSeenState, b: LastSeenState): LastSeenState {
  const newestMonth = Math.max(a.newestMonth, b.newestMonth);
  const first = newestMonth - MONTHS_KEPT + 1;
  const keep = (counts: MonthCounts) => keepMonthsFrom(counts, first) ?? {};
  return {
    newestMonth,
    store: keep(mergeMonthCounts(a.store, b.store)),
    online: keep(mergeMonthCounts(a.online, b.online)),
    evidence: keepNewest(a.evidence, b.evidence),
  };
}
