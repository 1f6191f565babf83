import { StoreId } from '#shared/kernel/ids';
import { publishPrices } from '../../../hub/catalogue/publish';
import { usualConfig } from '../../../hub/config';
import { homeShard } from '../../../hub/db/shard';
import { issueEnrolmentCode } from '../../../hub/devices/enrolment';
import { feedOf } from '../../../hub/feeds/feeds';
import { startHub } from '../../../hub/hub';
import { fullStore, shopTenant } from './bench-shop';
import { fillHub } from './fill-hub';
import { servePart } from './process-part';

type HubArgument = { readonly dataDir: string; readonly pagesDir: string | null };

/** The hub as it runs in a shop, with a few things that only a bench asks of it. */
async function openHub({ dataDir, pagesDir }: HubArgument) {
  const hub = await startHub({ ...usualConfig, dataDir, pagesDir, port: 0, logLevel: 'warn', requestsPerMinute: 1e9 });
  const { context } = hub;
  const say = (text: string) => process.stderr.write(`  ${text}\n`);
  return {
    answers: {
      url: () => hub.url,
      fill: (catalogue: string) => fillHub(hub, catalogue, say),
      caughtUp: () => hub.projectors.caughtUp({ publishesAll: true }),
      enrolCode: (store: string) => issueEnrolmentCode(context, shopTenant, StoreId.parse(store)),
      /** Barcodes from all over the catalogue, as a scanner reads them: 13 digits. */
      codes: async (count: number) => {
        const rows = await context.db.run<{ gtin: string }>(
          'select gtin from variant where shard = $1 and tenant = $2 and gtin is not null order by id',
          [homeShard(shopTenant), shopTenant],
        );
        const all = rows.map(({ gtin }) => gtin.replace(/^0/, ''));
        return Array.from({ length: count }, (_, at) => all[Math.floor((at * all.length) / count)] ?? '');
      },
      /** A new price list for the full store: every price document comes down again. */
      raisePrices: async () => {
        const feed = feedOf('prices', shopTenant, fullStore);
        const rows = await context.db.run<{ id: string; body: object }>(
          'select id, body from doc where shard = $1 and feed = $2 order by id',
          [feed.shard, feed.stream],
        );
        const raised = rows.map(({ id, body }) => {
          const price = body as Omit<Parameters<typeof publishPrices>[3][number], 'id'>;
          return { ...price, id, version: price.version + 1 };
        });
        await publishPrices(context, shopTenant, fullStore, raised);
      },
      /** How many facts of a till the log holds, parked ones apart. */
      countFacts: async (device: string) => {
        const rows = await context.db.run<{ good: number; parked: number }>(
          'select count(*) filter (where quarantine is null) as good, count(quarantine) as parked from fact where device = $1',
          [device],
        );
        return rows[0] ?? { good: 0, parked: 0 };
      },
    },
    close: () => hub.close(),
  };
}

export type HubAnswers = Awaited<ReturnType<typeof openHub>>['answers'];

await servePart(openHub);
