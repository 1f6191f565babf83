import type { Garment } from '#shared/catalog/garment';
import type { Basket } from '#shared/checkout/basket';
import type { BasketCommand } from '#shared/checkout/commands';
import type { CheckoutState } from '#shared/checkout/decide';
import { decideSale } from '#shared/checkout/decide';
import type { SaleLine } from '#shared/checkout/facts';
import { holdPrices, pricedBy } from '#shared/checkout/held-prices';
import { priceBasket } from '#shared/checkout/price-basket';
import { cardsNotIn, hasSameGoods, isSaleOf, isSameSale, type SaidSale } from '#shared/checkout/same-sale';
import { type CardTaken, REFERENCE_MAX } from '#shared/checkout/tender';
import { viewBasket } from '#shared/checkout/views';
import type { JournalHead } from '#shared/contract/host';
import type { PriceDocument, SettingsDocument } from '#shared/documents/documents';
import type { Fact, FactOf } from '#shared/facts/registry';
import type { StaffId, VariantId } from '#shared/kernel/ids';
import { sumMinor } from '#shared/kernel/money';
import { plainText } from '#shared/kernel/plain-text';
import { ok, refuse } from '#shared/kernel/result';
import { interpretScan } from '#shared/scanning/interpret-scan';
import { type BarcodeIndex, garmentOf, type SoldVariant } from './barcode-index';
import type { Baskets, CheckBasket, Draft } from './baskets';
import { isCertainlyNot } from './commit';
import { lookOf } from './fittings';
import type { OwnFacts } from './own-facts';
import type { OwnSales } from './own-sales';
import type { PeopleIndex } from './people-index';
import type { Record } from './record';
import type { Table } from './tables';
import type { Answer, BasketTab, BasketView, CodeAnswer, CompletedSale, ShiftView, TenderAsk } from './till-types';
import type { UnseenReceipts } from './unseen-receipts';
import { derive, type View } from './view';

export type Selling = {
  readonly basket: View<BasketView>;
  readonly tabs: View<readonly BasketTab[]>;
  readonly lastSale: View<CompletedSale | null>;
  readonly addByCode: (text: string, capture?: SaleLine['capture']) => Answer<CodeAnswer>;
  readonly addVariant: (variant: VariantId, capture?: SaleLine['capture']) => Answer<CodeAnswer>;
  /**
   * Changes the open basket. Refuses `card-over-total {mostMinor}` where less would be owed than cards were charged, else
   * as {@link Baskets.change}.
   */
  readonly change: (command: BasketCommand) => Answer<null>;
  /** What a code names, without touching a basket. */
  readonly findCode: (text: string) => Answer<SoldVariant>;
  readonly takeCard: (card: { readonly minor: number; readonly reference: string }) => Promise<Answer<null>>;
  readonly voidCard: (place: number) => Promise<Answer<null>>;
  readonly putAwaySale: () => void;
  /** Finds out what became of baskets that other pages left. Resolves once that is certain. */
  readonly settleLeft: () => Promise<void>;
  readonly completeSale: (ask: { readonly tenders: readonly TenderAsk[] }) => Promise<Answer<CompletedSale>>;
};

export type SellingParts = {
  readonly baskets: Baskets;
  readonly barcodes: BarcodeIndex;
  readonly prices: Table<PriceDocument>;
  readonly settings: View<SettingsDocument | null>;
  readonly shift: View<ShiftView | null>;
  readonly staff: View<StaffId | null>;
  readonly people: PeopleIndex;
  readonly own: OwnFacts;
  readonly sales: OwnSales;
  readonly unseen: UnseenReceipts;
  readonly record: Record;
  /** Resolves once own facts lack nothing of what the journal was asked for before, also where that is still being written. */
  readonly catchUp: () => Promise<void>;
};

