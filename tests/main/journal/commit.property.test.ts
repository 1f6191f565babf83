import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FactDraft } from '#shared/contract/host';
import { append, openTillJournal, readAll, saleAfter } from '../../support/a-till-journal';
import { FaultyDisk } from '../../support/faulty-files';
import { countingMint } from '../../support/ids';
import { chainFault, receiptNumbers } from '../../support/verify-chain';

/** What goes wrong around one attempt: at which call of the disk, how, and whether the answer reaches the page. */
const attempt = fc.record({
  faults: fc.array(
    fc.record({
      at: fc.nat(6),
      fault: fc.oneof(
        fc.record({
          kind: fc.constant('fail' as const),
          code: fc.constantFrom('EIO' as const, 'ENOSPC' as const),
          keep: fc.constantFrom(0, 0.3, 0.9, 1),
        }),
        fc.record({ kind: fc.constant('kill' as const), keep: fc.constantFrom(0, 0.3, 0.9, 1) }),
      ),
    }),
    { maxLength: 4 },
  ),
  isAnswerLost: fc.boolean(),
  /** Null: the process goes on. Else the power is cut after the attempt, and so much of what was not synced is left. */
  powerCut: fc.option(fc.constantFrom(0, 0.5, 1), { freq: 6 }),
});
const sales = fc.array(fc.array(attempt, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 14 });

test('whatever breaks and however often the clerk tries again: numbers 1..n, one fact a sale, an unbroken chain', async () => {
  await fc.assert(
    fc.asyncProperty(sales, async (rungUp) => {
      const disk = new FaultyDisk();
      const mint = countingMint();
      const open = () => openTillJournal(disk.start(), mint, 4096);
      let journal = await open();
      const reopen = async () => {
        disk.nextFault = () => null;
        journal = await open();
      };
      const handedOver = new Map<string, number>();
      const turnedAway = new Set<string>();

      for (const attempts of rungUp) {
        let drafts: readonly FactDraft[] | null = null;
        for (const { faults, isAnswerLost, powerCut } of attempts) {
          drafts ??= saleAfter(journal.head(), mint);
          const id = drafts[0]?.fact.id ?? '';
          let call = 0;
          disk.nextFault = () => {
            const due = faults.find(({ at }) => at === call);
            call += 1;
            return due?.fault ?? null;
          };
          const answer = await append(journal, drafts).catch(() => null);
          disk.nextFault = () => null;
          if (powerCut !== null) disk.cutPower(powerCut);
          if (answer === null || powerCut !== null) await reopen();
          if (answer?.status === 'refused') turnedAway.add(id);
          else turnedAway.delete(id);
          if (answer?.status === 'refused' && answer.code === 'head-moved') drafts = null;
          if (answer?.status === 'appended' && !isAnswerLost) {
            const fact = answer.facts[0] as { body: { receipt: { number: number } } };
            handedOver.set(id, fact.body.receipt.number);
            break;
          }
        }
      }

      disk.kill();
      await reopen();
      const facts = await readAll(journal, 3);
      const ids = facts.map((fact) => (fact as { id: string }).id);
      expect(chainFault(facts)).toBeNull();
      expect(receiptNumbers(facts)).toEqual(facts.map((_, index) => index + 1));
      expect(new Set(ids).size).toBe(ids.length);
      for (const [id, number] of handedOver) expect(ids[number - 1]).toBe(id);
      for (const id of turnedAway) expect(ids).not.toContain(id);
    }),
    { numRuns: 400 },
  );
});
