import { AnchorId, type TenantId } from '#shared/kernel/ids';
import type { HubContext } from '../context';
import type { Queryable } from '../db/database';
import { homeShard } from '../db/shard';
import type { ShopPhone } from './phone';

/** An anchor one browser acted under. `hmac` is the phone claimed for it, `provenAtMs` when this browser proved it. */
export type BrowserAnchor = {
  readonly who: AnchorId;
  readonly hmac: string | null;
  readonly tail: string | null;
  readonly provenAtMs: number | null;
};

type Columns = {
  readonly who: string;
  readonly hmac: string | null;
  readonly tail: string | null;
  readonly proven_at: number | null;
};

/** The anchors of a browser, the one it used last first. */
export async function readBrowserAnchors(
  { db }: { readonly db: Queryable },
  tenant: TenantId,
  browser: string,
): Promise<readonly BrowserAnchor[]> {
  const rows = await db.run<Columns>(
    `select who, hmac, tail, proven_at from browser_anchor
     where shard = $1 and tenant = $2 and browser = $3 order by used_at desc, who`,
    [homeShard(tenant), tenant, browser],
  );
  return rows.map(({ who, hmac, tail, proven_at }) => ({
    who: AnchorId.parse(who),
    hmac,
    tail,
    provenAtMs: proven_at,
  }));
}

/** The anchor this browser acts under now; see {@link chooseAnchor}. */
export async function anchorOf(
  context: HubContext,
  tenant: TenantId,
  browser: string,
  phone: ShopPhone | null,
): Promise<BrowserAnchor> {
  return context.db.retrying(() =>
    context.db.transaction((tx) => chooseAnchor(tx, context, { tenant, browser, phone })),
  );
}

/**
 * The anchor this browser last used, or a new one. With a phone, that phone is noted for it; an anchor that already
 * stands for another phone is left alone, so that two people on one browser stay two. Two presses at once find the same:
 * the browser's row is held until the transaction ends.
 */
export async function chooseAnchor(
  tx: Queryable,
  context: Pick<HubContext, 'mint' | 'clock'>,
  { tenant, browser, phone }: { readonly tenant: TenantId; readonly browser: string; readonly phone: ShopPhone | null },
): Promise<BrowserAnchor> {
  const shard = homeShard(tenant);
  const nowMs = context.clock();
  await tx.run(
    `insert into browser (shard, tenant, browser, used_at) values ($1, $2, $3, $4)
     on conflict (shard, tenant, browser) do update set used_at = excluded.used_at`,
    [shard, tenant, browser, nowMs],
  );
  const known = await readBrowserAnchors({ db: tx }, tenant, browser);
  const fitting =
    phone === null
      ? known[0]
      : (known.find(({ hmac }) => hmac === phone.hmac) ?? known.find(({ hmac }) => hmac === null));
  const who = fitting?.who ?? AnchorId.parse(context.mint('who'));
  await tx.run(
    `insert into browser_anchor as b (shard, tenant, browser, who, hmac, tail, made_at, used_at)
     values ($1, $2, $3, $4, $5, $6, $7, $7)
     on conflict (shard, tenant, browser, who) do update
       set used_at = excluded.used_at, hmac = coalesce(excluded.hmac, b.hmac), tail = coalesce(excluded.tail, b.tail)`,
    [shard, tenant, browser, who, phone?.hmac ?? null, phone?.tail ?? null, nowMs],
  );
  return {
    who,
    hmac: phone?.hmac ?? fitting?.hmac ?? null,
    tail: phone?.tail ?? fitting?.tail ?? null,
    provenAtMs: fitting?.provenAtMs ?? null,
  };
}

/** Nothing leads from this browser to anyone any more, at any tenant. What was done stays with whom it is about. */
export async function forgetBrowser({ db }: Pick<HubContext, 'db'>, browser: string): Promise<void> {
  const tenants = await db.run<{ id: TenantId }>('select id from tenant order by id');
  for (const { id } of tenants) {
    await db.retrying(() =>
      db.run('delete from browser_anchor where shard = $1 and tenant = $2 and browser = $3', [
        homeShard(id),
        id,
        browser,
      ]),
    );
  }
}
