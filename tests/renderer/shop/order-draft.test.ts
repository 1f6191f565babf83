import { describe, expect, it } from 'vitest';
import type { ShopGarment } from '#shared/contract/shop';
import { VariantId } from '#shared/kernel/ids';
import { missingIn, newOrder, orderAsk } from '../../../renderer/shop/order-draft';
import { redCoat } from '../../support/garments';

type Variant = ShopGarment['variants'][number];
const aVariant = (storesWith: readonly string[]): Variant => ({
  id: VariantId.parse(redCoat.variant),
  colour: 'red',
  size: 'M',
  minor: 25_900,
  wasMinor: null,
  here: 0,
  elsewhere: 0,
  storesWith,
});
const anOrder = (here: string | undefined, storesWith: readonly string[]) =>
  newOrder(here, aVariant(storesWith), 25_900);

describe('an order on the phone', () => {
  it('is collected where the shopper stands if the piece is there, else where it is', () => {
    expect(anOrder('JA', ['HQ', 'JA'])).toMatchObject({ kind: 'collect', store: 'JA' });
    expect(anOrder('JA', ['HQ'])).toMatchObject({ kind: 'collect', store: 'HQ' });
  });

  it('is shipped if no store has the piece, and to who came without a label', () => {
    expect(anOrder('JA', [])).toMatchObject({ kind: 'ship', store: '' });
    expect(anOrder(undefined, ['HQ'])).toMatchObject({ kind: 'ship' });
  });

  it('has an id of its own', () => {
    expect(anOrder('JA', ['JA']).id).not.toBe(anOrder('JA', ['JA']).id);
  });

  it('needs a phone always; a name and an address only to be shipped', () => {
    const collected = anOrder('JA', ['JA']);
    const shipped = anOrder(undefined, []);
    expect(missingIn(collected, { phone: '', name: '' })).toEqual(['phone']);
    expect(missingIn(shipped, { phone: '+86 199', name: ' ' })).toEqual(['name', 'address']);
    expect(missingIn({ ...shipped, address: '1 Yuyuan Road' }, { phone: '19900000000', name: 'Shen' })).toEqual([]);
  });

  it('asks for one piece at the price shown', () => {
    const ask = orderAsk('shop', aVariant(['JA']), anOrder('JA', ['JA']), { phone: '19900000000', name: ' Shen ' });
    expect(ask).toMatchObject({
      delivery: { kind: 'collect', store: 'JA', name: 'Shen' },
      lines: [{ variant: redCoat.variant, qty: 1, minor: 25_900 }],
    });
  });
});
