import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Fact } from '#shared/facts/registry';
import { type BreakableTill, openTillBrowser } from '../support/a-breakable-till';
import { aHub, type TestHub } from '../support/a-hub';
import { aPin } from '../support/a-live-till';
import { aSeller } from '../support/a-sale';
import { eachDatabase } from '../support/databases';
import type { Fault } from '../support/faulty-files';
import { redCoat } from '../support/garments';
import { holdsAlways } from '../support/regressions';
import { readJournal, readLedger } from '../support/till-memory';
import type { TillWindow } from '../support/till-page/page';
import { chainFault, receiptNumbers } from '../support/verify-chain';

const PRICE_MINOR = 25_900;

/** What goes wrong around one press of *pay*. */
type Press = {
  /** Calls of the disk under the journal that fail, or in which the host dies, by number. */
  readonly disk: readonly { readonly at: number; readonly fault: Fault }[];
  /** What happens to the page's next requests to the journal. */
  readonly way: readonly ('lost' | 'unreachable')[];
  readonly ledger: 'takes' | 'refuses' | 'is gone';
  /** What happens so many milliseconds after *pay*, whether it was answered or not. */
  readonly meanwhile: 'nothing' | 'page reloaded' | 'host killed' | 'power cut';
  readonly afterMs: number;
  readonly isOnline: boolean;
};

