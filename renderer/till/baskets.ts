import { z } from 'zod';
import { Basket, emptyBasket } from '#shared/checkout/basket';
import type { BasketCommand } from '#shared/checkout/commands';
import { changeBasket } from '#shared/checkout/evolve';
import { HeldPrices } from '#shared/checkout/held-prices';
import { CardTaken, TENDERS_MAX } from '#shared/checkout/tender';
import { BasketId, FactId, type MintId } from '#shared/kernel/ids';
import { must } from '#shared/kernel/invariant';
import { ok, type Refusal, refuse } from '#shared/kernel/result';
import type { InstantMs } from '#shared/kernel/time';
import type { BasketClaims } from './basket-claims';
import type { Ledger } from './databases';
import type { KeptNotes } from './kept-notes';
import type { KeptStore } from './kept-store';
import type { Answer } from './till-types';
import { createCell, derive, type View } from './view';

/**
 * A basket as it is kept between starts. `sale` is the id its sale will have: however often it has to be asked for,
 * through lost answers and reloads, the journal takes it once. `taken` was charged to cards and is on no receipt yet;
 * `held` is what the basket goes by as long as there is any.
 * `isUnanswered`: its sale was asked for, and nobody knows whether it stands.
 */
export const Draft = z
  .object({
    basket: Basket,
    sale: FactId,
    atMs: z.number(),
    taken: z.array(CardTaken).readonly().default([]),
    held: HeldPrices.nullable().default(null),
    isUnanswered: z.boolean().default(false),
  })
  .readonly();
export type Draft = z.output<typeof Draft>;

/** Looks at what a basket would become; answers why that must not be, or null. */
export type CheckBasket = (next: Basket, now: Draft) => Refusal | null;

export type Baskets = {
  readonly drafts: View<readonly Draft[]>;
  readonly active: View<Draft>;
  /**
   * Those that another page left, until {@link Baskets.setCertain}: it may have asked for their sale. Nothing of them
   * changes meanwhile; asking for the same sale is harmless.
   */
  readonly uncertain: View<ReadonlySet<BasketId>>;
  /**
   * Refuses `sale-in-flight` while this basket's sale is being written, `outcome-unknown` while it is uncertain, else
   * what the basket refuses.
   */
  readonly change: (command: BasketCommand, check?: CheckBasket) => Answer<Basket>;
  readonly changeOf: (id: BasketId, command: BasketCommand) => Answer<Basket>;
  /** Answers when the store has it, or the clerk was told that it has not. From now on the basket goes by `held`. */
  readonly takeCard: (id: BasketId, card: CardTaken, held: HeldPrices) => Promise<Answer<null>>;
  /** The amount was given back on the terminal. Refuses `outcome-unknown` while a sale with it may stand. */
  readonly voidCard: (id: BasketId, place: number) => Promise<Answer<null>>;
  readonly begin: () => BasketId;
  readonly open: (id: BasketId) => Answer<null>;
  /** Refuses `tenders-taken` while a card was charged for it, `outcome-unknown` while its sale may stand. */
  readonly drop: (id: BasketId) => Answer<null>;
  readonly isInFlight: (id: BasketId) => boolean;
  readonly setInFlight: (id: BasketId, isInFlight: boolean) => void;
  readonly setUnanswered: (id: BasketId, isUnanswered: boolean) => void;
  /** The journal holds no sale of these, and nobody else can ask for one any more. */
  readonly setCertain: (ids: ReadonlySet<BasketId>) => void;
  /** Its sale stands: the basket is gone. */
  readonly close: (id: BasketId) => void;
  /** Another sale stands under its id: it goes on under a new one, with the cards that are not on that receipt. */
  readonly renew: (id: BasketId, taken: readonly CardTaken[]) => void;
  /** Takes over a basket that another window let go. */
  readonly adopt: (draft: Draft) => void;
};

export type BasketsParts = {
  readonly notes: KeptNotes;
  readonly ledger: KeptStore<Ledger>;
  readonly mint: MintId;
  readonly now: () => InstantMs;
  /** Those that this window has claimed. */
  readonly remembered: readonly Draft[];
  readonly claims: BasketClaims;
  /** A basket could not be kept: a reload would lose it. */
  readonly onUnkept: () => void;
};

