import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FactDraft } from '#shared/contract/host';
import { Fact } from '#shared/facts/registry';
import { NOON_MS } from '../../support/a-fact';
import { append, openTillJournal, readAll, saleAfter } from '../../support/a-till-journal';
import { type DiskCall, FaultyDisk } from '../../support/faulty-files';
import { countingMint } from '../../support/ids';
import { chainFault, receiptNumbers } from '../../support/verify-chain';

/** At which call of the disk something goes wrong, and how. */
const fault = fc.record({
  at: fc.nat(9),
  fault: fc.oneof(
    fc.record({
      kind: fc.constant('fail' as const),
      code: fc.constantFrom('EIO' as const, 'ENOSPC' as const),
      keep: fc.constantFrom(0, 0.3, 0.9, 1),
    }),
    fc.record({ kind: fc.constant('kill' as const), keep: fc.constantFrom(0, 0.3, 0.9, 1) }),
  ),
});
const calls: readonly DiskCall[] = ['create', 'write', 'sync', 'truncate', 'remove'];
const trouble = fc.record({
  faults: fc.array(fault, { maxLength: 4 }),
  /** What the disk can't do at all for this long, so that trying again and undoing fail as well. */
  broken: fc.option(fc.record({ calls: fc.subarray([...calls]), keep: fc.constantFrom(0, 1) }), { freq: 3 }),
  /** Null: the process goes on. Else the power is cut afterwards, and so much of what was not synced is left. */
  powerCut: fc.option(fc.constantFrom(0, 0.5, 1), { freq: 6 }),
});
/** Before an attempt the till may be told to use another series or a later clock, and the date may change. */
const attempt = fc.record({
  move: fc.option(fc.record({ to: fc.constantFrom('series' as const, 'hlc' as const), trouble }), { freq: 3 }),
  isNextDay: fc.boolean(),
  trouble,
  isAnswerLost: fc.boolean(),
});
type Trouble = typeof trouble extends fc.Arbitrary<infer Value> ? Value : never;
const sales = fc.array(fc.array(attempt, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 14 });

test('whatever breaks, is begun and is tried again: numbers 1..n in each series, one fact a sale, an unbroken chain', async () => {
  await fc.assert(
    fc.asyncProperty(sales, async (rungUp) => {
      const disk = new FaultyDisk();
      const mint = countingMint();
      let nowMs = NOON_MS;
      const open = () => openTillJournal(disk.start(), mint, 4096, () => nowMs);
      let journal = await open();
      const asked = [journal.head().series];
      let told = { series: journal.head().series, hlc: 0 };
      const reopen = async () => {
        journal = await open();
        const { series, hlc } = journal.head();
        expect(hlc).toBeGreaterThanOrEqual(told.hlc);
        expect(asked.indexOf(series)).toBeGreaterThanOrEqual(asked.indexOf(told.series));
      };
      /** What was answered, or null where the page never learns. The dead don't answer. */
      const inTrouble = async <Value>({ faults, broken, powerCut }: Trouble, act: () => Promise<Value>) => {
        let call = 0;
        disk.nextFault = (asks) => {
          const due = faults.find(({ at }) => at === call);
          call += 1;
          if (broken?.calls.includes(asks)) return { kind: 'fail', code: 'EIO', keep: broken.keep };
          return due?.fault ?? null;
        };
        const answer = await act().catch(() => null);
        disk.nextFault = () => null;
        const isLost = !disk.isRunning;
        if (powerCut !== null) disk.cutPower(powerCut);
        return isLost ? null : answer;
      };
      const move = async (to: 'series' | 'hlc', trouble: Trouble) => {
        const before = journal.head();
        const series = `T1B${asked.length}`;
        const hlc = before.hlc + 1_000_000_000;
        if (to === 'series') asked.push(series);
        const answer = await inTrouble(trouble, () =>
          to === 'series' ? journal.beginSeries(series) : journal.raiseHlc(hlc),
        );
        if (answer || disk.isRunning) expect(journal.head()).toEqual(answer ?? before);
        if (answer) told = answer;
        if (answer) expect(answer).toMatchObject(to === 'series' ? { series, receipts: 0 } : { hlc });
        if (trouble.powerCut !== null || !disk.isRunning) await reopen();
      };
      const handedOver = new Map<string, unknown>();
      const turnedAway = new Set<string>();

      for (const attempts of rungUp) {
        let drafts: readonly FactDraft[] | null = null;
        for (const { move: asks, isNextDay, trouble, isAnswerLost } of attempts) {
          nowMs = NOON_MS + (isNextDay ? 86_400_000 : 0);
          if (asks) await move(asks.to, asks.trouble);
          const made: readonly FactDraft[] = drafts ?? saleAfter(journal.head(), mint);
          drafts = made;
          const id = made[0]?.fact.id ?? '';
          const answer = await inTrouble(trouble, () => append(journal, made));
          if (trouble.powerCut !== null || !disk.isRunning) await reopen();
          if (answer?.status === 'refused') turnedAway.add(id);
          else turnedAway.delete(id);
          if (answer?.status === 'refused' && answer.code === 'head-moved') drafts = null;
          if (answer?.status === 'appended' && !isAnswerLost) {
            handedOver.set(id, receiptOf(answer.facts[0]));
            break;
          }
        }
      }

      disk.kill();
      await reopen();
      const facts = await readAll(journal, 3);
      const ids = facts.map((fact) => (fact as { id: string }).id);
      expect(chainFault(facts)).toBeNull();
      for (const series of asked) {
        const inSeries = facts.filter((fact) => receiptOf(fact).series === series);
        expect(receiptNumbers(inSeries)).toEqual(inSeries.map((_, index) => index + 1));
      }
      expect(new Set(ids).size).toBe(ids.length);
      for (const [id, receipt] of handedOver) {
        expect(ids).toContain(id);
        expect(receiptOf(facts[ids.indexOf(id)])).toEqual(receipt);
      }
      for (const id of turnedAway) expect(ids).not.toContain(id);
    }),
    { numRuns: 400 },
  );
});

function receiptOf(fact: unknown): { readonly series: string; readonly number: number } {
  const sale = Fact.parse(fact);
  if (sale.kind !== 'SaleCompleted') throw new Error(`${sale.kind} has no receipt`);
  return sale.body.receipt;
}