/** From a scan to a receipt. Nothing here asks a store or the network. */
export function createSelling(parts: SellingParts): Selling {
  const { baskets, barcodes, prices, settings, shift, staff, people, own, sales, unseen, record, catchUp } = parts;

  const stateOf = (known: SettingsDocument, held: Draft['held'], head?: JournalHead): CheckoutState => ({
    shift: shift.get(),
    ...pricedBy(held, { settings: known, findPrices: (style) => prices.get(style) }),
    series: head?.series ?? '',
    receipts: head?.receipts ?? 0,
  });

  function view({ basket, taken, held, isUnanswered }: Draft): BasketView {
    const known = settings.get();
    const who = basket.who === null ? null : people.brief(basket.who);
    const mayStand = isUnanswered || baskets.uncertain.get().has(basket.id);
    if (known === null) return { ...nothingPriced, id: basket.id, who, pieces: 0, taken, mayStand };
    const priced = viewBasket(basket, stateOf(known, held));
    return {
      id: basket.id,
      who,
      pieces: priced.pieces,
      currency: priced.currency,
      taken,
      lines: priced.lines.map((line) => ({ ...line, ...lookOf(barcodes, line.garment) })),
      subtotalMinor: priced.netMinor + priced.discountMinor,
      discountMinor: priced.discountMinor,
      taxMinor: priced.taxMinor,
      taxInside: priced.taxInside,
      totalMinor: priced.totalMinor,
      mayStand,
      blocked: priced.blocked,
    };
  }

  function findCode(text: string): Answer<SoldVariant> {
    const scan = interpretScan(text);
    const gtin = scan.kind === 'garment' || scan.kind === 'gs1' ? scan.gtin : undefined;
    const named = gtin === undefined ? [] : barcodes.byGtin(gtin);
    if (named.length > 1) return refuse('barcode-shared', { barcode: gtin ?? '', garments: named.length });
    const found = named[0] ?? barcodes.bySku(scan.text);
    return found === null ? refuse('barcode-unknown', { barcode: gtin ?? scan.text }) : ok(found);
  }

  /** Nothing that a card has paid for goes back on the rail before the card was given its money back. */
  const isPaidFor: CheckBasket = (next, { basket, taken, held }) => {
    const known = settings.get();
    if (taken.length === 0 || known === null) return null;
    const { findPrices, settings: goneBy } = stateOf(known, held);
    const owed = (of: Basket) => priceBasket(of, findPrices, goneBy).totalMinor;
    const mostMinor = owed(next);
    const isTooLittle = mostMinor < sumMinor(taken.map(({ minor }) => minor)) && mostMinor < owed(basket);
    return isTooLittle ? refuse('card-over-total', { mostMinor }).refusal : null;
  };

  function change(command: BasketCommand): Answer<null> {
    const changed = baskets.change(command, isPaidFor);
    return changed.ok ? ok(null) : changed;
  }

  function add(garment: Garment, capture: SaleLine['capture']): Answer<CodeAnswer> {
    const changed = baskets.change({ kind: 'AddGarment', garment, seller: staff.get(), capture });
    if (!changed.ok) return changed;
    const line = changed.value.lines.findLast((one) => one.garment.variant === garment.variant)?.line ?? 0;
    return ok({ kind: 'line', line, garment });
  }

  /** A sale stands under this basket's id that is not what the clerk has before them: says which, and keeps what is not on it. */
  function standsAlready({ basket, taken }: Draft, fact: FactOf<'SaleCompleted'>): Answer<CompletedSale> {
    const left = cardsNotIn(taken, fact);
    unseen.show(fact.id, true);
    if (left.length === 0 && hasSameGoods(basket, fact)) baskets.close(basket.id);
    else baskets.renew(basket.id, left);
    return refuse('sale-already-stands', { number: sales.show(fact).number });
  }

  /** Also when the one who asked has stopped waiting: a sale that stands closes its basket. */
  function settle(draft: Draft, decided: SaidSale | null, outcome: Answer<readonly Fact[]>): Answer<CompletedSale> {
    const { id } = draft.basket;
    baskets.setInFlight(id, false);
    if (!outcome.ok) {
      const { code } = outcome.refusal;
      if (code !== 'outcome-unknown') baskets.setUnanswered(id, draft.isUnanswered && !isCertainlyNot(code));
      return outcome;
    }
    const fact = outcome.value.find(isSale);
    if (fact === undefined) return refuse('internal');
    if (decided === null || !isSameSale(decided, fact)) return standsAlready(draft, fact);
    unseen.show(fact.id, false);
    baskets.close(id);
    return ok(sales.show(fact));
  }

  /** Sales whose yes never reached this page, by a lost answer or a reload. */
  function findStanding(): void {
    for (const draft of baskets.drafts.get()) {
      const fact = own.find(draft.sale);
      if (fact === undefined || !isSale(fact) || baskets.isInFlight(draft.basket.id)) continue;
      if (!isSaleOf(draft.basket, fact) || cardsNotIn(draft.taken, fact).length > 0) standsAlready(draft, fact);
      else {
        unseen.show(fact.id, false);
        baskets.close(draft.basket.id);
      }
    }
  }

  /** What another page asked for and the journal does not hold now was never taken, and can't be any more. */
  async function settleLeft(): Promise<void> {
    findStanding();
    const left = baskets.uncertain.get();
    if (left.size === 0) return;
    await catchUp();
    findStanding();
    baskets.setCertain(left);
  }
  own.version.subscribe(findStanding);

  const lastSale = derive([unseen.all, own.version], () => {
    const shown = unseen.all.get().flatMap(({ unseen: id, isEarlier }) => {
      const fact = own.find(id);
      return fact !== undefined && isSale(fact) ? [sales.show(fact, isEarlier)] : [];
    });
    return shown.at(-1) ?? null;
  });

  return {
    settleLeft,
    basket: derive([baskets.active, baskets.uncertain, prices.version, settings, shift, people.version], () =>
      view(baskets.active.get()),
    ),
    tabs: derive([baskets.drafts, baskets.active, prices.version, settings, people.version], () =>
      baskets.drafts.get().map((draft) => {
        const { id, who, pieces, totalMinor } = view(draft);
        return { id, who, pieces, totalMinor, isActive: id === baskets.active.get().basket.id };
      }),
    ),
    lastSale,
    change,
    findCode,
    addByCode: (text, capture = 'scan') => {
      const scan = interpretScan(text);
      switch (scan.kind) {
        case 'customer':
        case 'receipt':
        case 'staff':
          return ok({ kind: scan.kind, code: scan.code });
        case 'room':
          return ok({ kind: 'room', room: scan.room });
        case 'payment':
          return refuse('payment-code-here');
        default: {
          const found = findCode(text);
          return found.ok ? add(garmentOf(found.value), capture) : found;
        }
      }
    },
    addVariant: (variant, capture = 'picked') => {
      const found = barcodes.byVariant(variant);
      return found === null ? refuse('variant-unknown') : add(garmentOf(found), capture);
    },
    takeCard: async (card) => {
      const { basket, taken, held } = baskets.active.get();
      const known = settings.get();
      if (known === null) return refuse('settings-missing');
      const reference = plainText(card.reference, REFERENCE_MAX);
      const asked: CardTaken = { kind: 'card', minor: card.minor, reference };
      const dueMinor = view(baskets.active.get()).totalMinor - sumMinor(taken.map(({ minor }) => minor));
      if (asked.minor > dueMinor) return refuse('card-over-total', { mostMinor: Math.max(0, dueMinor) });
      return baskets.takeCard(basket.id, asked, holdPrices(basket, held, stateOf(known, held)));
    },
    voidCard: (place) => baskets.voidCard(baskets.active.get().basket.id, place),
    completeSale: async ({ tenders }) => {
      const draft = baskets.active.get();
      const { basket, sale, taken, held, isUnanswered } = draft;
      const known = settings.get();
      if (known === null) return refuse('settings-missing');
      if (baskets.isInFlight(basket.id)) return refuse('sale-in-flight');
      baskets.setInFlight(basket.id, true);
      let decided: SaidSale | null = null;
      let verdict: Answer<CompletedSale> | null = null;
      const answer = await record({
        firstId: sale,
        wasUnanswered: isUnanswered || baskets.uncertain.get().has(basket.id),
        onUnanswered: () => baskets.setUnanswered(basket.id, true),
        decide: (head) => {
          const asked = { kind: 'CompleteSale', basket, tenders: [...taken, ...tenders] } as const;
          const said = decideSale(asked, stateOf(known, held, head));
          decided = said.ok ? (said.value.find(isSale) ?? null) : null;
          return said;
        },
        settle: (outcome) => {
          verdict = settle(draft, decided, outcome);
        },
      });
      return verdict ?? (answer.ok ? refuse('internal') : answer);
    },
    putAwaySale: () => {
      const shown = lastSale.get();
      if (shown !== null) unseen.putAway(shown.fact.id);
    },
  };
}

const nothingPriced = {
  currency: null,
  lines: [],
  subtotalMinor: 0,
  discountMinor: 0,
  taxMinor: 0,
  taxInside: true,
  totalMinor: 0,
  mayStand: false,
  blocked: { code: 'settings-missing', params: {} },
} as const;

function isSale<Said extends { readonly kind: string }>(
  said: Said,
): said is Extract<Said, { readonly kind: 'SaleCompleted' }> {
  return said.kind === 'SaleCompleted';
}
