import type { Garment } from '../../catalog/garment';
import type { Fact } from '../../facts/registry';
import type { LeaveReason, Outcome } from '../../fitting/facts';
import { changeValues, compareText, mergeRecords, type SortedRecord, valueAt } from '../../kernel/sorted-record';
import { type InstantMs, monthOf } from '../../kernel/time';
import { evidenceOf, keepNewest } from '../keep-evidence';
import { keepMonthsFrom, type MonthCounts, mergeMonthCounts, shareOf, sumMonths, weighMonths } from '../month-counts';
import type { Evidence, Tag, TagRule } from '../tag-rule';

const MONTHS_KEPT = 36;
const VERSION = 2;
const SOURCE = `usual-size@${VERSION}`;
/** One vote of this month: what a single purchase has to stand up against, so that it alone never looks certain. */
const DOUBT_PPM = 1_000_000;

/**
 * What a fact says of a size: it `fits`; it was brought back (`against`); it was too `small` (the person's size lies
 * above) or too `large` (below).
 */
export type SizeVote = 'fits' | 'against' | 'small' | 'large';

/** Votes on each size of one category, counted by month, with the newest facts behind them. */
export type SizesOfCategory = {
  readonly sizes: SortedRecord<SortedRecord<MonthCounts>>;
  readonly evidence: readonly Evidence[];
};

/** By category, the months kept counted back from the newest fact. */
export type UsualSizeState = { readonly newestMonth: number; readonly categories: SortedRecord<SizesOfCategory> };

type Ballot = {
  readonly garment: Garment;
  readonly vote: SizeVote;
  readonly count: number;
  readonly evidence: Evidence;
};

/**
 * The size that most often fits a person in one category: from what was bought for oneself in the store and online,
 * and from what was tried on and not bought. A return counts against; a vote weighs half after twelve months. A garment
 * bought after a fitting is heard once: its receipt says so, and for whom it was, which the fitting does not know.
 *
 * NOTE a garment without a category, and gifts, say nothing about the person's size.
 */
export const usualSize: TagRule<UsualSizeState> = {
  tag: 'usual-size',
  version: VERSION,
  listensTo: ['SaleCompleted', 'OrderPlaced', 'FittingEnded'],
  noEvidence: { newestMonth: 0, categories: {} },
  gather: (state, fact, at) => {
    const month = monthOf(at);
    const states = ballotsOf(fact, at).map((ballot) => stateOf(ballot, month));
    return states.reduce(mergeStates, mergeStates(state, { newestMonth: month, categories: {} }));
  },
  merge: mergeStates,
  holds: ({ categories }, now) =>
    Object.entries(categories).flatMap(([category, votes]) => tagOf(category, votes, monthOf(now))),
};

function ballotsOf(fact: Fact, at: InstantMs): readonly Ballot[] {
  switch (fact.kind) {
    case 'SaleCompleted':
      return fact.body.lines
        .filter((line) => line.for === 'self')
        .map(({ garment, kind, qty }) =>
          kind === 'sold'
            ? { garment, vote: 'fits', count: qty, evidence: evidenceOf(fact, at, 'store', 'bought', garment) }
            : { garment, vote: 'against', count: qty, evidence: evidenceOf(fact, at, 'store', 'returned', garment) },
        );
    case 'OrderPlaced':
      return fact.body.lines
        .filter((line) => line.for === 'self')
        .map(({ garment, qty }) => {
          return { garment, vote: 'fits', count: qty, evidence: evidenceOf(fact, at, 'online', 'ordered', garment) };
        });
    case 'FittingEnded':
      return fact.body.garments.flatMap(({ garment, outcome, reason }) => {
        const vote = voteOf(outcome, reason);
        if (vote === null || outcome === 'unknown') return [];
        return [{ garment, vote, count: 1, evidence: evidenceOf(fact, at, 'store', outcome, garment, reason) }];
      });
    default:
      return [];
  }
}

