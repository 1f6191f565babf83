import { Dexie } from 'dexie';
import { collectionNames } from '#shared/documents/documents';
import { openHost } from '../../../renderer/till/host';

type RawPage = {
  readonly documents: readonly { readonly id: string }[];
  readonly checkpoint: number;
  readonly more: boolean;
};

const PAGE = 1000;

/** The same bytes as a first sync, by the shortest way there is: fetch, parse, one `bulkPut` a page into plain Dexie. */
export const rawWork = {
  rawSync: async (name: string) => {
    const host = openHost();
    const { hubUrl } = await host.request('host.info', undefined);
    const token = await host.request('hub.token', undefined);
    const before = performance.now();
    const database = new Dexie(name, { chromeTransactionDurability: 'relaxed' });
    database.version(1).stores(Object.fromEntries(collectionNames.map((collection) => [collection, 'id'])));
    const headers = { authorization: `Bearer ${token?.token}` };
    const counts = await Promise.all(
      collectionNames.map(async (collection) => {
        let count = 0;
        for (let after = 0; ; ) {
          const url = `${hubUrl}/v1/feeds/${collection}?after=${after}&limit=${PAGE}`;
          const answer = await fetch(url, { headers, credentials: 'omit', cache: 'no-store' });
          const page = (await answer.json()) as RawPage;
          await database.table(collection).bulkPut([...page.documents]);
          count += page.documents.length;
          after = page.checkpoint;
          if (!page.more) return count;
        }
      }),
    );
    const tookMs = performance.now() - before;
    database.close();
    return { tookMs, documents: counts.reduce((sum, count) => sum + count, 0) };
  },
  /** A text there and back, on disk when it is back. */
  rawAppend: async ({
    text,
    times,
    pauseMs,
  }: {
    readonly text: string;
    readonly times: number;
    readonly pauseMs: number;
  }) => {
    const durations: number[] = [];
    for (let time = 0; time < times; time += 1) {
      const before = performance.now();
      await (await fetch('/append', { method: 'POST', body: text, cache: 'no-store' })).json();
      durations.push(performance.now() - before);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    return durations;
  },
};

export type RawWork = typeof rawWork;
