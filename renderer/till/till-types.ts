import type { Garment } from '#shared/catalog/garment';
import type { SaleLine } from '#shared/checkout/facts';
import type { CardTaken, TenderAsk } from '#shared/checkout/tender';

export type { CardTaken, TenderAsk };

import type { HostApi, HostInfo } from '#shared/contract/host';
import type { ColourDocument, SettingsDocument, StaffDocument, StyleDocument } from '#shared/documents/documents';
import type { Capture } from '#shared/facts/envelope';
import type { FactOf } from '#shared/facts/registry';
import type { LeaveReason, Outcome } from '#shared/fitting/facts';
import type {
  AnchorId,
  BasketId,
  FactId,
  FittingId,
  MintId,
  StaffId,
  StoreId,
  StyleId,
  VariantId,
} from '#shared/kernel/ids';
import type { Currency } from '#shared/kernel/money';
import type { Result } from '#shared/kernel/result';
import type { BusinessDate, InstantMs } from '#shared/kernel/time';
import type { ConsentChannel, ConsentPurpose } from '#shared/people/facts';
import type { Shift } from '#shared/shift/evolve';
import type { Tag } from '#shared/tags/tag-rule';
import type { Notice, SyncView } from './sync-types';
import type { View } from './view';

export type { View } from './view';

/** What a till is opened with. `now` is ms since 1970; `mint` makes ids; `hubFetch` stands in for `fetch` where a test cuts the network. */
export type TillParts = {
  readonly host: HostApi;
  readonly now: () => InstantMs;
  readonly mint: MintId;
  readonly hubFetch?: typeof fetch;
  /** Begins the names of the till's stores in this browser; one till a name. Default `seam`. */
  readonly storeName?: string;
};

/** What a command answers: a value, or a code for `sayRefusal` with its parameters. */
export type Answer<Value> = Result<Value, string>;

/** How far the till is from its first scan. `ready` does not wait for the network. */
export type StartView =
  | { readonly stage: 'opening' }
  /** It can't be opened here: the page was not launched by its host, or no store opens at all. A code for `sayRefusal`. */
  | { readonly stage: 'stopped'; readonly code: string }
  /** This machine is no till yet: ask for the hub's address and a one-time code. */
  | { readonly stage: 'not-enrolled'; readonly host: HostInfo }
  /** Enrolled, but the first catalogue is still coming down (or can't yet: `isOffline`). */
  | { readonly stage: 'installing'; readonly host: HostInfo; readonly isOffline: boolean }
  | { readonly stage: 'ready'; readonly host: HostInfo };

/** Who is at the till and whether the drawer is open for business. */
export type CounterView = {
  readonly settings: SettingsDocument | null;
  /** Active colleagues of this store. */
  readonly staff: readonly StaffDocument[];
  readonly signedIn: StaffDocument | null;
  readonly shift: ShiftView | null;
};

export type ShiftView = Shift;

export type BasketLineView = {
  readonly line: number;
  readonly garment: Garment;
  readonly qty: number;
  /** Null while this style has no price: the basket can't be paid. */
  readonly unitMinor: number | null;
  readonly listMinor: number | null;
  readonly netMinor: number | null;
  readonly seller: StaffId | null;
  readonly for: SaleLine['for'];
  readonly capture: SaleLine['capture'];
  readonly fitting: FittingId | null;
  readonly drawing: string;
  readonly hex: string | null;
};

/** A basket as it stands, priced. `currency` is null until settings have come down once. */
export type BasketView = {
  readonly id: BasketId;
  readonly lines: readonly BasketLineView[];
  readonly who: PersonBrief | null;
  readonly pieces: number;
  readonly currency: Currency | null;
  readonly subtotalMinor: number;
  readonly discountMinor: number;
  readonly taxMinor: number;
  readonly taxInside: boolean;
  readonly totalMinor: number;
  /** Already charged to cards for this basket; kept through reloads until the sale stands or the card is voided. */
  readonly taken: readonly CardTaken[];
  /** Its sale was asked for, and nobody knows yet whether it stands: money for it must not be taken again. */
  readonly mayStand: boolean;
  /** Why it can't be paid now; null: it can. A code for `sayRefusal`. */
  readonly blocked: { readonly code: string; readonly params: Readonly<Record<string, string | number>> } | null;
};

