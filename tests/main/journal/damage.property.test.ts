import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ownSeriesAfter } from '#shared/checkout/receipt-series';
import { Fact } from '#shared/facts/registry';
import { DAY_MS } from '#shared/kernel/time';
import { nextSeries } from '../../../hub/devices/series';
import { NOON_MS } from '../../support/a-fact';
import { append, openTillJournal, saleAfter } from '../../support/a-till-journal';
import { FaultyDisk } from '../../support/faulty-files';
import { countingMint } from '../../support/ids';

/** What a till does between two starts. */
const deed = fc.constantFrom('sale', 'sale', 'sale', 'series', 'hlc', 'next-day');
/**
 * What becomes of a file that was on disk: one bit, one sector of zeros, or all of it. Positions are parts of its length.
 * NOTE one whole file at a time: with the last segment and the index beside the one before it, all trace of it is gone.
 */
const place = fc.nat(9_999).map((part) => part / 10_000);
const damage = fc.record({ file: place, at: place, kind: fc.constantFrom('bit', 'bit', 'sector', 'gone', 'all-gone') });
const damages = fc
  .array(damage, { maxLength: 3 })
  .filter((all) => all.filter(({ kind }) => kind === 'gone').length < 2);
const life = fc.record({ deeds: fc.array(deed, { maxLength: 6 }), damages });

const SECTOR_BYTES = 512;

test('whatever rots on the disk, no receipt number is given twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 5 }), async (lives) => {
      const disk = new FaultyDisk();
      const mint = countingMint();
      let nowMs = NOON_MS;
      let hubs = 'T1A';
      /** The newest series the till was told or took: the host keeps it outside the journal. */
      let kept = '';
      const unused = () => {
        kept = kept === '' ? hubs : ownSeriesAfter(kept);
        return kept;
      };
      const given = new Set<string>();
      for (const { deeds, damages } of [...lives, { deeds: ['sale'] as const, damages: [] }]) {
        const journal = await openTillJournal(disk.start(), mint, 0, () => nowMs, unused);
        for (const what of deeds) {
          if (what === 'next-day') nowMs += DAY_MS;
          if (what === 'hlc') await journal.raiseHlc(journal.head().hlc + 1_000_000);
          if (what === 'series') {
            hubs = nextSeries(hubs);
            kept = hubs;
            await journal.beginSeries(hubs);
          }
          if (what !== 'sale') continue;
          const answer = await append(journal, saleAfter(journal.head(), mint));
          if (answer.status !== 'appended') throw new Error(answer.code);
          const number = numberOf(answer.facts[0]);
          expect(given).not.toContain(number);
          given.add(number);
        }
        await journal.close();
        for (const one of damages) strike(disk, one);
      }
    }),
    { numRuns: 500 },
  );
});

type Damage = typeof damage extends fc.Arbitrary<infer Value> ? Value : never;

function strike(disk: FaultyDisk, { file, at, kind }: Damage): void {
  if (kind === 'all-gone') for (const name of disk.names()) disk.delete(name);
  const name = disk.names()[Math.floor(file * disk.names().length)];
  if (name === undefined) return;
  const bytes = disk.bytesOf(name);
  const from = Math.floor(at * bytes.length);
  const sector = from - (from % SECTOR_BYTES);
  if (kind === 'bit') bytes[from] = (bytes[from] ?? 0) ^ (1 << Math.floor(at * 8));
  if (kind === 'sector') bytes.fill(0, sector, Math.min(bytes.length, sector + SECTOR_BYTES));
  if (kind === 'gone') disk.delete(name);
  else disk.put(name, bytes);
}

function numberOf(stored: unknown): string {
  const sale = Fact.parse(stored);
  if (sale.kind !== 'SaleCompleted') throw new Error(`${sale.kind} has no receipt`);
  return `${sale.body.receipt.series}-${sale.body.receipt.number}`;
}
