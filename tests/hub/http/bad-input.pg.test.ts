import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Route, type RouteName, routes, type Surface } from '#shared/contract/http';
import { WireRefusal } from '#shared/contract/refusal';
import type { Happening } from '#shared/facts/happening';
import type { Fact } from '#shared/facts/registry';
import { aHub, type TestHub } from '../../support/a-hub';
import { aSignedInManager } from '../../support/a-manager';
import { aCodeSender } from '../../support/a-phone';
import { aSale, aSeller } from '../../support/a-sale';
import { anEnrolledTill, answered, type EnrolledTill, TILL_ORIGIN } from '../../support/an-enrolled-till';
import { spoiltFrom } from '../../support/bad-values';
import { eachDatabase } from '../../support/databases';
import { redCoat } from '../../support/garments';
import { idOf } from '../../support/ids';

const anotherTenant = idOf('tenant', 9);
const json = { 'content-type': 'application/json' };
const who = idOf('who', 1);
const phone = '13800138777';

/** A good request for every route, to be spoilt. */
const good: Readonly<
  Partial<Record<RouteName, { readonly params?: object; readonly query?: object; readonly body?: object }>>
> = {
  'enrol-device': { body: { code: 'AAAAA-AAAAA', name: 'T', publicKey: 'k', origin: TILL_ORIGIN } },
  'issue-page-token': { body: { origin: TILL_ORIGIN } },
  'read-keys': { body: { who: [who] } },
  'push-facts': { body: { facts: [{}], keys: [{ who, key: 'A'.repeat(43) }] } },
  'pull-feed': { params: { collection: 'styles' }, query: { after: 0, limit: 10 } },
  'look-up-person': { body: { phone, staff: aSeller, reason: 'stands here' } },
  'read-window': { query: { tenant: 'shop' } },
  'read-garment': { params: { gtin: redCoat.gtin }, query: { s: 'JA' } },
  'record-visit': { body: { gtin: redCoat.gtin, store: 'JA', placement: 'label' } },
  'send-code': { body: { tenant: 'shop', phone } },
  'prove-code': {
    body: {
      tenant: 'shop',
      phone,
      code: '000000',
      name: 'Lin',
      language: 'en',
      consents: [{ purpose: 'marketing', channel: 'message' }],
    },
  },
  'place-order': {
    body: {
      tenant: 'shop',
      id: idOf('order', 1),
      lines: [{ variant: redCoat.variant, qty: 1, minor: 25_900 }],
      delivery: { kind: 'ship', name: 'Lin', address: '1 Nanjing Road' },
      phone,
    },
  },
  'read-me': { query: { tenant: 'shop' } },
  'leave-phone': { body: {} },
  'sign-in-manager': { body: { name: 'luyan', password: 'wrong' } },
  'find-people': { query: { tag: 'usual-size', both: '1', phone, after: 1 } },
  'read-person': { params: { person: who } },
  'reveal-person': { params: { person: who }, body: { reason: 'a good reason' } },
  'separate-identity': { params: { person: who }, body: { who, reason: 'a good reason' } },
  'link-identities': { params: { person: who }, body: { with: idOf('who', 2), reason: 'a good reason' } },
};

const names = (Object.keys(routes) as RouteName[]).filter(
  (name) => !name.startsWith('follow-') && name !== 'sign-out-manager',
);

