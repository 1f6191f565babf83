import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CustomerDocument } from '#shared/documents/documents';
import type { Happening } from '#shared/facts/happening';
import { AnchorId } from '#shared/kernel/ids';
import type { IdentifierKind, Proof } from '#shared/people/facts';
import { mergeAnchorStates, tagsOf } from '#shared/people/fold-anchor';
import { appendHubFact } from '../../../hub/log/append-hub-fact';
import { readAfter } from '../../../hub/log/read';
import { peopleStream } from '../../../hub/log/stream-names';
import { rebuild } from '../../../hub/projectors/rebuild';
import { aCustomer } from '../../support/a-customer';
import { link, separate } from '../../support/a-decision';
import { aTenant } from '../../support/a-fact';
import { aFitting } from '../../support/a-fitting';
import { aHub, type TestHub } from '../../support/a-hub';
import { anEnrolledTill, type EnrolledTill } from '../../support/an-enrolled-till';
import { anOrder } from '../../support/an-order';
import { eachDatabase } from '../../support/databases';
import { redCoat } from '../../support/garments';

eachDatabase((_engine, open) => {
  let hub: TestHub;
  let till: EnrolledTill;
  beforeAll(async () => {
    hub = await aHub(open);
    till = await anEnrolledTill(hub);
  });
  afterAll(() => hub.stop());

  const newWho = () => AnchorId.parse(hub.context.mint('who'));
  const settled = () => hub.projectors.caughtUp({ publishesAll: true });
  const online = (happening: Happening) =>
    appendHubFact(hub.context, happening, { tenant: aTenant, in: { stream: 'online' } });
  const claims = (who: AnchorId, kind: IdentifierKind, value: string, proof: Proof): Happening => ({
    kind: 'IdentifierClaimed',
    capture: 'connector',
    who,
    body: { kind, proof },
    secret: { value },
  });
  const personOf = async (who: AnchorId) => {
    const [row] = await hub.context.db.run<{ person: string }>('select person from anchor where who = $1', [who]);
    return row?.person;
  };
  const persons = async () =>
    hub.context.db.run<{ who: string; person: string }>('select who, person from anchor order by who');
  const documentOf = async (id: string) =>
    (await till.pull('customers')).documents.find((document) => document.id === id);
  const decided = async () => (await readAfter(hub.context.db, peopleStream(aTenant), 0, 1000)).map(({ kind }) => kind);

  test('the same phone in the store and online is one person: both halves on the till, tag and all', async () => {
    const inStore = newWho();
    const onPhone = newWho();
    await till.tell(
      ...aCustomer(inStore).named('林月').withPhone('+8613800138001').happenings(),
      ...aFitting(1).by(inStore).withGarment(redCoat, 'left', 'too-small').happenings(),
    );
    await online(claims(onPhone, 'phone', '138 0013 8001', 'otp'));
    await online(anOrder(1).by(onPhone).withGarment(redCoat).happening());
    await settled();
    expect(await personOf(onPhone)).toBe(inStore);
    const document = CustomerDocument.parse(await documentOf(inStore));
    expect(document.anchors.map(({ who }) => who)).toEqual([inStore, onPhone]);
    const tags = tagsOf(mergeAnchorStates(document.anchors.map(({ state }) => state)), Date.now());
    const lastSeen = tags.find(({ tag }) => tag === 'last-seen');
    expect(new Set(lastSeen?.evidence.map(({ source }) => source))).toEqual(new Set(['store', 'online']));
  });

  describe('two people become one and apart', () => {
    test('by the resolver, then by a manager; the pair stays apart until a manager links it again', async () => {
      const [a, b] = [newWho(), newWho()];
      await till.tell(...aCustomer(a).named('Li').withPhone('+8613800138002').happenings());
      await till.tell(...aCustomer(b).named('Zhang').withPhone('+8613800138002').happenings());
      await settled();
      expect(await personOf(b)).toBe(a);
      expect((await documentOf(b)) ?? { deleted: true }).toMatchObject({ deleted: true });

      const separated = await separate(hub.context, b);
      expect(separated.ok).toBe(true);
      await settled();
      expect(await personOf(b)).toBe(b);
      expect(CustomerDocument.parse(await documentOf(a)).anchors).toHaveLength(1);
      expect(CustomerDocument.parse(await documentOf(b)).anchors).toHaveLength(1);
      expect(await separate(hub.context, b)).toMatchObject({ refusal: { code: 'only-identity' } });

      await online(claims(b, 'phone', '+8613800138002', 'otp'));
      await settled();
      expect(await personOf(b)).toBe(b);

      expect((await link(hub.context, b, a)).ok).toBe(true);
      await settled();
      expect(await personOf(b)).toBe(a);
      expect(await documentOf(b)).toMatchObject({ deleted: true });
      expect(await link(hub.context, a, b)).toMatchObject({ refusal: { code: 'already-one' } });
    });

    test('taking out the one in the middle leaves the others together', async () => {
      const [a, b, c] = [newWho(), newWho(), newWho()];
      await online(claims(a, 'email', 'middle@example.com', 'otp'));
      await online(claims(b, 'email', 'Middle@Example.com', 'otp'));
      await online(claims(b, 'member', 'M-77', 'platform'));
      await online(claims(c, 'member', 'M-77', 'in-person'));
      await settled();
      expect([await personOf(b), await personOf(c)]).toEqual([a, a]);
      await separate(hub.context, b);
      await settled();
      expect([await personOf(a), await personOf(b), await personOf(c)]).toEqual([a, b, a]);
    });
  });

  test('a phone of many proven owners is blocked, and then says nothing about anyone', async () => {
    const family = Array.from({ length: 4 }, newWho);
    for (const [n, who] of family.entries()) {
      await online(claims(who, 'unionid', `union-${n}`, 'platform'));
      await online(claims(who, 'phone', '+8613800138003', 'otp'));
      await settled();
    }
    expect((await decided()).filter((kind) => kind === 'IdentifierBlocked')).toHaveLength(1);
    const [row] = await hub.context.db.run<{ open: number }>(
      `select count(*) filter (where not blocked) as open from identifier
       where kind = 'phone' and who = any($1)`,
      [family],
    );
    expect(row?.open).toBe(0);
    const late = newWho();
    await online(claims(late, 'phone', '+8613800138003', 'otp'));
    await settled();
    expect(await personOf(late)).toBe(late);
    expect(new Set(await Promise.all(family.map(personOf))).size).toBe(4);
  });

  test('a phone its owner proved takes in few strangers who type it, and shows the others beside them', async () => {
    const owner = newWho();
    await online(claims(owner, 'phone', '+8613800138005', 'otp'));
    await settled();
    const strangers = Array.from({ length: 20 }, newWho);
    for (const who of strangers) await online(claims(who, 'phone', '+8613800138005', 'typed'));
    await settled();
    const joined = (await Promise.all(strangers.map(personOf))).filter((person) => person === owner);
    expect(joined.length).toBeLessThanOrEqual(8);
    const [row] = await hub.context.db.run<{ refused: number }>(
      "select count(*)::int as refused from refused where why = 'typed-by-too-many' and not proven and who = any($1)",
      [strangers],
    );
    expect(row?.refused).toBeGreaterThanOrEqual(12);
    const again = newWho();
    await online(claims(again, 'phone', '+8613800138005', 'otp'));
    await settled();
    expect(await personOf(again)).toBe(owner);
    expect((await decided()).filter((kind) => kind === 'IdentifierBlocked')).toHaveLength(1);
  });

  test('values that identify nobody link nobody', async () => {
    const [a, b] = [newWho(), newWho()];
    for (const who of [a, b]) {
      await online(claims(who, 'phone', '00000000', 'typed'));
      await online(claims(who, 'email', 'none', 'typed'));
      await online(claims(who, 'customer-number', '-1', 'platform'));
    }
    await settled();
    expect(await personOf(b)).toBe(b);
  });

  test('a rebuild replays what was decided and decides nothing again', async () => {
    await settled();
    const before = await persons();
    const kinds = await decided();
    await rebuild(hub.context, hub.projectors, aTenant);
    await settled();
    expect(await persons()).toEqual(before);
    expect(await decided()).toEqual(kinds);
  });

  test('a rebuild after an erasure joins nobody who was apart', async () => {
    await settled();
    const before = await persons();
    const erased = before.slice(0, 3).map(({ who }) => AnchorId.parse(who));
    await hub.context.keys.of(aTenant).destroy(erased);
    await rebuild(hub.context, hub.projectors, aTenant);
    await settled();
    expect(await persons()).toEqual(before);
    const [row] = await hub.context.db.run<{ sealed: number }>(
      'select count(*) as sealed from anchor where who = any($1) and sealed is not null',
      [erased],
    );
    expect(row?.sealed).toBe(0);
  });
});
