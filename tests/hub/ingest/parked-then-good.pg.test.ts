import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Fact } from '#shared/facts/registry';
import { must } from '#shared/kernel/invariant';
import { readDevice } from '../../../hub/devices/device-store';
import { judge } from '../../../hub/ingest/judge';
import { takeParkedAgain } from '../../../hub/ingest/take-again';
import { readAfter, readParked } from '../../../hub/log/read';
import { storeStream } from '../../../hub/log/stream-names';
import { aStore, aTenant } from '../../support/a-fact';
import { aHub, type TestHub } from '../../support/a-hub';
import { aSale } from '../../support/a-sale';
import { anEnrolledTill, answered, type EnrolledTill, hashOf, TILL_ORIGIN } from '../../support/an-enrolled-till';
import { eachDatabase } from '../../support/databases';
import { redCoat } from '../../support/garments';
import { holdsAlways } from '../../support/regressions';

const sale = (n: number) => aSale().withGarment(redCoat).paidInCash().numbered(n).happening();
const stream = storeStream(aTenant, aStore);

eachDatabase((_engine, open) => {
  let hub: TestHub;
  let till: EnrolledTill;
  let nowMs = Date.UTC(2026, 10, 22, 4);
  beforeAll(async () => {
    hub = await aHub(open, { gapWaitMs: 60_000 }, { clock: () => nowMs });
  });
  afterAll(() => hub.stop());

  const storedOf = async (device: string) =>
    (await readAfter(hub.context.db, stream, 0, 10_000)).filter(({ place }) => place?.device === device);
  const goodOf = async (device: string) =>
    (await storedOf(device)).filter(({ quarantine }) => quarantine === null).map(({ id }) => id);
  const stillParked = async (device: string) =>
    (await readParked(hub.context.db, stream, 10_000)).filter(({ place }) => place?.device === device);

  describe('a fact that was parked and then comes as it should', () => {
    test('is counted, though another till sent it first', async () => {
      till = await anEnrolledTill(hub);
      const other = await anEnrolledTill(hub, { name: 'Till 2' });
      const facts = till.happen(sale(1), sale(2));
      const ids = facts.map(({ id }) => id);
      expect(answered(await other.push(facts)).quarantined.map(({ code }) => code)).toEqual(['not-yours', 'not-yours']);
      for (let times = 0; times < 2; times += 1) {
        const answer = answered(await till.push(facts));
        expect(answer).toMatchObject({ accepted: ids, quarantined: [], fork: false });
        expect(answer.have).toEqual([{ epoch: till.memory().epoch, ranges: [[1, 2]] }]);
      }
      expect(await goodOf(till.id)).toEqual(ids);
      expect(await stillParked(other.id)).toEqual([]);
      const own = other.happen(sale(1));
      expect(answered(await other.push(own))).toMatchObject({ accepted: [own[0]?.id], fork: false });
    });

    test('is counted, though it was altered on its way the first time', async () => {
      till = await anEnrolledTill(hub);
      const facts = till.happen(sale(1), sale(2));
      const [first] = facts;
      const altered = { ...first, body: { ...first?.body, totalMinor: 1 } };
      expect(answered(await till.push([altered])).quarantined).toEqual([{ id: first?.id, code: 'hash-wrong' }]);
      expect(await stillParked(till.id)).toMatchObject([{ id: first?.id, quarantine: 'hash-wrong' }]);
      const answer = answered(await till.push(facts));
      expect(answer).toMatchObject({ accepted: facts.map(({ id }) => id), quarantined: [], fork: false });
      expect(answer.have[0]?.ranges).toEqual([[1, 2]]);
      expect(await goodOf(till.id)).toEqual(facts.map(({ id }) => id));
      expect(await stillParked(till.id)).toEqual([]);
    });

    test('is counted, though its till had sent a stub for it', async () => {
      till = await anEnrolledTill(hub);
      const facts = till.happen(sale(1), sale(2));
      const { epoch } = till.memory();
      const gone = { parked: true, id: `gone:${epoch}:1`, epoch, ctr: 1, hash: null, reason: 'gone' };
      await till.push([gone, facts[1]]);
      expect(await stillParked(till.id)).toHaveLength(1);
      expect(answered(await till.push(facts))).toMatchObject({ quarantined: [], fork: false });
      expect((await goodOf(till.id)).sort()).toEqual(facts.map(({ id }) => id).sort());
      expect(await stillParked(till.id)).toEqual([]);
    });

    test('comes altered again, and is held once', async () => {
      till = await anEnrolledTill(hub);
      const facts = till.happen(sale(1));
      const altered = { ...facts[0], body: { ...facts[0]?.body, totalMinor: 1 } };
      for (const push of [[altered], facts, [altered], facts]) await till.push(push);
      expect((await storedOf(till.id)).map(({ quarantine }) => quarantine)).toEqual(['hash-wrong', null]);
      expect(await stillParked(till.id)).toEqual([]);
    });
  });

  test('whatever befell facts on their way, and whoever sent them: sent as they are, all are counted once', async () => {
    const damages: readonly ((fact: Fact) => unknown)[] = [
      (fact) => fact,
      (fact) => ({ ...fact, body: { ...fact.body, totalMinor: 1 } }),
      (fact) => ({ ...fact, hash: 'f'.repeat(64) }),
      (fact) => ({ ...fact, prev: 'f'.repeat(64) }),
      (fact) => ({ ...fact, kind: 'SaleDreamtOf' }),
      (fact) => ({ ...fact, body: 'none' }),
      ({ id, hash, device }) => ({
        parked: true,
        id,
        epoch: device?.epoch,
        ctr: device?.ctr,
        hash,
        reason: 'unreadable',
      }),
      ({ device }) => ({
        parked: true,
        id: 'gone',
        epoch: device?.epoch,
        ctr: device?.ctr,
        hash: null,
        reason: 'gone',
      }),
    ];
    const delivery = fc.record({
      picks: fc.array(fc.tuple(fc.nat(), fc.nat(damages.length - 1)), { minLength: 1, maxLength: 8 }),
      isByOther: fc.nat(3).map((n) => n === 0),
      isLate: fc.nat(4).map((n) => n === 0),
    });
    await holdsAlways(
      'parked facts that then come as they are',
      fc.array(delivery, { maxLength: 8 }),
      async (deliveries) => {
        const own = await anEnrolledTill(hub, { nowMs: () => nowMs });
        const other = await anEnrolledTill(hub, { name: 'Till 2' });
        const before = own.happen(sale(1), sale(2), sale(3));
        own.restart();
        const facts = [...before, ...own.happen(sale(4), sale(5), sale(6))];
        const ids = facts.map(({ id }) => id);
        for (const { picks, isByOther, isLate } of deliveries) {
          if (isLate) nowMs += 120_000;
          const elements = picks.map(([pick, damage]) => damages[damage]?.(must(facts[pick % facts.length], 'a fact')));
          const answer = answered(await (isByOther ? other : own).push(elements));
          expect(answer.accepted.length + answer.quarantined.length).toBe(elements.length);
          if (!isByOther) expect(answer).toMatchObject({ fork: false, series: own.series });
        }
        for (let times = 0; times < 2; times += 1) {
          const answer = answered(await own.push(facts));
          expect(answer).toMatchObject({ accepted: ids, quarantined: [], fork: false, series: own.series });
          const epochs = answer.have.filter(({ epoch }) => facts.some(({ device }) => device?.epoch === epoch));
          expect(epochs.map(({ ranges }) => ranges)).toEqual([[[1, 3]], [[1, 3]]]);
        }
        expect((await goodOf(own.id)).sort()).toEqual([...ids].sort());
        expect(await stillParked(own.id)).toEqual([]);
      },
      { runs: 30, withinMs: 20_000 },
    );
  });

  test('what a hub could not read yet it takes in when it is brought up to date and starts', async () => {
    till = await anEnrolledTill(hub);
    const facts = till.happen(sale(1), sale(2), sale(3));
    const [, second] = facts;
    await till.push([facts[0]]);
    // As an earlier hub wrote it down, which did not know this kind.
    const row = judge(
      { ...second, kind: 'SaleDreamtOf' },
      must(await readDevice(hub.context, aTenant, till.id), 'a till'),
      nowMs,
    ).row;
    await hub.context.log.append(stream, [
      { ...row, kind: 'SaleCompleted', v: 1, fact: { unreadable: second }, quarantine: 'kind-unknown' },
    ]);
    await till.push([facts[2]]);
    expect(await stillParked(till.id)).toMatchObject([{ quarantine: 'kind-unknown' }]);
    for (let starts = 0; starts < 2; starts += 1) await takeParkedAgain(hub.context);
    expect((await goodOf(till.id)).sort()).toEqual(facts.map(({ id }) => id).sort());
    expect(await stillParked(till.id)).toEqual([]);
    expect(answered(await till.push(facts))).toMatchObject({ quarantined: [], fork: false });
  });

  test('what is parked for its place in the chain is answered the same each time', async () => {
    till = await anEnrolledTill(hub);
    const [first, second] = till.happen(sale(1), sale(2));
    const cut = { ...second, prev: 'a'.repeat(64) };
    const batch = [first, { ...cut, hash: hashOf({ ...cut, hash: undefined }) }];
    for (let times = 0; times < 3; times += 1) {
      const answer = answered(await till.push(batch));
      expect(answer).toMatchObject({
        accepted: [first?.id],
        quarantined: [{ id: second?.id, code: 'chain-broken' }],
        fork: false,
      });
    }
    expect((await storedOf(till.id)).map(({ quarantine }) => quarantine)).toEqual([null, 'chain-broken']);
  });

  test('a fact behind one whose checksum was altered is not blamed for it', async () => {
    till = await anEnrolledTill(hub);
    const [first, second] = till.happen(sale(1), sale(2));
    const answer = answered(await till.push([{ ...first, hash: 'f'.repeat(64) }, second]));
    expect(answer).toMatchObject({
      accepted: [second?.id],
      quarantined: [{ id: first?.id, code: 'hash-wrong' }],
    });
  });

  describe('a gap that was closed as a loss', () => {
    test('stays open for its till, and is none any more when it is filled: no copied disk is suspected', async () => {
      till = await anEnrolledTill(hub, { nowMs: () => nowMs });
      const facts = till.happen(sale(1), sale(2), sale(3), sale(4), sale(5));
      const [one, two, three, four, five] = facts;
      await till.push([one, four]);
      nowMs += 120_000;
      const closed = answered(await till.push([five]));
      expect(closed.have[0]?.ranges).toEqual([
        [1, 1],
        [4, 5],
      ]);
      expect(await stillParked(till.id)).toMatchObject([{ quarantine: 'gap-lost' }]);
      const part = answered(await till.push([three]));
      expect(part).toMatchObject({ accepted: [three?.id], fork: false, series: till.series });
      expect(await stillParked(till.id)).toHaveLength(1);
      const whole = answered(await till.push([two]));
      expect(whole).toMatchObject({ accepted: [two?.id], fork: false, series: till.series });
      expect(whole.have[0]?.ranges).toEqual([[1, 5]]);
      expect((await goodOf(till.id)).sort()).toEqual(facts.map(({ id }) => id).sort());
      expect(await stillParked(till.id)).toEqual([]);
      expect(answered(await till.push(facts))).toMatchObject({ quarantined: [], fork: false });
    });

    test('before the first fact after a start is none any more when what that fact follows has come', async () => {
      till = await anEnrolledTill(hub, { nowMs: () => nowMs });
      const before = till.happen(sale(1), sale(2));
      till.restart();
      const after = till.happen(sale(3), sale(4));
      await till.push([after[0]]);
      nowMs += 120_000;
      const closed = answered(await till.push([after[1]]));
      expect(closed.have).toEqual([{ epoch: till.memory().epoch, ranges: [[1, 2]] }]);
      expect(await stillParked(till.id)).toMatchObject([{ quarantine: 'gap-lost' }]);
      expect(answered(await till.push(before))).toMatchObject({ quarantined: [], fork: false, series: till.series });
      expect(await stillParked(till.id)).toEqual([]);
    });
  });

  test('an early fact keeps its id: another under it is parked, at once and for good', async () => {
    till = await anEnrolledTill(hub);
    const [one, two, three] = till.happen(sale(1), sale(2), sale(3));
    const changed = { ...three, body: { ...three?.body, totalMinor: 1 } };
    const twin = { ...changed, hash: hashOf({ ...changed, hash: undefined }) };
    const parked = { accepted: [], quarantined: [{ id: three?.id, code: 'id-reused' }] };
    expect(answered(await till.push([three])).accepted).toEqual([three?.id]);
    expect(answered(await till.push([twin]))).toMatchObject(parked);
    expect(answered(await till.push([one, twin, two]))).toMatchObject({
      accepted: [one?.id, two?.id],
      quarantined: parked.quarantined,
    });
    expect(answered(await till.push([twin]))).toMatchObject(parked);
    expect(await goodOf(till.id)).toEqual([one?.id, two?.id, three?.id]);
    expect(await stillParked(till.id)).toMatchObject([{ id: three?.id, quarantine: 'id-reused', hash: twin.hash }]);
  });

  test.each([1_000, 5_000, 20_000, 200_000])('an element %i deep is parked by itself', async (depth) => {
    till = await anEnrolledTill(hub);
    const [one, two] = till.happen(sale(1), sale(2));
    const { token } = answered(await till.host.call('issue-page-token', { body: { origin: TILL_ORIGIN } }));
    const deep = `${'['.repeat(depth)}${']'.repeat(depth)}`;
    for (const element of [deep, `{"id":"sale_deep","body":${deep}}`]) {
      const response = await fetch(`${hub.url}/v1/facts`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, origin: TILL_ORIGIN, 'content-type': 'application/json' },
        body: `{"facts":[${JSON.stringify(one)},${element},${JSON.stringify(two)}],"keys":[]}`,
      });
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({
        accepted: [one?.id, two?.id],
        quarantined: [{ code: 'fact-malformed' }],
      });
    }
    expect(await goodOf(till.id)).toEqual([one?.id, two?.id]);
  });
});
