import type { HubContext } from '../context';
import { normalise } from '../identity/normalise';
import { digestOf } from '../keys/seal';
import type { ShopTenant } from './tenants';

/** A phone as a shopper typed it: its E.164 form, the keyed digest the hub compares, and the tail its owner may see. */
export type ShopPhone = { readonly e164: string; readonly hmac: string; readonly tail: string };

/** Null where the text is no phone number in the tenant's country. */
export function readPhone(context: HubContext, tenant: ShopTenant, text: string): ShopPhone | null {
  const e164 = normalise('phone', text, tenant.country);
  if (e164 === null) return null;
  const hmac = digestOf(context.keys.secret('identifiers'), tenant.id, 'phone', e164);
  return { e164, hmac, tail: e164.slice(-4) };
}
