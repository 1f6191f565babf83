import { describe, expect, test } from 'vitest';
import { AnchorId, FactId } from '#shared/kernel/ids';
import type { IdentifierKind, Proof } from '#shared/people/facts';
import { type Claim, type Claimant, decideClaim, type ResolverState } from '../../../hub/identity/decide-claim';
import { idOf } from '../../support/ids';

let claims = 0;
const who = (n: number) => AnchorId.parse(idOf('who', n));
function claim(n: number, kind: IdentifierKind, digest: string, proof: Proof = 'otp'): Claim {
  claims += 1;
  return { fact: FactId.parse(idOf('claim', claims)), who: who(n), kind, proof, digest };
}
const person = (n: number, ...own: readonly Claim[]): Claimant => ({ person: who(n), anchors: [who(n)], claims: own });
function decide(mine: Claim, own: Claimant, others: readonly Claimant[], changes: Partial<ResolverState> = {}) {
  const state = { own, others, isBlocked: false, isApart: () => false, refused: [], ...changes };
  const { happenings, refused } = decideClaim(mine, state);
  return { kinds: happenings.map(({ kind }) => kind), why: refused.map((one) => one.why), happenings };
}

describe('one phone', () => {
  test('typed by a clerk and proven by its owner is one person, with both claims as evidence', () => {
    const typed = claim(1, 'phone', 'p', 'typed');
    const proven = claim(2, 'phone', 'p', 'otp');
    const { happenings } = decide(proven, person(2, proven), [person(1, typed)]);
    expect(happenings).toMatchObject([
      { kind: 'IdentitiesLinked', body: { anchors: [who(1), who(2)], evidence: [typed.fact, proven.fact] } },
    ]);
  });

  test('links nobody once it is blocked, nor two who were separated', () => {
    const [a, b] = [claim(1, 'phone', 'p'), claim(2, 'phone', 'p')];
    expect(decide(b, person(2, b), [person(1, a)], { isBlocked: true }).kinds).toEqual([]);
    expect(decide(b, person(2, b), [person(1, a)], { isApart: () => true })).toMatchObject({ kinds: [], why: [] });
  });

  test('typed for everyone, as a shop’s own number, stops linking', () => {
    const holders = Array.from({ length: 8 }, (_, n) => claim(n + 1, 'phone', 'p', 'typed'));
    const crowd: Claimant = { person: who(1), anchors: holders.map((one) => one.who), claims: holders };
    const next = claim(9, 'phone', 'p', 'typed');
    expect(decide(next, person(9, next), [crowd]).why).toEqual(['typed-by-too-many']);
  });

  test('proven by its owner takes in so many records on hearsay, and no stranger’s after them', () => {
    const proven = claim(1, 'phone', 'p', 'otp');
    const heard = (n: number) => claim(n, 'phone', 'p', 'typed');
    const owner = (count: number): Claimant => {
      const own = [proven, ...Array.from({ length: count }, (_, n) => heard(n + 2))];
      return { person: who(1), anchors: own.map((one) => one.who), claims: own };
    };
    const [eighth, ninth] = [heard(98), heard(99)];
    expect(decide(eighth, person(98, eighth), [owner(7)]).kinds).toEqual(['IdentitiesLinked']);
    expect(decide(ninth, person(99, ninth), [owner(8)])).toMatchObject({ kinds: [], why: ['typed-by-too-many'] });
    const alone = [person(97, heard(97)), person(98, eighth)];
    expect(decide(ninth, person(99, ninth), [owner(8), ...alone]).why).toEqual(Array(3).fill('typed-by-too-many'));
  });

  test('typed by a crowd before its owner proves it: the oldest are joined, the others stay by themselves', () => {
    const proven = claim(99, 'phone', 'p', 'otp');
    const crowd = Array.from({ length: 20 }, (_, n) => person(n + 1, claim(n + 1, 'phone', 'p', 'typed')));
    const other = person(50, claim(50, 'phone', 'p', 'in-person'));
    const { kinds, why, happenings } = decide(proven, person(99, proven), [...crowd, other]);
    expect(kinds).toEqual(Array(9).fill('IdentitiesLinked'));
    expect(happenings[0]).toMatchObject({ body: { anchors: [who(50), who(99)] } });
    expect(why).toEqual(Array(12).fill('typed-by-too-many'));
  });

  test('of two people with a WeChat account each does not make them one', () => {
    const [a, b] = [claim(1, 'phone', 'p'), claim(2, 'phone', 'p')];
    const mother = person(1, a, claim(1, 'unionid', 'u1', 'platform'));
    const daughter = person(2, b, claim(2, 'unionid', 'u2', 'platform'));
    expect(decide(b, daughter, [mother])).toMatchObject({ kinds: [], why: ['too-many-unionid'] });
  });
});

describe('blocking', () => {
  const mine = claim(5, 'phone', 'p');
  const own = person(5, mine, claim(5, 'unionid', 'u5', 'platform'));
  const first = person(1, claim(1, 'phone', 'p'), claim(1, 'unionid', 'u1', 'platform'));
  const before = [2, 3].map((n) => ({ person: who(n), claim: claim(n, 'phone', 'p').fact }));

  test('comes with the third proven owner it was refused for', () => {
    expect(decide(mine, own, [first], { refused: before.slice(1) }).kinds).toEqual([]);
    const blocked = decide(mine, own, [first], { refused: before });
    expect(blocked.happenings).toMatchObject([
      {
        kind: 'IdentifierBlocked',
        body: { claim: mine.fact, kind: 'phone', evidence: expect.arrayContaining([mine.fact]) },
      },
    ]);
  });

  test('is never brought on by hearsay', () => {
    const typed = claim(5, 'phone', 'p', 'typed');
    const heard = person(5, typed, claim(5, 'unionid', 'u5', 'platform'));
    expect(decide(typed, heard, [first], { refused: before })).toMatchObject({ kinds: [], why: ['too-many-unionid'] });
  });
});

test('wrong numbers typed before never keep a proven one out', () => {
  const proven = claim(2, 'phone', 'p');
  const typos = ['x', 'y', 'z'].map((digest) => claim(1, 'phone', digest, 'typed'));
  const other = person(1, claim(1, 'phone', 'p'), ...typos);
  expect(decide(proven, person(2, proven), [other]).kinds).toEqual(['IdentitiesLinked']);
  const heard = claim(2, 'phone', 'p', 'typed');
  expect(decide(heard, person(2, heard), [other]).why).toEqual(['too-many-phone']);
});

test('a device attaches someone nobody knows, and never two known people', () => {
  const [a, b] = [claim(1, 'browser', 'd', 'platform'), claim(2, 'browser', 'd', 'platform')];
  expect(decide(b, person(2, b), [person(1, a, claim(1, 'phone', 'p'))]).kinds).toEqual(['IdentitiesLinked']);
  const known = person(2, b, claim(2, 'phone', 'q'));
  expect(decide(b, known, [person(1, a, claim(1, 'phone', 'p'))]).why).toEqual(['device-of-two-people']);
});

test('proven holders are joined before those only heard of', () => {
  const mine = claim(9, 'phone', 'p');
  const heard = person(1, claim(1, 'phone', 'p', 'typed'));
  const proven = person(2, claim(2, 'phone', 'p', 'in-person'));
  const { happenings } = decide(mine, person(9, mine), [heard, proven]);
  expect(happenings.map(({ body }) => ('anchors' in body ? body.anchors[0] : null))).toEqual([who(2), who(1)]);
});
