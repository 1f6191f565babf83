import { z } from 'zod';
import { valueAt } from '../kernel/sorted-record';
import { type InstantMs, monthOf } from '../kernel/time';
import { sumMonths } from '../tags/month-counts';
import type { Tag } from '../tags/tag-rule';
import type { AnchorState } from './anchor';
import { tagsOf } from './fold-anchor';

const Counts = z.record(z.string(), z.int());

/** As much of the state of `usual-size@2` as a fit map shows. */
const SizeState = z.object({
  categories: z.record(z.string(), z.object({ sizes: z.record(z.string(), z.record(z.string(), Counts)) })),
});

/** How one size of a category did: how often it fitted, was brought back, was too small, was too large. */
export type SizeFit = {
  readonly size: string;
  readonly fits: number;
  readonly against: number;
  readonly small: number;
  readonly large: number;
  /** This is the person's usual size. */
  readonly isUsual: boolean;
};

/** What is known of a person's sizes in one category. `usual` is null where facts only say what does not fit. */
export type CategoryFit = {
  readonly category: string;
  readonly usual: string | null;
  readonly confidence: number;
  readonly sizes: readonly SizeFit[];
};

/** When and where a person was last seen. `store` and `online` count the last 24 months. */
export type LastVisit = {
  readonly atMs: InstantMs;
  readonly where: 'store' | 'online';
  readonly store: number;
  readonly online: number;
};

/** What the strip above a basket says of its customer. */
export type CustomerStrip = {
  readonly lastVisit: LastVisit | null;
  readonly fits: readonly CategoryFit[];
  /** Styles tried on and not bought, newest first. */
  readonly triedOn: readonly Tag[];
  readonly tags: readonly Tag[];
};

/** Reads a profile (the merged states of a person's anchors) for the customer strip. */
export function viewCustomer(profile: AnchorState, nowMs: InstantMs): CustomerStrip {
  const tags = tagsOf(profile, nowMs);
  return {
    lastVisit: lastVisitOf(tags),
    fits: fitsOf(profile, tags, nowMs),
    triedOn: tags.filter(({ tag }) => tag === 'tried-on-not-bought'),
    tags,
  };
}

function lastVisitOf(tags: readonly Tag[]): LastVisit | null {
  const value = tags.find(({ tag }) => tag === 'last-seen')?.value;
  if (value?.kind !== 'channels') return null;
  return { atMs: value.lastAt, where: value.lastWhere, store: value.store, online: value.online };
}

/** Counts of the last 36 months, sizes in the order of their text. */
function fitsOf(profile: AnchorState, tags: readonly Tag[], nowMs: InstantMs): readonly CategoryFit[] {
  const state = SizeState.safeParse(valueAt(profile.tags, 'usual-size@2'));
  if (!state.success) return [];
  const first = monthOf(nowMs) - 35;
  return Object.entries(state.data.categories).map(([category, { sizes }]) => {
    const tag = tags.find(({ value }) => value.kind === 'size' && value.category === category);
    const usual = tag?.value.kind === 'size' ? tag.value.size : null;
    const fits = Object.entries(sizes).map(([size, votes]): SizeFit => {
      const count = (vote: string) => sumMonths(valueAt(votes, vote) ?? {}, first);
      return {
        size,
        fits: count('fits'),
        against: count('against'),
        small: count('small'),
        large: count('large'),
        isUsual: size === usual,
      };
    });
    return { category, usual, confidence: tag?.confidence ?? 0, sizes: fits };
  });
}
