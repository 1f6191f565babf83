import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RegionPerson } from '#shared/contract/region';
import { AnchorId, type FactId, TenantId } from '#shared/kernel/ids';
import { publishSettings } from '../../../../hub/catalogue/publish';
import { appendHubFact } from '../../../../hub/log/append-hub-fact';
import { aCustomer, lin, linOnline, wang } from '../../../support/a-customer';
import { aTenant, NOON_MS } from '../../../support/a-fact';
import { aFitting } from '../../../support/a-fitting';
import { aHub, type TestHub } from '../../../support/a-hub';
import { aManagerBrowser, aSignedInManager, type ManagerBrowser } from '../../../support/a-manager';
import { aSale } from '../../../support/a-sale';
import { anEnrolledTill, answered } from '../../../support/an-enrolled-till';
import { anOrder } from '../../../support/an-order';
import { eachDatabase } from '../../../support/databases';
import { redCoat, whiteShirt } from '../../../support/garments';
import { idOf } from '../../../support/ids';

const phone = '+8613800136021';
const name = '林月';

eachDatabase((_engine, open) => {
  let hub: TestHub;
  let lu: ManagerBrowser;
  let nowMs = NOON_MS;
  const till = () => anEnrolledTill(hub, { nowMs: () => nowMs });
  const read = async (who: AnchorId, by = lu) => answered(await by.call('read-person', { params: { person: who } }));
  const find = async (query: object) => answered(await lu.call('find-people', { query })).people;
  const rows = async (table: 'reveal_log' | 'access_log') => hub.context.db.run(`select * from ${table} order by at`);
  const online = (happening: Parameters<typeof appendHubFact>[1]) =>
    appendHubFact(hub.context, happening, { tenant: aTenant, in: { stream: 'online' }, atMs: nowMs });
  const claimOf = (who: AnchorId, value: string) =>
    online({
      kind: 'IdentifierClaimed',
      capture: 'connector',
      who,
      body: { kind: 'phone', proof: 'otp' },
      secret: { value },
    });

  beforeAll(async () => {
    hub = await aHub(open, {}, { clock: () => nowMs });
    lu = await aSignedInManager(hub, 'lu');
    const fitting = aFitting().by(lin).withGarment(redCoat, 'left', 'too-small').withGarment(whiteShirt, 'bought');
    const visit = [...fitting.happenings(), aSale().to(lin).withGarment(whiteShirt).paidInCash().happening()];
    await (await till()).tell(...aCustomer(lin).named(name).withPhone(phone).happenings(), ...visit);
    nowMs += 60_000;
    await claimOf(linOnline, phone);
    await online(anOrder().by(linOnline).withGarment(redCoat).happening());
    await (await till()).tell(...aCustomer(wang).named('Wang Hai').withPhone('+8613900139022').happenings());
    await hub.projectors.caughtUp({ publishesAll: true });
  });
  afterAll(() => hub.stop());

  describe('a person', () => {
    test('is one with both halves: identities with why, tags with evidence from both, one way newest first', async () => {
      const person = await read(lin);
      expect(person.identities.map(({ who, made }) => [who, made])).toEqual([
        [lin, 'till'],
        [linOnline, 'phone'],
      ]);
      expect(person.identities[0]?.because).toBeNull();
      expect(person.identities[1]?.because).toMatchObject({ rule: 'same-phone@2', kind: 'phone' });
      expect(person.identities[1]?.because?.evidence).toHaveLength(2);
      const lastSeen = person.tags.find(({ tag }) => tag === 'last-seen');
      expect(new Set(lastSeen?.evidence.map(({ source }) => source))).toEqual(new Set(['store', 'online']));
      expect(person.timeline.map(({ kind, source }) => [kind, source])).toEqual([
        ['OrderPlaced', 'online'],
        ['SaleCompleted', 'store'],
        ['FittingEnded', 'store'],
        ['CustomerEnrolled', 'store'],
      ]);
      expect(person.timeline[2]?.garments).toMatchObject([
        { outcome: 'left', reason: 'too-small', drawing: 'coat', hex: '#111111' },
        { outcome: 'bought', reason: null },
      ]);
      expect(person.timeline[1]).toMatchObject({ minor: 25_900, currency: 'CNY', store: { en: 'Jing An' } });
    });

    test('is the same one by any identity', async () => {
      expect((await read(linOnline)).person).toBe(lin);
    });

    test('is masked everywhere: no name, no whole number, in no answer', async () => {
      const answers = [
        await lu.call('read-person', { params: { person: lin } }),
        await lu.call('find-people', { query: {} }),
        await lu.call('find-people', { query: { phone: '13800136021' } }),
        await lu.call('read-overview', {}),
        await lu.call('read-tags', {}),
      ];
      for (const answer of answers) {
        const text = JSON.stringify(answered(answer as never));
        expect(text).not.toContain(name);
        expect(text).not.toContain('月');
        expect(text).not.toContain('13800136021');
        expect(text).not.toContain('380013602');
      }
      const person = await read(lin);
      expect(person).toMatchObject({ title: '林**', revealed: null });
      expect(person.identities[0]?.identifiers).toMatchObject([{ kind: 'phone', masked: '6021', proof: 'typed' }]);
    });

    test('of another house is not found, and neither is its number', async () => {
      const other = TenantId.parse(idOf('tenant', 9));
      await publishSettings(hub.context, other, {
        code: 'other',
        name: { zh: '别家', en: 'Other' },
        currency: 'EUR',
        notice: null,
        stores: [],
      });
      const mei = await aSignedInManager(hub, 'mei', other);
      const about = { params: { person: lin } };
      const reason = 'she called about a coat';
      expect(await mei.call('read-person', about)).toMatchObject({ status: 404, refusal: { code: 'person-unknown' } });
      expect(await mei.call('reveal-person', { ...about, body: { reason } })).toMatchObject({ status: 404 });
      expect(await mei.call('separate-identity', { ...about, body: { who: linOnline, reason } })).toMatchObject({
        status: 404,
      });
      expect(await mei.call('link-identities', { ...about, body: { with: wang, reason } })).toMatchObject({
        status: 404,
      });
      expect(answered(await mei.call('find-people', { query: { phone: '13800136021' } })).people).toEqual([]);
      expect(answered(await mei.call('read-overview', {})).totals.people).toBe(0);
      expect((await rows('reveal_log')).length).toBe(0);
    });

    test('nobody signed in reads nothing', async () => {
      const stranger = aManagerBrowser(hub);
      expect(await stranger.call('read-person', { params: { person: lin } })).toMatchObject({ status: 401 });
      expect(await stranger.call('find-people', { query: {} })).toMatchObject({ status: 401 });
    });
  });

  describe('people are found', () => {
    test('by both halves, last seen first', async () => {
      expect((await find({})).map(({ person }) => person)).toEqual(expect.arrayContaining([lin, wang]));
      expect(await find({ both: '1' })).toMatchObject([{ person: lin, anchors: 2, title: '林**', phoneTail: '6021' }]);
    });

    test('by a whole number as people write it, by its last four digits, and by a tag', async () => {
      expect(await find({ phone: '138 0013 6021' })).toMatchObject([{ person: lin }]);
      expect(await find({ phone: '6021' })).toMatchObject([{ person: lin }]);
      expect(await find({ phone: '9999' })).toEqual([]);
      expect(await find({ tag: 'usual-size' })).toMatchObject([{ person: lin }]);
      expect(await find({ tag: 'no-such-tag' })).toEqual([]);
    });

    test('not by what is no number, and looking for one is written down without it', async () => {
      expect(await lu.call('find-people', { query: { phone: 'lin' } })).toMatchObject({
        status: 400,
        refusal: { code: 'phone-invalid' },
      });
      const looked = (await rows('access_log')).filter(({ action }) => action === 'find-by-phone');
      expect(looked.length).toBeGreaterThan(0);
      expect(JSON.stringify(looked)).not.toContain('6021');
    });
  });

  describe('a reveal', () => {
    test('needs a reason', async () => {
      const answer = await lu.call('reveal-person', { params: { person: lin }, body: { reason: ' 看  ' } });
      expect(answer).toMatchObject({ status: 400, refusal: { code: 'request-invalid' } });
      expect(await rows('reveal_log')).toEqual([]);
    });

    test('shows the person to this session for ten minutes, and is written down', async () => {
      const reason = '顾客来电核对取货人';
      const shown = answered(await lu.call('reveal-person', { params: { person: lin }, body: { reason } }));
      expect(shown.revealed).toMatchObject({ name, phones: [phone], emails: [] });
      expect((await read(lin)).revealed?.name).toBe(name);
      expect((await read(wang)).revealed).toBeNull();
      expect((await find({})).map(({ title }) => title)).not.toContain(name);
      const logged = await rows('reveal_log');
      expect(logged.map(({ person, reason: why }) => [person, why])).toEqual(
        expect.arrayContaining([
          [lin, reason],
          [linOnline, reason],
        ]),
      );
      expect((await rows('access_log')).filter(({ action }) => action === 'reveal')).toMatchObject([
        { subject: lin, reason },
      ]);
      const other = await aSignedInManager(hub, 'chen');
      expect((await read(lin, other)).revealed).toBeNull();
      nowMs += 10 * 60_000;
      expect((await read(lin)).revealed).toBeNull();
    });

    test('does not show who joins the person later', async () => {
      const later = AnchorId.parse(idOf('who', 40));
      const reason = 'checking who collects';
      answered(await lu.call('reveal-person', { params: { person: wang }, body: { reason } }));
      await online({
        kind: 'CustomerEnrolled',
        capture: 'connector',
        who: later,
        body: { at: 'phone', language: 'en' },
        secret: { name: 'Somebody Else' },
      });
      await online({
        kind: 'IdentifierClaimed',
        capture: 'connector',
        who: later,
        body: { kind: 'email', proof: 'platform' },
        secret: { value: 'else@example.com' },
      });
      await hub.projectors.caughtUp();
      answered(await lu.call('link-identities', { params: { person: wang }, body: { with: later, reason } }));
      const person = await read(wang);
      expect(person.identities.map(({ who }) => who)).toEqual([wang, later]);
      expect(person.revealed).toMatchObject({ name: 'Wang Hai', emails: [] });
    });
  });

  describe('a manager who knows better', () => {
    const reason = '母女共用一个手机号';
    const separate = (who: AnchorId, why = reason) =>
      lu.call('separate-identity', { params: { person: lin }, body: { who, reason: why } });
    const link = () => lu.call('link-identities', { params: { person: lin }, body: { with: linOnline, reason } });
    const ledger = ({ ledger: all }: RegionPerson) => all.map(({ kind, by, reason: why }) => [kind, by, why]);

    test('gives a reason without a number in it, because what is decided is kept for good', async () => {
      expect(await separate(linOnline, '她的号码是 138 0013 6021')).toMatchObject({
        status: 409,
        refusal: { code: 'reason-with-number' },
      });
    });

    test('takes an identity out: each half keeps its own facts and tags, and the ledger says who and why', async () => {
      const { separated } = answered(await separate(linOnline));
      const [store, web] = [await read(lin), await read(linOnline)];
      expect(store.identities.map(({ who }) => who)).toEqual([lin]);
      expect(web.identities.map(({ who }) => who)).toEqual([linOnline]);
      expect(store.timeline.map(({ kind }) => kind)).not.toContain('OrderPlaced');
      expect(web.timeline.map(({ kind }) => kind)).toEqual(['OrderPlaced']);
      for (const { tags } of [store, web]) {
        const sources = new Set(tags.flatMap(({ evidence }) => evidence.map(({ source }) => source)));
        expect(sources.size).toBe(1);
      }
      expect(store.ledger[0]?.fact).toBe(separated);
      expect(ledger(store)[0]).toEqual(['IdentitiesSeparated', 'Manager lu', reason]);
      expect(store.near).toMatchObject([{ person: linOnline, kind: null, why: 'apart' }]);
      await hub.projectors.caughtUp({ publishesAll: true });
      expect(await find({ both: '1' })).not.toContainEqual(expect.objectContaining({ person: lin }));
    });

    test('is not overruled by the same number claimed again', async () => {
      await claimOf(linOnline, phone);
      await hub.projectors.caughtUp();
      expect((await read(lin)).identities).toHaveLength(1);
    });

    test('joins them again, once', async () => {
      const { linked } = answered(await link());
      const person = await read(linOnline);
      expect(person.person).toBe(lin);
      expect(person.identities[1]?.because).toMatchObject({ fact: linked as FactId, kind: null, rule: 'manager@1' });
      expect(ledger(person)[0]).toEqual(['IdentitiesLinked', 'Manager lu', reason]);
      expect(person.near).toEqual([]);
      expect(await link()).toMatchObject({ status: 409, refusal: { code: 'already-one' } });
    });

    test('cannot take out who is not part of the person, nor the only one', async () => {
      expect(await separate(AnchorId.parse(idOf('who', 77)))).toMatchObject({ refusal: { code: 'already-apart' } });
      const only = AnchorId.parse(idOf('who', 41));
      await (await till()).tell(...aCustomer(only).named('Gu').happenings());
      await hub.projectors.caughtUp();
      const answer = await lu.call('separate-identity', { params: { person: only }, body: { who: only, reason } });
      expect(answer).toMatchObject({ refusal: { code: 'only-identity' } });
    });
  });
});
