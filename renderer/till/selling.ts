import type { Garment } from '#shared/catalog/garment';
import type { CheckoutState } from '#shared/checkout/decide';
import { decideSale } from '#shared/checkout/decide';
import type { SaleLine } from '#shared/checkout/facts';
import { changeOf, printedNumber } from '#shared/checkout/receipt';
import { receiptQrText } from '#shared/checkout/receipt-qr';
import { viewBasket } from '#shared/checkout/views';
import type { JournalHead } from '#shared/contract/host';
import type { PriceDocument, SettingsDocument } from '#shared/documents/documents';
import type { Fact, FactOf } from '#shared/facts/registry';
import type { BasketId, FactId, StaffId, VariantId } from '#shared/kernel/ids';
import { ok, refuse } from '#shared/kernel/result';
import { interpretScan } from '#shared/scanning/interpret-scan';
import { type BarcodeIndex, garmentOf, type SoldVariant } from './barcode-index';
import type { Baskets, Draft } from './baskets';
import { lookOf } from './fittings';
import type { OwnFacts } from './own-facts';
import type { PeopleIndex } from './people-index';
import type { Record } from './record';
import type { Table } from './tables';
import type { Answer, BasketTab, BasketView, CodeAnswer, CompletedSale, ShiftView, TenderAsk } from './till-types';
import { createCell, derive, type View } from './view';

export type Selling = {
  readonly basket: View<BasketView>;
  readonly tabs: View<readonly BasketTab[]>;
  readonly lastSale: View<CompletedSale | null>;
  readonly addByCode: (text: string, capture?: SaleLine['capture']) => Answer<CodeAnswer>;
  readonly addVariant: (variant: VariantId, capture?: SaleLine['capture']) => Answer<CodeAnswer>;
  /** What a code names, without touching a basket. */
  readonly findCode: (text: string) => Answer<SoldVariant>;
  readonly completeSale: (ask: { readonly tenders: readonly TenderAsk[] }) => Promise<Answer<CompletedSale>>;
  readonly readSale: (sale: FactId) => CompletedSale | null;
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
  readonly record: Record;
};

/** From a scan to a receipt. Nothing here asks a store or the network. */
export function createSelling(parts: SellingParts): Selling {
  const { baskets, barcodes, prices, settings, shift, staff, people, own, record } = parts;
  const lastSale = createCell<CompletedSale | null>(null);

  const stateOf = (known: SettingsDocument, head?: JournalHead): CheckoutState => ({
    shift: shift.get(),
    settings: known,
    findPrices: (style) => prices.get(style),
    series: head?.series ?? '',
    receipts: head?.receipts ?? 0,
  });

  function show({ basket }: Draft): BasketView {
    const known = settings.get();
    const who = basket.who === null ? null : people.brief(basket.who);
    if (known === null) return { ...nothingPriced, id: basket.id, who, pieces: 0 };
    const view = viewBasket(basket, stateOf(known));
    return {
      id: basket.id,
      who,
      pieces: view.pieces,
      currency: view.currency,
      lines: view.lines.map((line) => ({ ...line, ...lookOf(barcodes, line.garment) })),
      subtotalMinor: view.netMinor + view.discountMinor,
      discountMinor: view.discountMinor,
      taxMinor: view.taxMinor,
      taxInside: view.taxInside,
      totalMinor: view.totalMinor,
      blocked: view.blocked,
    };
  }

  function completed(fact: FactOf<'SaleCompleted'>): CompletedSale {
    return {
      fact,
      number: printedNumber(fact),
      qr: receiptQrText(fact),
      changeMinor: changeOf(fact.body),
      who: fact.who === undefined ? null : people.brief(fact.who),
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

  function add(garment: Garment, capture: SaleLine['capture']): Answer<CodeAnswer> {
    const changed = baskets.change({ kind: 'AddGarment', garment, seller: staff.get(), capture });
    if (!changed.ok) return changed;
    const line = changed.value.lines.findLast((one) => one.garment.variant === garment.variant)?.line ?? 0;
    return ok({ kind: 'line', line, garment });
  }

  /** Also when the one who asked has stopped waiting: a sale that stands closes its basket. */
  function settle(basket: BasketId, outcome: Answer<readonly Fact[]>): void {
    baskets.setInFlight(basket, false);
    const sale = outcome.ok ? saleIn(outcome.value) : null;
    if (sale === null) return;
    baskets.settle(sale.id);
    lastSale.set(completed(sale));
  }

  return {
    basket: derive([baskets.active, prices.version, settings, shift, people.version], () => show(baskets.active.get())),
    tabs: derive([baskets.drafts, baskets.active, prices.version, settings, people.version], () =>
      baskets.drafts.get().map((draft) => {
        const { id, who, pieces, totalMinor } = show(draft);
        return { id, who, pieces, totalMinor, isActive: id === baskets.active.get().basket.id };
      }),
    ),
    lastSale,
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
    completeSale: async ({ tenders }) => {
      const { basket, sale } = baskets.active.get();
      const known = settings.get();
      if (known === null) return refuse('settings-missing');
      if (baskets.isInFlight(basket.id)) return refuse('sale-in-flight');
      baskets.setInFlight(basket.id, true);
      const answer = await record({
        firstId: sale,
        decide: (head) => decideSale({ kind: 'CompleteSale', basket, tenders }, stateOf(known, head)),
        settle: (outcome) => settle(basket.id, outcome),
      });
      if (!answer.ok) return answer;
      const fact = saleIn(answer.value);
      return fact === null ? refuse('internal') : ok(completed(fact));
    },
    readSale: (id) => {
      const fact = own.find(id);
      return fact?.kind === 'SaleCompleted' ? completed(fact) : null;
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
  blocked: { code: 'settings-missing', params: {} },
} as const;

function saleIn(facts: readonly Fact[]): FactOf<'SaleCompleted'> | null {
  return facts.find((fact) => fact.kind === 'SaleCompleted') ?? null;
}