/** A tab above the basket. */
export type BasketTab = {
  readonly id: BasketId;
  readonly isActive: boolean;
  readonly who: PersonBrief | null;
  readonly pieces: number;
  readonly totalMinor: number;
};

/** What a scanned or typed code turned out to be. Only `line` changed the basket. */
export type CodeAnswer =
  | { readonly kind: 'line'; readonly line: number; readonly garment: Garment }
  | { readonly kind: 'customer'; readonly code: string }
  | { readonly kind: 'receipt'; readonly code: string }
  | { readonly kind: 'room'; readonly room: string }
  | { readonly kind: 'staff'; readonly code: string };

/** A sale that stands: its fact is in the journal. */
export type CompletedSale = {
  readonly fact: FactOf<'SaleCompleted'>;
  /** Series, number and the first six characters of the hash, as printed: `A1-000042 · 3f9c02`. */
  readonly number: string;
  readonly qr: string;
  readonly changeMinor: number;
  readonly who: PersonBrief | null;
  /** It stood already when something else was asked for under its basket: shown instead of that. */
  readonly isEarlier: boolean;
};

/** A piece of the size × colour grid. `here` is free in this store with own sales counted, null while no stock is known. */
export type VariantView = {
  readonly id: VariantId;
  readonly colour: string;
  readonly size: string;
  readonly gtin: string | null;
  readonly minor: number | null;
  readonly wasMinor: number | null;
  readonly here: number | null;
  readonly elsewhere: readonly { readonly store: StoreId; readonly free: number }[];
  readonly inBasket: number;
  readonly inRoom: string | null;
};

export type StyleView = {
  readonly style: StyleDocument;
  readonly colours: readonly ColourDocument[];
  readonly sizes: readonly string[];
  readonly variants: readonly VariantView[];
  readonly currency: Currency | null;
  /** When the hub last changed this style's stock here, and at the neighbours. */
  readonly stockAtMs: InstantMs | null;
  readonly nearbyAtMs: InstantMs | null;
};

/** `limit`: 60 unless said otherwise. `category`: a node of the taxonomy and all below it. */
export type SearchOptions = { readonly limit?: number; readonly category?: string };

/** A style found by search or browsing, ready for a tile. */
export type StyleHit = {
  readonly style: StyleDocument;
  readonly minor: number | null;
  readonly wasMinor: number | null;
  readonly currency: Currency | null;
  readonly here: number | null;
  /** The one variant the text named (barcode tail, SKU), if it did. */
  readonly variant: VariantId | null;
};

/** Enough of a person for a chip. `id` is the person's oldest anchor; `name` null where unknown or still sealed. */
export type PersonBrief = {
  readonly id: AnchorId;
  readonly name: string | null;
  readonly phoneTail: string | null;
};

export type ConsentView = {
  readonly purpose: ConsentPurpose;
  readonly channel: ConsentChannel;
  readonly on: boolean;
  readonly atMs: InstantMs | null;
};

/** A profile as this till knows it: documents with its own later facts folded in. */
export type PersonView = PersonBrief & {
  readonly identifiers: readonly { readonly kind: string; readonly value: string; readonly proof: string }[];
  readonly anchors: readonly AnchorId[];
  readonly tags: readonly Tag[];
  /** Every purpose × channel the shop knows, off where never given. */
  readonly consents: readonly ConsentView[];
  readonly facts: number;
  readonly firstAtMs: InstantMs | null;
  readonly lastAtMs: InstantMs | null;
  /** Own facts about this person that no document includes yet. */
  readonly unsent: number;
  /** Moment of the document; null for a person enrolled here whom the hub has not sent back yet. */
  readonly documentAtMs: InstantMs | null;
};

export type FittingPiece = {
  readonly piece: number;
  readonly garment: Garment;
  readonly hex: string | null;
  readonly drawing: string;
};

export type FittingView = {
  readonly id: FittingId;
  readonly room: string;
  readonly startedAtMs: InstantMs;
  readonly who: PersonBrief | null;
  readonly staff: StaffId | null;
  readonly pieces: readonly FittingPiece[];
};

