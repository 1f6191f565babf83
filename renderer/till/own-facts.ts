import type { Fact } from '#shared/facts/registry';
import type { AnchorId } from '#shared/kernel/ids';
import { createCell, type View } from './view';

/**
 * This till's own facts that screens and the outbox need, in memory and in order of their hlc: everything not yet
 * sent, everything a document may not include yet, and the last days.
 */
export type OwnFacts = {
  /** Changes with every fact added. */
  readonly version: View<number>;
  /** Adds facts; one that is there already stays as it is. */
  readonly add: (facts: readonly Fact[]) => void;
  readonly all: () => readonly Fact[];
  /** Facts later than `hlc`, at most `limit`. */
  readonly after: (hlc: number, limit?: number) => readonly Fact[];
  readonly ofPerson: (who: AnchorId) => readonly Fact[];
  readonly find: (id: string) => Fact | undefined;
};

/** An empty memory of own facts. */
export function createOwnFacts(): OwnFacts {
  const ordered: Fact[] = [];
  const byId = new Map<string, Fact>();
  const byPerson = new Map<AnchorId, Fact[]>();
  const version = createCell(0);

  function addOne(fact: Fact): boolean {
    if (byId.has(fact.id)) return false;
    byId.set(fact.id, fact);
    insert(ordered, fact);
    if (fact.who !== undefined) {
      const known = byPerson.get(fact.who) ?? [];
      insert(known, fact);
      byPerson.set(fact.who, known);
    }
    return true;
  }

  return {
    version,
    add: (facts) => {
      const added = facts.filter(addOne).length;
      if (added > 0) version.update((count) => count + added);
    },
    all: () => ordered,
    after: (hlc, limit = Number.POSITIVE_INFINITY) => {
      const from = placeAfter(ordered, hlc);
      return ordered.slice(from, Math.min(ordered.length, from + limit));
    },
    ofPerson: (who) => byPerson.get(who) ?? [],
    find: (id) => byId.get(id),
  };
}

function insert(ordered: Fact[], fact: Fact): void {
  const last = ordered.at(-1);
  if (last === undefined || last.hlc < fact.hlc) ordered.push(fact);
  else ordered.splice(placeAfter(ordered, fact.hlc), 0, fact);
}

/** Place of the first fact later than `hlc`. */
function placeAfter(ordered: readonly Fact[], hlc: number): number {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ordered[middle]?.hlc ?? 0) <= hlc) low = middle + 1;
    else high = middle;
  }
  return low;
}
