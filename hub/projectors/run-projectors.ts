import { StoreId, TenantId } from '#shared/kernel/ids';
import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import { outsideScope } from '../db/transaction-scope';
import { resolveClaims } from '../identity/resolver';
import { closeGapsOfTenant } from '../ingest/close-gaps';
import { whenTakenIn } from '../ingest/in-turn';
import type { StreamRef } from '../log/log-row';
import { lastSeqs, streamsOf } from '../log/read';
import { peopleStream } from '../log/stream-names';
import { sharedReader } from './batch-reader';
import { publishPeople } from './customers';
import { decisions } from './decisions';
import { figures } from './figures';
import { letPeopleGo } from './held-people';
import { publishNearby } from './nearby-stock';
import { people } from './people';
import { kindOfStream, type Projector } from './projector';
import { receipts } from './receipts';
import { runBatch } from './run-batch';
import { releaseHeld, stock } from './stock';
import { dropOverdue, tasks } from './tasks';

/** In the order in which a fact becomes something a till shows: whose it is before what it says of them. */
export const projectors: readonly Projector[] = [decisions, people, stock, tasks, receipts, figures];

export type Projectors = {
  /**
   * Resolves when everything that is in the log now has been folded and resolved; with `publishesAll`, when also every
   * document that only waited to be sent together has been written.
   */
  readonly caughtUp: (options?: { readonly publishesAll?: boolean }) => Promise<void>;
  /** Nothing is folded between these two: a rebuild is under way. */
  readonly pause: () => Promise<void>;
  readonly resume: () => void;
  readonly stop: () => Promise<void>;
};

/** Pokes may come from another process, and reservations end by themselves: this often the log is looked at anyway. */
const LOOK_MS = 2000;
const SWEEP_MS = 60_000;

/** Runs all projectors of all tenants, one after the other, for as long as the hub does. */
export function startProjectors(context: HubContext): Projectors {
  let isStopped = false;
  let pauses = 0;
  let isPoked = true;
  let wake: (() => void) | null = null;
  let rounds = 0;
  let sweptAtMs = 0;
  const waiting: { readonly from: number; readonly publishesAll: boolean; readonly done: () => void }[] = [];
  const poke = () => {
    isPoked = true;
    wake?.();
  };
  const stopListening = context.pokes.subscribe(({ stream }) => {
    if (kindOfStream(stream) !== null) poke();
  });
  const state = new Rounds(context);

  const loop = outsideScope(async () => {
    while (!isStopped) {
      if (pauses > 0) {
        state.isIdle = true;
        await nextPoke();
        continue;
      }
      state.isIdle = false;
      isPoked = false;
      const round = ++rounds;
      const publishesAll = waiting.some((one) => one.publishesAll);
      let dueInMs = LOOK_MS;
      try {
        await state.run(publishesAll, context.clock() - sweptAtMs > SWEEP_MS);
        if (context.clock() - sweptAtMs > SWEEP_MS) sweptAtMs = context.clock();
        for (const one of waiting.splice(0)) {
          if (one.from < round && (!one.publishesAll || publishesAll)) one.done();
          else waiting.push(one);
        }
        dueInMs = await state.dueInMs();
      } catch (error) {
        if (isStopped) return;
        context.logger.error({ err: error }, 'a projector failed; it tries again');
        await sleep(500);
      }
      state.isIdle = true;
      if (!isPoked && waiting.length === 0 && !isStopped) await nextPoke(dueInMs);
    }
  });

  function nextPoke(ms = LOOK_MS): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.max(5, Math.min(ms, LOOK_MS)));
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  return {
    caughtUp: ({ publishesAll = false } = {}) =>
      new Promise((done) => {
        waiting.push({ from: rounds, publishesAll, done });
        poke();
      }),
    pause: async () => {
      pauses += 1;
      poke();
      while (!state.isIdle) await sleep(5);
    },
    resume: () => {
      state.forget();
      pauses -= 1;
      poke();
    },
    stop: async () => {
      isStopped = true;
      stopListening();
      poke();
      await loop;
      for (const { done } of waiting.splice(0)) done();
    },
  };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Tables that grow with the log, with the columns questions are asked by; bodies are left out, they take long to read. */
const counted: Readonly<Record<string, string>> = {
  fact: 'shard, stream, id, seq, device, who',
  doc: 'shard, feed, id, seq',
  anchor: 'shard, tenant, who, person',
  anchor_store: 'shard, tenant, who, store',
  identifier: 'shard, tenant, kind, hmac, who',
  claim: 'shard, tenant, who',
  link: 'shard, tenant, a, b',
  person: 'shard, tenant, person, last_at',
  stock: 'shard, store, variant, style',
  movement: 'shard, store, variant, style',
  receipt: 'shard, tenant, sale',
};
const COUNT_EVERY_MS = 5000;

/** @returns whether it went well */
type Attempt = (work: () => Promise<void>) => Promise<boolean>;

