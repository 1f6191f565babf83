import { expect, test } from 'vitest';
import {
  aLiveTill,
  besideAHub,
  factsInJournal,
  type LiveTill,
  openForBusiness,
  ready,
  sell,
} from '../../support/a-live-till';
import { redCoat, whiteShirt } from '../../support/garments';
import type { TillWindow } from '../../support/till-page/page';

const coat = redCoat.gtin ?? '';
const shirt = whiteShirt.gtin ?? '';

/** What the clerk hears of one press, and what is then on screen. */
async function press({ till }: TillWindow, how: { readonly givenMinor?: number } | undefined) {
  const due = till.basket.get().totalMinor - till.basket.get().taken.reduce((sum, { minor }) => sum + minor, 0);
  const cash = { kind: 'cash', givenMinor: how?.givenMinor ?? due } as const;
  const answer = await till.completeSale({ tenders: due > 0 ? [cash] : [] });
  return {
    code: answer.ok ? 'ok' : answer.refusal.code,
    named: answer.ok ? answer.value.number : String(answer.refusal.params.number ?? ''),
    lines: till.basket.get().lines.map(({ garment, qty }) => [garment.gtin, qty]),
    taken: till.basket.get().taken,
    shown: till.lastSale.get()?.number ?? null,
    isEarlier: till.lastSale.get()?.isEarlier ?? null,
  };
}

async function scan(till: LiveTill, ...gtins: readonly string[]): Promise<void> {
  await till.run(({ till: here }, codes) => {
    for (const code of codes) here.addByCode(code);
  }, gtins);
}

async function salesInJournal(till: LiveTill) {
  const facts = await factsInJournal(till);
  return facts.flatMap((fact) => (fact.kind === 'SaleCompleted' ? [fact] : []));
}

async function piecesInJournal(till: LiveTill): Promise<readonly number[]> {
  const sales = await salesInJournal(till);
  return sales.map(({ body }) => body.lines.reduce((sum, { qty }) => sum + qty, 0));
}

/** The journal took the sale, the answer was lost, and then the page was turned away. */
async function pressInVain(till: LiveTill) {
  till.faults.push(
    { name: 'journal.append', how: 'lost' },
    { name: 'journal.append', how: 'refused', code: 'page-not-launched' },
  );
  return till.run(press);
}