const keep = fc.constantFrom(0, 0.3, 0.9, 1);
const fault: fc.Arbitrary<Fault> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('fail' as const), code: fc.constant('EIO' as const), keep }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('fail' as const), code: fc.constant('ENOSPC' as const), keep }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('kill' as const), keep }) },
);
const press: fc.Arbitrary<Press> = fc.record({
  disk: fc.array(fc.record({ at: fc.nat(6), fault }), { maxLength: 3 }),
  way: fc.array(fc.constantFrom('lost' as const, 'unreachable' as const), { maxLength: 2 }),
  ledger: fc.oneof(
    { weight: 5, arbitrary: fc.constant('takes' as const) },
    { weight: 2, arbitrary: fc.constant('refuses' as const) },
    { weight: 1, arbitrary: fc.constant('is gone' as const) },
  ),
  meanwhile: fc.oneof(
    { weight: 4, arbitrary: fc.constant('nothing' as const) },
    { weight: 2, arbitrary: fc.constant('page reloaded' as const) },
    { weight: 1, arbitrary: fc.constant('host killed' as const) },
    { weight: 1, arbitrary: fc.constant('power cut' as const) },
  ),
  afterMs: fc.nat(40),
  isOnline: fc.boolean(),
});
/** Several sales, each paid for with several presses until one is answered. */
const day = fc.array(fc.array(press, { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 6 });

async function beAtTheTill({ till, until }: TillWindow, ask: { staff: string; pin: string }): Promise<void> {
  await until(till.start, ({ stage }) => stage === 'ready');
  const signedIn = await till.signIn({ staff: ask.staff as never, pin: ask.pin });
  if (!signedIn.ok) throw new Error(signedIn.refusal.code);
  for (let tries = 0; till.counter.get().shift === null && tries < 20; tries += 1) {
    await till.openShift({ floatMinor: 50_000 });
  }
}

/** A clerk who presses *pay* for the n-th sale, which is of n coats, unless its receipt is there. */
async function pay({ till }: TillWindow, { sale, gtin }: { sale: number; gtin: string }): Promise<string> {
  const stands = till.receipts.get().some(({ isOwn, totalMinor }) => isOwn && totalMinor === sale * 25_900);
  if (stands) return 'stands';
  if (till.basket.get().lines.length === 0) till.addByCode(gtin);
  till.setQty(till.basket.get().lines[0]?.line ?? 0, sale);
  const answer = await till.completeSale({ tenders: [{ kind: 'cash', givenMinor: till.basket.get().totalMinor }] });
  return answer.ok ? answer.value.number : answer.refusal.code;
}

/** The browser's next writes of facts fail, as they do on a full disk; or it throws the whole store away. */
async function breakLedger(_: TillWindow, how: 'refuses' | 'is gone'): Promise<void> {
  const isFacts = (name: string | undefined) => /-ledger-.*--facts$/.test(name ?? '');
  if (how === 'is gone') {
    for (const { name } of await indexedDB.databases()) if (isFacts(name)) indexedDB.deleteDatabase(name ?? '');
    return;
  }
  let left = 2;
  const { put, add } = IDBObjectStore.prototype;
  const failing = (real: typeof put) =>
    function write(this: IDBObjectStore, ...given: Parameters<typeof put>) {
      if (left === 0 || !isFacts(this.transaction.db.name)) return real.apply(this, given);
      left -= 1;
      throw new DOMException('the disk is full', 'QuotaExceededError');
    };
  IDBObjectStore.prototype.put = failing(put);
  IDBObjectStore.prototype.add = failing(add);
}

const clerk = { staff: aSeller, pin: aPin };

/** One press with what goes wrong around it. */
async function pressPay(till: BreakableTill, sale: number, { disk, way, ledger, meanwhile, afterMs, isOnline }: Press) {
  if (isOnline) till.cable.mend();
  else till.cable.cut();
  if (ledger !== 'takes') await till.run(breakLedger, ledger);
  let call = 0;
  till.disk.nextFault = () => {
    const due = disk.find(({ at }) => at === call);
    call += 1;
    return due?.fault ?? null;
  };
  till.onTheWay.push(...way);
  const answered = till.run(pay, { sale, gtin: redCoat.gtin ?? '' }).catch(() => 'page gone');
  if (meanwhile !== 'nothing') await new Promise((resolve) => setTimeout(resolve, afterMs));
  if (meanwhile === 'host killed') await till.restartHost();
  if (meanwhile === 'power cut') await till.restartHost(0.5);
  if (meanwhile === 'page reloaded') {
    await till.reload();
    await till.run(beAtTheTill, clerk);
  }
  const answer = await answered;
  till.disk.nextFault = () => null;
  till.onTheWay.length = 0;
  return answer;
}

async function sellThrough(till: BreakableTill, sales: readonly (readonly Press[])[]): Promise<readonly string[]> {
  const numbers: string[] = [];
  await till.run(beAtTheTill, clerk);
  for (const [index, presses] of sales.entries()) {
    const sale = index + 1;
    let answer = 'not pressed';
    for (const one of [...presses, calm, calm, calm]) {
      answer = await pressPay(till, sale, one);
      if (answer === 'stands' || /^\w+-\d{6} · /.test(answer)) break;
    }
    numbers.push(answer);
  }
  return numbers;
}

const calm: Press = { disk: [], way: [], ledger: 'takes', meanwhile: 'nothing', afterMs: 0, isOnline: true };

async function checkDay(hub: TestHub, till: BreakableTill, shown: readonly string[]): Promise<void> {
  till.cable.mend();
  await till.restartHost(0);
  await till.reload();
  await till.run(async ({ till: here, until }) => {
    await until(here.start, ({ stage }) => stage === 'ready');
    await until(here.sync, ({ state }) => state === 'all-sent');
  });
  const stored = await till.run(readJournal);
  const facts = stored.map((one) => Fact.parse(one));
  const sales = facts.filter((fact) => fact.kind === 'SaleCompleted');
  expect(chainFault(stored)).toBeNull();
  expect(receiptNumbers(stored)).toEqual(shown.map((_, index) => index + 1));
  expect(sales.map(({ body }) => body.totalMinor / PRICE_MINOR)).toEqual(shown.map((_, index) => index + 1));
  for (const [index, number] of shown.entries()) {
    if (number !== 'stands') expect(number).toContain(`-${String(index + 1).padStart(6, '0')} · `);
    expect(number === 'stands' || number.endsWith(sales[index]?.hash?.slice(0, 6) ?? '?')).toBe(true);
  }
  expect(await till.run(readLedger)).toEqual(facts.map(({ id }) => id));
  const logged = await hub.context.db.run<{ id: string; hash: string; quarantine: string | null }>(
    'select id, hash, quarantine from fact where device = $1 order by seq',
    [facts[0]?.device?.id],
  );
  expect(logged).toEqual(facts.map(({ id, hash }) => ({ id, hash, quarantine: null })));
}

eachDatabase((engine, openDatabase) => {
  describe.runIf(engine === 'PGlite')('a paid sale', () => {
    let hub: TestHub;
    let browser: Awaited<ReturnType<typeof openTillBrowser>>;
    beforeAll(async () => {
      hub = await aHub(openDatabase);
      browser = await openTillBrowser();
    });
    afterAll(async () => {
      await browser?.close();
      await hub?.stop();
    });

    test('is there once, whatever refuses, breaks, dies or stays silent and however often the clerk presses', async () => {
      const days = await holdsAlways(
        'a paid sale survives everything',
        day,
        async (sales) => {
          const till = await browser.newTill(hub);
          try {
            const shown = await sellThrough(till, sales);
            await checkDay(hub, till, shown);
          } finally {
            await till.close();
          }
        },
        { runs: 40, withinMs: 60_000 },
      );
      expect(days).toBeGreaterThan(3);
    }, 300_000);
  });
});