/** One look at everything. */
class Rounds {
  isIdle = true;
  /** The last number of each stream at which every projector had read all of it. */
  private readonly read = new Map<string, number>();
  private countedAtMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly context: HubContext) {}

  /**
   * Throws what failed first, after everything else was done: neither a stream that can't be folded nor a projector holds
   * up another. Each reads only its own tables; the resolver and the documents tell what is there.
   */
  async run(publishesAll: boolean, sweeps: boolean): Promise<void> {
    const failures: unknown[] = [];
    const attempt: Attempt = async (work) => {
      try {
        await work();
        return true;
      } catch (error) {
        failures.push(error);
        return false;
      }
    };
    for (const tenant of await this.tenants()) {
      const streams = await streamsOf(this.context.db, tenant);
      const lasts = await lastSeqs(this.context.db, streams);
      for (const [index, stream] of streams.entries()) {
        const last = lasts[index] ?? 0;
        if ((this.read.get(stream.stream) ?? -1) === last) continue;
        const before = failures.length;
        await this.runStream(tenant, stream, attempt);
        if (failures.length === before) this.read.set(stream.stream, last);
      }
      await attempt(() => this.publish(tenant, publishesAll));
      if (sweeps) await attempt(() => this.sweep(tenant));
    }
    await attempt(() => this.countRows());
    if (failures.length > 0) throw failures[0];
  }

  /** How long until the next document is due. */
  async dueInMs(): Promise<number> {
    let due = LOOK_MS;
    for (const tenant of await this.tenants()) {
      const [row] = await this.context.db.run<{ due: number | null }>(
        `select least((select min(due_at) from dirty where shard = $1 and tenant = $2),
           (select min(due_at) from near_dirty where shard = $1 and tenant = $2)) as due`,
        [homeShard(tenant), tenant],
      );
      if (row?.due) due = Math.min(due, row.due - this.context.clock());
    }
    return due;
  }

  /** Forgets what was read, so that the next round asks every projector again. */
  forget(): void {
    this.read.clear();
  }

  private async tenants(): Promise<readonly TenantId[]> {
    const rows = await this.context.db.run<{ id: string }>('select id from tenant order by id');
    return rows.map(({ id }) => TenantId.parse(id));
  }

  private async runStream(tenant: TenantId, stream: StreamRef, attempt: Attempt): Promise<void> {
    const kind = kindOfStream(stream.stream);
    const readers = new Set(projectors.filter(({ reads }) => kind !== null && reads.includes(kind)));
    const read = sharedReader(this.context.db);
    for (let isMore = true; isMore; ) {
      isMore = false;
      for (const projector of readers) {
        const isWell = await attempt(async () => {
          // A till's sales are safe once they are here; what follows from them comes right behind.
          await whenTakenIn(this.context);
          if (await runBatch(this.context, projector, tenant, stream, read)) isMore = true;
        });
        if (!isWell) readers.delete(projector);
      }
      await attempt(async () => {
        if (isMore && kind === 'store') await publishPeople(this.context, tenant, this.context.clock());
        await this.countRows();
      });
    }
    if (kind === 'people') return;
    await attempt(async () => {
      while (await resolveClaims(this.context, tenant, stream, () => applyDecisions(this.context, tenant)));
    });
  }

  private async publish(tenant: TenantId, all: boolean): Promise<void> {
    const dueBy = all ? Number.MAX_SAFE_INTEGER : this.context.clock();
    while ((await publishPeople(this.context, tenant, dueBy)) > 0);
    while ((await publishNearby(this.context, tenant, dueBy)) > 0);
  }

  /**
   * The embedded database never looks how much there is by itself, and plans for empty tables read full ones row by row.
   * A table is counted when it has outgrown its last count: that is known after a crash and a restore as well.
   */
  private async countRows(): Promise<void> {
    const { db, clock } = this.context;
    if (db.kind !== 'pglite' || clock() - this.countedAtMs < COUNT_EVERY_MS) return;
    this.countedAtMs = clock();
    const outgrown = await db.run<{ name: string }>(
      `select relname as name from pg_class
       where relkind = 'r' and relname = any($1) and pg_relation_size(oid) > 8192 * (2 * relpages + 4)`,
      [Object.keys(counted)],
    );
    for (const { name } of outgrown) await db.run(`analyze ${name} (${counted[name]})`);
  }

  private async sweep(tenant: TenantId): Promise<void> {
    const stores = await this.context.db.run<{ id: string }>('select id from store where shard = $1 and tenant = $2', [
      homeShard(tenant),
      tenant,
    ]);
    for (const { id } of stores) {
      const store = StoreId.parse(id);
      await releaseHeld(this.context, tenant, store, this.context.clock());
      await dropOverdue(this.context, tenant, store);
      await letPeopleGo(this.context, tenant, store);
    }
    await closeGapsOfTenant(this.context, tenant);
  }
}

/** What was decided stands in the tables before the resolver goes on. */
async function applyDecisions(context: HubContext, tenant: TenantId): Promise<void> {
  while (await runBatch(context, decisions, tenant, peopleStream(tenant)));
}
