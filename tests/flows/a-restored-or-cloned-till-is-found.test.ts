import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { Fact } from '#shared/facts/registry';
import { aHub, type TestHub } from '../support/a-hub';
import { aKillableTill, type KillableTill, removeHostProgram } from '../support/a-killable-till';
import { aPin } from '../support/a-live-till';
import { aSignedInManager } from '../support/a-manager';
import { aSeller } from '../support/a-sale';
import { answered } from '../support/an-enrolled-till';
import { onEmbeddedDatabase } from '../support/databases';
import { redCoat } from '../support/garments';
import { readJournal } from '../support/till-memory';
import { chainFault } from '../support/verify-chain';

onEmbeddedDatabase((openDatabase) => {
  describe('a till whose disk is not its last', () => {
    let hub: TestHub;
    beforeAll(async () => {
      hub = await aHub(openDatabase);
    });
    afterAll(async () => {
      await removeHostProgram();
      await hub.stop();
    });

    /** A new till and the sales of its first day, all of which the hub has. */
    async function aTillWithSales(sales: number): Promise<KillableTill> {
      const till = await aKillableTill(hub);
      onTestFinished(till.close);
      await till.start();
      await sell(till, sales);
      await allSent(till);
      return till;
    }

    test('goes on from an older day: both sides stay, it says so, and numbers under a new series from first contact', async () => {
      const till = await aTillWithSales(2);
      await stop(till);
      const image = till.imageDisk();
      await till.start();
      const lost = await sell(till, 2);
      await allSent(till);
      await stop(till);

      till.putBack(image);
      till.cable.cut();
      await till.start();
      const again = await sell(till, 1);
      expect(again.map(numberOf)).toEqual(lost.slice(0, 1).map(numberOf));
      expect(again).not.toEqual(lost.slice(0, 1));
      till.cable.mend();
      await allSent(till);
      await notices(till, 'series-changed');
      const next = await sell(till, 1);
      expect(next.map(numberOf)).toEqual([1]);
      expect(seriesOf(next[0])).not.toBe(seriesOf(again[0]));
      await allSent(till);
      await everythingIsAtHub([till], 6);
      await managerSeesFork('restored');
    });

    test('runs twice after it was cloned: found at first contact, nothing of either lost, no number shared from then on', async () => {
      const till = await aTillWithSales(2);
      await stop(till);
      const clone = await aKillableTill(hub, { image: till.imageDisk() });
      onTestFinished(clone.close);

      const offline: (readonly string[])[] = [];
      for (const one of [till, clone]) {
        one.cable.cut();
        await one.start();
        offline.push(await sell(one, 2));
        await stop(one);
      }
      const [mine = [], theirs = []] = offline;
      expect(mine.map(numberOf)).toEqual(theirs.map(numberOf));
      expect(new Set([...mine, ...theirs]).size).toBe(4);

      const series: string[] = [];
      for (const one of [till, clone, till, clone]) {
        one.cable.mend();
        await one.start();
        await allSent(one);
        series.push(...(await sell(one, 1)).map(seriesOf));
        await allSent(one);
        await stop(one);
      }
      const [first, second, third, fourth] = series;
      expect(second).not.toBe(first);
      expect(fourth).not.toBe(third);
      expect(fourth).toBe(second);
      await everythingIsAtHub([till, clone], 2 + 2 + 2 + 4);
      await managerSeesFork('cloned');
    }, 600_000);

    /** Every fact of these disks is in the log as it was made, none parked, and no receipt of one series twice after the fork. */
    async function everythingIsAtHub(tills: readonly KillableTill[], sales: number): Promise<void> {
      const made = new Map<string, string | undefined>();
      let device: string | undefined;
      for (const till of tills) {
        await till.start();
        await allSent(till);
        const stored = await till.run(readJournal);
        expect(chainFault(stored)).toBeNull();
        for (const fact of stored.map((one) => Fact.parse(one))) {
          made.set(fact.id, fact.hash);
          device = fact.device?.id;
        }
        await stop(till);
      }
      const rows = await hub.context.db.run<{ id: string; hash: string; kind: string; quarantine: string | null }>(
        'select id, hash, kind, quarantine from fact where device = $1',
        [device],
      );
      const logged = new Map(rows.map(({ id, hash }) => [id, hash]));
      for (const [id, hash] of made) expect(logged.get(id)).toBe(hash);
      expect(rows.filter(({ quarantine }) => quarantine !== null)).toEqual([]);
      expect(rows.filter(({ kind }) => kind === 'SaleCompleted')).toHaveLength(sales);
    }

    async function managerSeesFork(login: string): Promise<void> {
      const manager = await aSignedInManager(hub, login);
      const { stores } = answered(await manager.call('read-overview', {}));
      expect(stores.flatMap(({ tills }) => tills).some(({ forked }) => forked)).toBe(true);
    }
  });
});

async function stop(till: KillableTill): Promise<void> {
  await Promise.all([till.killBrowser(), till.killHost()]);
}

function numberOf(receipt: string | undefined): number {
  return Number(/-(\d+) · /.exec(receipt ?? '')?.[1]);
}

function seriesOf(receipt: string | undefined): string {
  return /^(\w+)-/.exec(receipt ?? '')?.[1] ?? '';
}

/** Signs in if nobody is, and sells; answers the receipts' numbers as printed. */
function sell(till: KillableTill, times: number): Promise<readonly string[]> {
  return till.run(
    async ({ till: here, until }, ask) => {
      await until(here.start, ({ stage }) => stage === 'ready');
      if (here.counter.get().signedIn === null) await here.signIn({ staff: ask.staff as never, pin: ask.pin });
      if (here.counter.get().shift === null) await here.openShift({ floatMinor: 50_000 });
      const numbers: string[] = [];
      for (let n = 0; n < ask.times; n += 1) {
        here.addByCode(ask.gtin);
        const tenders = [{ kind: 'cash' as const, givenMinor: here.basket.get().totalMinor }];
        const sale = await here.completeSale({ tenders });
        if (!sale.ok) throw new Error(sale.refusal.code);
        numbers.push(sale.value.number);
      }
      return numbers;
    },
    { staff: aSeller, pin: aPin, gtin: redCoat.gtin ?? '', times },
  );
}

async function allSent(till: KillableTill): Promise<void> {
  await till.run(async ({ till: here, until }) => {
    await until(here.start, ({ stage }) => stage === 'ready');
    await until(here.sync, ({ state }) => state === 'all-sent');
  });
}

async function notices(till: KillableTill, ...codes: readonly string[]): Promise<void> {
  await till.run(
    ({ till: here, until }, expected) =>
      until(here.notices, (all) => expected.every((code) => all.some((one) => one.code === code))).then(() => null),
    codes,
  );
}
