import { compareText } from '#shared/kernel/sorted-record';

/** A decision about two anchors, `seq` its place in the tenant's `people` stream. */
export type Pair = { readonly a: string; readonly b: string; readonly active: boolean; readonly seq: number };

/** The two in order, so that a pair has one name. */
export function pairOf(x: string, y: string): { readonly a: string; readonly b: string } {
  return compareText(x, y) < 0 ? { a: x, b: y } : { a: y, b: x };
}

/** What was decided last about each pair. */
export function latestOf(pairs: readonly Pair[]): readonly Pair[] {
  const latest = new Map<string, Pair>();
  for (const pair of pairs) {
    const key = `${pair.a} ${pair.b}`;
    const known = latest.get(key);
    if (!known || known.seq < pair.seq) latest.set(key, pair);
  }
  return [...latest.values()];
}

/** Which person each anchor belongs to: the oldest anchor (ids grow with time) that links lead to. */
export function personsOf(anchors: readonly string[], pairs: readonly Pair[]): ReadonlyMap<string, string> {
  const parents = new Map(anchors.map((anchor) => [anchor, anchor]));
  const rootOf = (anchor: string): string => {
    let root = anchor;
    for (let next = parents.get(root); next !== undefined && next !== root; next = parents.get(root)) root = next;
    return root;
  };
  for (const { a, b, active } of latestOf(pairs)) {
    if (!active || !parents.has(a) || !parents.has(b)) continue;
    const { a: older, b: newer } = pairOf(rootOf(a), rootOf(b));
    parents.set(newer, older);
  }
  return new Map(anchors.map((anchor) => [anchor, rootOf(anchor)]));
}

/** True where the last word on any pair between the two sides is that they are not one person. */
export function apartBetween(pairs: readonly Pair[]): (a: string, b: string) => boolean {
  const apart = new Set(latestOf(pairs).flatMap(({ a, b, active }) => (active ? [] : [`${a} ${b}`])));
  return (x, y) => {
    const { a, b } = pairOf(x, y);
    return apart.has(`${a} ${b}`);
  };
}
