import { z } from 'zod';
import { AnchorId, FactId } from '../kernel/ids';

/** Kinds of identifier, strongest first: the order in which the resolver believes them. */
export const identifierKinds = ['member', 'unionid', 'phone', 'email', 'customer-number', 'openid', 'browser'] as const;
export const IdentifierKind = z.enum(identifierKinds);
export type IdentifierKind = z.output<typeof IdentifierKind>;

/** How an identifier was shown to belong to the person. Only `typed` is hearsay. */
export const Proof = z.enum(['typed', 'otp', 'platform', 'in-person']);
export type Proof = z.output<typeof Proof>;

/** Purposes a person may consent to; each is off until granted, and a sale works with every one off. */
export const ConsentPurpose = z.enum(['profiling', 'marketing']);
export type ConsentPurpose = z.output<typeof ConsentPurpose>;

/** The channel a consent is for. `store` is what the clerk sees and says; the others leave the store. */
export const ConsentChannel = z.enum(['store', 'message', 'wechat', 'email']);
export type ConsentChannel = z.output<typeof ConsentChannel>;

/** A person-record was made; the envelope's `who` is its new anchor. Its `private` holds {@link PersonDetails}. */
export const CustomerEnrolledBody = z
  .object({ at: z.enum(['till', 'phone', 'import']), language: z.enum(['zh-CN', 'en']) })
  .readonly();
export type CustomerEnrolledBody = z.output<typeof CustomerEnrolledBody>;

/** An identifier is said to belong to the envelope's `who`. Its `private` holds {@link IdentifierValue}; the value is never in the clear. */
export const IdentifierClaimedBody = z.object({ kind: IdentifierKind, proof: Proof }).readonly();
export type IdentifierClaimedBody = z.output<typeof IdentifierClaimedBody>;

/**
 * A consent given or withdrawn. Withdrawal wins unless a grant names it: `answers` lists the withdrawals
 * (fact ids) that the person saw and overruled when granting again.
 */
export const ConsentChangedBody = z
  .object({
    purpose: ConsentPurpose,
    channel: ConsentChannel,
    granted: z.boolean(),
    answers: z.array(FactId).max(50).readonly(),
    wording: z.string().max(40),
    language: z.enum(['zh-CN', 'en']),
  })
  .readonly();
export type ConsentChangedBody = z.output<typeof ConsentChangedBody>;

/** The resolver, or staff, hold that two anchors are one person. */
export const IdentitiesLinkedBody = z
  .object({
    anchors: z.tuple([AnchorId, AnchorId]).readonly(),
    rule: z.string().max(60),
    evidence: z.array(FactId).max(20).readonly(),
  })
  .readonly();
export type IdentitiesLinkedBody = z.output<typeof IdentitiesLinkedBody>;

/** An anchor is not the same person as the others; the pairs stay apart until staff link them again. */
export const IdentitiesSeparatedBody = z
  .object({
    anchor: AnchorId,
    from: z.array(AnchorId).min(1).max(200).readonly(),
    rule: z.string().max(60),
    reason: z.string().max(200),
    evidence: z.array(FactId).max(20).readonly(),
  })
  .readonly();
export type IdentitiesSeparatedBody = z.output<typeof IdentitiesSeparatedBody>;

/** An identifier is shared by too many to say who someone is. `claim` names it without repeating it. */
export const IdentifierBlockedBody = z
  .object({
    claim: FactId,
    kind: IdentifierKind,
    rule: z.string().max(60),
    evidence: z.array(FactId).max(20).readonly(),
  })
  .readonly();
export type IdentifierBlockedBody = z.output<typeof IdentifierBlockedBody>;

/** Plain form of `CustomerEnrolled.private`. */
export const PersonDetails = z.object({ name: z.string().trim().max(80).optional() }).readonly();
export type PersonDetails = z.output<typeof PersonDetails>;

/** Plain form of `IdentifierClaimed.private`. A phone is E.164, an e-mail lower case. */
export const IdentifierValue = z.object({ value: z.string().min(1).max(200) }).readonly();
export type IdentifierValue = z.output<typeof IdentifierValue>;
