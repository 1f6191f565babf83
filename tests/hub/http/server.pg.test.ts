import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routes } from '#shared/contract/http';
import { WireRefusal } from '#shared/contract/refusal';
import { CustomerDocument } from '#shared/documents/documents';
import { AnchorId, StoreId, TenantId } from '#shared/kernel/ids';
import { readDevice, revokeDevice } from '../../../hub/devices/device-store';
import { issueEnrolmentCode } from '../../../hub/devices/enrolment';
import { createHubClient } from '../../../renderer/hub-client/hub-client';
import { aCustomer } from '../../support/a-customer';
import { anotherStore, aStore, aTenant } from '../../support/a-fact';
import { aHub, type TestHub } from '../../support/a-hub';
import { aSale, aSeller } from '../../support/a-sale';
import { anEnrolledTill, answered, type EnrolledTill, fetchFrom, TILL_ORIGIN } from '../../support/an-enrolled-till';
import { eachDatabase } from '../../support/databases';
import { redCoat } from '../../support/garments';
import { idOf } from '../../support/ids';

eachDatabase((_engine, open) => {
  let hub: TestHub;
  let till: EnrolledTill;
  beforeAll(async () => {
    hub = await aHub(open);
    till = await anEnrolledTill(hub);
  });
  afterAll(() => hub.stop());

  const refusalOf = async (answer: Response) => ({ status: answer.status, ...WireRefusal.parse(await answer.json()) });
  const post = (path: string, init: RequestInit = {}) =>
    fetch(`${hub.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
      ...init,
    });

  test.each(['/v1/shop/me?tenant=shop', '/v1/shop/window', '/v1/region/people', '/v1/nowhere', '/v1/openapi.json'])(
    'nobody keeps an answer of %s',
    async (path) => {
      expect((await fetch(`${hub.url}${path}`)).headers.get('cache-control')).toBe('no-store');
    },
  );

  describe('every refusal has one form', () => {
    test.each([
      ['an unknown path', () => fetch(`${hub.url}/v1/nowhere`), 404, 'not-found'],
      ['an unknown method', () => fetch(`${hub.url}/v1/facts`, { method: 'PUT' }), 404, 'not-found'],
      ['a body that is no JSON', () => post('/v1/devices/enrol', { body: '{"code":' }), 400, 'request-invalid'],
      [
        'a body of another type',
        () => post('/v1/devices/enrol', { headers: { 'content-type': 'text/plain' } }),
        415,
        'request-invalid',
      ],
      ['a body that lacks a field', () => post('/v1/devices/enrol'), 400, 'request-invalid'],
      ['a body over the limit', () => post('/v1/facts', { body: `"${'x'.repeat(4_300_000)}"` }), 413, 'body-too-large'],
      ['no token', () => post('/v1/facts'), 401, 'unauthorized'],
      [
        'a made-up token',
        () => post('/v1/facts', { headers: { authorization: 'Bearer a.b.c', 'content-type': 'application/json' } }),
        401,
        'token-invalid',
      ],
      ['no session', () => fetch(`${hub.url}/v1/region/overview`), 401, 'unauthorized'],
    ] as const)('%s', async (_, ask, status, code) => {
      expect(await refusalOf(await ask())).toMatchObject({ status, code });
    });

    test('names the field, and never repeats what was sent', async () => {
      const refusal = await refusalOf(
        await post('/v1/devices/enrol', { body: JSON.stringify({ code: 5, name: 'secret' }) }),
      );
      expect(refusal.params).toEqual({ at: 'body.code', problem: 'invalid_type' });
      expect(JSON.stringify(refusal)).not.toContain('secret');
    });
  });

  describe('each surface reaches only its own routes', () => {
    test('a device token does not open the page’s routes, nor a page token the host’s', async () => {
      const asPage = createHubClient({
        baseUrl: hub.url,
        token: async () => till.token,
        fetch: fetchFrom(TILL_ORIGIN),
      });
      expect(
        await asPage.call('pull-feed', { params: { collection: 'styles' }, query: { after: 0, limit: 1 } }),
      ).toMatchObject({
        ok: false,
        status: 401,
      });
      const { token } = answered(await till.host.call('issue-page-token', { body: { origin: TILL_ORIGIN } }));
      const asHost = createHubClient({ baseUrl: hub.url, token: async () => token });
      expect(await asHost.call('read-verifiers', {})).toMatchObject({ ok: false, status: 401 });
    });

    test('a page token works from the enrolled origin only, and none is issued for another', async () => {
      const { token } = answered(await till.host.call('issue-page-token', { body: { origin: TILL_ORIGIN } }));
      for (const origin of ['http://127.0.0.1:9999', 'https://evil.example', 'null']) {
        const elsewhere = createHubClient({ baseUrl: hub.url, token: async () => token, fetch: fetchFrom(origin) });
        expect(
          await elsewhere.call('pull-feed', { params: { collection: 'styles' }, query: { after: 0, limit: 1 } }),
        ).toMatchObject({
          ok: false,
          status: 403,
        });
        expect(await till.host.call('issue-page-token', { body: { origin } })).toMatchObject({
          ok: false,
          status: 403,
        });
      }
    });

    test('browsers are told to let in enrolled origins, and no others', async () => {
      const preflight = (origin: string) =>
        fetch(`${hub.url}/v1/facts`, {
          method: 'OPTIONS',
          headers: {
            origin,
            'access-control-request-method': 'POST',
            'access-control-request-headers': 'authorization',
          },
        });
      const known = await preflight(TILL_ORIGIN);
      expect(known.status).toBe(204);
      expect(known.headers.get('access-control-allow-origin')).toBe(TILL_ORIGIN);
      expect(known.headers.get('access-control-allow-credentials')).toBeNull();
      expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
    });

    test('a revoked till is refused at once, on every route', async () => {
      const gone = await anEnrolledTill(hub, { name: 'Lost' });
      const device = await readDevice(hub.context, aTenant, gone.id);
      if (device) await revokeDevice(hub.context, device);
      expect(await gone.push([1])).toMatchObject({ ok: false, status: 401 });
      expect(await gone.host.call('read-verifiers', {})).toMatchObject({ refusal: { code: 'device-revoked' } });
    });

    test('a foreign page cannot sign a manager in', async () => {
      const client = createHubClient({ baseUrl: hub.url, fetch: fetchFrom('https://evil.example') });
      const refused = await client.call('enrol-device', {
        body: { code: 'AAAA', name: 'x', publicKey: '', origin: '' },
      });
      expect(refused).toMatchObject({ ok: false, status: 403 });
    });
  });

  describe('enrolling', () => {
    test('works once for one machine, which may ask again when the answer was lost', async () => {
      const code = await issueEnrolmentCode(hub.context, aTenant, aStore);
      const client = createHubClient({ baseUrl: hub.url });
      const ask = (publicKey: string) =>
        client.call('enrol-device', {
          body: { code: code.toLowerCase(), name: 'Till', publicKey, origin: TILL_ORIGIN },
        });
      const first = answered(await ask('mine'));
      const again = answered(await ask('mine'));
      expect(again.device).toBe(first.device);
      expect(again.token).not.toBe(first.token);
      expect(await ask('another')).toMatchObject({ ok: false, refusal: { code: 'code-unknown' } });
      const old = createHubClient({ baseUrl: hub.url, token: async () => first.token });
      expect(await old.call('read-verifiers', {})).toMatchObject({ ok: false, status: 401 });
    });

    test('is over when the code is old', async () => {
      const code = await issueEnrolmentCode(hub.context, aTenant, aStore, -1);
      const body = { code, name: 'Till', publicKey: 'k', origin: TILL_ORIGIN };
      expect(await createHubClient({ baseUrl: hub.url }).call('enrol-device', { body })).toMatchObject({
        refusal: { code: 'code-unknown' },
      });
    });

    test('gives every till of a store its own receipt series', async () => {
      const tills = await Promise.all([1, 2, 3, 4].map((n) => anEnrolledTill(hub, { name: `Till ${n}` })));
      expect(new Set(tills.map(({ series }) => series)).size).toBe(4);
      for (const { series } of tills) expect(series).toMatch(/^JA\d\dA$/);
    });
  });

  describe('feeds', () => {
    test('come by pages, in order, and again from where they were left', async () => {
      const first = await till.pull('styles', 0, 2);
      expect(first).toMatchObject({ more: true, documents: [{}, {}] });
      const rest = await till.pull('styles', first.checkpoint, 2);
      expect(rest).toMatchObject({ more: false, documents: [{}] });
      expect((await till.pull('styles', rest.checkpoint)).documents).toEqual([]);
    });

    test('poke a following till for its own store only', async () => {
      const heard: string[] = [];
      const { promise: opened, resolve: open } = promised();
      const { promise: poked, resolve: poke } = promised();
      const stop = till.client.follow({
        onOpen: open,
        onPoke: ({ feed }) => {
          heard.push(feed);
          if (feed === 'receipts') poke();
        },
      });
      await opened;
      const neighbour = await anEnrolledTill(hub, { store: anotherStore });
      await neighbour.tell(aSale().withGarment(redCoat).paidInCash().happening());
      await hub.projectors.caughtUp();
      expect(heard.filter((feed) => feed === 'receipts')).toEqual([]);
      await till.tell(aSale().withGarment(redCoat).paidInCash().happening());
      await poked;
      stop();
      expect(heard).toContain('receipts');
    });
  });

  test('verifiers go to the host, and never stand in a feed', async () => {
    const { staff } = answered(await till.host.call('read-verifiers', {}));
    expect(staff).toMatchObject([{ id: aSeller, role: 'clerk', active: true }]);
    expect(JSON.stringify(await till.pull('staff'))).not.toContain('argon2id');
  });

  test('a till has no key of another house’s person, whatever it tells about them', async () => {
    const who = AnchorId.parse(hub.context.mint('who'));
    await till.tell(...aCustomer(who).named('Shen').withPhone('+8613900139077').happenings());
    const other = TenantId.parse(idOf('tenant', 2));
    const store = StoreId.parse(idOf('store', 77));
    const stranger = await anEnrolledTill(hub, { tenant: other, store, name: 'Elsewhere' });
    const keyOf = async (from: EnrolledTill) =>
      answered(await from.host.call('read-keys', { body: { who: [who] } })).keys.map(({ key }) => key);
    await hub.projectors.caughtUp();
    const [own] = await keyOf(till);
    await stranger.tell(aSale().to(who).withGarment(redCoat).paidInCash().happening());
    await hub.projectors.caughtUp();
    expect(await keyOf(stranger)).toEqual([]);
    await stranger.tell(...aCustomer(who).named('Not she').happenings());
    await hub.projectors.caughtUp();
    expect(await keyOf(stranger)).not.toContain(own);
    expect(await keyOf(till)).toEqual([own]);
  });

  test('a till has the keys of the people its store serves, and of those it looked up, with a reason on record', async () => {
    const neighbour = await anEnrolledTill(hub, { store: anotherStore });
    const who = AnchorId.parse(hub.context.mint('who'));
    await neighbour.tell(...aCustomer(who).named('Zhou').withPhone('+8613900139000').happenings());
    await hub.projectors.caughtUp();
    const keys = async (from: EnrolledTill) =>
      answered(await from.host.call('read-keys', { body: { who: [who] } })).keys;
    expect(await keys(neighbour)).toHaveLength(1);
    expect(await keys(till)).toEqual([]);
    const lookUp = (phone: string) =>
      till.client.call('look-up-person', { body: { phone, staff: aSeller, reason: 'stands before me' } });
    expect(answered(await lookUp('13700137000'))).toEqual({ document: null });
    const { document } = answered(await lookUp('139 0013 9000'));
    expect(CustomerDocument.parse(document)).toMatchObject({ id: who, anchors: [{ who, seen: 0 }] });
    expect(await keys(till)).toHaveLength(1);
    const logged = await hub.context.db.run(
      "select subject, reason from access_log where action = 'look-up' order by at",
    );
    expect(logged).toMatchObject([{ subject: null }, { subject: who, reason: 'stands before me' }]);
    for (let n = 2; n < 50; n += 1) await lookUp('13700137000');
    expect(await lookUp('13700137000')).toMatchObject({ ok: false, status: 429 });
  });

  test('every route is described by the schemas that judge it', async () => {
    const description = (await (await fetch(`${hub.url}/v1/openapi.json`)).json()) as {
      readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId: string }>>>>;
    };
    const described = Object.values(description.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    expect(described.sort()).toEqual(Object.keys(routes).sort());
  });

  test('too many requests are refused in the same form, and say how long to wait', async () => {
    const strict = await aHub(open, { requestsPerMinute: 5 });
    const answers = await Promise.all(Array.from({ length: 8 }, () => fetch(`${strict.url}/v1/health`)));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(3);
    for (const answer of refused)
      expect(await refusalOf(answer)).toMatchObject({
        code: 'too-many-requests',
        params: { waitMs: expect.any(Number) },
      });
    await strict.stop();
  });
});

function promised() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
