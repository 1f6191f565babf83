import { cpSync, rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  aLiveTill,
  allSent,
  besideAHub,
  type LiveTill,
  noticesOf,
  openForBusiness,
  ready,
  sell,
} from '../../support/a-live-till';
import { redCoat } from '../../support/garments';

const coat = redCoat.gtin ?? '';

async function putBack(till: LiveTill, image: string): Promise<void> {
  await till.restartHost(() => {
    rmSync(till.dataDir, { recursive: true });
    cpSync(image, till.dataDir, { recursive: true });
  });
  await till.reload();
  await ready(till);
  await openForBusiness(till);
}

besideAHub('a till whose disk was put back to an earlier day', (hub) => {
  test('says so, goes on above everything it once made, and gets a new series at first contact', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    await sell(till, coat);
    const image = `${till.dataDir}-image`;
    await till.restartHost(() => cpSync(till.dataDir, image, { recursive: true }));
    await till.reload();
    await ready(till);
    await openForBusiness(till);
    await sell(till, coat);
    await allSent(till);
    const salesAtHub = async () => {
      const [device] = await hub().context.db.run<{ device: string }>(
        'select device from fact order by seq desc limit 1',
      );
      return hub().context.db.run("select id from fact where kind = 'SaleCompleted' and device like $1", [
        `${device?.device.split('#')[0]}%`,
      ]);
    };
    expect(await salesAtHub()).toHaveLength(2);

    await putBack(till, image);
    expect(await noticesOf(till)).toContain('restored');
    await sell(till, coat);
    await allSent(till);
    await expect.poll(() => noticesOf(till)).toContain('series-changed');
    expect(await sell(till, coat)).toMatch(/-000001 /);
    await allSent(till);
    const all = await till.run(({ till: here }) => here.sync.get());
    expect(all.parked).toEqual([]);
    expect(await salesAtHub()).toHaveLength(4);
  });

  test('fills its ledger from the journal it now has', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    const image = `${till.dataDir}-image`;
    await till.restartHost(() => cpSync(till.dataDir, image, { recursive: true }));
    await till.reload();
    await ready(till);
    await openForBusiness(till);
    for (let n = 0; n < 3; n += 1) await sell(till, coat);
    await till.reload();
    await ready(till);
    await putBack(till, image);
    await sell(till, coat);
    await till.run(async () => {
      const names = (await indexedDB.databases()).flatMap(({ name }) => (name?.includes('-ledger-') ? [name] : []));
      for (const name of names) indexedDB.deleteDatabase(name);
    });
    await till.reload();
    await ready(till);
    expect(await till.run(({ till: here }) => here.receipts.get().filter(({ isOwn }) => isOwn).length)).toBe(1);
  });
});
