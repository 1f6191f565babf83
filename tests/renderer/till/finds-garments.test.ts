import { expect, test } from 'vitest';
import { publishPrices, publishStyles } from '../../../hub/catalogue/publish';
import { aStore, aTenant } from '../../support/a-fact';
import type { TestHub } from '../../support/a-hub';
import { aLiveTill, besideAHub, type LiveTill } from '../../support/a-live-till';
import { idOf } from '../../support/ids';

type Named = {
  readonly n: number;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly gtin: string;
};

const named: readonly Named[] = [
  { n: 41, code: 'SW2611-03', zh: '真丝衬衫', en: 'Silk shirt', gtin: '06900000004111' },
  { n: 42, code: 'CT2612-01', zh: '双面呢大衣', en: 'Double-face coat', gtin: '06900000004210' },
];

async function publish(hub: TestHub): Promise<void> {
  const styles = named.map(({ n, code, zh, en, gtin }) => ({
    id: idOf('style', n),
    code,
    name: { zh, en },
    brand: 'Seam',
    category: null,
    drawing: 'shirt',
    fabric: null,
    stub: false,
    colours: [{ id: 'ivory', name: { zh: '象牙白', en: 'Ivory' }, value: null, hex: '#fffff0' }],
    sizes: ['M'],
    variants: [{ id: idOf('sku', n * 10), sku: `${code}-IV-M`, gtin, colour: 'ivory', size: 'M' }],
  }));
  await publishStyles(hub.context, aTenant, styles as unknown as Parameters<typeof publishStyles>[2]);
  const prices = named.map(({ n }) => ({
    id: idOf('style', n),
    currency: 'CNY',
    list: 'retail',
    version: 1,
    prices: { [idOf('sku', n * 10)]: { minor: 118_000, wasMinor: null } },
  }));
  await publishPrices(hub.context, aTenant, aStore, prices as unknown as Parameters<typeof publishPrices>[3]);
}

async function aTillThatKnows(hub: TestHub): Promise<LiveTill> {
  await publish(hub);
  const till = await aLiveTill(hub);
  await till.run(({ till: here, until }) =>
    until(here.sync, ({ coverage }) => coverage.styles.have >= 5).then(() => until(here.searchReady, (is) => is)),
  );
  return till;
}

besideAHub('a garment', (hub) => {
  test('is found by characters, pinyin, initials, style number and the end of its barcode', async () => {
    const till = await aTillThatKnows(hub());
    const find = (text: string) =>
      till.run(({ till: here }, typed) => here.searchStyles(typed).map(({ style }) => style.name.zh), text);
    for (const typed of [
      '真丝',
      '衬衫',
      'zhensi',
      'zscs',
      'SW2611-03',
      'sw2611',
      '4111',
      'silk sh',
      'sw2611-03-iv-m',
    ]) {
      expect((await find(typed))[0], typed).toBe('真丝衬衫');
    }
    expect((await find('大衣'))[0]).toBe('双面呢大衣');
    expect(await find('没有这个')).toEqual([]);
  });

  test('is scanned by GTIN, label link or SKU, without asking a store', async () => {
    const till = await aTillThatKnows(hub());
    const added = await till.run(({ till: here }) =>
      ['06900000004111', '6900000004111', 'https://shop.example/01/06900000004111?s=JA', 'sw2611-03-IV-M'].map(
        (code) => {
          const answer = here.addByCode(code);
          return answer.ok ? answer.value.kind : answer.refusal.code;
        },
      ),
    );
    expect(added).toEqual(['line', 'line', 'line', 'line']);
    expect(await till.run(({ till: here }) => here.basket.get().lines.map(({ qty }) => qty))).toEqual([4]);
  });

  test('that nobody knows is refused with its number, and a payment code is never taken for one', async () => {
    const till = await aTillThatKnows(hub());
    const refused = await till.run(({ till: here }) =>
      ['06900000009999', '134567890123456789'].map((code) => {
        const answer = here.addByCode(code);
        return answer.ok ? 'ok' : answer.refusal;
      }),
    );
    expect(refused).toMatchObject([{ code: 'barcode-unknown' }, { code: 'payment-code-here', params: {} }]);
  });
});
