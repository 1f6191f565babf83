import { expect, test } from 'vitest';
import type { ShopGarment } from '#shared/contract/shop';
import { StoreId, TenantId, type VariantId } from '#shared/kernel/ids';
import { publishPrices, publishSettings, publishStyles } from '../../../hub/catalogue/publish';
import { issueTillCode } from '../../../hub/demo/till-code';
import { aTenant } from '../../support/a-fact';
import { aHub, type TestHub } from '../../support/a-hub';
import { aCodeSender, aPhone } from '../../support/a-phone';
import { anEnrolledTill, answered, TILL_ORIGIN } from '../../support/an-enrolled-till';
import { eachDatabase } from '../../support/databases';
import { redCoat } from '../../support/garments';
import { idOf } from '../../support/ids';

const DAY_MS = 24 * 3_600_000;
const gtin = '06900000000113';
const codes = aCodeSender();

/** Another brand on the same hub, with a garment of the same barcode in a store of this code. */
async function anotherBrand({ context }: TestHub, storeCode: string): Promise<void> {
  const tenant = TenantId.parse(idOf('tenant', 77));
  const store = StoreId.parse(idOf('store', 77));
  const name = { zh: '别家', en: 'Another' };
  await publishSettings(context, tenant, {
    code: 'another',
    name,
    currency: 'CNY',
    notice: null,
    stores: [
      {
        store: { id: store, code: storeCode, name, zone: 'Asia/Shanghai', address: '' },
        currency: 'CNY',
        languages: ['en'],
        country: 'CN',
        rooms: ['1'],
        tax: { ratePpm: 0, inside: true, version: 1 },
        versions: { prices: 1, promotions: 0 },
        notice: null,
      },
    ],
  });
  await publishStyles(context, tenant, [aStyle(idOf('style', 77), idOf('sku', 77), gtin)]);
  await publishPrices(context, tenant, store, [
    {
      id: idOf('style', 77),
      currency: 'CNY',
      list: 'retail',
      version: 1,
      prices: { [idOf('sku', 77) as VariantId]: { minor: 100, wasMinor: null } },
    },
  ]);
}

function aStyle(id: string, variant: string, barcode: string | null) {
  return {
    id,
    code: 'S',
    name: { zh: '款', en: 'Style' },
    brand: '',
    category: null,
    drawing: 'coat',
    fabric: null,
    stub: false,
    colours: [{ id: 'black', name: { zh: '黑', en: 'Black' }, value: null, hex: '#111111' }],
    sizes: ['M'],
    variants: [{ id: variant as VariantId, sku: variant, gtin: barcode, colour: 'black', size: 'M' }],
  };
}

