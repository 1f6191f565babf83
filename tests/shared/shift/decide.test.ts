import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact } from '#shared/facts/registry';
import { ShiftId } from '#shared/kernel/ids';
import type { OpenShift } from '#shared/shift/commands';
import { businessDateOf, decideShift, type ShiftState } from '#shared/shift/decide';
import { shiftOf } from '#shared/shift/evolve';
import { isNewDay, proposeBusinessDate } from '#shared/shift/views';
import { factOf, NOON_MS } from '../../support/a-fact';
import { aSale, aShift } from '../../support/a-sale';
import { redCoat } from '../../support/garments';
import { storyOf } from '../../support/given-when-then';
import { idOf } from '../../support/ids';

const { given } = storyOf(decideShift);
const today = proposeBusinessDate('2026-11-22', NOON_MS, NOON_MS - 1);
const closed: ShiftState = { open: null, proposed: today };
const opening = (changes: Partial<OpenShift> = {}): OpenShift => {
  return { kind: 'OpenShift', shift: aShift, currency: 'CNY', floatMinor: 50_000, businessDate: null, ...changes };
};
const opened = {
  kind: 'ShiftOpened',
  capture: 'typed',
  body: { shift: aShift, currency: 'CNY', floatMinor: 50_000 },
} as const;

describe('opening a shift', () => {
  it('takes the day on the wall', () => {
    given(closed).when(opening()).thenHappened([opened]);
    expect(businessDateOf(opening(), today)).toBe('2026-11-22');
    expect(businessDateOf(opening({ businessDate: '2026-11-21' }), today)).toBe('2026-11-21');
  });

  it('asks the clerk for the day where the clock is behind the last fact', () => {
    const behind: ShiftState = { open: null, proposed: proposeBusinessDate('2026-11-22', NOON_MS, NOON_MS + 1) };
    given(behind).when(opening()).thenRefused('business-date-unconfirmed', { date: '2026-11-22' });
    given(behind)
      .when(opening({ businessDate: '2026-11-22' }))
      .thenHappened([opened]);
  });

  it('refuses a second one, a float that is no money and a day that is none', () => {
    for (const businessDate of ['2026-11-22', '2026-11-23'])
      given({ ...closed, open: { id: aShift, businessDate } })
        .when(opening())
        .thenRefused('shift-already-open', { date: businessDate });
    given(closed)
      .when(opening({ floatMinor: -1 }))
      .thenRefused('float-invalid');
    given(closed)
      .when(opening({ floatMinor: 0.5 }))
      .thenRefused('float-invalid');
    for (const businessDate of ['2026-02-30', '22.11.2026', '']) {
      given(closed).when(opening({ businessDate })).thenRefused('business-date-invalid');
    }
  });
});

describe('a shift of an earlier day', () => {
  const yesterday = { id: aShift, businessDate: '2026-11-21' };

  it('ends with the one that is opened for today', () => {
    given({ ...closed, open: yesterday })
      .when(opening())
      .thenHappened([opened]);
    expect(isNewDay(yesterday, today)).toBe(true);
  });

  it('is over only when the clock is beyond doubt, and never before its own day has passed', () => {
    expect(isNewDay(yesterday, { ...today, isDoubtful: true })).toBe(false);
    expect(isNewDay({ businessDate: '2026-11-22' }, today)).toBe(false);
    expect(isNewDay({ businessDate: '2026-11-23' }, today)).toBe(false);
    expect(isNewDay(null, today)).toBe(false);
  });

  it('is followed day by day, whatever the clock says in between: no day twice and none backwards', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 28 })), (days) => {
        const taken: string[] = [];
        for (const day of days) {
          const date = `2026-11-${String(day).padStart(2, '0')}`;
          const last = taken.at(-1);
          const open = last === undefined ? null : { id: aShift, businessDate: last };
          const proposed = { date, isDoubtful: false };
          const isTaken = decideShift(opening(), { open, proposed }).ok;
          expect(isTaken).toBe(open === null || isNewDay(open, proposed));
          if (isTaken) taken.push(date);
        }
        expect(taken).toEqual([...new Set(taken)].sort());
      }),
    );
  });
});

describe('an open shift', () => {
  const start: Fact = factOf(opened, { hlc: 1000 });

  it('counts its sales and the cash that should be in the drawer', () => {
    const cash = aSale().withGarment(redCoat).paidInCash(30_000).fact({ hlc: 2000 });
    const card = aSale().numbered(2).withGarment(redCoat).fact({ hlc: 3000 });
    expect(shiftOf([card, cash, start])).toMatchObject({
      id: aShift,
      businessDate: '2026-11-22',
      floatMinor: 50_000,
      sales: 2,
      cashMinor: 75_900,
    });
  });

  it('is the latest one opened; sales of another do not count', () => {
    const other = ShiftId.parse(idOf('shift', 2));
    const next = factOf({ ...opened, body: { ...opened.body, shift: other } }, { hlc: 2500, n: 2 });
    const sale = aSale().withGarment(redCoat).paidInCash().fact({ hlc: 2000 });
    expect(shiftOf([start, sale, next])).toMatchObject({ id: other, sales: 0, cashMinor: 50_000 });
    expect(shiftOf([sale])).toBeNull();
  });
});
