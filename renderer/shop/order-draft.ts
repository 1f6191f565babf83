import { typeid } from 'typeid-js';
import type { RouteOutput } from '#shared/contract/http';
import type { ShopGarment } from '#shared/contract/shop';

export type Delivery = 'ship' | 'collect';

/**
 * An order being made in this tab. Its id is minted once, so that a repeated press, a reload or a lost answer orders once;
 * `isSent` while nobody here knows whether it was placed.
 */
export type OrderDraft = {
  readonly id: string;
  readonly kind: Delivery;
  readonly store: string;
  readonly address: string;
  readonly minor: number;
  readonly isSent: boolean;
  readonly placed: RouteOutput<'place-order'> | null;
};

/** Who orders or joins: typed once in this tab, offered again. */
export type Contact = { readonly phone: string; readonly name: string };
export const noContact = (): Contact => ({ phone: '', name: '' });

type Variant = ShopGarment['variants'][number];

/** Collected where the shopper stands (`here`) if the piece is there, else where it is; shipped if no store has it. */
export function newOrder(here: string | undefined, variant: Variant, minor: number): OrderDraft {
  const store = variant.storesWith.find((code) => code === here) ?? variant.storesWith[0] ?? '';
  const kind = here !== undefined && store !== '' ? 'collect' : 'ship';
  return { id: typeid('order').toString(), kind, store, address: '', minor, isSent: false, placed: null };
}

export type OrderField = 'phone' | 'name' | 'address';

/** What is still missing before an order can be sent; the hub checks the rest. */
export function missingIn(draft: OrderDraft, contact: Contact): readonly OrderField[] {
  const isShipped = draft.kind === 'ship';
  return [
    ...(isShipped && contact.name.trim() === '' ? (['name'] as const) : []),
    ...(isShipped && draft.address.trim().length < 5 ? (['address'] as const) : []),
    ...(contact.phone.replace(/\D/g, '').length < 5 ? (['phone'] as const) : []),
  ];
}

/** The order as it is asked for. */
export function orderAsk(tenant: string, variant: Variant, draft: OrderDraft, { phone, name }: Contact) {
  const { id, kind, store, address, minor } = draft;
  const who = name.trim();
  return {
    tenant,
    id,
    phone,
    delivery: kind === 'ship' ? { kind, name: who, address: address.trim() } : { kind, store, name: who },
    lines: [{ variant: variant.id, qty: 1, minor }],
  };
}
