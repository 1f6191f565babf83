import { z } from 'zod';
import { Hash } from '../facts/envelope';
import type { Fact } from '../facts/registry';
import { AnchorId, EpochId, GenerationId } from '../kernel/ids';

/** At most this many facts in one push. */
export const PUSH_MAX = 200;

/** AES-256 key of one anchor, base64url of 32 bytes. Keys travel beside facts, never in them. */
export const AnchorKey = z.object({ who: AnchorId, key: z.string().regex(/^[A-Za-z0-9_-]{43}$/) }).readonly();
export type AnchorKey = z.output<typeof AnchorKey>;

/** Stands in for a fact its till can't send (unreadable, or larger than the hub takes): keeps its place so that nothing waits. */
export const ParkedStub = z
  .object({
    parked: z.literal(true),
    id: z.string(),
    epoch: EpochId,
    ctr: z.int().positive(),
    hash: Hash.nullable(),
    reason: z.string().max(80),
  })
  .readonly();
export type ParkedStub = z.output<typeof ParkedStub>;

/**
 * One ordered batch of a device's facts. Each element is judged by itself: `facts` is deliberately not parsed as a
 * whole, so that a malformed fact is quarantined in its place and holds nobody up.
 */
export const PushRequest = z
  .object({
    facts: z.array(z.unknown()).min(1).max(PUSH_MAX).readonly(),
    keys: z.array(AnchorKey).max(PUSH_MAX).readonly(),
  })
  .readonly();
export type PushRequest = { readonly facts: readonly (Fact | ParkedStub)[]; readonly keys: readonly AnchorKey[] };

/** Which `ctr` the hub holds of one epoch, as closed ranges: gaps between them are what the till must send again. */
export const EpochRanges = z
  .object({ epoch: EpochId, ranges: z.array(z.tuple([z.int().positive(), z.int().positive()]).readonly()).readonly() })
  .readonly();
export type EpochRanges = z.output<typeof EpochRanges>;

/**
 * What became of a batch. `accepted` and `quarantined` name every element sent; both are final and never sent again.
 * `fork` says that this device's chain was found doubled (a restored or cloned disk): both branches are kept, and
 * the till goes on under `series`.
 */
export const PushResponse = z
  .object({
    accepted: z.array(z.string()).readonly(),
    quarantined: z.array(z.object({ id: z.string(), code: z.string() }).readonly()).readonly(),
    have: z.array(EpochRanges).readonly(),
    series: z.string(),
    fork: z.boolean(),
    hubTimeMs: z.int(),
    generation: GenerationId,
  })
  .readonly();
export type PushResponse = z.output<typeof PushResponse>;

/**
 * One page of a feed. `checkpoint` is the `seq` to ask after next, and `mark` the hub's word that it gave it out: a hub that
 * no longer reaches so far knows by it that it was put back. `more` says that the page was full.
 */
export const PullResponse = z
  .object({
    documents: z.array(z.looseObject({ id: z.string(), seq: z.int(), deleted: z.boolean().optional() })).readonly(),
    checkpoint: z.int().nonnegative(),
    mark: z.string(),
    more: z.boolean(),
    hubTimeMs: z.int(),
    generation: GenerationId,
  })
  .readonly();
export type PullResponse = z.output<typeof PullResponse>;

/** All that the hub says over SSE: this feed has something newer. The till then pulls. */
export const Poke = z.object({ feed: z.string(), seq: z.int().nonnegative() }).readonly();
export type Poke = z.output<typeof Poke>;
