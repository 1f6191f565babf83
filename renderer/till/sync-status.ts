import { receiptNumberText } from '#shared/checkout/receipt-document';
import { type CollectionName, collectionNames } from '#shared/documents/documents';
import type { Fact, FactKind } from '#shared/facts/registry';
import { hlcMs } from '#shared/sync/hybrid-clock';
import type { HubMark, ParkedMark } from './marks';
import type { OwnFacts } from './own-facts';
import type { FeedTimes } from './replicate/feeds';
import type { LinkState } from './replicate/hub-link';
import type { Coverage, ParkedView, SyncView } from './sync-types';
import { derive, type View } from './view';

export type SyncStatusParts = {
  readonly own: OwnFacts;
  readonly link: View<LinkState>;
  readonly hub: View<HubMark>;
  readonly parked: View<readonly ParkedMark[]>;
  readonly heardAtMs: View<FeedTimes>;
  /** How many documents of each feed are here. */
  readonly counts: View<Readonly<Record<CollectionName, number>>>;
};

/** How this till stands with its hub, for the pill and the panel. */
export function createSyncStatus({ own, link, hub, parked, heardAtMs, counts }: SyncStatusParts): View<SyncView> {
  return derive([own.version, link, hub, parked, heardAtMs, counts], () => {
    const waiting = own.after(hub.get().sentHlc);
    const needsYou = parked.get().map((mark) => parkedView(mark, own));
    const { isOnline, offlineSinceMs, heardAtMs: lastHeardMs, offsetMs, lastRefusal } = link.get();
    const oldest = waiting[0];
    return {
      state: stateOf(needsYou.length, waiting.length, isOnline, lastHeardMs),
      waiting: waiting.length,
      oldestAtMs: oldest === undefined ? null : hlcMs(oldest.hlc),
      waitingKinds: kindsOf(waiting),
      parked: needsYou,
      isOffline: isOnline === false,
      offlineSinceMs,
      lastHeardMs,
      clockOffsetMs: offsetMs,
      coverage: coverageOf(counts.get(), heardAtMs.get()),
      lastRefusal,
    };
  });
}

function stateOf(
  parked: number,
  waiting: number,
  isOnline: boolean | null,
  lastHeardMs: number | null,
): SyncView['state'] {
  if (parked > 0) return 'needs-you';
  if (isOnline === false) return 'offline';
  if (lastHeardMs === null) return 'unheard';
  return waiting > 0 ? 'waiting' : 'all-sent';
}

function kindsOf(waiting: readonly Fact[]): SyncView['waitingKinds'] {
  const kinds = new Map<FactKind, { kind: FactKind; count: number; oldestAtMs: number }>();
  for (const { kind, hlc } of waiting) {
    const known = kinds.get(kind) ?? { kind, count: 0, oldestAtMs: hlcMs(hlc) };
    kinds.set(kind, { ...known, count: known.count + 1 });
  }
  return [...kinds.values()];
}

function parkedView({ fact: id, code }: ParkedMark, own: OwnFacts): ParkedView {
  const fact = own.find(id);
  const sale = fact?.kind === 'SaleCompleted' ? fact : null;
  return {
    fact: id,
    kind: fact?.kind ?? 'unreadable',
    code,
    occurredAtMs: fact === undefined ? null : hlcMs(fact.hlc),
    number: sale === null ? null : receiptNumberText(sale.body.receipt),
    totalMinor: sale?.body.totalMinor ?? null,
  };
}

/** A feed is whole once it was heard to its end in this life of the hub's log; before that nobody knows how much is missing. */
function coverageOf(
  counts: Readonly<Record<CollectionName, number>>,
  times: FeedTimes,
): Readonly<Record<CollectionName, Coverage>> {
  const one = (name: CollectionName): Coverage => {
    const isComplete = times[name] !== null;
    return { have: counts[name], of: isComplete ? counts[name] : null, isComplete, heardAtMs: times[name] };
  };
  return Object.fromEntries(collectionNames.map((name) => [name, one(name)])) as Record<CollectionName, Coverage>;
}