eachDatabase((_engine, open) => {
  describe('a hub', () => {
    let hub: TestHub;
    let till: EnrolledTill;
    let pageToken = '';
    let managerCookie = '';
    beforeAll(async () => {
      hub = await aHub(open, { requestsPerMinute: 1e9, triesPerMinute: 1e9 }, { codeSender: aCodeSender() });
      till = await anEnrolledTill(hub);
      pageToken = answered(await till.host.call('issue-page-token', { body: { origin: TILL_ORIGIN } })).token;
      managerCookie = (await aSignedInManager(hub, 'sweeper')).cookie().split(';', 1)[0] ?? '';
    });
    afterAll(() => hub.stop());

    const passOf = (surface: Surface): Readonly<Record<string, string>> => {
      switch (surface) {
        case 'till':
          return { authorization: `Bearer ${pageToken}`, origin: TILL_ORIGIN };
        case 'host':
          return { authorization: `Bearer ${till.token}` };
        case 'manager':
          return { cookie: managerCookie };
        case 'shopper':
          return { cookie: `seam_browser=${'b'.repeat(43)}` };
        case 'open':
          return {};
      }
    };

    async function ask(name: RouteName, input: (typeof good)[RouteName], init: RequestInit = {}): Promise<string> {
      const route: Route = routes[name];
      const params = { ...(input?.params ?? {}) } as Record<string, unknown>;
      const path = route.path.replace(/:([a-z]+)/g, (_, key: string) => encodeText(params[key]));
      const query = Object.entries(input?.query ?? {})
        .flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${encodeText(value)}`]))
        .join('&');
      const answer = await fetch(`${hub.url}${path}${query ? `?${query}` : ''}`, {
        method: route.method,
        ...(route.method === 'POST' ? { body: JSON.stringify(input?.body ?? {}) } : {}),
        ...init,
        headers: { ...(route.method === 'POST' ? json : {}), ...passOf(route.surface), ...init.headers },
      });
      return judged(answer.status, answer.headers.get('content-type'), await answer.text());
    }

    /** `fine`, `refused …` in the contract's form, or what is wrong with the answer. */
    function judged(status: number, type: string | null, text: string): string {
      if (status === 200) return 'fine';
      if (!type?.startsWith('application/json')) return `${status} ${type} ${text.slice(0, 80)}`;
      const refusal = WireRefusal.safeParse(JSON.parse(text));
      if (!refusal.success || refusal.data.requestId === '') return `${status} not a refusal: ${text.slice(0, 80)}`;
      return status >= 500 ? `${status} ${text}` : `refused ${refusal.data.code}`;
    }

    test.each(names)(
      'answers anything spoilt that is sent to %s with a refusal, or takes it in',
      async (name) => {
        const input = good[name];
        expect(await ask(name, input)).toMatch(/^(fine|refused [a-z-]+)$/);
        const wrong: string[] = [];
        for (const part of ['body', 'query', 'params'] as const) {
          if (input?.[part] === undefined) continue;
          for (const { what, value } of spoiltFrom(input[part])) {
            const answer = await ask(name, { ...input, [part]: value as object });
            if (!/^(fine|refused )/.test(answer)) wrong.push(`${part}.${what} → ${answer}`);
          }
        }
        expect(wrong).toEqual([]);
      },
      120_000,
    );

    test.each(names)('refuses what is no request at all on %s', async (name) => {
      const { method, surface }: Route = routes[name];
      const input = good[name];
      if (method === 'POST') {
        for (const [body, headers, code] of [
          ['{"a":', json, 'request-invalid'],
          ['', json, 'request-invalid'],
          ['null', json, 'request-invalid'],
          ['[]', json, 'request-invalid'],
          ['"text"', json, 'request-invalid'],
          ['{"__proto__":{"a":1}}', json, 'request-invalid'],
          [`${'['.repeat(50_000)}${']'.repeat(50_000)}`, json, 'request-invalid'],
          ['{}', { 'content-type': 'text/plain' }, 'request-invalid'],
          ['{}', { 'content-type': 'application/x-www-form-urlencoded' }, 'request-invalid'],
          ['{}', { 'content-type': 'multipart/form-data' }, 'request-invalid'],
          ['{}', { 'content-type': '\u00ff' }, 'request-invalid'],
          [JSON.stringify({ a: 'x'.repeat(4_300_000) }), json, 'body-too-large'],
          [new Uint8Array([0xff, 0xfe, 0x7b, 0x7d]), json, 'request-invalid'],
        ] as const) {
          const shown = { body: typeof body === 'string' ? body.slice(0, 20) : 'bytes', type: headers['content-type'] };
          expect({ ...shown, said: await ask(name, input, { body, headers }) }).toEqual({
            ...shown,
            said: `refused ${code}`,
          });
        }
      }
      for (const other of ['PUT', 'DELETE', 'PATCH', method === 'GET' ? 'POST' : 'GET']) {
        const init = { method: other, ...(other === 'GET' ? { body: undefined } : { body: '{}', headers: json }) };
        expect(`${other} ${await ask(name, input, init)}`).toBe(`${other} refused not-found`);
      }
      if (surface !== 'open' && surface !== 'shopper') {
        for (const headers of [
          { authorization: '', cookie: '' },
          { authorization: 'Bearer x.y.z', cookie: 'seam_manager=x.y' },
          {
            authorization: `Bearer ${anotherTenant}.${till.id}.secret`,
            cookie: `seam_manager=${anotherTenant}.secret`,
          },
          { authorization: `Bearer ${surface === 'till' ? till.token : pageToken}`, cookie: 'seam_manager=' },
          { authorization: `Bearer ${'x'.repeat(4001)}`, cookie: `seam_manager=${'x'.repeat(4000)}` },
          { authorization: 'Basic YTpi', cookie: 'seam_manager=%00%zz' },
        ]) {
          expect(await ask(name, input, { headers })).toMatch(/^refused (unauthorized|token-invalid|forbidden)$/);
        }
      }
    });

    test.each([
      '/v1/nowhere',
      '/v1/facts/../../etc/passwd',
      '/v1/feeds/..%2f..%2fetc%2fpasswd',
      '/shop/..%2f..%2f..%2fetc%2fpasswd',
      '/v1/shop/garments/%00',
      '/v1/shop/garments/%zz',
      '/v1/shop/garments/%ff',
      `/v1/shop/garments/${'1'.repeat(300)}`,
      '/v1/shop/window?tenant=%00',
      '/v1/shop/window?tenant=a&tenant=b',
      '/v1/shop/window?__proto__[a]=1&tenant[constructor]=2',
      '/v1/shop/window?tenant=%',
      '//evil.example/v1/health',
    ])('refuses the address %s, or knows nothing by it', async (path) => {
      const answer = await raw(`GET ${path} HTTP/1.1`, 'Host: hub');
      expect(judged(answer.status, answer.type, answer.body)).toMatch(
        /^(fine|refused (not-found|request-invalid|tenant-unknown|unauthorized))$/,
      );
    });

    test('refuses what is not even HTTP, and headers without end, in the same form', async () => {
      for (const [first, ...headers] of [
        ['GET /v1/health HTTP/1.1', 'Host: hub', `X-Long: ${'x'.repeat(40_000)}`],
        ['GET /v1/health HTTP/1.1', 'Host: hub', `Cookie: seam_browser=${'x'.repeat(40_000)}`],
        ['NONSENSE'],
        ['GET /v1/health HTTP/1.1', 'Host: hub', 'Bad Header'],
        ['GET /v1/health HTTP/9.9', 'Host: hub'],
        ['POST /v1/shop/codes HTTP/1.1', 'Host: hub', 'Content-Type: application/json', 'Content-Length: -1'],
      ] as const) {
        const answer = await raw(first, ...headers);
        expect(judged(answer.status, answer.type, answer.body)).toMatch(
          /^refused (request-invalid|headers-too-large)$/,
        );
      }
    });

    /** Bytes as they are, past every client's own manners. */
    function raw(...lines: readonly string[]) {
      return new Promise<{ status: number; type: string | null; body: string }>((resolve, reject) => {
        const socket = connect(Number(new URL(hub.url).port), '127.0.0.1');
        let text = '';
        socket.setEncoding('utf8');
        socket.on('data', (chunk) => {
          text += chunk;
        });
        socket.on('error', reject);
        socket.on('close', () => {
          const [head = '', body = ''] = text.split('\r\n\r\n');
          const status = Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? 0);
          resolve({ status, type: /^content-type: (.*)$/im.exec(head)?.[1] ?? null, body });
        });
        socket.write(`${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n`);
      });
    }

    test('parks facts it can’t hold or believe, and takes the good ones around them', async () => {
      const strange = (text: string): Happening =>
        aSale()
          .withGarment({ ...redCoat, name: { zh: text, en: 'Coat' } })
          .paidInCash()
          .happening();
      const [before] = await till.tell(aSale().withGarment(redCoat).paidInCash().happening());
      const one = () => till.happen(strange('x')).slice(0, 1);
      const cases: readonly (readonly [what: string, facts: readonly object[], code: RegExp])[] = [
        ['a NUL', till.happen(strange('a\u0000b')), /^fact-unstorable$/],
        ['half a character', one().map((fact) => renamed(fact, '\ud800')), /^fact-unstorable$/],
        ['the other half', one().map((fact) => renamed(fact, 'a\udc00b')), /^fact-unstorable$/],
        ['a NUL in its id', one().map((fact) => ({ ...fact, id: 'sale_\u0000' })), /^fact-unstorable$/],
        [
          'half a character in its id',
          one().map((fact) => ({ ...fact, id: '\ud800' })),
          /^fact-(malformed|unstorable)$/,
        ],
        ['a NUL in its kind', one().map((fact) => ({ ...fact, kind: 'a\u0000' })), /^(kind-unknown|fact-unstorable)$/],
        [
          'half a character in its kind',
          one().map((fact) => ({ ...fact, kind: '\udc00' })),
          /^(kind-unknown|fact-unstorable)$/,
        ],
        ['a clock beyond numbers', one().map((fact) => ({ ...fact, hlc: 2 ** 53 })), /^fact-malformed$/],
        ['a clock beyond everything', one().map((fact) => ({ ...fact, hlc: 1e300 })), /^fact-malformed$/],
        ['a clock before time', one().map((fact) => ({ ...fact, hlc: -5 })), /^fact-malformed$/],
        ['a counter of 0', [{ ...before, device: { ...before?.device, ctr: 0 } }], /^fact-malformed$/],
        ['money beyond numbers', one().map((fact) => totalling(fact, 2 ** 60)), /^fact-malformed$/],
        ['half money', one().map((fact) => totalling(fact, 0.5)), /^fact-malformed$/],
        ['no fact', [{ parked: 'perhaps' }], /^fact-malformed$/],
        ['nothing', [null as unknown as object], /^fact-malformed$/],
      ];
      for (const [what, facts, code] of cases) {
        const { accepted, quarantined } = answered(await till.push(facts));
        expect([what, accepted, quarantined]).toEqual([
          what,
          [],
          [{ id: expect.any(String), code: expect.stringMatching(code) }],
        ]);
      }
      expect(answered(await till.push(till.happen(strange('\\u0000 is only text')))).quarantined).toEqual([]);
      const [after] = till.happen(aSale().withGarment(redCoat).paidInCash().happening());
      const { accepted } = answered(await till.push([after]));
      expect(accepted).toEqual([after?.id]);
      await hub.projectors.caughtUp({ publishesAll: true });
      const { documents } = await till.pull('receipts');
      expect(documents.map(({ id }) => id)).toEqual(expect.arrayContaining([before?.id, after?.id]));
    });

    test('takes facts of a clock far ahead or far behind, and shows nothing from the future', async () => {
      for (const nowMs of [Date.UTC(2250, 0), 1000]) {
        const other = await anEnrolledTill(hub, { name: `Till ${nowMs}`, nowMs: () => nowMs });
        await other.tell(aSale().withGarment(redCoat).paidInCash().happening());
      }
      await hub.projectors.caughtUp({ publishesAll: true });
      const { documents } = await till.pull('stock');
      for (const { at } of documents) expect(Number(at ?? 0)).toBeLessThanOrEqual(hub.context.clock());
    });

    test('disturbs nobody else meanwhile', async () => {
      const others = Promise.all(
        Array.from({ length: 20 }, (_, n) => ask(n % 2 ? 'push-facts' : 'place-order', { body: { facts: '\u0000' } })),
      );
      const [fact] = await till.tell(aSale().withGarment(redCoat).paidInCash().happening());
      expect(new Set(await others)).toEqual(new Set(['refused request-invalid']));
      expect(fact?.id).toBeDefined();
      expect(await ask('read-health', {})).toBe('fine');
    });
  });
});

function renamed(fact: Fact, zh: string): object {
  const text = JSON.stringify(fact).replace('"zh":"x"', `"zh":${JSON.stringify(zh)}`);
  return JSON.parse(text) as object;
}

function totalling(fact: Fact, totalMinor: number): object {
  return { ...fact, body: { ...fact.body, totalMinor } };
}

/** Lone halves of a character can't be percent-encoded; a hostile client sends bytes that are no text. */
function encodeText(value: unknown): string {
  const text = typeof value === 'string' ? value : String(JSON.stringify(value));
  return /\p{Surrogate}/u.test(text) ? '%ed%a0%80' : encodeURIComponent(text);
}