/** The receipt speaks for what was bought. `shoulder`, `length` and `unsaid` say neither that the size was right nor which way it was wrong. */
function voteOf(outcome: Outcome, reason: LeaveReason | null): SizeVote | null {
  if (outcome === 'bought') return null;
  switch (reason) {
    case 'too-small':
      return 'small';
    case 'too-large':
      return 'large';
    case 'colour':
    case 'fabric':
    case 'price':
    case 'style':
    case 'changed-mind':
      return 'fits';
    default:
      return null;
  }
}

function stateOf({ garment, vote, count, evidence }: Ballot, month: number): UsualSizeState {
  if (garment.category === null || garment.size === '') return { newestMonth: month, categories: {} };
  const sizes = Object.fromEntries([[garment.size, { [vote]: { [month]: count } }]]);
  return { newestMonth: month, categories: { [garment.category]: { sizes, evidence: [evidence] } } };
}

function mergeStates(a: UsualSizeState, b: UsualSizeState): UsualSizeState {
  const newestMonth = Math.max(a.newestMonth, b.newestMonth);
  const categories = mergeRecords(keptUntil(a, newestMonth), keptUntil(b, newestMonth), (left, right) => ({
    sizes: mergeRecords(left.sizes, right.sizes, (x, y) => mergeRecords(x, y, mergeMonthCounts)),
    evidence: keepNewest(left.evidence, right.evidence),
  }));
  return { newestMonth, categories };
}

/** The categories of a state without the months that a newer fact puts out of reach. */
function keptUntil({ newestMonth, categories }: UsualSizeState, month: number): UsualSizeState['categories'] {
  if (month === newestMonth) return categories;
  return changeValues(categories, (votes) => keepCategoryFrom(votes, month - MONTHS_KEPT + 1));
}

function keepCategoryFrom({ sizes, evidence }: SizesOfCategory, first: number): SizesOfCategory | undefined {
  const kept = changeValues(sizes, (votes) => {
    const recent = changeValues(votes, (counts) => keepMonthsFrom(counts, first));
    return Object.keys(recent).length > 0 ? recent : undefined;
  });
  if (Object.keys(kept).length === 0) return undefined;
  return { sizes: kept, evidence: evidence.filter(({ at }) => monthOf(at) >= first) };
}

type Weighed = { readonly size: string; readonly score: number; readonly fits: number; readonly lastMonth: number };

function tagOf(category: string, { sizes, evidence }: SizesOfCategory, nowMonth: number): readonly Tag[] {
  const weighed = Object.entries(sizes).map(([size, votes]) => weigh(size, votes, nowMonth));
  const [best] = weighed.filter(({ score }) => score > 0).sort(byScore);
  if (best === undefined) return [];
  const every = Object.values(sizes).flatMap((votes) => Object.values(votes));
  const total = every.reduce((sum, counts) => sum + weighMonths(counts, nowMonth), 0);
  const moments = evidence.map(({ at }) => at);
  return [
    {
      tag: 'usual-size',
      value: { kind: 'size', category, size: best.size, fits: best.fits },
      confidence: shareOf(best.score, total + DOUBT_PPM),
      source: SOURCE,
      evidence,
      firstSeen: Math.min(...moments),
      lastSeen: Math.max(...moments),
      expires: null,
    },
  ];
}

function weigh(size: string, votes: SortedRecord<MonthCounts>, nowMonth: number): Weighed {
  const weightOf = (vote: SizeVote) => weighMonths(valueAt(votes, vote) ?? {}, nowMonth);
  const fits = valueAt(votes, 'fits') ?? {};
  return {
    size,
    score: weightOf('fits') - weightOf('against') - weightOf('small') - weightOf('large'),
    fits: sumMonths(fits),
    lastMonth: Math.max(0, ...Object.keys(fits).map(Number)),
  };
}

function byScore(a: Weighed, b: Weighed): number {
  return b.score - a.score || b.lastMonth - a.lastMonth || compareText(a.size, b.size);
}
