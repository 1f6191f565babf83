import type { Happening } from '#shared/facts/happening';
import { factKinds } from '#shared/facts/registry';
import { FactId } from '#shared/kernel/ids';
import type { ConsentChannel, ConsentPurpose, Proof } from '#shared/people/facts';
import type { HubContext } from '../context';
import { steadyIdAt } from '../import/steady-id';
import { appendHubFacts } from '../log/append-hub-fact';
import type { BrowserAnchor } from './browsers';
import type { ProvenCode } from './codes';
import type { ShopPhone } from './phone';
import { onlinePlace, type ShopTenant } from './tenants';

export type JoinAsk = {
  readonly name: string | undefined;
  readonly language: 'zh-CN' | 'en';
  readonly consents: readonly { readonly purpose: ConsentPurpose; readonly channel: ConsentChannel }[];
};

/** Wording of the consents on the phone page; a new text gets a new name. */
const WORDING = 'shop-join-1';

/**
 * A browser proved a phone: its anchor becomes a person-record with that identifier. Consents are only what was ticked.
 * The facts take their ids from the code, so that whoever is cut off and shows it again writes nothing twice; proving
 * the same phone by another code writes only what is new.
 */
export async function joinByPhone(
  context: HubContext,
  tenant: ShopTenant,
  phone: ShopPhone,
  { id: code, sentAtMs, anchor }: ProvenCode,
  ask: JoinAsk,
): Promise<void> {
  const { who } = anchor;
  const happenings = [
    ...(anchor.provenAtMs === null ? [enrolment(who, ask), claimOf(who, phone, 'otp')] : []),
    ...ask.consents.map((consent) => grantOf(who, ask, consent)),
  ];
  await appendHubFacts(
    context,
    happenings.map(({ name, happening }) => {
      const id = steadyIdAt(sentAtMs, FactId, factKinds[happening.kind].prefix, 'join', tenant.id, code, name);
      return { happening, place: { ...onlinePlace(tenant), id } };
    }),
  );
}

/** What a phone's person says happened, and by which name it happens once. */
type Named = { readonly name: string; readonly happening: Happening };

function enrolment(who: BrowserAnchor['who'], { name, language }: JoinAsk): Named {
  const details = name ? { secret: { name } } : {};
  const body = { at: 'phone', language } as const;
  return { name: 'enrolled', happening: { kind: 'CustomerEnrolled', who, capture: 'typed', body, ...details } };
}

function grantOf(
  who: BrowserAnchor['who'],
  { language }: JoinAsk,
  { purpose, channel }: JoinAsk['consents'][number],
): Named {
  const body = { purpose, channel, granted: true, answers: [], wording: WORDING, language };
  return { name: `${purpose} ${channel}`, happening: { kind: 'ConsentChanged', who, capture: 'picked', body } };
}

/** That an anchor has this phone: proved by its code, or hearsay of an order, which opens nothing. */
export function claimOf(who: BrowserAnchor['who'], phone: ShopPhone, proof: Extract<Proof, 'otp' | 'typed'>): Named {
  const body = { kind: 'phone', proof } as const;
  const secret = { value: phone.e164 };
  return { name: `phone ${phone.hmac}`, happening: { kind: 'IdentifierClaimed', who, capture: 'typed', body, secret } };
}
