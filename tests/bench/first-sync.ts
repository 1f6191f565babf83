import type { Figure } from './harness/bench';
import { emptyStore, STYLES } from './harness/bench-shop';
import { openLiveTill } from './harness/live-till';
import { type Measured, measured, median, ratioOf } from './measured';

const ROUNDS = 3;
const BAR = 1.5;

/**
 * A new till pulls the catalogue until every feed was heard to its end; beside it the same feeds, pages and bytes, by
 * fetch, parse and plain Dexie. In turn, each round in a store of its own.
 */
export const firstSync: Figure = {
  name: 'first-sync',
  run: async (bench): Promise<readonly Measured[]> => {
    const till = await openLiveTill(bench, { store: emptyStore });
    try {
      const [ours, raw]: [number[], number[]] = [[], []];
      let documents = 0;
      for (let round = 0; round < ROUNDS; round += 1) {
        const rawPage = await till.open('raw');
        const plain = await rawPage.evaluate(async (name) => (await window.bench).rawSync(name), `raw-${round}`);
        await rawPage.close();
        const page = await till.open(`till=sync${round}`);
        const synced = await page.evaluate(async () => {
          const work = await window.bench;
          const { atMs, styles } = await work.synced();
          return { tookMs: atMs - work.openedMs, styles };
        });
        await page.close();
        if (synced.styles !== STYLES) throw new Error(`${synced.styles} styles came down`);
        ours.push(synced.tookMs);
        raw.push(plain.tookMs);
        documents = plain.documents;
      }
      const [took, plainly] = [median(ours) / 1000, median(raw) / 1000];
      const what = `${documents} documents, median of ${ROUNDS}`;
      return [
        measured({
          name: 'first-sync',
          value: took,
          unit: 's',
          baseline: plainly,
          note: `${what}; ${await bench.catalogue()}`,
        }),
        ratioOf({ name: 'first-sync-ratio', of: took, to: plainly, bar: BAR, note: 'to fetch + parse + plain Dexie' }),
      ];
    } finally {
      await till.close();
    }
  },
};
