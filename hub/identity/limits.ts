import type { IdentifierKind } from '#shared/people/facts';

/**
 * How many distinct values of a kind one person may have. A link that would exceed one is refused and kept as
 * evidence. A union id is one WeChat account, so one person; members are three, because two tills cut off from each
 * other may each enrol the same person.
 */
export const limits: Readonly<Record<IdentifierKind, number>> = {
  member: 3,
  unionid: 1,
  phone: 3,
  email: 3,
  'customer-number': 4,
  openid: 4,
  browser: 12,
};

/** An identifier that this many distinct proven owners were refused on belongs to a household, a shop or a kiosk. */
export const BLOCK_AFTER = 3;

/**
 * So many records may join by an identifier that was only typed for them: a shop's own number typed for everyone goes no
 * further, and neither do strangers who type a number they know. The next stay by themselves until they prove it or
 * staff link them.
 */
export const TYPED_MAX = 8;

/** Kinds that name a device: they attach someone nobody knows to a person, and never two known people to each other. */
export const deviceKinds: readonly IdentifierKind[] = ['openid', 'browser'];

/** Goes into every decision, so that a later rule can find what an earlier one linked. */
export const RULE_VERSION = 2;
