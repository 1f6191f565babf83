import { z } from 'zod';
import { Gtin14, Words } from '../catalog/garment';
import { ColourDocument } from '../documents/documents';
import { FactId, StoreId, StyleId, VariantId } from '../kernel/ids';
import { Currency, MinorPaid } from '../kernel/money';
import { ConsentChannel, ConsentPurpose } from '../people/facts';
import type { Route } from './http';

/**
 * A garment as the phone page shows it: each size with this store's free pieces, and until when that number is known.
 * `stockAtMs` is 0 where that is never, and where no store is named: then the pieces are those of all stores.
 */
export const ShopGarment = z
  .object({
    tenant: z.object({ code: z.string(), name: Words }).readonly(),
    store: z.object({ id: StoreId, code: z.string(), name: Words }).readonly().nullable(),
    /** Stores of the tenant where an order can be collected. */
    stores: z.array(z.object({ code: z.string(), name: Words }).readonly()).readonly(),
    style: z
      .object({
        id: StyleId,
        code: z.string(),
        name: Words,
        brand: z.string(),
        drawing: z.string(),
        fabric: Words.nullable(),
      })
      .readonly(),
    colours: z.array(ColourDocument).readonly(),
    sizes: z.array(z.string()).readonly(),
    scanned: VariantId,
    variants: z
      .array(
        z
          .object({
            id: VariantId,
            colour: z.string(),
            size: z.string(),
            minor: MinorPaid.nullable(),
            wasMinor: MinorPaid.nullable(),
            here: z.int(),
            elsewhere: z.int(),
            /** Codes of the stores that have a free piece now. */
            storesWith: z.array(z.string()).readonly(),
          })
          .readonly(),
      )
      .readonly(),
    currency: Currency,
    stockAtMs: z.int(),
    nowMs: z.int(),
    notice: Words.nullable(),
  })
  .readonly();
export type ShopGarment = z.output<typeof ShopGarment>;

/** The online shop's window: what can be looked at without a code in hand. */
export const ShopWindow = z
  .object({
    tenants: z.array(z.object({ code: z.string(), name: Words }).readonly()).readonly(),
    tenant: z.object({ code: z.string(), name: Words }).readonly(),
    currency: Currency,
    garments: z
      .array(
        z
          .object({
            gtin: Gtin14,
            name: Words,
            drawing: z.string(),
            hex: z.string(),
            colours: z.int(),
            minor: MinorPaid.nullable(),
          })
          .readonly(),
      )
      .readonly(),
    notice: Words.nullable(),
  })
  .readonly();
export type ShopWindow = z.output<typeof ShopWindow>;

/** One line of what this browser did. */
export const ShopStep = z
  .object({
    fact: FactId,
    atMs: z.int(),
    what: z.enum(['scanned', 'viewed', 'ordered', 'bought', 'tried']),
    name: Words,
    detail: z.string(),
    /** The garment's label, to look at it again. */
    gtin: Gtin14.nullable(),
    /** Garments beside the one named. */
    more: z.int(),
    minor: z.int().nullable(),
    currency: Currency.nullable(),
    /** An order's number, and for one to collect the store that keeps it and until when. */
    order: z.object({ number: z.string(), untilMs: z.int().nullable(), store: Words.nullable() }).readonly().nullable(),
  })
  .readonly();
export type ShopStep = z.output<typeof ShopStep>;

/** Before proof, `steps` holds only what this browser did; `proven` opens the store's half as well. */
export const ShopMe = z
  .object({
    joined: z.boolean(),
    proven: z.boolean(),
    phoneTail: z.string().nullable(),
    steps: z.array(ShopStep).readonly(),
  })
  .readonly();
export type ShopMe = z.output<typeof ShopMe>;

/** Routes of the phone page. The same answer and timing for known and unknown numbers. */
export const shopRoutes = {
  'read-window': {
    method: 'GET',
    path: '/v1/shop/window',
    surface: 'shopper',
    query: z.object({ tenant: z.string().max(40).optional() }),
    response: ShopWindow,
  },
  'read-garment': {
    method: 'GET',
    path: '/v1/shop/garments/:gtin',
    surface: 'shopper',
    params: z.object({ gtin: Gtin14 }),
    /** What the label says: tenant and store. Labels printed before tenants were named on them say only the store. */
    query: z.object({ t: z.string().max(40).optional(), s: z.string().max(40).optional() }),
    response: ShopGarment,
  },
  'record-visit': {
    method: 'POST',
    path: '/v1/shop/visits',
    surface: 'shopper',
    body: z.object({
      gtin: Gtin14,
      tenant: z.string().max(40).nullable().optional(),
      store: z.string().max(40).nullable(),
      placement: z.enum(['label', 'room', 'window', 'receipt']),
    }),
    response: z.object({ recorded: z.literal(true) }),
  },
  'send-code': {
    method: 'POST',
    path: '/v1/shop/codes',
    surface: 'shopper',
    body: z.object({
      tenant: z.string().max(40),
      phone: z.string().min(5).max(20),
      /** What the message is written in; without it the language of the shop's country. */
      language: z.enum(['zh-CN', 'en']).optional(),
    }),
    response: z.object({ sent: z.literal(true), waitMs: z.int() }),
  },
  'prove-code': {
    method: 'POST',
    path: '/v1/shop/codes/prove',
    surface: 'shopper',
    body: z.object({
      tenant: z.string().max(40),
      phone: z.string().min(5).max(20),
      code: z.string().regex(/^\d{6}$/),
      name: z.string().max(80).optional(),
      language: z.enum(['zh-CN', 'en']),
      consents: z.array(z.object({ purpose: ConsentPurpose, channel: ConsentChannel })).max(8),
    }),
    response: ShopMe,
  },
  'place-order': {
    method: 'POST',
    path: '/v1/shop/orders',
    surface: 'shopper',
    body: z.object({
      tenant: z.string().max(40),
      id: FactId,
      lines: z
        .array(z.object({ variant: VariantId, qty: z.int().positive().max(20), minor: MinorPaid }))
        .min(1)
        .max(20),
      delivery: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('ship'), name: z.string().min(1).max(80), address: z.string().min(5).max(300) }),
        z.object({ kind: z.literal('collect'), store: z.string().max(40), name: z.string().max(80) }),
      ]),
      phone: z.string().min(5).max(20),
    }),
    response: z.object({
      order: FactId,
      number: z.string(),
      totalMinor: MinorPaid,
      currency: Currency,
      untilMs: z.int().nullable(),
    }),
  },
  'read-me': {
    method: 'GET',
    path: '/v1/shop/me',
    surface: 'shopper',
    query: z.object({ tenant: z.string().max(40) }),
    response: ShopMe,
  },
  /** Whoever used this browser leaves it: it is shown nothing of before, and is another browser from then on. */
  'leave-phone': {
    method: 'POST',
    path: '/v1/shop/leave',
    surface: 'shopper',
    body: z.object({}),
    response: z.object({ left: z.literal(true) }),
  },
} as const satisfies Record<string, Route>;
