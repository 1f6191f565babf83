import type { Garment } from '../catalog/garment';
import type { AnchorId, FittingId, StaffId } from '../kernel/ids';
import type { Basket } from './basket';
import type { SaleLine } from './facts';
import type { TenderAsk } from './tender';

/** A garment goes into the basket; the same garment again becomes one more of its line. */
export type AddGarment = {
  readonly kind: 'AddGarment';
  readonly garment: Garment;
  readonly seller: StaffId | null;
  readonly capture: SaleLine['capture'];
};

/** 0 removes the line. */
export type ChangeQuantity = { readonly kind: 'ChangeQuantity'; readonly line: number; readonly qty: number };

export type RemoveLine = { readonly kind: 'RemoveLine'; readonly line: number };

/** Who gets the line; null: nobody. */
export type ChangeSeller = {
  readonly kind: 'ChangeSeller';
  readonly line: number;
  readonly seller: StaffId | null;
};

/** Says whose the garment will be. A gift tells nothing of the payer's size. */
export type MarkFor = { readonly kind: 'MarkFor'; readonly line: number; readonly for: SaleLine['for'] };

export type AttachCustomer = { readonly kind: 'AttachCustomer'; readonly who: AnchorId };

export type DetachCustomer = { readonly kind: 'DetachCustomer' };

/** What was bought from a fitting goes into the basket once, with the person and the seller; a person already attached stays. */
export type TakeFromFitting = {
  readonly kind: 'TakeFromFitting';
  readonly fitting: FittingId;
  /** Each as it was taken into the room. */
  readonly pieces: readonly { readonly garment: Garment; readonly capture: SaleLine['capture'] }[];
  readonly seller: StaffId | null;
  readonly who: AnchorId | null;
};

/** What changes a basket. None of it is a fact. */
export type BasketCommand =
  | AddGarment
  | ChangeQuantity
  | RemoveLine
  | ChangeSeller
  | MarkFor
  | AttachCustomer
  | DetachCustomer
  | TakeFromFitting;

/** The basket is paid. */
export type CompleteSale = {
  readonly kind: 'CompleteSale';
  readonly basket: Basket;
  readonly tenders: readonly TenderAsk[];
};