besideAHub('a sale that stands without the clerk having heard it', (hub) => {
  test('is unknown while nobody answered, never “nothing happened”, and its basket is not dropped', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    await scan(till, coat);
    expect(await pressInVain(till)).toMatchObject({ code: 'outcome-unknown', lines: [[coat, 1]] });
    till.faults.push({ name: 'journal.append', how: 'refused', code: 'page-not-launched' });
    expect(await till.run(press)).toMatchObject({ code: 'outcome-unknown' });
    const dropped = await till.run(({ till: here }) => {
      const answer = here.dropBasket(here.basket.get().id);
      return answer.ok ? 'ok' : answer.refusal.code;
    });
    expect(dropped).toBe('outcome-unknown');
    expect(await till.run(press)).toMatchObject({ code: 'ok', lines: [] });
    expect(await piecesInJournal(till)).toEqual([1]);
  });

  test('is named instead of an edited basket, which stays and can be sold for itself', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    await scan(till, coat);
    await pressInVain(till);
    await scan(till, shirt);
    const again = await till.run(press);
    expect(again).toMatchObject({ code: 'sale-already-stands', isEarlier: true });
    expect(again.lines).toEqual([
      [coat, 1],
      [shirt, 1],
    ]);
    expect(again.named).toContain('-000001 · ');
    expect(again.shown).toBe(again.named);
    await till.run(({ till: here }) => here.removeLine(here.basket.get().lines[0]?.line ?? 0));
    expect(await till.run(press)).toMatchObject({ code: 'ok', lines: [], isEarlier: false });
    const sales = await salesInJournal(till);
    expect(sales.map(({ body }) => [body.receipt.number, body.lines.map(({ garment }) => garment.gtin)])).toEqual([
      [1, [coat]],
      [2, [shirt]],
    ]);
  });

  test('closes its basket when the same garments are paid in another way, and says how they were paid', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    await scan(till, coat);
    till.faults.push(
      { name: 'journal.append', how: 'lost' },
      { name: 'journal.append', how: 'refused', code: 'page-not-launched' },
    );
    await till.run(press, { givenMinor: 50_000 });
    expect(await till.run(press)).toMatchObject({ code: 'sale-already-stands', lines: [], isEarlier: true });
    expect((await salesInJournal(till)).map(({ body }) => body.tenders)).toEqual([
      [{ kind: 'cash', minor: 25_900, givenMinor: 50_000, changeMinor: 24_100 }],
    ]);
  });

  test('keeps a card that was charged after it, until the clerk voids that', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    await scan(till, coat);
    await pressInVain(till);
    await till.run(({ till: here }) => here.takeCard({ minor: 25_900, reference: '7781' }));
    expect(await till.run(press)).toMatchObject({
      code: 'sale-already-stands',
      lines: [[coat, 1]],
      taken: [{ minor: 25_900, reference: '7781' }],
    });
    expect(await piecesInJournal(till)).toEqual([1]);
  });

  test('does not hold its card a second time for the basket that stays', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    await scan(till, coat);
    await till.run(({ till: here }) => here.takeCard({ minor: 10_000, reference: '7781' }));
    await pressInVain(till);
    await scan(till, shirt);
    expect(await till.run(press)).toMatchObject({ code: 'sale-already-stands', taken: [] });
    const [sale] = await salesInJournal(till);
    expect(sale?.body.tenders).toMatchObject([
      { kind: 'card', minor: 10_000, reference: '7781' },
      { kind: 'cash', minor: 15_900 },
    ]);
  });

  test('shows its receipt at the next start, where the journal can be read', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    await scan(till, coat);
    await pressInVain(till);
    await till.reload();
    await ready(till);
    const shown = await till.run(({ till: here }) => [here.basket.get().lines.length, here.lastSale.get()?.number]);
    expect(shown).toEqual([0, expect.stringContaining('-000001 · ')]);
    await till.run(({ till: here }) => here.putAwaySale());
    expect(await till.run(({ till: here }) => here.lastSale.get())).toBeNull();
  });

  test('shows its receipt as soon as the journal can be read, and reaches the hub', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    await scan(till, coat);
    await pressInVain(till);
    till.faults.push({ name: 'journal.read', how: 'refused', code: 'internal' });
    await till.reload();
    await ready(till);
    await till.run(({ till: here, until }) => until(here.lastSale, (sale) => sale !== null).then(() => null));
    expect(await till.run(({ till: here }) => here.basket.get().lines.length)).toBe(0);
    await openForBusiness(till);
    await sell(till, shirt);
    await till.run(({ till: here, until }) =>
      until(here.sync, ({ waiting, state }) => waiting === 0 && state === 'all-sent').then(() => null),
    );
    const kinds = await hub().context.db.run<{ kind: string }>(
      "select kind from fact where kind = 'SaleCompleted' and id = any($1)",
      [(await salesInJournal(till)).map(({ id }) => id)],
    );
    expect(kinds).toHaveLength(2);
  });

  test('keeps its basket as it is on a page that could not read the journal yet, and answers when asked again', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    await scan(till, coat);
    await pressInVain(till);
    for (let n = 0; n < 3; n += 1) till.faults.push({ name: 'journal.read', how: 'refused', code: 'internal' });
    await till.reload();
    await ready(till);
    await openForBusiness(till);
    await scan(till, coat);
    const kept = await till.run(({ till: here }) => [here.basket.get().pieces, here.basket.get().mayStand]);
    expect(kept).toEqual([1, true]);
    expect(await till.run(press)).toMatchObject({ code: 'ok', lines: [] });
    expect(await piecesInJournal(till)).toEqual([1]);
  });
});
