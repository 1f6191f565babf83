import { randomInt } from 'node:crypto';
import { ok, type Result, refuse } from '#shared/kernel/result';
import type { InstantMs } from '#shared/kernel/time';
import type { HubContext } from '../context';
import type { Queryable } from '../db/database';
import { homeShard } from '../db/shard';
import { digestOfSecret, isSecret } from '../devices/secret';
import { type BrowserAnchor, chooseAnchor } from './browsers';
import type { CodeMessage, CodeSender } from './code-sender';
import type { ShopPhone } from './phone';
import type { ShopTenant } from './tenants';

const CODE_LIFE_MS = 5 * 60_000;
/** One browser asks at most once in this time; one phone is sent at most {@link PHONE_MOST} in {@link PHONE_WINDOW_MS}. */
export const CODE_WAIT_MS = 30_000;
const PHONE_WINDOW_MS = 60 * 60_000;
const PHONE_MOST = 5;
const TRIES = 5;
/** Wrong tries at one phone within {@link PHONE_WINDOW_MS}, from all browsers together. */
const PHONE_TRIES = 15;

/**
 * Sends a one-time code. The answer is the same for numbers known and unknown, and for one that was sent too many
 * already: that one gets nothing more, and nobody learns it. Refuses `code-too-often {seconds}` per browser, and
 * `code-not-sent` where the sender failed: such a code is good for nothing and counts for nothing.
 */
export async function sendCode(
  context: HubContext,
  sender: CodeSender,
  tenant: ShopTenant,
  browser: string,
  phone: ShopPhone,
  language: CodeMessage['language'],
): Promise<Result<null, 'code-too-often' | 'code-not-sent'>> {
  const shard = homeShard(tenant.id);
  const nowMs = context.clock();
  const recent = await context.db.run<{ hmac: string; created_at: number; body: { browser: string } }>(
    "select hmac, created_at, body from otp where shard = $1 and tenant = $2 and created_at > $3 and body->>'unsent' is null",
    [shard, tenant.id, nowMs - PHONE_WINDOW_MS],
  );
  const last = Math.max(0, ...recent.filter(({ body }) => body.browser === browser).map((row) => row.created_at));
  const waitMs = last + CODE_WAIT_MS - nowMs;
  if (waitMs > 0) return refuse('code-too-often', { seconds: Math.ceil(waitMs / 1000) });
  const sentToPhone = recent.filter(({ hmac }) => hmac === phone.hmac).length;
  // Nothing is sent and nothing can be guessed; the answer does not tell.
  if (sentToPhone >= PHONE_MOST) return ok(null);
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const id = context.mint('otp');
  await context.db.run(
    `insert into otp (shard, tenant, id, hmac, code_hash, created_at, expires_at, body) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      shard,
      tenant.id,
      id,
      phone.hmac,
      digestOfSecret(`${id} ${code}`),
      nowMs,
      nowMs + CODE_LIFE_MS,
      JSON.stringify({ browser }),
    ],
  );
  try {
    await sender.send({ tenant: tenant.code, phone: phone.e164, code, language, atMs: nowMs });
    return ok(null);
  } catch (error) {
    context.logger.error({ err: error }, 'a one-time code could not be sent');
    // Kept, so that wrong tries at it still count.
    await context.db.run(
      `update otp set body = body || '{"unsent": true}' where shard = $1 and tenant = $2 and id = $3`,
      [shard, tenant.id, id],
    );
    return refuse('code-not-sent');
  }
}

/** A code that was shown rightly: what it is known by, and the anchor its browser joins under. */
export type ProvenCode = { readonly id: string; readonly sentAtMs: InstantMs; readonly anchor: BrowserAnchor };

/**
 * The newest code sent to this phone from this browser comes back. The phone is noted for the browser's anchor, and the
 * code stays good until {@link spendCode}: whoever is cut off in between shows it again. Refuses `otp-wrong {left}` and
 * `otp-expired`.
 */
export async function proveCode(
  context: HubContext,
  tenant: ShopTenant,
  browser: string,
  phone: ShopPhone,
  code: string,
): Promise<Result<ProvenCode, 'otp-wrong' | 'otp-expired'>> {
  const shard = homeShard(tenant.id);
  const nowMs = context.clock();
  const judge = async (tx: Queryable): Promise<Result<ProvenCode, 'otp-wrong' | 'otp-expired'>> => {
    const [sent] = await tx.run<Sent>(
      `select id, code_hash, created_at, expires_at, attempts from otp
       where shard = $1 and tenant = $2 and hmac = $3 and body->>'browser' = $4 and used_at is null and body->>'unsent' is null
       order by created_at desc, id desc limit 1 for update`,
      [shard, tenant.id, phone.hmac, browser],
    );
    const [tried] = await tx.run<{ tries: number }>(
      'select coalesce(sum(attempts), 0)::int as tries from otp where shard = $1 and tenant = $2 and hmac = $3 and created_at > $4',
      [shard, tenant.id, phone.hmac, nowMs - PHONE_WINDOW_MS],
    );
    const isWornOut = (tried?.tries ?? 0) >= PHONE_TRIES;
    if (!sent || sent.expires_at < nowMs || sent.attempts >= TRIES || isWornOut) return refuse('otp-expired');
    if (isSecret(`${sent.id} ${code}`, sent.code_hash)) {
      const anchor = await chooseAnchor(tx, context, { tenant: tenant.id, browser, phone });
      return ok({ id: sent.id, sentAtMs: sent.created_at, anchor });
    }
    await tx.run('update otp set attempts = attempts + 1 where shard = $1 and tenant = $2 and id = $3', [
      shard,
      tenant.id,
      sent.id,
    ]);
    return refuse('otp-wrong', { left: TRIES - sent.attempts - 1 });
  };
  return context.db.retrying(() => context.db.transaction(judge));
}

type Sent = {
  readonly id: string;
  readonly code_hash: string;
  readonly created_at: number;
  readonly expires_at: number;
  readonly attempts: number;
};

/** What was proven by a code stands: nobody can use it any more, and the browser is known to be that phone's. */
export async function spendCode(
  context: HubContext,
  tenant: ShopTenant,
  browser: string,
  { id, anchor }: ProvenCode,
): Promise<void> {
  const shard = homeShard(tenant.id);
  const nowMs = context.clock();
  await context.db.retrying(() =>
    context.db.transaction(async (tx) => {
      await tx.run('update otp set used_at = $4 where shard = $1 and tenant = $2 and id = $3', [
        shard,
        tenant.id,
        id,
        nowMs,
      ]);
      await tx.run(
        `update browser_anchor set proven_at = $5
         where shard = $1 and tenant = $2 and browser = $3 and who = $4`,
        [shard, tenant.id, browser, anchor.who, nowMs],
      );
    }),
  );
}
