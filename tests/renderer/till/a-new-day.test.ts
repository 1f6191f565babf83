import { expect, test } from 'vitest';
import { DAY_MS } from '#shared/kernel/time';
import {
  aLiveTill,
  allSent,
  besideAHub,
  factsInJournal,
  type LiveTill,
  openForBusiness,
  ready,
  sell,
} from '../../support/a-live-till';
import { redCoat, whiteShirt } from '../../support/garments';

const coat = redCoat.gtin ?? '';
const shirt = whiteShirt.gtin ?? '';

/** A till whose clock a test can move. */
async function aTillWithAClock(hub: Parameters<typeof aLiveTill>[0]): Promise<LiveTill> {
  const till = await aLiveTill(hub);
  await till.page().clock.install();
  await till.reload();
  await ready(till);
  await openForBusiness(till);
  return till;
}

function openAgain(till: LiveTill) {
  return till.run(async ({ till: here }) => {
    const opened = await here.openShift({ floatMinor: 30_000 });
    return opened.ok ? 'ok' : opened.refusal.code;
  });
}

function isNewDay(till: LiveTill): Promise<boolean> {
  return till.run(({ till: here }) => here.isNewDay());
}

besideAHub('a drawer that was left open overnight', (hub) => {
  test('is opened for the new day, and what is sold from then on carries that day', async () => {
    const till = await aTillWithAClock(hub());
    const today = await till.run(({ till: here }) => here.proposeBusinessDate().date);
    await sell(till, coat);
    expect([await isNewDay(till), await openAgain(till)]).toEqual([false, 'shift-already-open']);

    await till.page().clock.setSystemTime(Date.now() + DAY_MS);
    const tomorrow = await till.run(({ till: here }) => here.proposeBusinessDate().date);
    expect(tomorrow > today).toBe(true);
    expect(await isNewDay(till)).toBe(true);
    await sell(till, coat);
    expect(await openAgain(till)).toBe('ok');
    expect([await isNewDay(till), await openAgain(till)]).toEqual([false, 'shift-already-open']);
    await till.run(({ till: here }) => here.putAwaySale());
    expect(await till.run(({ till: here }) => here.todaysSales.get().length)).toBe(0);
    await sell(till, shirt);
    expect(await till.run(({ till: here }) => here.todaysSales.get().length)).toBe(1);

    const facts = await factsInJournal(till);
    expect(facts.map(({ kind, businessDate }) => [kind, businessDate])).toEqual([
      ['ShiftOpened', today],
      ['SaleCompleted', today],
      ['SaleCompleted', today],
      ['ShiftOpened', tomorrow],
      ['SaleCompleted', tomorrow],
    ]);
    const shifts = facts.flatMap((fact) =>
      fact.kind === 'SaleCompleted' || fact.kind === 'ShiftOpened' ? [fact.body.shift] : [],
    );
    expect(new Set(shifts.slice(0, 3)).size).toBe(1);
    expect(new Set(shifts.slice(3)).size).toBe(1);
    await till.reload();
    await ready(till);
    expect(await till.run(({ till: here }) => here.counter.get().shift?.businessDate)).toBe(tomorrow);
    await allSent(till);
  });

  test('stays open while the clock is behind what was sold', async () => {
    const till = await aTillWithAClock(hub());
    await sell(till, coat);
    await till.page().clock.setSystemTime(Date.now() - 3 * DAY_MS);
    expect([await isNewDay(till), await openAgain(till)]).toEqual([false, 'shift-already-open']);
  });
});
