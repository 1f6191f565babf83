import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { printedNumber } from '#shared/checkout/receipt';
import { Fact } from '#shared/facts/registry';
import { type BreakableTill, type OnTheWay, openTillBrowser } from '../support/a-breakable-till';
import { aHub, type TestHub } from '../support/a-hub';
import { aPin } from '../support/a-live-till';
import { aSeller } from '../support/a-sale';
import { onEmbeddedDatabase } from '../support/databases';
import type { Fault } from '../support/faulty-files';
import { redCoat } from '../support/garments';
import { holdsAlways } from '../support/regressions';
import { readJournal, readLedger } from '../support/till-memory';
import type { TillWindow } from '../support/till-page/page';
import { chainFault, receiptNumbers } from '../support/verify-chain';

/** What goes wrong around one press of *pay*. */
type Press = {
  /** Calls of the disk under the journal that fail, or in which the host dies, by number. */
  readonly disk: readonly { readonly at: number; readonly fault: Fault }[];
  /** What happens to the page's next requests to the journal. */
  readonly way: readonly OnTheWay[];
  readonly ledger: 'takes' | 'refuses' | 'is gone';
  /** What happens so many milliseconds after *pay*, whether it was answered or not. */
  readonly meanwhile: 'nothing' | 'page reloaded' | 'host killed' | 'power cut';
  readonly afterMs: number;
  readonly isOnline: boolean;
  /** What the shopper changes their mind to before this press, in pieces. */
  readonly edit: -1 | 0 | 1 | 2;
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
  way: fc.oneof(
    {
      weight: 2,
      arbitrary: fc.array(fc.constantFrom<OnTheWay>('lost', 'unreachable', 'turned away'), { maxLength: 2 }),
    },
    { weight: 1, arbitrary: fc.constant<readonly OnTheWay[]>(['lost', 'turned away']) },
  ),
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
  edit: fc.constantFrom(0 as const, 0 as const, 1 as const, 2 as const, -1 as const),
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

/** What a clerk was told of a sale: `said` by the answer to a press, `shown` as a receipt, `found` among the receipts. */
type Told = { readonly number: string; readonly pieces: number; readonly how: 'said' | 'shown' | 'found' };
type Pressed = { readonly code: string; readonly told: readonly Told[] };
type Shopper = { readonly want: number; readonly told: readonly Told[]; readonly gtin: string };

/**
 * A clerk who puts so many coats into the basket as the shopper has no receipt for, and presses *pay*. Whatever receipt
 * is on screen before or after is put away and counts.
 */
async function pay({ till }: TillWindow, { want, told: before, gtin }: Shopper): Promise<Pressed> {
  const told: Told[] = [];
  const tell = (number: string, pieces: number, how: Told['how']) => {
    if (![...before, ...told].some((one) => one.number === number)) told.push({ number, pieces, how });
  };
  const readScreen = () => {
    for (let sale = till.lastSale.get(); sale !== null; sale = till.lastSale.get()) {
      tell(sale.number, sale.fact.body.lines[0]?.qty ?? 0, 'shown');
      till.putAwaySale();
    }
  };
  readScreen();
  const need = want - [...before, ...told].reduce((sum, { pieces }) => sum + pieces, 0);
  const open = till.basket.get();
  if (need <= 0) {
    const dropped = open.lines.length === 0 || till.dropBasket(open.id).ok;
    return { code: dropped ? 'done' : 'not dropped', told };
  }
  if (open.lines.length === 0) till.addByCode(gtin);
  till.setQty(till.basket.get().lines[0]?.line ?? 0, need);
  const pressed = till.basket.get().lines[0]?.qty ?? 0;
  const answer = await till.completeSale({ tenders: [{ kind: 'cash', givenMinor: till.basket.get().totalMinor }] });
  if (answer.ok) tell(answer.value.number, pressed, 'said');
  readScreen();
  const isServed = answer.ok && pressed === need;
  return { code: isServed ? 'done' : answer.ok ? 'more' : answer.refusal.code, told };
}

/** After a page was gone in the middle of a press: its receipts so far, as a clerk looks them up. */
async function lookUp({ till }: TillWindow, { told }: Pick<Shopper, 'told'>): Promise<readonly Told[]> {
  const own = till.receipts.get().flatMap(({ isOwn, sale }) => (isOwn ? (till.readSale(sale) ?? []) : []));
  return own
    .filter(({ number }) => !told.some((one) => one.number === number))
    .map(({ number, fact }) => ({ number, pieces: fact.body.lines[0]?.qty ?? 0, how: 'found' }));
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
async function pressPay(till: BreakableTill, shopper: Shopper, press: Press): Promise<Pressed> {
  const { disk, way, ledger, meanwhile, afterMs, isOnline } = press;
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
  const answered = till.run(pay, shopper).catch(() => null);
  if (meanwhile !== 'nothing') await new Promise((resolve) => setTimeout(resolve, afterMs));
  if (meanwhile === 'host killed') await till.restartHost();
  if (meanwhile === 'power cut') await till.restartHost(0.5);
  if (meanwhile === 'page reloaded') {
    await till.reload();
    await till.run(beAtTheTill, clerk);
  }
  const pressed = await answered;
  till.disk.nextFault = () => null;
  till.onTheWay.length = 0;
  return pressed ?? { code: 'page gone', told: await till.run(lookUp, shopper) };
}

/** Serves one shopper until everything wanted is on a receipt; answers what the clerk was told. */
async function serve(
  till: BreakableTill,
  presses: readonly Press[],
  before: readonly Told[],
): Promise<readonly Told[]> {
  const told: Told[] = [...before];
  const pieces = () => told.slice(before.length).reduce((sum, one) => sum + one.pieces, 0);
  let want = 1;
  let most = 1;
  for (const one of [...presses, calm, calm, calm, calm]) {
    want = Math.max(1, want + one.edit);
    most = Math.max(most, want);
    const ask = { want: want + told.slice(0, before.length).reduce((sum, { pieces: was }) => sum + was, 0), told };
    const { code, told: fresh } = await pressPay(till, { ...ask, gtin: redCoat.gtin ?? '' }, one);
    told.push(...fresh);
    if (code === 'done') break;
  }
  expect(pieces()).toBeGreaterThanOrEqual(want);
  expect(pieces()).toBeLessThanOrEqual(most);
  return told;
}

async function sellThrough(till: BreakableTill, shoppers: readonly (readonly Press[])[]): Promise<readonly Told[]> {
  let told: readonly Told[] = [];
  await till.run(beAtTheTill, clerk);
  for (const presses of shoppers) told = await serve(till, presses, told);
  return told;
}

/** The journal takes the sale, its yes is lost, the page is turned away, and the shopper takes one more. */
const editedAfterLostYes = (): readonly (readonly Press[])[] => [
  [
    { ...calm, way: ['lost', 'turned away'] },
    { ...calm, edit: 1 },
  ],
  [calm],
];

const calm: Press = { disk: [], way: [], ledger: 'takes', meanwhile: 'nothing', afterMs: 0, isOnline: true, edit: 0 };

async function checkDay(hub: TestHub, till: BreakableTill, told: readonly Told[]): Promise<void> {
  till.cable.mend();
  await till.restartHost(0);
  await till.reload();
  await till.run(async ({ till: here, until }) => {
    await until(here.start, ({ stage }) => stage === 'ready', 30_000);
    await until(here.sync, ({ state }) => state === 'all-sent', 30_000);
  });
  const stored = await till.run(readJournal);
  const facts = stored.map((one) => Fact.parse(one));
  const sales = facts.filter((fact) => fact.kind === 'SaleCompleted');
  expect(chainFault(stored)).toBeNull();
  expect(receiptNumbers(stored)).toEqual(sales.map((_, index) => index + 1));
  const stand = sales.map((sale) => ({ number: printedNumber(sale), pieces: sale.body.lines[0]?.qty }));
  const byNumber = (a: { readonly number: string }, b: { readonly number: string }) => (a.number < b.number ? -1 : 1);
  expect(told.map(({ number, pieces }) => ({ number, pieces })).sort(byNumber)).toEqual(stand.sort(byNumber));
  // Filled from the journal in the background; selling never waits for it.
  await expect.poll(() => till.run(readLedger), { timeout: 30_000 }).toEqual(facts.map(({ id }) => id));
  const logged = await hub.context.db.run<{ id: string; hash: string; quarantine: string | null }>(
    'select id, hash, quarantine from fact where device = $1 order by seq',
    [facts[0]?.device?.id],
  );
  expect(logged).toEqual(facts.map(({ id, hash }) => ({ id, hash, quarantine: null })));
}

onEmbeddedDatabase((openDatabase) => {
  describe('a paid sale', () => {
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

    test('is named instead of the basket as it was changed since', async () => {
      const till = await browser.newTill(hub);
      onTestFinished(till.close);
      const told = await sellThrough(till, editedAfterLostYes());
      expect(told.map(({ pieces }) => pieces)).toEqual([1, 1, 1]);
      await checkDay(hub, till, told);
    }, 90_000);

    test('is there once and is told as it stands, whatever breaks, dies or stays silent and whatever the clerk changes between presses', async () => {
      const days = await holdsAlways(
        'a paid sale survives everything',
        day,
        async (sales) => {
          const till = await browser.newTill(hub);
          try {
            const told = await sellThrough(till, sales);
            await checkDay(hub, till, told);
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
