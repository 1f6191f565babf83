import type { Garment } from '#shared/catalog/garment';
import { receiptNumberText } from '#shared/checkout/receipt-document';
import type { RegionStep } from '#shared/contract/region';
import type { Fact, FactKind } from '#shared/facts/registry';
import type { InstantMs } from '#shared/kernel/time';
import type { StoreNames } from './anchors';
import type { Look } from './garment-looks';

/** What a person's timeline is made of: visits, purchases and looks. Claims and consents have their own places. */
export const timelineKinds: readonly FactKind[] = [
  'SaleCompleted',
  'FittingEnded',
  'OrderPlaced',
  'CodeScanned',
  'ProductViewed',
  'CustomerEnrolled',
];

/** A garment of a fact with what became of it. */
export type Piece = {
  readonly garment: Garment;
  readonly outcome: string;
  readonly reason: string | null;
};

/** The garments a fact is about, in its own order; a line of three pieces is one. */
export function piecesOf(fact: Fact): readonly Piece[] {
  switch (fact.kind) {
    case 'SaleCompleted':
      return fact.body.lines.map(({ garment, kind }) => {
        return { garment, outcome: kind === 'sold' ? 'bought' : 'returned', reason: null };
      });
    case 'FittingEnded':
      return fact.body.garments.map(({ garment, outcome, reason }) => ({ garment, outcome, reason }));
    case 'OrderPlaced':
      return fact.body.lines.map(({ garment }) => ({ garment, outcome: 'ordered', reason: null }));
    case 'ProductViewed':
      return [{ garment: fact.body.garment, outcome: 'viewed', reason: null }];
    case 'CodeScanned':
      return fact.body.garment === null ? [] : [{ garment: fact.body.garment, outcome: 'scanned', reason: null }];
    default:
      return [];
  }
}

/** One step of a person's way through store and online. */
export function stepOf(
  fact: Fact,
  atMs: InstantMs,
  stores: StoreNames,
  lookOf: (garment: Garment) => Look,
): RegionStep {
  return {
    fact: fact.id,
    kind: fact.kind,
    atMs,
    source: isOnline(fact) ? 'online' : 'store',
    store: fact.store === undefined ? null : (stores.get(fact.store) ?? null),
    garments: piecesOf(fact).map(({ garment, outcome, reason }) => {
      const { name, colour, size } = garment;
      return { name, colour, size, ...lookOf(garment), outcome, reason };
    }),
    ...moneyOf(fact),
  };
}

/** A code that a phone read in a store is a visit to that store, as the tag rules have it. */
function isOnline(fact: Fact): boolean {
  if (fact.kind === 'CustomerEnrolled') return fact.body.at !== 'till';
  return fact.kind === 'OrderPlaced' || fact.kind === 'ProductViewed' || fact.store === undefined;
}

function moneyOf(fact: Fact): Pick<RegionStep, 'minor' | 'currency' | 'number'> {
  switch (fact.kind) {
    case 'SaleCompleted': {
      const { totalMinor, currency, receipt } = fact.body;
      return { minor: totalMinor, currency, number: receiptNumberText(receipt) };
    }
    case 'OrderPlaced':
      return { minor: fact.body.totalMinor, currency: fact.body.currency, number: fact.body.number };
    default:
      return { minor: null, currency: null, number: null };
  }
}
