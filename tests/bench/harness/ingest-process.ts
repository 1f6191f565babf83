import path from 'node:path';
import { PUSH_MAX } from '#shared/contract/sync';
import type { Fact } from '#shared/facts/registry';
import { usualConfig } from '../../../hub/config';
import { openContext } from '../../../hub/context';
import { makeTenant } from '../../../hub/import/tenant';
import { ingest } from '../../../hub/ingest/ingest';
import { judge } from '../../../hub/ingest/judge';
import { storeStream } from '../../../hub/log/stream-names';
import { aBenchSale } from './bench-sale';
import { fullStore, fullStoreLead, SHOP, shopTenant } from './bench-shop';
import { type BenchTill, openBenchTill } from './bench-till';
import { copyIntoFolder, copyToServer } from './copy-rows';
import { servePart } from './process-part';

/** So many tills of one store push at once. */
const TILLS = 4;

type IngestArgument = { readonly dataDir: string; readonly databaseUrl: string | null };

/** The hub's way in, as a push takes it once it was received, and COPY of the same rows on the same database beside it. */
async function openIngest({ dataDir, databaseUrl }: IngestArgument) {
  const context = await openContext({ ...usualConfig, dataDir, databaseUrl, logLevel: 'warn' });
  await makeTenant(context, SHOP, 'CNY');
  const stream = storeStream(shopTenant, fullStore);
  const tills = await Promise.all(Array.from({ length: TILLS }, () => aTill()));
  const [appending, copying] = [await aTill(), await aTill()];
  const target =
    databaseUrl === null
      ? await copyIntoFolder(context.db, path.join(dataDir, 'database'))
      : await copyToServer(context.db, databaseUrl);
  let number = 0;

  function aTill(): Promise<BenchTill> {
    return openBenchTill(context, shopTenant, fullStore, fullStoreLead);
  }

  function sales(till: BenchTill, count: number): readonly Fact[] {
    const happenings = Array.from({ length: count }, () => aBenchSale(++number));
    return till.happen(happenings, Date.now());
  }

  async function push(till: BenchTill, batches: readonly (readonly Fact[])[]): Promise<void> {
    for (const facts of batches) {
      const { accepted } = await ingest(context, till.device, { facts, keys: [] });
      if (accepted.length !== facts.length) throw new Error(`${accepted.length} of ${facts.length} were taken`);
    }
  }

  const rows = (till: BenchTill, count: number) =>
    sales(till, count).map((fact) => judge(fact, till.device, Date.now()).row);

  return {
    answers: {
      /** Milliseconds for so many sales by each way, two hundred at a time. */
      round: async (count: number) => {
        const pushed = tills.map((till) => ({ till, batches: batchesOf(sales(till, count / TILLS)) }));
        const appended = batchesOf(rows(appending, count));
        const copied = batchesOf(rows(copying, count));
        const before = performance.now();
        await Promise.all(pushed.map(({ till, batches }) => push(till, batches)));
        const ingestMs = performance.now() - before;
        const appendMs = await timed(appended, (some) => context.log.append(stream, some));
        const copyMs = await target.copy(stream, copied);
        return { ingestMs, appendMs, copyMs };
      },
    },
    close: async () => {
      await target.close();
      await context.close();
    },
  };
}

async function timed<Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>): Promise<number> {
  const before = performance.now();
  for (const item of items) await work(item);
  return performance.now() - before;
}

function batchesOf<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / PUSH_MAX) }, (_, at) =>
    items.slice(at * PUSH_MAX, (at + 1) * PUSH_MAX),
  );
}

export type IngestAnswers = Awaited<ReturnType<typeof openIngest>>['answers'];

await servePart(openIngest);
