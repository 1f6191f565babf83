import type { TenantId } from '#shared/kernel/ids';
import type { InstantMs } from '#shared/kernel/time';
import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import type { StreamPoke } from '../log/poke';
import { kindOfStream } from '../projectors/projector';

/** Two pokes to a screen are at least this far apart. */
const GAP_MS = 500;
/** How often the tables are asked whether they hold what the log holds. */
const LOOK_MS = 60;
/** A projector that fails must not keep the screen from what the others know. */
const PATIENCE_MS = 3000;

/** What a manager's screen is made of, by kind of stream: whose position says that it may look again. */
const readBy = { store: ['people', 'figures'], online: ['people', 'figures'], people: ['decisions'] } as const;

/**
 * Tells when something of a tenant changed that a screen would show: facts once they are folded, documents at once, both
 * together at most every half second.
 * @returns how to stop
 */
export async function followTenant(context: HubContext, tenant: TenantId, tell: () => void): Promise<() => void> {
  const stores = await context.db.run<{ id: string }>('select id from store where shard = $1 and tenant = $2', [
    homeShard(tenant),
    tenant,
  ]);
  const own = new Set<string>([tenant, ...stores.map(({ id }) => id)]);
  const waiting = new Map<string, { readonly seq: number; readonly sinceMs: InstantMs }>();
  let isStopped = false;
  let isLooking = false;
  let lastMs = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;

  function tellSoon(): void {
    timer ??= setTimeout(
      () => {
        timer = null;
        lastMs = performance.now();
        tell();
      },
      Math.max(0, lastMs + GAP_MS - performance.now()),
    );
  }

  async function lookUntilFolded(): Promise<void> {
    if (isLooking) return;
    isLooking = true;
    while (!isStopped && waiting.size > 0) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      for (const [stream, { seq, sinceMs }] of [...waiting]) {
        if (performance.now() - sinceMs < PATIENCE_MS && !(await isFolded(context, tenant, stream, seq))) continue;
        if (waiting.get(stream)?.seq === seq) waiting.delete(stream);
        tellSoon();
      }
    }
    isLooking = false;
  }

  const stopListening = context.pokes.subscribe(({ stream, seq }: StreamPoke) => {
    if (!stream.split(':').some((part) => own.has(part))) return;
    if (kindOfStream(stream) === null) {
      // While facts are being folded documents are told of with them: a look in between would only put off the next.
      if (waiting.size === 0) tellSoon();
      return;
    }
    waiting.set(stream, { seq, sinceMs: waiting.get(stream)?.sinceMs ?? performance.now() });
    lookUntilFolded().catch((error: unknown) => {
      isLooking = false;
      context.logger.error({ err: error }, 'a manager’s screen was not told of something');
    });
  });
  return () => {
    isStopped = true;
    stopListening();
    if (timer) clearTimeout(timer);
  };
}

async function isFolded({ db }: HubContext, tenant: TenantId, stream: string, seq: number): Promise<boolean> {
  const kind = kindOfStream(stream);
  if (kind === null) return true;
  const rows = await db.run<{ seq: number }>(
    'select seq from progress where shard = $1 and stream = $2 and projector = any($3)',
    [homeShard(tenant), stream, readBy[kind]],
  );
  return rows.length === readBy[kind].length && rows.every((row) => row.seq >= seq);
}
