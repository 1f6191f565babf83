import { z } from 'zod';
import { Basket, emptyBasket } from '#shared/checkout/basket';
import type { BasketCommand } from '#shared/checkout/commands';
import { changeBasket } from '#shared/checkout/evolve';
import { BasketId, FactId, type MintId } from '#shared/kernel/ids';
import { must } from '#shared/kernel/invariant';
import { ok, refuse } from '#shared/kernel/result';
import type { InstantMs } from '#shared/kernel/time';
import type { Ledger } from './databases';
import type { KeptStore } from './kept-store';
import type { Answer } from './till-types';
import { createCell, derive, type View } from './view';

/**
 * A basket as it is kept between starts. `sale` is the id its sale will have: however often it has to be asked for,
 * through lost answers and reloads, the journal takes it once.
 */
const Draft = z.object({ basket: Basket, sale: FactId, atMs: z.number() }).readonly();
export type Draft = z.output<typeof Draft>;

export type Baskets = {
  readonly drafts: View<readonly Draft[]>;
  readonly active: View<Draft>;
  /** Refuses `sale-in-flight` while this basket's sale is being written, else what the basket refuses. */
  readonly change: (command: BasketCommand) => Answer<Basket>;
  readonly changeOf: (id: BasketId, command: BasketCommand) => Answer<Basket>;
  readonly begin: () => BasketId;
  readonly open: (id: BasketId) => Answer<null>;
  readonly drop: (id: BasketId) => Answer<null>;
  readonly isInFlight: (id: BasketId) => boolean;
  readonly setInFlight: (id: BasketId, isInFlight: boolean) => void;
  /** Its sale stands: the basket is gone. */
  readonly settle: (sale: FactId) => void;
  /** Every basket as it is on screen is in the store. */
  readonly settled: () => Promise<void>;
};

export type BasketsParts = {
  readonly ledger: KeptStore<Ledger>;
  readonly mint: MintId;
  readonly now: () => InstantMs;
  readonly remembered: readonly Draft[];
};

/** The baskets of this till: one is on the counter, others wait as tabs. Each change is kept at once. */
export function createBaskets({ ledger, mint, now, remembered }: BasketsParts): Baskets {
  const fresh = (): Draft => ({
    basket: emptyBasket(BasketId.parse(mint('basket'))),
    sale: FactId.parse(mint('sale')),
    atMs: now(),
  });
  const first = remembered.length > 0 ? remembered : [fresh()];
  const drafts = createCell<readonly Draft[]>(first);
  const activeId = createCell<BasketId>(must(first.at(-1), 'there is always a basket').basket.id);
  const inFlight = new Set<BasketId>();
  let writing: Promise<unknown> = Promise.resolve();

  const find = (id: BasketId) => drafts.get().find(({ basket }) => basket.id === id);
  const active = derive([drafts, activeId], () => must(find(activeId.get()), 'the active basket is there'));

  function keep(draft: Draft): void {
    writing = writing
      .then(() =>
        ledger.run((store) => store.drafts.incrementalUpsert({ id: draft.basket.id, text: JSON.stringify(draft) })),
      )
      .catch(() => undefined);
  }

  function forget(id: BasketId): void {
    writing = writing.then(() => ledger.run((store) => store.drafts.bulkRemove([id]))).catch(() => undefined);
  }

  function remove(id: BasketId): void {
    const left = drafts.get().filter(({ basket }) => basket.id !== id);
    const next = left.length > 0 ? left : [fresh()];
    if (activeId.get() === id) {
      drafts.update((before) => [...before, ...next.filter((draft) => !before.includes(draft))]);
      activeId.set(must(next.at(-1), 'there is always a basket').basket.id);
    }
    drafts.set(next);
    forget(id);
  }

  function changeOf(id: BasketId, command: BasketCommand): Answer<Basket> {
    const draft = find(id);
    if (draft === undefined) return refuse('basket-unknown');
    if (inFlight.has(id)) return refuse('sale-in-flight');
    const changed = changeBasket(draft.basket, command);
    if (!changed.ok) return changed;
    const next = { ...draft, basket: changed.value, atMs: now() };
    drafts.update((before) => before.map((other) => (other.basket.id === id ? next : other)));
    keep(next);
    return changed;
  }

  return {
    drafts,
    active,
    changeOf,
    change: (command) => changeOf(activeId.get(), command),
    begin: () => {
      const empty = drafts.get().find(({ basket }) => basket.lines.length === 0 && basket.who === null);
      const draft = empty ?? fresh();
      if (!empty) drafts.update((before) => [...before, draft]);
      activeId.set(draft.basket.id);
      return draft.basket.id;
    },
    open: (id) => {
      if (!find(id)) return refuse('basket-unknown');
      activeId.set(id);
      return ok(null);
    },
    drop: (id) => {
      if (!find(id)) return refuse('basket-unknown');
      if (inFlight.has(id)) return refuse('sale-in-flight');
      remove(id);
      return ok(null);
    },
    isInFlight: (id) => inFlight.has(id),
    setInFlight: (id, isInFlight) => {
      if (isInFlight) inFlight.add(id);
      else inFlight.delete(id);
    },
    settle: (sale) => {
      const draft = drafts.get().find((other) => other.sale === sale);
      if (!draft) return;
      inFlight.delete(draft.basket.id);
      remove(draft.basket.id);
    },
    settled: async () => {
      await writing;
    },
  };
}

/** The baskets left from before, oldest first; those whose sale stands in the journal meanwhile are dropped. */
export async function readDrafts(ledger: KeptStore<Ledger>): Promise<readonly Draft[]> {
  const rows = await ledger.run(({ drafts }) => drafts.find().exec());
  const read = rows.map(({ text }) => Draft.safeParse(JSON.parse(text)));
  const drafts = read.flatMap((draft) => (draft.success ? [draft.data] : []));
  const sold = await ledger.run(({ facts }) => facts.findByIds(drafts.map(({ sale }) => sale)).exec());
  const gone = drafts.filter(({ sale }) => sold.has(sale)).map(({ basket }) => basket.id);
  if (gone.length > 0) await ledger.run((store) => store.drafts.bulkRemove(gone));
  return drafts.filter(({ sale }) => !sold.has(sale)).sort((a, b) => a.atMs - b.atMs);
}
