import type { RegionIdentity } from '#shared/contract/region';
import { FactId, type TenantId } from '#shared/kernel/ids';
import { IdentifierKind } from '#shared/people/facts';
import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import { digestOfIdentifier } from '../identity/claims';
import type { RegionAnchor, StoreNames } from './anchors';
import { becauseOf, type Decision, joinedBy } from './links';
import { maskIdentifier } from './mask';

type Held = {
  readonly who: string;
  readonly kind: string;
  readonly hmac: string;
  readonly proof: string;
  readonly fact: string;
  readonly blocked: boolean;
};

/** Each anchor of a person with its identifiers, masked, and the decision that joined it to the others. */
export async function readIdentities(
  context: HubContext,
  tenant: TenantId,
  anchors: readonly RegionAnchor[],
  decisions: readonly Decision[],
  stores: StoreNames,
): Promise<readonly RegionIdentity[]> {
  const held = await context.db.run<Held>(
    `select who, kind, hmac, proof, fact, blocked from identifier
     where shard = $1 and tenant = $2 and who = any($3) order by kind, fact`,
    [homeShard(tenant), tenant, anchors.map(({ who }) => who)],
  );
  const because = joinedBy(
    anchors.map(({ who }) => who),
    decisions,
  );
  return anchors.map((anchor): RegionIdentity => {
    const { who, madeAtMs, made, store, state } = anchor;
    const decision = because.get(who);
    return {
      who,
      madeAtMs,
      made,
      store: store === null ? null : (stores.get(store) ?? null),
      identifiers: held
        .filter((one) => one.who === who)
        .map(({ kind, hmac, proof, fact, blocked }) => {
          return {
            kind,
            masked: maskedValue(context, tenant, anchor, kind, hmac),
            proof,
            claim: FactId.parse(fact),
            blocked,
          };
        }),
      because: decision ? becauseOf(decision) : null,
      facts: state.facts,
    };
  });
}

/** The table holds digests, the details hold values: what can be shown of the value with this digest. Empty once erased. */
function maskedValue(
  context: HubContext,
  tenant: TenantId,
  { details }: RegionAnchor,
  kind: string,
  hmac: string,
): string {
  const known = IdentifierKind.safeParse(kind).data;
  const value = details?.identifiers.find(
    (one) => one.kind === kind && known && digestOfIdentifier(context, tenant, known, one.value, 'CN') === hmac,
  )?.value;
  return value === undefined ? '' : maskIdentifier(kind, value);
}
