import type { Happening } from '#shared/facts/happening';
import { FactId } from '#shared/kernel/ids';
import type { ConsentChannel, ConsentPurpose, Proof } from '#shared/people/facts';
import type { HubContext } from '../context';
import { appendHubFacts } from '../log/append-hub-fact';
import { anchorOf, type BrowserAnchor, notePhone } from './browsers';
import type { ShopPhone } from './phone';
import type { ShopTenant } from './tenants';

export type JoinAsk = {
  readonly name: string | undefined;
  readonly language: 'zh-CN' | 'en';
  readonly consents: readonly { readonly purpose: ConsentPurpose; readonly channel: ConsentChannel }[];
};

/** Wording of the consents on the phone page; a new text gets a new name. */
const WORDING = 'shop-join-1';

/**
 * A browser proved a phone: its anchor becomes a person-record with that identifier. Consents are only what was ticked.
 * Proving the same phone again writes only what is new.
 */
export async function joinByPhone(
  context: HubContext,
  tenant: ShopTenant,
  browser: string,
  phone: ShopPhone,
  ask: JoinAsk,
): Promise<BrowserAnchor> {
  const anchor = await anchorOf(context, tenant.id, browser, phone.hmac);
  const { who } = anchor;
  const isFirst = anchor.provenAtMs === null;
  const happenings: Happening[] = [];
  if (isFirst) {
    const details = ask.name ? { secret: { name: ask.name } } : {};
    happenings.push({
      kind: 'CustomerEnrolled',
      who,
      capture: 'typed',
      body: { at: 'phone', language: ask.language },
      ...details,
    });
    happenings.push(claim(who, phone, 'otp'));
  }
  for (const { purpose, channel } of ask.consents) {
    const body = { purpose, channel, granted: true, answers: [], wording: WORDING, language: ask.language };
    happenings.push({ kind: 'ConsentChanged', who, capture: 'picked', body });
  }
  await append(context, tenant, happenings);
  await notePhone(context, tenant.id, browser, { who, hmac: phone.hmac, tail: phone.tail, proven: true });
  return { who, hmac: phone.hmac, tail: phone.tail, provenAtMs: context.clock() };
}

/** An order named a phone without proving it: hearsay, said once for this browser's anchor. It opens nothing. */
export async function claimTypedPhone(
  context: HubContext,
  tenant: ShopTenant,
  browser: string,
  phone: ShopPhone,
): Promise<BrowserAnchor> {
  const anchor = await anchorOf(context, tenant.id, browser, phone.hmac);
  if (anchor.hmac === phone.hmac) return anchor;
  await append(context, tenant, [claim(anchor.who, phone, 'typed')]);
  await notePhone(context, tenant.id, browser, { who: anchor.who, hmac: phone.hmac, tail: phone.tail, proven: false });
  return { ...anchor, hmac: phone.hmac, tail: phone.tail };
}

function claim(who: BrowserAnchor['who'], phone: ShopPhone, proof: Proof): Happening {
  return {
    kind: 'IdentifierClaimed',
    who,
    capture: 'typed',
    body: { kind: 'phone', proof },
    secret: { value: phone.e164 },
  };
}

async function append(context: HubContext, tenant: ShopTenant, happenings: readonly Happening[]): Promise<void> {
  if (happenings.length === 0) return;
  const zone = tenant.stores[0]?.zone;
  await appendHubFacts(
    context,
    happenings.map((happening) => ({
      happening,
      place: { tenant: tenant.id, in: { stream: 'online' as const }, ...(zone ? { zone } : {}) },
    })),
  );
}

/** An order's own id, made in the browser, so that a repeated press orders once. Null where it is not an order's. */
export function orderIdOf(id: FactId): FactId | null {
  return id.startsWith('order_') ? FactId.parse(id) : null;
}
