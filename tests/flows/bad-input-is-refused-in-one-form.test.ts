import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WireRefusal } from '#shared/contract/refusal';
import { runImport } from '../../hub/import/run-import';
import { type RunningHost, startHost } from '../../main/start/run-host';
import { aHub, type TestHub } from '../support/a-hub';
import { aLiveTill, allSent, besideAHub, factsAtHub, openForBusiness } from '../support/a-live-till';
import { aSale } from '../support/a-sale';
import { anEnrolledTill, answered, type EnrolledTill, TILL_ORIGIN } from '../support/an-enrolled-till';
import { eachDatabase } from '../support/databases';
import { redCoat } from '../support/garments';

type Ask = {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};
const json = { 'content-type': 'application/json' };

async function refused(url: string, { path: where, method, headers, body }: Ask) {
  const answer = await fetch(`${url}${where}`, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers,
    body,
  });
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  const refusal = WireRefusal.parse(await answer.json());
  expect(refusal.requestId).not.toBe('');
  return { status: answer.status, code: refusal.code, params: refusal.params };
}

eachDatabase((_engine, openDatabase) => {
  describe('a hub', () => {
    let hub: TestHub;
    let till: EnrolledTill;
    let token: string;
    beforeAll(async () => {
      hub = await aHub(openDatabase, { triesPerMinute: 100 });
      till = await anEnrolledTill(hub);
      token = answered(await till.host.call('issue-page-token', { body: { origin: TILL_ORIGIN } })).token;
    });
    afterAll(() => hub.stop());

    const page = () => ({ ...json, authorization: `Bearer ${token}`, origin: TILL_ORIGIN });
    const push = '/v1/facts';

    test('says what is wrong with a request, with the status it deserves', async () => {
      const cases: readonly (readonly [name: string, ask: Ask, status: number, code: string])[] = [
        ['no such place', { path: '/v1/nowhere' }, 404, 'not-found'],
        ['no token', { path: push, headers: json, body: '{}' }, 401, 'unauthorized'],
        [
          'a bad token',
          { path: push, headers: { ...page(), authorization: 'Bearer x.y.z' }, body: '{}' },
          401,
          'token-invalid',
        ],
        [
          'a token from elsewhere',
          { path: push, headers: { ...page(), origin: 'http://evil.example' }, body: '{}' },
          403,
          'forbidden',
        ],
        [
          'a device’s token on a page’s route',
          { path: push, headers: { ...json, authorization: `Bearer ${till.token}` }, body: '{}' },
          401,
          'token-invalid',
        ],
        ['not JSON', { path: push, headers: page(), body: '{"facts":' }, 400, 'request-invalid'],
        [
          'another type',
          { path: push, headers: { ...page(), 'content-type': 'text/plain' }, body: '{}' },
          415,
          'request-invalid',
        ],
        ['another shape', { path: push, headers: page(), body: '{"facts":"all"}' }, 400, 'request-invalid'],
        ['no facts at all', { path: push, headers: page(), body: '{"facts":[],"keys":[]}' }, 400, 'request-invalid'],
        [
          'too large',
          { path: push, headers: page(), body: `{"facts":["${'x'.repeat(5_000_000)}"],"keys":[]}` },
          413,
          'body-too-large',
        ],
        [
          'a wrong code',
          {
            path: '/v1/devices/enrol',
            headers: json,
            body: JSON.stringify({ code: 'AAAAA-AAAAA', name: 'T', publicKey: 'k', origin: TILL_ORIGIN }),
          },
          404,
          'code-unknown',
        ],
        ['no manager', { path: '/v1/region/overview' }, 401, 'unauthorized'],
        ['an unknown barcode', { path: '/v1/shop/garments/00000000000000' }, 404, 'garment-unknown'],
        ['half a barcode', { path: '/v1/shop/garments/123' }, 400, 'request-invalid'],
      ];
      for (const [name, ask, status, code] of cases) {
        expect({ name, ...(await refused(hub.url, ask)) }).toMatchObject({ name, status, code });
      }
    });

    test('loses nothing by it: what was good before and after is there', async () => {
      const [before] = await till.tell(aSale().withGarment(redCoat).paidInCash().happening());
      await refused(hub.url, { path: push, headers: page(), body: 'garbage' });
      const [after] = await till.tell(aSale().withGarment(redCoat).paidInCash().numbered(2).happening());
      const rows = await hub.context.db.run<{ id: string }>('select id from fact where device = $1 order by seq', [
        till.id,
      ]);
      expect(rows.map(({ id }) => id)).toEqual([before?.id, after?.id]);
    });
  });
});