/** A fitting room of the store, free where `fitting` is null. */
export type RoomView = { readonly room: string; readonly fitting: FittingView | null };

/** An order to put aside for collection. */
export type CollectView = {
  readonly order: FactId;
  readonly number: string;
  readonly untilMs: InstantMs;
  readonly lines: readonly { readonly garment: Garment; readonly qty: number }[];
};

export type ReceiptView = {
  readonly sale: FactId;
  readonly number: string;
  readonly atMs: InstantMs;
  readonly currency: Currency;
  readonly totalMinor: number;
  readonly lines: readonly {
    readonly line: number;
    readonly garment: Garment;
    readonly qty: number;
    readonly netMinor: number;
    readonly returned: number;
  }[];
  /** Made on this till, so that it can be shown again in full. */
  readonly isOwn: boolean;
};

export type EnrolAsk = {
  readonly name?: string;
  /** As typed or scanned; E.164 is made of it with the store's country. */
  readonly phone?: string;
  readonly language: 'zh-CN' | 'en';
  /** Off unless listed: each is what the person said yes to. */
  readonly consents?: readonly { readonly purpose: ConsentPurpose; readonly channel: ConsentChannel }[];
  readonly capture?: Extract<Capture, 'scan' | 'typed'>;
};

/**
 * A till's data and what can be asked of it; no React. Screens follow the views and send the commands. Commands that
 * write a fact answer when the journal has it. Nothing here waits for the network except `lookUpPerson` and `enrolDevice`.
 */