/** The baskets of this till: one is on the counter, others wait as tabs. Each change is kept at once. */
export function createBaskets({ notes, ledger, mint, now, remembered, claims, onUnkept }: BasketsParts): Baskets {
  const mintSale = () => FactId.parse(mint('sale'));
  const fresh = (): Draft => {
    const id = BasketId.parse(mint('basket'));
    void claims.claim(id);
    return { basket: emptyBasket(id), sale: mintSale(), atMs: now(), taken: [], held: null, isUnanswered: false };
  };
  const first = remembered.length > 0 ? remembered : [fresh()];
  const drafts = createCell<readonly Draft[]>(first);
  const activeId = createCell<BasketId>(nextOf(first).basket.id);
  const inFlight = new Set<BasketId>();
  const uncertain = createCell(new Set(remembered.map(({ basket }) => basket.id)) as ReadonlySet<BasketId>);

  const find = (id: BasketId) => drafts.get().find(({ basket }) => basket.id === id);
  const active = derive([drafts, activeId], () => must(find(activeId.get()), 'the active basket is there'));

  const keep = (draft: Draft) => notes.keep(draft.basket.id, draft).catch(onUnkept);

  function remove(id: BasketId): void {
    const left = drafts.get().filter(({ basket }) => basket.id !== id);
    const next = left.length > 0 ? left : [fresh()];
    if (activeId.get() === id) {
      drafts.update((before) => [...before, ...next.filter((draft) => !before.includes(draft))]);
      activeId.set(nextOf(next).basket.id);
    }
    drafts.set(next);
    notes.forget(id);
  }

  function put(next: Draft): Promise<unknown> {
    drafts.update((before) => before.map((other) => (other.basket.id === next.basket.id ? next : other)));
    return keep(next);
  }

  /** A basket that may be changed now. */
  function findFree(id: BasketId): Answer<Draft> {
    const draft = find(id);
    if (draft === undefined) return refuse('basket-unknown');
    if (uncertain.get().has(id)) return refuse('outcome-unknown');
    return inFlight.has(id) ? refuse('sale-in-flight') : ok(draft);
  }

  function changeOf(id: BasketId, command: BasketCommand, check?: CheckBasket): Answer<Basket> {
    const draft = findFree(id);
    if (!draft.ok) return draft;
    const changed = changeBasket(draft.value.basket, command);
    if (!changed.ok) return changed;
    const refusal = check?.(changed.value, draft.value) ?? null;
    if (refusal !== null) return { ok: false, refusal };
    void put({ ...draft.value, basket: changed.value, atMs: now() });
    return changed;
  }

  // A store that had to begin anew holds none of them.
  ledger.life.subscribe(() => {
    for (const draft of drafts.get()) if (!isUnused(draft)) void keep(draft);
  });

  return {
    drafts,
    active,
    uncertain,
    changeOf,
    change: (command, check) => changeOf(activeId.get(), command, check),
    takeCard: async (id, card, held) => {
      const draft = findFree(id);
      if (!draft.ok) return draft;
      if (!CardTaken.safeParse(card).success) return refuse('tender-invalid');
      const taken = [...draft.value.taken, card];
      if (taken.length >= TENDERS_MAX) return refuse('too-many-tenders', { most: TENDERS_MAX });
      await put({ ...draft.value, taken, held });
      return ok(null);
    },
    voidCard: async (id, place) => {
      const draft = findFree(id);
      if (!draft.ok) return draft;
      if (draft.value.isUnanswered) return refuse('outcome-unknown');
      await put(
        withCards(
          draft.value,
          draft.value.taken.filter((_, at) => at !== place),
        ),
      );
      return ok(null);
    },
    begin: () => {
      const empty = drafts.get().find(isUnused);
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
      const draft = findFree(id);
      if (!draft.ok) return draft;
      if (draft.value.isUnanswered) return refuse('outcome-unknown');
      if (draft.value.taken.length > 0) return refuse('tenders-taken');
      remove(id);
      return ok(null);
    },
    isInFlight: (id) => inFlight.has(id),
    setInFlight: (id, isInFlight) => {
      if (isInFlight) inFlight.add(id);
      else inFlight.delete(id);
    },
    setUnanswered: (id, isUnanswered) => {
      const draft = find(id);
      if (draft !== undefined && draft.isUnanswered !== isUnanswered) void put({ ...draft, isUnanswered });
    },
    setCertain: (ids) => {
      uncertain.update((before) => new Set([...before].filter((id) => !ids.has(id))));
      for (const draft of drafts.get())
        if (draft.isUnanswered && ids.has(draft.basket.id) && !inFlight.has(draft.basket.id))
          void put({ ...draft, isUnanswered: false });
    },
    close: (id) => {
      inFlight.delete(id);
      if (find(id)) remove(id);
    },
    renew: (id, taken) => {
      const draft = find(id);
      if (draft) void put(withCards({ ...draft, sale: mintSale(), isUnanswered: false }, taken));
    },
    adopt: (draft) => {
      if (find(draft.basket.id)) return;
      uncertain.update((before) => new Set([...before, draft.basket.id]));
      const isIdle = isUnused(active.get());
      drafts.update((before) => [draft, ...before]);
      if (isIdle) activeId.set(draft.basket.id);
    },
  };
}

/** A card was charged for it: it comes first, so that the clerk is led back to it. Else the newest. */
function nextOf(drafts: readonly Draft[]): Draft {
  return must(drafts.findLast(({ taken }) => taken.length > 0) ?? drafts.at(-1), 'there is always a basket');
}

function withCards(draft: Draft, taken: readonly CardTaken[]): Draft {
  return { ...draft, taken, held: taken.length > 0 ? draft.held : null };
}

function isUnused({ basket, taken }: Draft): boolean {
  return basket.lines.length === 0 && basket.who === null && taken.length === 0;
}