eachDatabase((_, open) => {
  const ofShop = async (hub: TestHub, query: string) => {
    const { status, json } = await aPhone(hub, codes.sent).get(`/v1/shop/garments/${gtin}${query}`);
    return status === 200 ? (json as unknown as ShopGarment).tenant.code : json.code;
  };

  test('a label that names its tenant never opens another brand’s garment', async () => {
    const hub = await aHub(open, {}, { codeSender: codes });
    await anotherBrand(hub, 'JA');
    expect([await ofShop(hub, '?t=shop&s=JA'), await ofShop(hub, '?t=another&s=JA')]).toEqual(['shop', 'another']);
    expect([await ofShop(hub, '?t=shop'), await ofShop(hub, '?t=another')]).toEqual(['shop', 'another']);
    const phone = aPhone(hub, codes.sent);
    const visit = { gtin, tenant: 'another', store: 'JA', placement: 'label' };
    expect((await phone.post('/v1/shop/visits', visit)).status).toBe(200);
    expect((await phone.me()).steps).toEqual([]);
    await hub.stop();
  });

  test('a label that names only a store opens the garment of the only one it can mean, or none', async () => {
    const hub = await aHub(open, {}, { codeSender: codes });
    expect([await ofShop(hub, '?s=JA'), await ofShop(hub, '')]).toEqual(['shop', 'shop']);
    await anotherBrand(hub, 'JA');
    expect([await ofShop(hub, '?s=PU'), await ofShop(hub, '?s=JA')]).toEqual(['shop', 'garment-unknown']);
    expect([await ofShop(hub, ''), await ofShop(hub, '?t=nobody')]).toEqual(['garment-unknown', 'garment-unknown']);
    await hub.stop();
  });

  test('a till is made for the store that is meant, and for none where that is open', async () => {
    const hub = await aHub(open);
    await anotherBrand(hub, 'JA');
    const made = await Promise.all(
      ['PU', 'JA', 'another/JA', 'another/PU', 'XX'].map(async (code) => issueTillCode(hub.context, code)),
    );
    expect(made.map((code) => code !== null)).toEqual([true, false, true, false, false]);
    await hub.stop();
  });

  test('a garment taken out of its style is on sale no more: its label, a visit and an order say so', async () => {
    const hub = await aHub(open, {}, { codeSender: codes });
    const unknown = async () => {
      const phone = aPhone(hub, codes.sent);
      const order = {
        tenant: 'shop',
        id: idOf('order', 901),
        phone: '13800138001',
        lines: [{ variant: redCoat.variant, qty: 1, minor: 25_900 }],
        delivery: { kind: 'ship', name: 'Lin', address: '1 Nanjing Road' },
      };
      const answers = [
        await phone.get(`/v1/shop/garments/${gtin}?s=JA`),
        await phone.post('/v1/shop/visits', { gtin, store: 'JA', placement: 'label' }),
        await phone.post('/v1/shop/orders', order),
      ];
      return answers.map(({ json }) => json.code);
    };
    const gone = ['garment-unknown', 'garment-unknown', 'variant-unknown'];
    await publishStyles(hub.context, aTenant, [aStyle(redCoat.style, idOf('sku', 999), null)]);
    expect(await unknown()).toEqual(gone);
    expect(await hub.context.db.run('select id from variant where id = $1', [redCoat.variant])).toEqual([]);
    // As hubs of before left it behind.
    await hub.context.db.run(
      'insert into variant (shard, tenant, id, style, gtin, sku) select shard, tenant, $1, id, $2, $1 from style where id = $3',
      [redCoat.variant, gtin, redCoat.style],
    );
    expect(await unknown()).toEqual(gone);
    await hub.stop();
  });

  test('a store’s stock is as old as its till that was silent longest, but for tills out of use', async () => {
    let nowMs = Date.now();
    const hub = await aHub(open, {}, { clock: () => nowMs });
    const ageMs = async (query: string) => {
      const { json } = await aPhone(hub, codes.sent).get(`/v1/shop/garments/${gtin}${query}`);
      const garment = json as unknown as ShopGarment;
      return garment.stockAtMs === 0 ? null : garment.nowMs - garment.stockAtMs;
    };
    const [heard, silent] = [
      await anEnrolledTill(hub, { nowMs: () => nowMs }),
      await anEnrolledTill(hub, { nowMs: () => nowMs, name: 'Till 2' }),
    ];
    const hear = async (till: typeof heard) => {
      answered(await till.host.call('issue-page-token', { body: { origin: TILL_ORIGIN } }));
    };
    await hear(silent);
    nowMs += DAY_MS / 4;
    await hear(heard);
    expect(await ageMs('?s=JA')).toBe(DAY_MS / 4);
    expect([await ageMs(''), await ageMs('?s=PU')]).toEqual([null, null]);
    nowMs += 7 * DAY_MS;
    expect(await ageMs('?s=JA')).toBe(7 * DAY_MS);
    await hear(heard);
    expect(await ageMs('?s=JA')).toBe(0);
    nowMs += 60_000;
    await hear(silent);
    await hub.context.db.run('update device set revoked_at = $1 where id = $2', [nowMs, silent.id]);
    nowMs += 60_000;
    expect(await ageMs('?s=JA')).toBe(120_000);
    await hub.stop();
  });
});
