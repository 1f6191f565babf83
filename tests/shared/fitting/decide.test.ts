import { describe, expect, it } from 'vitest';
import { TaskDocument } from '#shared/documents/documents';
import type { Fact } from '#shared/facts/registry';
import type { EndFitting, FittingCommand } from '#shared/fitting/commands';
import { decideFitting } from '#shared/fitting/decide';
import { fittingOfTask, openFittingsOf, taskOfFitting, viewRooms } from '#shared/fitting/views';
import { FittingId } from '#shared/kernel/ids';
import { lin, wang } from '../../support/a-customer';
import { factOf, NOON_MS } from '../../support/a-fact';
import { aFitting } from '../../support/a-fitting';
import { blueDress, redCoat, redCoatInLarge } from '../../support/garments';
import { storyOf } from '../../support/given-when-then';
import { idOf } from '../../support/ids';

const { given } = storyOf(decideFitting);
const rooms = ['1', '2', '3'];
const visit = aFitting().by(lin).withGarment(redCoat, 'left').withGarment(blueDress, 'bought');
const fitting = visit.id();
const [started, takenIn] = visit.happenings();
const factsOf = (happenings: readonly Parameters<typeof factOf>[0][]): readonly Fact[] =>
  happenings.map((happening, index) => factOf(happening, { n: index + 1, hlc: NOON_MS * 1000 + index }));
const roomsAfter = (...happenings: readonly Parameters<typeof factOf>[0][]) => {
  return { rooms, open: openFittingsOf(factsOf(happenings)) };
};
const ending = (changes: Partial<EndFitting> = {}): FittingCommand => {
  return { kind: 'EndFitting', fitting, outcomes: [], nowMs: NOON_MS + 12 * 60_000, ...changes };
};

