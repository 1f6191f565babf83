import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ShopMe } from '#shared/contract/shop';
import type { Fact } from '#shared/facts/registry';
import { streamsOf } from '../../../hub/log/read';
import type { CodeMessage } from '../../../hub/shop/code-sender';
import { aTenant } from '../../support/a-fact';
import { aHub, type TestHub } from '../../support/a-hub';
import { eachDatabase } from '../../support/databases';
import { idOf } from '../../support/ids';

type Answer = { readonly status: number; readonly json: Record<string, unknown> };

/** A phone's browser: keeps its cookie, as a browser does. */
function aPhone(hub: TestHub) {
  let cookie = '';
  const ask = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const answer = await fetch(`${hub.url}${path}`, {
      method,
      headers: { ...(cookie ? { cookie } : {}), ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
  };
  return { get: (path: string) => ask('GET', path), post: (path: string, body: unknown) => ask('POST', path, body) };
}

const gtin = '06900000000113';
const order = (n: number, phone: string, minor = 25_900) => ({
  tenant: 'shop',
  id: idOf('order', n),
  phone,
  lines: [{ variant: idOf('sku', 11), qty: 1, minor }],
  delivery: { kind: 'ship', name: 'Lin', address: '1 Nanjing Road' },
});

eachDatabase((_, open) => {
  const sent: CodeMessage[] = [];
  let nowMs = Date.UTC(2026, 10, 22, 4);
  let hub: TestHub;
  beforeAll(async () => {
    const codeSender = { send: async (message: CodeMessage) => void sent.push(message) };
    hub = await aHub(open, {}, { codeSender, clock: () => nowMs });
  });
  afterAll(() => hub.stop());

  const join = async (phone: ReturnType<typeof aPhone>, number: string) => {
    await phone.post('/v1/shop/codes', { tenant: 'shop', phone: number });
    const code = sent.at(-1)?.code ?? '';
    return phone.post('/v1/shop/codes/prove', { tenant: 'shop', phone: number, code, language: 'en', consents: [] });
  };
  const me = async (phone: ReturnType<typeof aPhone>) =>
    (await phone.get('/v1/shop/me?tenant=shop')).json as unknown as ShopMe;
  const facts = async (): Promise<readonly Fact[]> => {
    const streams = await streamsOf(hub.context.db, aTenant);
    const rows = await Promise.all(
      streams.map(({ shard, stream }) =>
        hub.context.db.run<{ fact: Fact }>('select fact from fact where shard = $1 and stream = $2', [shard, stream]),
      ),
    );
    return rows.flat().map(({ fact }) => fact);
  };

  it('shows a garment by the code on its label, and says plainly when it knows no such code', async () => {
    const phone = aPhone(hub);
    const found = await phone.get(`/v1/shop/garments/${gtin}?s=JA`);
    expect(found.json).toMatchObject({ store: { code: 'JA' }, scanned: idOf('sku', 11) });
    const unknown = await phone.get('/v1/shop/garments/00000000000000');
    expect([unknown.status, unknown.json.code]).toEqual([404, 'garment-unknown']);
  });

  it('shows before proof only what this browser did', async () => {
    const [mine, other] = [aPhone(hub), aPhone(hub)];
    await mine.post('/v1/shop/visits', { gtin, store: 'JA', placement: 'label' });
    await other.post('/v1/shop/visits', { gtin, store: 'JA', placement: 'label' });
    const shown = await me(mine);
    expect(shown).toMatchObject({ proven: false, phoneTail: null });
    expect(shown.steps.map(({ what }) => what)).toEqual(['scanned']);
  });

  it('never opens a person to someone who only typed their number', async () => {
    const [owner, stranger] = [aPhone(hub), aPhone(hub)];
    await join(owner, '13800138001');
    await owner.post('/v1/shop/orders', order(1, '13800138001'));
    const placed = await stranger.post('/v1/shop/orders', order(2, '13800138001'));
    expect(placed.status).toBe(200);
    const shown = await me(stranger);
    expect(shown.proven).toBe(false);
    expect(shown.steps.filter(({ what }) => what === 'ordered')).toHaveLength(1);
  });

  it('answers the same for known and unknown numbers', async () => {
    nowMs += 60_000;
    const known = await aPhone(hub).post('/v1/shop/codes', { tenant: 'shop', phone: '13800138001' });
    const unknown = await aPhone(hub).post('/v1/shop/codes', { tenant: 'shop', phone: '13800138099' });
    expect(known).toEqual(unknown);
  });

  it('takes a code once, counts wrong ones, and forgets it after five minutes', async () => {
    const phone = aPhone(hub);
    await phone.post('/v1/shop/codes', { tenant: 'shop', phone: '13800138002' });
    const code = sent.at(-1)?.code ?? '';
    const wrong = code === '000000' ? '000001' : '000000';
    const prove = (given: string) =>
      phone.post('/v1/shop/codes/prove', {
        tenant: 'shop',
        phone: '13800138002',
        code: given,
        language: 'en',
        consents: [],
      });
    expect((await prove(wrong)).json).toMatchObject({ code: 'otp-wrong', params: { left: 4 } });
    nowMs += 6 * 60_000;
    expect((await prove(code)).json).toMatchObject({ code: 'otp-expired' });
    await phone.post('/v1/shop/codes', { tenant: 'shop', phone: '13800138002' });
    const next = sent.at(-1)?.code ?? '';
    expect((await prove(next)).status).toBe(200);
    expect((await prove(next)).json).toMatchObject({ code: 'otp-expired' });
  });

  it('asks for patience before a second code', async () => {
    const phone = aPhone(hub);
    await phone.post('/v1/shop/codes', { tenant: 'shop', phone: '13800138003' });
    const again = await phone.post('/v1/shop/codes', { tenant: 'shop', phone: '13800138003' });
    expect([again.status, again.json.code]).toEqual([429, 'code-too-often']);
  });

  it('places an order once, however often it is sent, and at today’s price only', async () => {
    const phone = aPhone(hub);
    const first = await phone.post('/v1/shop/orders', order(7, '13800138004'));
    const again = await phone.post('/v1/shop/orders', order(7, '13800138004'));
    expect(again.json).toEqual(first.json);
    expect((await facts()).filter(({ id }) => id === idOf('order', 7))).toHaveLength(1);
    const old = await phone.post('/v1/shop/orders', order(8, '13800138004', 100));
    expect([old.status, old.json.code]).toEqual([409, 'price-changed']);
  });

  it('shows an order among what this browser did, with its number and the label to look again', async () => {
    const phone = aPhone(hub);
    const { json } = await phone.post('/v1/shop/orders', order(9, '13800138007'));
    const [step] = (await me(phone)).steps;
    expect(step).toMatchObject({ what: 'ordered', gtin, more: 0, order: { number: json.number, untilMs: null } });
  });

  it('keeps two people on one browser apart', async () => {
    const kiosk = aPhone(hub);
    await kiosk.post('/v1/shop/orders', order(11, '13800138005'));
    await kiosk.post('/v1/shop/orders', order(12, '13800138006'));
    const all = await facts();
    const who = [11, 12].map((n) => all.find(({ id }) => id === idOf('order', n))?.who);
    expect(new Set(who).size).toBe(2);
  });

  it('writes no phone number in the clear', async () => {
    expect(JSON.stringify(await facts())).not.toContain('13800138');
  });
});
