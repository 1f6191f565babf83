import { chmodSync, mkdirSync } from 'node:fs';
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
import { fullStore, fullStoreLead, PIN, SHOP, shopTenant } from './bench-shop';
import { type BenchTill, openBenchTill } from './bench-till';
import { openCopyTarget } from './copy-rows';
import { servePart } from './process-part';

type IngestArgument = { readonly dataDir: string; readonly databaseUrl: string | null };

/** The hub's way in, as a push takes it once it was received, and COPY of the same rows on the same database beside it. */
async function openIngest({ dataDir, databaseUrl }: IngestArgument) {
  const context = await openContext({ ...usualConfig, dataDir, databaseUrl, logLevel: 'warn' });
  await makeTenant(context, SHOP, 'CNY', PIN);
  const stream = storeStream(shopTenant, fullStore);
  const [pushing, appending, copying] = [await aTill(), await aTill(), await aTill()];
  const files = path.join(dataDir, 'copy');
  mkdirSync(files, { recursive: true });
  chmodSync(files, 0o755);
  const isEmbedded = databaseUrl === null;
  const target = await openCopyTarget(
    context.db,
    isEmbedded ? path.join(dataDir, 'database') : files,
    isEmbedded ? '' : `${files}/`,
  );
  let number = 0;

  function aTill(): Promise<BenchTill> {
    return openBenchTill(context, shopTenant, fullStore, fullStoreLead);
  }

  function sales(till: BenchTill, count: number): readonly Fact[] {
    const happenings = Array.from({ length: count }, () => aBenchSale(++number));
    return till.happen(happenings, Date.now());
  }

  const rows = (till: BenchTill, count: number) =>
    sales(till, count).map((fact) => judge(fact, till.device, Date.now()).row);

  return {
    answers: {
      /** Milliseconds for so many sales by each way, two hundred at a time. */
      round: async (count: number) => {
        const pushed = batchesOf(sales(pushing, count));
        const appended = batchesOf(rows(appending, count));
        const copied = batchesOf(rows(copying, count));
        const ingestMs = await timed(pushed, async (facts) => {
          const { accepted } = await ingest(context, pushing.device, { facts, keys: [] });
          if (accepted.length !== facts.length) throw new Error(`${accepted.length} of ${facts.length} were taken`);
        });
        const appendMs = await timed(appended, (some) => context.log.append(stream, some));
        const copyMs = await target.copy(stream, copied);
        return { ingestMs, appendMs, copyMs };
      },
    },
    close: () => context.close(),
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
