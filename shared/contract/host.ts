import { z } from 'zod';
import { Hash } from '../facts/envelope';
import type { Fact } from '../facts/registry';
import { AnchorId, DeviceId, EpochId, StaffId, StoreId, TenantId } from '../kernel/ids';
import { AnchorDetails } from '../people/anchor';
import { AnchorKey } from './sync';

/** Where the till's journal stands: what the next fact must follow. `receipts` is the last number used in `series`. */
export const JournalHead = z
  .object({
    journal: z.string(),
    epoch: EpochId,
    ctr: z.int().nonnegative(),
    hash: Hash,
    hlc: z.int().nonnegative(),
    series: z.string(),
    receipts: z.int().nonnegative(),
    records: z.int().nonnegative(),
  })
  .readonly();
export type JournalHead = z.output<typeof JournalHead>;

/**
 * A fact before the host makes it final: no `hash`, no `private`. `secret` is the plain form of `private`; the host
 * encrypts it under the anchor's key (minting the key for a new anchor), then hashes.
 */
export const FactDraft = z
  .object({ fact: z.looseObject({ id: z.string(), kind: z.string() }), secret: z.unknown().optional() })
  .readonly();
export type FactDraft = { readonly fact: Omit<Fact, 'hash' | 'private'>; readonly secret?: unknown };

/** What the host can't do where it runs, said on screen: keys of namespace `pos`, group `lost`. */
export const HostLoss = z.enum(['keyring', 'kiosk', 'second-screen', 'silent-print', 'durable']);

export const HostInfo = z
  .object({
    kind: z.enum(['electron', 'browser']),
    version: z.string(),
    lost: z.array(HostLoss).readonly(),
    hubUrl: z.string(),
    device: z.object({ id: DeviceId, tenant: TenantId, store: StoreId, name: z.string() }).readonly().nullable(),
    head: JournalHead,
    /** Found at start: a torn last line, a sealed segment. Shown once, nothing was lost that had been said done. */
    repaired: z.array(z.string()).readonly(),
  })
  .readonly();
export type HostInfo = z.output<typeof HostInfo>;

/** Answer of a journal append. `refused`: nothing happened, the number is unused; `head` says what to follow instead. */
export const AppendAnswer = z
  .discriminatedUnion('status', [
    z.object({ status: z.literal('appended'), facts: z.array(z.unknown()).readonly(), head: JournalHead }),
    z.object({
      status: z.literal('refused'),
      code: z.enum(['head-moved', 'disk-full', 'disk-failed', 'fact-invalid', 'fact-too-large', 'not-enrolled']),
      head: JournalHead,
    }),
  ])
  .readonly();
export type AppendAnswer = z.output<typeof AppendAnswer>;

export const SignInAnswer = z
  .discriminatedUnion('status', [
    z.object({ status: z.literal('signed-in'), staff: StaffId }),
    z.object({
      status: z.literal('refused'),
      code: z.enum(['pin-wrong', 'staff-unknown', 'pin-delayed', 'no-verifiers']),
      waitMs: z.int().nonnegative(),
    }),
  ])
  .readonly();
export type SignInAnswer = z.output<typeof SignInAnswer>;

/** The whole surface between a till's page and the machine it runs on: one request shape, over Electron's ipc or loopback HTTP. */
export const hostRequests = {
  'host.info': { in: z.undefined(), out: HostInfo },
  /** One-time code from the hub → this machine becomes a till of a store. */
  'device.enrol': {
    in: z.object({ hubUrl: z.string(), code: z.string().max(80), name: z.string().max(60) }),
    out: HostInfo,
  },
  /** A 15-minute token for the page's own calls to the hub. `null` while the hub can't be reached. */
  'hub.token': { in: z.undefined(), out: z.object({ token: z.string(), expiresAtMs: z.int() }).nullable() },
  /** Compare-and-append: all drafts or none, one fsync; idempotent by the first draft's id. The answer *is* the sale. */
  'journal.append': { in: z.object({ drafts: z.array(FactDraft).min(1).max(20) }), out: AppendAnswer },
  /** Final facts in journal order, from record number `after` (0 = from the first kept). */
  'journal.read': {
    in: z.object({ after: z.int().nonnegative(), limit: z.int().positive().max(1000) }),
    out: z.object({ facts: z.array(z.unknown()).readonly(), next: z.int().nonnegative(), more: z.boolean() }),
  },
  /** A hub found this device's chain doubled: number receipts under a new series from 1. */
  'journal.use-series': { in: z.object({ series: z.string() }), out: JournalHead },
  /** A document shows a later fact of ours than we remember (restored disk): go on above it. */
  'journal.raise-hlc': { in: z.object({ hlc: z.int() }), out: JournalHead },
  'staff.sign-in': { in: z.object({ staff: StaffId, pin: z.string().max(12) }), out: SignInAnswer },
  /** Plain details of sealed parts. Anchors without a key here are asked of the hub once, else left out. */
  'people.open': {
    in: z.object({ parts: z.array(z.object({ who: AnchorId, sealed: z.string() })).max(2000) }),
    out: z.array(z.object({ who: AnchorId, details: AnchorDetails })),
  },
  /** Plain form of `private` of this till's own facts. */
  'people.open-facts': {
    in: z.object({ facts: z.array(z.object({ id: z.string(), who: AnchorId, private: z.string() })).max(2000) }),
    out: z.array(z.object({ id: z.string(), secret: z.unknown() })),
  },
  /** Keys minted here for these anchors, to travel beside a push. */
  'people.keys': { in: z.object({ who: z.array(AnchorId).max(400) }), out: z.array(AnchorKey) },
  /** Keep only the keys of the people this till holds. */
  'people.keep': { in: z.object({ who: z.array(AnchorId).max(60_000) }), out: z.object({ kept: z.int() }) },
} as const;

export type HostRequests = typeof hostRequests;
export type HostRequestName = keyof HostRequests;
export type HostInput<Name extends HostRequestName> = z.input<HostRequests[Name]['in']>;
export type HostOutput<Name extends HostRequestName> = z.output<HostRequests[Name]['out']>;

/** What the host says without being asked. */
export const hostEvents = {
  'host.stopping': z.object({}),
  /** Some window of this till appended to the journal, which now stands at `head`. Also said first to whoever begins to listen. */
  'journal.appended': z.object({ head: JournalHead }),
} as const;
export type HostEventName = keyof typeof hostEvents;
export type HostEventBody<Name extends HostEventName> = z.output<(typeof hostEvents)[Name]>;

/** What a window sees as `window.seamHost`, from Electron's preload or from the loopback adapter. */
export type HostApi = {
  request<Name extends HostRequestName>(name: Name, input: HostInput<Name>): Promise<HostOutput<Name>>;
  on<Name extends HostEventName>(name: Name, listen: (body: HostEventBody<Name>) => void): () => void;
};