export type Till = {
  readonly start: View<StartView>;
  readonly counter: View<CounterView>;
  readonly basket: View<BasketView>;
  readonly baskets: View<readonly BasketTab[]>;
  readonly rooms: View<readonly RoomView[]>;
  readonly collects: View<readonly CollectView[]>;
  /** Newest first, at most 200. */
  readonly receipts: View<readonly ReceiptView[]>;
  /** The newest sale whose receipt was not put away yet, also one of an earlier page or whose yes reached only this one. */
  readonly lastSale: View<CompletedSale | null>;
  /** This till's own sales of the shift now open, newest first, at most 200. */
  readonly todaysSales: View<readonly CompletedSale[]>;
  readonly sync: View<SyncView>;
  readonly notices: View<readonly Notice[]>;
  /** False until the search index stands; searching then falls back to codes. */
  readonly searchReady: View<boolean>;
  readonly peopleReady: View<boolean>;
  /** The same view object for the same id, so that hooks stay still. */
  readonly style: (id: StyleId) => View<StyleView | null>;
  readonly person: (id: AnchorId) => View<PersonView | null>;
  /** Reads a sale of this till again. */
  readonly readSale: (sale: FactId) => CompletedSale | null;
  /** A sale of this till by the code on its receipt, however old. Refuses `receipt-not-here`. */
  readonly findReceipt: (code: string) => Promise<Answer<CompletedSale>>;

  /** Characters, pinyin, initials, style number, last digits of a barcode. Empty text: the first styles of the catalogue. */
  readonly searchStyles: (text: string, options?: SearchOptions) => readonly StyleHit[];
  /** The same, followed: changes with the catalogue, its prices and the stock. */
  readonly stylesFound: (text: string, options?: SearchOptions) => View<readonly StyleHit[]>;
  /** Phone, last four digits, name, pinyin initials. At most 20. */
  readonly findPeople: (text: string) => readonly PersonBrief[];
  /** Online only, logged at the hub; the answer is gone at close. */
  readonly lookUpPerson: (ask: {
    readonly phone: string;
    readonly reason: string;
  }) => Promise<Answer<PersonBrief | null>>;

  readonly enrolDevice: (ask: {
    readonly hubUrl: string;
    readonly code: string;
    readonly name: string;
  }) => Promise<Answer<null>>;
  readonly signIn: (ask: { readonly staff: StaffId; readonly pin: string }) => Promise<Answer<StaffDocument>>;
  readonly signOut: () => void;
  /**
   * `businessDate` is proposed by {@link Till.proposeBusinessDate} and confirmed by the clerk. A shift of an earlier day
   * that is still open ends with it; else refuses `shift-already-open {date}`.
   */
  readonly openShift: (ask: {
    readonly floatMinor: number;
    readonly businessDate?: BusinessDate;
  }) => Promise<Answer<ShiftView>>;
  /** Today in the store's zone; `isDoubtful` when the wall clock is before this till's last fact. */
  readonly proposeBusinessDate: () => { readonly date: BusinessDate; readonly isDoubtful: boolean };
  /** The store has come to a later day than the open shift's. Not a view: it changes with the clock alone. */
  readonly isNewDay: () => boolean;

  /** Which garment a code names, without touching a basket. */
  readonly findVariant: (code: string) => Answer<VariantId>;
  /** A scan: answers at once, from memory. */
  readonly addByCode: (text: string, capture?: SaleLine['capture']) => Answer<CodeAnswer>;
  readonly addVariant: (variant: VariantId, capture?: SaleLine['capture']) => Answer<CodeAnswer>;
  /** 0 removes the line. Refuses `card-over-total` where less would be owed than cards were charged for the basket. */
  readonly setQty: (line: number, qty: number) => Answer<null>;
  /** Refuses as {@link Till.setQty}. */
  readonly removeLine: (line: number) => Answer<null>;
  readonly setSeller: (line: number, seller: StaffId | null) => Answer<null>;
  readonly setFor: (line: number, whose: SaleLine['for']) => Answer<null>;
  readonly attachPerson: (who: AnchorId | null) => Answer<null>;
  readonly newBasket: () => BasketId;
  readonly openBasket: (id: BasketId) => Answer<null>;
  /** Refuses `tenders-taken` while a card is charged for it, `outcome-unknown` while its sale may stand. */
  readonly dropBasket: (id: BasketId) => Answer<null>;
  /** A terminal has charged this to a card for the open basket; it counts as a tender of its sale from now on. */
  readonly takeCard: (card: { readonly minor: number; readonly reference: string }) => Promise<Answer<null>>;
  /** The card in this place was given its money back on the terminal. */
  readonly voidCard: (place: number) => Promise<Answer<null>>;
  /** While the payment screen is open nothing from the hub is written, for 60 s at most. */
  readonly setPaying: (isPaying: boolean) => void;
  /**
   * Sells the open basket for the cards taken and these tenders. Refuses `sale-already-stands {number}` where its sale
   * was recorded before with another content, `outcome-unknown` where nobody answered.
   */
  readonly completeSale: (ask: { readonly tenders: readonly TenderAsk[] }) => Promise<Answer<CompletedSale>>;

  /** The shopper has the receipt. */
  readonly putAwaySale: () => void;

  readonly startFitting: (ask: {
    readonly room: string;
    readonly who: AnchorId | null;
  }) => Promise<Answer<FittingView>>;
  /** One code, scanned unless said otherwise, or picked variants. */
  readonly takeIn: (
    ask: { readonly fitting: FittingId } & (
      | { readonly code: string; readonly capture?: 'typed' }
      | { readonly variants: readonly VariantId[] }
    ),
  ) => Promise<Answer<FittingView>>;
  /** What was bought goes into the basket with the person and the seller; the answer names that basket. */
  readonly endFitting: (ask: {
    readonly fitting: FittingId;
    readonly garments: readonly {
      readonly piece: number;
      readonly outcome: Outcome;
      readonly reason: LeaveReason | null;
    }[];
  }) => Promise<Answer<{ readonly basket: BasketId; readonly bought: number }>>;

  readonly enrolCustomer: (ask: EnrolAsk) => Promise<Answer<PersonBrief>>;
  readonly changeConsent: (ask: {
    readonly person: AnchorId;
    readonly purpose: ConsentPurpose;
    readonly channel: ConsentChannel;
    readonly granted: boolean;
    readonly language: 'zh-CN' | 'en';
  }) => Promise<Answer<null>>;

  /** Try the hub now instead of at the next beat. */
  readonly retryNow: () => void;
  readonly dismissNotice: (id: number) => void;
  /** Settles drafts, stops talking and closes the stores. */
  readonly close: () => Promise<void>;
};
