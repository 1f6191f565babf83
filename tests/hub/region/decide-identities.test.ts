import { expect, test } from 'vitest';
import { AnchorId } from '#shared/kernel/ids';
import { type Pair, pairOf, personsOf } from '../../../hub/identity/components';
import { decideLink, decideSeparation } from '../../../hub/region/decide-identities';
import { idOf } from '../../support/ids';

const [a, b, c, d] = [1, 2, 3, 4].map((n) => AnchorId.parse(idOf('who', n))) as [
  AnchorId,
  AnchorId,
  AnchorId,
  AnchorId,
];
const reason = 'told so in the store';
const link = (x: AnchorId, y: AnchorId, seq: number, active = true): Pair => ({ ...pairOf(x, y), active, seq });

/** The persons after a decision, as the projector makes them. */
function personsAfter(
  anchors: readonly AnchorId[],
  pairs: readonly Pair[],
  decided: ReturnType<typeof decideSeparation>,
) {
  if (!decided.ok) throw new Error(decided.refusal.code);
  const added = decided.value.flatMap((happening, index): Pair[] => {
    const seq = 100 + index;
    if (happening.kind === 'IdentitiesSeparated') {
      return happening.body.from.map((other) => link(happening.body.anchor, other, seq, false));
    }
    const [x, y] = happening.body.anchors;
    return [link(x, y, seq)];
  });
  return personsOf(anchors, [...pairs, ...added]);
}

test('who is taken out stands alone, and those whom only they held together stay together', () => {
  const pairs = [link(a, b, 1), link(b, c, 2), link(b, d, 3)];
  const decided = decideSeparation(b, reason, [a, b, c, d], pairs);
  const persons = personsAfter([a, b, c, d], pairs, decided);
  expect([a, b, c, d].map((who) => persons.get(who))).toEqual([a, b, a, a]);
});

test('where the others are joined without them, nothing more than the separation is said', () => {
  const pairs = [link(a, b, 1), link(a, c, 2)];
  const decided = decideSeparation(b, reason, [a, b, c], pairs);
  expect(decided.ok && decided.value.map(({ kind }) => kind)).toEqual(['IdentitiesSeparated']);
});

test('the oldest can be taken out as well', () => {
  const pairs = [link(a, b, 1), link(a, c, 2)];
  const persons = personsAfter([a, b, c], pairs, decideSeparation(a, reason, [a, b, c], pairs));
  expect([a, b, c].map((who) => persons.get(who))).toEqual([a, b, b]);
});

test('joining again answers the very pairs that were held apart', () => {
  const pairs = [link(a, b, 1), link(b, c, 2), link(a, c, 3, false)];
  const decided = decideLink(reason, [a], [b, c], [link(a, b, 5, false), ...pairs.slice(2)]);
  expect(decided.ok && decided.value.map(({ body }) => body.anchors)).toEqual([
    [a, b],
    [a, c],
  ]);
});

test('refuses one who is not of the person, the only one, one already there, and a number in the reason', () => {
  const code = (result: { ok: boolean; refusal?: { code: string } }) => result.refusal?.code;
  expect(code(decideSeparation(d, reason, [a, b], []))).toBe('already-apart');
  expect(code(decideSeparation(a, reason, [a], []))).toBe('only-identity');
  expect(code(decideLink(reason, [a, b], [b, a], []))).toBe('already-one');
  for (const told of ['call 138 0013 6021', '号码13800136021', 'card 622-202-123']) {
    expect(code(decideSeparation(a, told, [a, b], []))).toBe('reason-with-number');
    expect(code(decideLink(told, [a], [b], []))).toBe('reason-with-number');
  }
  expect(decideSeparation(a, 'born 1987, size 38, till 2', [a, b], []).ok).toBe(true);
});

test('anyone can be taken out of a person of any size, from every other', () => {
  const crowd = Array.from({ length: 450 }, (_, n) => AnchorId.parse(idOf('who', n + 1)));
  const pairs = crowd.slice(1).map((other) => link(a, other, 1));
  const decided = decideSeparation(a, reason, crowd, pairs);
  if (!decided.ok) throw new Error(decided.refusal.code);
  const froms = decided.value.flatMap((one) => (one.kind === 'IdentitiesSeparated' ? [one.body.from] : []));
  expect(froms.map((from) => from.length)).toEqual([200, 200, 49]);
  expect(froms.flat()).toEqual(crowd.slice(1));
  const persons = personsAfter(crowd, pairs, decided);
  expect(new Set(crowd.slice(1).map((who) => persons.get(who)))).toEqual(new Set([b]));
  expect(persons.get(a)).toBe(a);
});
