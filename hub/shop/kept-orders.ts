import type { Fact, FactOf } from '#shared/facts/registry';
import type { FactId, TenantId } from '#shared/kernel/ids';
import { must } from '#shared/kernel/invariant';
import type { InstantMs } from '#shared/kernel/time';
import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import type { MadeFact } from '../log/append-hub-fact';
import type { ShopPhone } from './phone';

/** An order as its browser first asked for it, with the facts that are written for it, word for word. */
export type KeptOrder = {
  readonly id: FactId;
  readonly browser: string;
  /** Digest of everything that was asked. */
  readonly asked: string;
  readonly facts: readonly MadeFact[];
  readonly isStanding: boolean;
};

type Columns = {
  readonly id: FactId;
  readonly browser: string;
  readonly asked: string;
  readonly facts: readonly MadeFact[];
  readonly stands_at: number | null;
};

export async function readOrder(context: HubContext, tenant: TenantId, id: FactId): Promise<KeptOrder | null> {
  const [row] = await context.db.run<Columns>(
    'select id, browser, asked, facts, stands_at from shop_order where shard = $1 and tenant = $2 and id = $3',
    [homeShard(tenant), tenant, id],
  );
  return row
    ? { id: row.id, browser: row.browser, asked: row.asked, facts: row.facts, isStanding: row.stands_at !== null }
    : null;
}

/** Keeps an order placed by this phone, unless one is kept under its id. @returns the one that is */
export async function keepOrder(
  context: HubContext,
  tenant: TenantId,
  phone: ShopPhone,
  order: KeptOrder,
): Promise<KeptOrder> {
  const { id, browser, asked, facts } = order;
  await context.db.retrying(() =>
    context.db.run(
      `insert into shop_order (shard, tenant, id, browser, asked, facts, made_at, phone)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (shard, tenant, id) do nothing`,
      [homeShard(tenant), tenant, id, browser, asked, JSON.stringify(facts), context.clock(), phone.hmac],
    ),
  );
  return must(await readOrder(context, tenant, id), 'an order that was just kept');
}

export async function noteStanding(context: HubContext, tenant: TenantId, id: FactId): Promise<void> {
  await context.db.retrying(() =>
    context.db.run('update shop_order set stands_at = $4 where shard = $1 and tenant = $2 and id = $3', [
      homeShard(tenant),
      tenant,
      id,
      context.clock(),
    ]),
  );
}

/** The orders of a browser or a phone that stand, made after a moment. */
export async function readStanding(
  context: HubContext,
  tenant: TenantId,
  browser: string,
  phone: ShopPhone,
  afterMs: InstantMs,
): Promise<readonly FactOf<'OrderPlaced'>[]> {
  const rows = await context.db.run<Pick<Columns, 'id' | 'facts'>>(
    `select id, facts from shop_order
     where shard = $1 and tenant = $2 and (browser = $3 or phone = $4) and made_at > $5 and stands_at is not null`,
    [homeShard(tenant), tenant, browser, phone.hmac, afterMs],
  );
  return rows.map((row) => orderFact(row).fact);
}

/** Of an order that can't stand any more: its id is free for another ask. */
export async function dropOrder(context: HubContext, tenant: TenantId, id: FactId): Promise<void> {
  await context.db.run('delete from shop_order where shard = $1 and tenant = $2 and id = $3 and stands_at is null', [
    homeShard(tenant),
    tenant,
    id,
  ]);
}

/** The order's own fact; what is kept beside it says whose phone was named. */
export function orderFact({ id, facts }: Pick<KeptOrder, 'id' | 'facts'>): {
  readonly fact: FactOf<'OrderPlaced'>;
  readonly made: MadeFact;
} {
  const made = must(
    facts.find(({ fact }) => fact.id === id),
    'an order is kept with its fact',
  );
  return { fact: orderOnly(made.fact), made };
}

function orderOnly(fact: Fact): FactOf<'OrderPlaced'> {
  if (fact.kind !== 'OrderPlaced') throw new Error(`${fact.id} is no order`);
  return fact;
}