besideAHub('a till', (hub) => {
  test('says which barcode nobody knows, and loses nothing of the basket', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    const shown = await till.run(({ till: here }, good) => {
      const answers = [good, '06900000009999', 'garbage', '', good].map((code) => here.addByCode(code));
      return {
        codes: answers.map((answer) => (answer.ok ? 'added' : answer.refusal.code)),
        pieces: here.basket.get().pieces,
      };
    }, redCoat.gtin ?? '');
    const unknown = 'barcode-unknown';
    expect(shown).toEqual({ codes: ['added', unknown, unknown, unknown, 'added'], pieces: 2 });
    await till.run(async ({ till: here }) => {
      const sale = await here.completeSale({ tenders: [{ kind: 'cash', givenMinor: here.basket.get().totalMinor }] });
      if (!sale.ok) throw new Error(sale.refusal.code);
    });
    await allSent(till);
    expect((await factsAtHub(hub(), till)).at(-1)).toMatchObject({ kind: 'SaleCompleted', quarantine: null });
  });
});

describe('an import', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'seam-bad-import-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('names the file, the line and the reason of a bad row, and takes the rows and files around it', async () => {
    const header = 'Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Barcode,Variant Price';
    const files = {
      'good.csv': `${header}\nshirt,Shirt,Size,S,S-S,2000015970006,1180\n`,
      'garbage.csv': Buffer.from([0xff, 0xfe, 0, 1, 2, 0xd8, 0x22, 0x0a, 0x22]),
      'rows.csv': `${header}\ncoat,Coat,Size,S,C-S,123,2980\nscarf,Scarf,Size,One,SC,2000015970020,280\n`,
    };
    const paths = Object.entries(files).map(([name, content]) => {
      writeFileSync(path.join(folder, name), content);
      return path.join(folder, name);
    });
    const said: string[] = [];
    const out = { say: (line: string) => said.push(line), warn: (line: string) => said.push(line) };
    const code = await runImport(['--data', folder, '--tenant', 'bad', '--currency', 'CNY', ...paths], {}, out);
    expect(code).toBe(1);
    expect(said.filter((line) => line.includes('refused  ') || line.includes('styles  '))).toEqual([
      expect.stringMatching(/styles +1 new/),
      expect.stringMatching(/refused +0$/),
      expect.stringMatching(/styles +1 new/),
      expect.stringMatching(/refused +1$/),
    ]);
    expect(said).toContainEqual(expect.stringMatching(/garbage\.csv is not text; .* \(file-not-text\)$/));
    expect(said).toContain('  rows.csv:2: barcode 123 is not 8, 12, 13 or 14 digits long (gtin-length-unknown)');
  });
});

describe('a till’s host', () => {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'seam-bad-input-'));
  let host: RunningHost;
  beforeAll(async () => {
    host = await startHost({ dataDir, hubUrl: '', port: 0, pagesDir: dataDir, version: '0.0.0', reserveBytes: 0 });
  });
  afterAll(async () => {
    await host.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('refuses in the same form', async () => {
    const own = { ...json, origin: host.url };
    const request = '/host/request';
    const cases: readonly (readonly [name: string, ask: Ask, status: number, code: string])[] = [
      ['no such file', { path: '/nothing.html' }, 404, 'not-found'],
      ['no pass', { path: request, headers: own, body: '{"name":"host.info"}' }, 401, 'page-not-launched'],
      [
        'another page',
        { path: request, headers: { ...own, origin: 'http://127.0.0.1:1' }, body: '{}' },
        403,
        'forbidden',
      ],
      [
        'another type',
        { path: request, headers: { ...own, 'content-type': 'text/plain' }, body: '{}' },
        415,
        'request-invalid',
      ],
      ['not JSON', { path: request, headers: own, body: '{"name":' }, 400, 'request-invalid'],
      ['a used code', { path: '/host/launch', headers: own, body: '{"code":"used"}' }, 401, 'page-not-launched'],
      [
        'too large',
        { path: request, headers: own, body: `{"name":"${'x'.repeat(5_000_000)}"}` },
        413,
        'body-too-large',
      ],
    ];
    for (const [name, ask, status, code] of cases) {
      expect({ name, ...(await refused(host.url, ask)) }).toMatchObject({ name, status, code });
    }
  });
});
