import { z } from 'zod';
import { Ciphertext } from '../facts/envelope';
import { AnchorId, FactId } from '../kernel/ids';

/** Consent kept so that order can't change it: every grant with the withdrawals it answers, and every withdrawal. */
export const ConsentState = z
  .object({
    grants: z.record(
      z.string(),
      z.array(z.object({ fact: FactId, at: z.int(), answers: z.array(FactId).readonly() }).readonly()).readonly(),
    ),
    withdrawals: z.record(z.string(), z.array(z.object({ fact: FactId, at: z.int() }).readonly()).readonly()),
  })
  .readonly();
export type ConsentState = z.output<typeof ConsentState>;

/**
 * Everything folded from the facts of one anchor. Two anchors' states merge exactly, so a person is a set of anchors
 * and its profile the merge of their states when read. `tags` holds one state per rule, opaque here.
 */
export const AnchorState = z
  .object({
    facts: z.int().nonnegative(),
    firstAt: z.int().nullable(),
    lastAt: z.int().nullable(),
    tags: z.record(z.string(), z.unknown()),
    consents: ConsentState,
  })
  .readonly();
export type AnchorState = z.output<typeof AnchorState>;

/**
 * An anchor as a document carries it. `seen` is the hlc of the receiving till's last fact that `state` includes (0: none).
 * `sealed` is {@link AnchorDetails} under the anchor's own key; null for an anonymous phone or once erased.
 */
export const AnchorPart = z
  .object({ who: AnchorId, seen: z.int().nonnegative(), state: AnchorState, sealed: Ciphertext.nullable() })
  .readonly();
export type AnchorPart = z.output<typeof AnchorPart>;

/** Plain form of `sealed`: what a clerk may read of this anchor. Phones are E.164. */
export const AnchorDetails = z
  .object({
    name: z.string().optional(),
    identifiers: z
      .array(z.object({ kind: z.string(), value: z.string(), proof: z.string(), claim: FactId }).readonly())
      .readonly(),
  })
  .readonly();
export type AnchorDetails = z.output<typeof AnchorDetails>;
