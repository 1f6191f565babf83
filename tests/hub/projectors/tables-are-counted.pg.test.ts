import { expect, test } from 'vitest';
import { homeShard } from '../../../hub/db/shard';
import { aTenant } from '../../support/a-fact';
import { aHub } from '../../support/a-hub';
import { eachDatabase } from '../../support/databases';

eachDatabase((engine, open) => {
  test.runIf(engine === 'PGlite')(
    'a hub started on many people whom nobody ever counted finds some of them without reading all',
    async () => {
      const db = await open();
      await db.run(
        `insert into anchor_store (shard, tenant, who, store)
         select $1, $2, 'who_' || n, 'store_' || n % 3 from generate_series(1, 5000) n`,
        [homeShard(aTenant), aTenant],
      );
      const counted = async () => {
        const [row] = await db.run<{ rows: number }>(
          "select reltuples::int as rows from pg_class where relname = 'anchor_store'",
        );
        return row?.rows;
      };
      expect(await counted()).toBe(-1);
      const hub = await aHub(() => Promise.resolve(db));
      await expect.poll(counted, { timeout: 60_000 }).toBe(5000);
      await hub.stop();
    },
  );
});