describe('a fitting visit', () => {
  it('starts in a free room, for somebody or nobody', () => {
    given(roomsAfter())
      .when({ kind: 'StartFitting', fitting, room: '2', who: lin })
      .thenHappened([{ kind: 'FittingStarted', capture: 'picked', who: lin, body: { fitting, room: '2' } }]);
    given(roomsAfter())
      .when({ kind: 'StartFitting', fitting, room: '2' })
      .thenHappened([{ kind: 'FittingStarted', capture: 'picked', body: { fitting, room: '2' } }]);
  });

  it('does not start where somebody is, where no room is, or twice', () => {
    const another = FittingId.parse(idOf('fitting', 9));
    const busy = roomsAfter(started);
    given(busy).when({ kind: 'StartFitting', fitting: another, room: '2' }).thenRefused('room-busy', { room: '2' });
    given(busy).when({ kind: 'StartFitting', fitting: another, room: '7' }).thenRefused('room-unknown');
    given(busy).when({ kind: 'StartFitting', fitting, room: '3' }).thenRefused('fitting-already-open');
  });

  it('keeps of each piece how it was taken in, also for the other tills of the store', () => {
    const picked = {
      ...takenIn,
      capture: 'picked',
      body: { fitting, garments: [{ piece: 3, garment: redCoat }] },
    } as const;
    const [open] = roomsAfter(started, takenIn, picked).open;
    expect(open?.garments.map(({ piece, capture }) => [piece, capture])).toEqual([
      [1, 'scan'],
      [2, 'scan'],
      [3, 'picked'],
    ]);
    const shared = open && TaskDocument.parse(taskOfFitting(open, { seq: 1, seen: 1 }));
    expect(shared && fittingOfTask(shared)?.garments).toEqual(open?.garments);
  });

  it('numbers the garments carried in, so that two of one size stay two', () => {
    const garments = [redCoat, redCoat];
    given(roomsAfter(started, takenIn))
      .when({ kind: 'TakeIn', fitting, garments, capture: 'scan' })
      .thenHappened([
        {
          kind: 'GarmentsTakenIn',
          capture: 'scan',
          who: lin,
          body: {
            fitting,
            garments: [
              { piece: 3, garment: redCoat },
              { piece: 4, garment: redCoat },
            ],
          },
        },
      ]);
  });

  it('takes nothing in once it is over, nothing at all, or more than hands can carry', () => {
    const take = { kind: 'TakeIn', fitting, garments: [redCoat], capture: 'scan' } as const;
    given(roomsAfter(started, takenIn, visit.happenings()[2]))
      .when(take)
      .thenRefused('fitting-not-open');
    given(roomsAfter(started))
      .when({ ...take, garments: [] })
      .thenRefused('nothing-taken-in');
    given(roomsAfter(started, takenIn))
      .when({ ...take, garments: Array.from({ length: 39 }, () => redCoat) })
      .thenRefused('too-many-garments', { most: 40 });
  });

  it('ends with what became of each garment and why; unsaid is unknown', () => {
    given(roomsAfter(started, takenIn))
      .when(ending({ outcomes: [{ piece: 1, outcome: 'left', reason: 'too-small' }] }))
      .thenHappened([
        {
          kind: 'FittingEnded',
          capture: 'picked',
          who: lin,
          body: {
            fitting,
            room: '2',
            minutes: 12,
            garments: [
              { piece: 1, garment: redCoat, outcome: 'left', reason: 'too-small' },
              { piece: 2, garment: blueDress, outcome: 'unknown', reason: null },
            ],
          },
        },
      ]);
  });

  it('ends for the person met during the visit', () => {
    const { result } = given(roomsAfter(started, takenIn)).when(ending({ who: wang }));
    expect(result.ok && result.value[0]?.who).toBe(wang);
  });

  it('asks why only of what was left, held or swapped', () => {
    for (const outcome of ['bought', 'unknown'] as const) {
      given(roomsAfter(started, takenIn))
        .when(ending({ outcomes: [{ piece: 1, outcome, reason: 'price' }] }))
        .thenRefused('reason-not-asked', { piece: 1 });
    }
    for (const outcome of ['left', 'held', 'swapped'] as const) {
      const { result } = given(roomsAfter(started, takenIn)).when(
        ending({ outcomes: [{ piece: 1, outcome, reason: 'price' }] }),
      );
      expect(result.ok).toBe(true);
    }
  });

  it('does not end for garments that are not in the room, or when it never began', () => {
    given(roomsAfter(started, takenIn))
      .when(ending({ outcomes: [{ piece: 9, outcome: 'left', reason: null }] }))
      .thenRefused('piece-unknown', { piece: 9 });
    given(roomsAfter()).when(ending()).thenRefused('fitting-not-open');
  });

  it('never lasts less than nothing, even by a clock set back', () => {
    const { result } = given(roomsAfter(started)).when(ending({ nowMs: NOON_MS - 3_600_000 }));
    expect(result.ok && result.value[0]?.body).toMatchObject({ minutes: 0 });
  });
});

describe('the rooms of a store', () => {
  it('show who is in which, and come back from shared work as they were', () => {
    const [open] = openFittingsOf(factsOf([started, takenIn]));
    if (!open) throw new Error('an open visit expected');
    expect(viewRooms(rooms, [open]).map(({ room, visit: inside }) => [room, inside?.fitting ?? null])).toEqual([
      ['1', null],
      ['2', fitting],
      ['3', null],
    ]);
    expect(fittingOfTask(taskOfFitting(open, { seq: 1, seen: 0 }))).toEqual(open);
  });

  it('do not lose a visit in a room the settings no longer name', () => {
    const [open] = openFittingsOf(factsOf([started]));
    expect(viewRooms(['1'], open ? [open] : []).map(({ room }) => room)).toEqual(['1', '2']);
  });

  it('know what is inside in whatever order the facts came', () => {
    const more = { ...takenIn, body: { fitting, garments: [{ piece: 3, garment: redCoatInLarge }] } };
    const inOrder = factsOf([started, takenIn, more]);
    const shown = openFittingsOf(inOrder);
    expect(openFittingsOf([...inOrder].reverse())).toEqual(shown);
    expect(openFittingsOf([...inOrder, ...inOrder])).toEqual(shown);
    expect(shown[0]?.garments.map(({ piece }) => piece)).toEqual([1, 2, 3]);
  });
});
