/** How many of a kind were new to the hub, changed, or there already just the same. */
export type Tally = { readonly new: number; readonly changed: number; readonly same: number };

export const noTally: Tally = { new: 0, changed: 0, same: 0 };

export function addTallies(a: Tally, b: Tally): Tally {
  return { new: a.new + b.new, changed: a.changed + b.changed, same: a.same + b.same };
}

/** Counts how each item compares with what was there: null for nothing, else whether it is the same. */
export function tallyOf<Item>(items: readonly Item[], isSame: (item: Item) => boolean | null): Tally {
  const counts = { new: 0, changed: 0, same: 0 };
  for (const item of items) {
    const same = isSame(item);
    if (same === null) counts.new += 1;
    else if (same) counts.same += 1;
    else counts.changed += 1;
  }
  return counts;
}
