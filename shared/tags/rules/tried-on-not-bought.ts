import type { Fact } from '../../facts/registry';
import type { FittingEndedBody, Outcome } from '../../fitting/facts';
import { changeValues, compareText, mergeRecords, type SortedRecord, valueAt } from '../../kernel/sorted-record';
import { DAY_MS, type InstantMs } from '../../kernel/time';
import { evidenceOf } from '../keep-evidence';
import type { Evidence, EvidenceWhat, Tag, TagRule } from '../tag-rule';

const WINDOW_MS = 30 * DAY_MS;
const SOURCE = 'tried-on-not-bought@1';

type TriedPiece = FittingEndedBody['garments'][number];
type Tried = { readonly evidence: Evidence; readonly piece: number };

/** The latest fitting and the latest purchase of each style, no older than the window before the newest fact. */
export type TriedOnState = {
  readonly newest: InstantMs;
  readonly triedOn: SortedRecord<Tried>;
  readonly bought: SortedRecord<InstantMs>;
};

const stayedAs: Readonly<Record<Exclude<Outcome, 'bought'>, EvidenceWhat>> = {
  left: 'left',
  held: 'held',
  swapped: 'swapped',
  unknown: 'tried',
};

/**
 * The customer tried a style on within 30 days and has not bought it since, in any size or colour, in the store or
 * online. One tag a style. A size that stayed in the room while another of its style was bought is no such case.
 *
 * State keeps only the latest moment per style, so late or reordered facts cannot change the answer.
 */
export const triedOnNotBought: TagRule<TriedOnState> = {
  tag: 'tried-on-not-bought',
  version: 1,
  listensTo: ['FittingEnded', 'SaleCompleted', 'OrderPlaced'],
  noEvidence: { newest: 0, triedOn: {}, bought: {} },
  gather: (state, fact, at) => mergeStates(state, stateOf(fact, at)),
  merge: mergeStates,
  holds: ({ triedOn, bought }, now) =>
    Object.entries(triedOn)
      .filter(([style, { evidence }]) => {
        return now - evidence.at < WINDOW_MS && evidence.at > (valueAt(bought, style) ?? Number.NEGATIVE_INFINITY);
      })
      .map(([style, { evidence }]) => tagOf(style, evidence))
      .sort((a, b) => b.lastSeen - a.lastSeen),
};

function stateOf(fact: Fact, at: InstantMs): TriedOnState {
  const bought = (styles: readonly string[]) =>
    Object.fromEntries([...styles].sort(compareText).map((style) => [style, at]));
  switch (fact.kind) {
    case 'FittingEnded': {
      const stayed = fact.body.garments.flatMap((piece) => triedOf(fact, piece, at));
      const left = fact.body.garments.filter(({ outcome }) => outcome === 'bought');
      return {
        newest: at,
        triedOn: stayed.reduce<SortedRecord<Tried>>(
          (all, [style, tried]) => mergeRecords(all, { [style]: tried }, laterTried),
          {},
        ),
        bought: bought(left.map(({ garment }) => garment.style)),
      };
    }
    case 'SaleCompleted': {
      const sold = fact.body.lines.filter(({ kind }) => kind === 'sold');
      return { newest: at, triedOn: {}, bought: bought(sold.map(({ garment }) => garment.style)) };
    }
    case 'OrderPlaced':
      return { newest: at, triedOn: {}, bought: bought(fact.body.lines.map(({ garment }) => garment.style)) };
    default:
      return triedOnNotBought.noEvidence;
  }
}

function triedOf(fact: Fact, piece: TriedPiece, at: InstantMs): readonly (readonly [string, Tried])[] {
  if (piece.outcome === 'bought') return [];
  const evidence = evidenceOf(fact, at, 'store', stayedAs[piece.outcome], piece.garment, piece.reason);
  return [[piece.garment.style, { evidence, piece: piece.piece }]];
}

function mergeStates(a: TriedOnState, b: TriedOnState): TriedOnState {
  const newest = Math.max(a.newest, b.newest);
  const oldest = newest - WINDOW_MS;
  return {
    newest,
    triedOn: changeValues(mergeRecords(a.triedOn, b.triedOn, laterTried), (tried) =>
      tried.evidence.at > oldest ? tried : undefined,
    ),
    bought: changeValues(mergeRecords(a.bought, b.bought, Math.max), (at) => (at > oldest ? at : undefined)),
  };
}

function laterTried(a: Tried, b: Tried): Tried {
  const order = a.evidence.at - b.evidence.at || compareText(a.evidence.fact, b.evidence.fact) || a.piece - b.piece;
  return order >= 0 ? a : b;
}

function tagOf(style: string, evidence: Evidence): Tag {
  return {
    tag: 'tried-on-not-bought',
    value: {
      kind: 'style',
      style,
      name: evidence.garment?.name ?? { zh: '', en: '' },
      size: evidence.garment?.size ?? '',
      reason: evidence.reason ?? null,
    },
    confidence: evidence.what === 'tried' ? 0.5 : 1,
    source: SOURCE,
    evidence: [evidence],
    firstSeen: evidence.at,
    lastSeen: evidence.at,
    expires: evidence.at + WINDOW_MS,
  };
}
