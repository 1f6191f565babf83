import { AnchorId, type TenantId } from '#shared/kernel/ids';
import type { HubContext } from '../context';
import { homeShard } from '../db/shard';

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
  context: HubContext,
  tenant: TenantId,
  browser: string,
): Promise<readonly BrowserAnchor[]> {
  const rows = await context.db.run<Columns>(
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

/**
 * The anchor this browser acts under now: the one it last used, or a new one. Asked with a phone (its keyed digest), an
 * anchor that already stands for another phone is left alone, so that two people on one browser stay two.
 */
export async function anchorOf(
  context: HubContext,
  tenant: TenantId,
  browser: string,
  hmac: string | null,
): Promise<BrowserAnchor> {
  const known = await readBrowserAnchors(context, tenant, browser);
  const fitting =
    hmac === null ? known[0] : (known.find((one) => one.hmac === hmac) ?? known.find((one) => one.hmac === null));
  const who = fitting?.who ?? AnchorId.parse(context.mint('who'));
  const nowMs = context.clock();
  await context.db.retrying(() =>
    context.db.run(
      `insert into browser_anchor as b (shard, tenant, browser, who, made_at, used_at) values ($1, $2, $3, $4, $5, $5)
       on conflict (shard, tenant, browser, who) do update set used_at = excluded.used_at`,
      [homeShard(tenant), tenant, browser, who, nowMs],
    ),
  );
  return fitting ?? { who, hmac: null, tail: null, provenAtMs: null };
}

/** Notes that an anchor stands for a phone from now on; `proven` when this browser showed the code sent to it. */
export async function notePhone(
  context: HubContext,
  tenant: TenantId,
  browser: string,
  given: { readonly who: AnchorId; readonly hmac: string; readonly tail: string; readonly proven: boolean },
): Promise<void> {
  await context.db.retrying(() =>
    context.db.run(
      `update browser_anchor set hmac = $5, tail = $6, proven_at = case when $7 then $8::bigint else proven_at end
       where shard = $1 and tenant = $2 and browser = $3 and who = $4`,
      [homeShard(tenant), tenant, browser, given.who, given.hmac, given.tail, given.proven, context.clock()],
    ),
  );
}
