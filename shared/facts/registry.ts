import { z } from 'zod';
import { SaleCompletedBody } from '../checkout/facts';
import { FittingEndedBody, FittingStartedBody, GarmentsTakenInBody } from '../fitting/facts';
import { CodeScannedBody, OrderPlacedBody, ProductViewedBody } from '../online/facts';
import {
  ConsentChangedBody,
  CustomerEnrolledBody,
  IdentifierBlockedBody,
  IdentifierClaimedBody,
  IdentitiesLinkedBody,
  IdentitiesSeparatedBody,
} from '../people/facts';
import { ShiftOpenedBody } from '../shift/facts';
import { StockCountedBody } from '../stock/facts';
import { envelopeShape } from './envelope';

/** Every kind of fact there is: the prefix of its id, its current version, its body. The name is the literal on the wire. */
export const factKinds = {
  SaleCompleted: { prefix: 'sale', v: 1, body: SaleCompletedBody },
  ShiftOpened: { prefix: 'opening', v: 1, body: ShiftOpenedBody },
  FittingStarted: { prefix: 'fit', v: 1, body: FittingStartedBody },
  GarmentsTakenIn: { prefix: 'fit', v: 1, body: GarmentsTakenInBody },
  FittingEnded: { prefix: 'fit', v: 1, body: FittingEndedBody },
  CustomerEnrolled: { prefix: 'person', v: 1, body: CustomerEnrolledBody },
  IdentifierClaimed: { prefix: 'claim', v: 1, body: IdentifierClaimedBody },
  ConsentChanged: { prefix: 'consent', v: 1, body: ConsentChangedBody },
  IdentitiesLinked: { prefix: 'link', v: 1, body: IdentitiesLinkedBody },
  IdentitiesSeparated: { prefix: 'link', v: 1, body: IdentitiesSeparatedBody },
  IdentifierBlocked: { prefix: 'block', v: 1, body: IdentifierBlockedBody },
  StockCounted: { prefix: 'count', v: 1, body: StockCountedBody },
  CodeScanned: { prefix: 'seen', v: 1, body: CodeScannedBody },
  ProductViewed: { prefix: 'seen', v: 1, body: ProductViewedBody },
  OrderPlaced: { prefix: 'order', v: 1, body: OrderPlacedBody },
} as const;

export type FactKind = keyof typeof factKinds;
export const factKindNames = Object.keys(factKinds) as readonly FactKind[];

export type FactBody<Kind extends FactKind> = z.output<(typeof factKinds)[Kind]['body']>;

const envelope = z.object(envelopeShape);

/** What surrounds a body; see `envelope.ts`. */
export type Envelope = Readonly<z.output<typeof envelope>>;

/** A fact of one kind. */
export type FactOf<Kind extends FactKind> = Kind extends FactKind
  ? Envelope & { readonly kind: Kind; readonly body: FactBody<Kind> }
  : never;

/** Any fact: what happened, immutable, one per business transaction. */
export type Fact = FactOf<FactKind>;

function schemaOf<Kind extends FactKind>(kind: Kind) {
  const { body, v } = factKinds[kind];
  return z.strictObject({ ...envelopeShape, kind: z.literal(kind), v: z.literal(v), body });
}

/** The door for facts from outside (push body, journal line). After it, trust the type. */
export const Fact = z.discriminatedUnion('kind', [
  schemaOf('SaleCompleted'),
  schemaOf('ShiftOpened'),
  schemaOf('FittingStarted'),
  schemaOf('GarmentsTakenIn'),
  schemaOf('FittingEnded'),
  schemaOf('CustomerEnrolled'),
  schemaOf('IdentifierClaimed'),
  schemaOf('ConsentChanged'),
  schemaOf('IdentitiesLinked'),
  schemaOf('IdentitiesSeparated'),
  schemaOf('IdentifierBlocked'),
  schemaOf('StockCounted'),
  schemaOf('CodeScanned'),
  schemaOf('ProductViewed'),
  schemaOf('OrderPlaced'),
]) as unknown as z.ZodType<Fact>;

/** Kinds a till's device may send; all others are written by the hub. */
export const tillKinds: readonly FactKind[] = [
  'SaleCompleted',
  'ShiftOpened',
  'FittingStarted',
  'GarmentsTakenIn',
  'FittingEnded',
  'CustomerEnrolled',
  'IdentifierClaimed',
  'ConsentChanged',
  'StockCounted',
];
