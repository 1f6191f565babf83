import type { Words } from '#shared/catalog/garment';
import { StoreId } from '#shared/kernel/ids';
import type { PublishedStore } from '../catalogue/publish';
import type { StyleDraft } from '../import/catalogue-draft';
import { steadyId, steadyNumber } from '../import/steady-id';
import { HOUSE_CODE } from './collection/make-collection';

export const yanxiaName: Words = { zh: '檐下', en: 'Yanxia' };

/** Said wherever this house is shown. */
export const yanxiaNotice: Words = {
  zh: '演示数据：品牌、商品、顾客与交易均为虚构。',
  en: 'Demo data: the brand, its goods, shoppers and sales are invented.',
};

const stores: readonly (readonly [code: string, zh: string, en: string, address: string, rooms: number])[] = [
  ['JA', '静安店', 'Jing’an', '上海市静安区檐下路 18 号', 4],
  ['HQ', '虹桥店', 'Hongqiao', '上海市闵行区归云路 6 号', 3],
  ['XH', '西湖店', 'West Lake', '杭州市西湖区听雨巷 29 号', 3],
];

/** The three stores of the house. 13 % VAT stands inside the prices. */
export const yanxiaStores: readonly PublishedStore[] = stores.map(([code, zh, en, address, rooms]) => ({
  store: { id: steadyId(StoreId, 'store', HOUSE_CODE, code), code, name: { zh, en }, zone: 'Asia/Shanghai', address },
  currency: 'CNY',
  languages: ['zh-CN', 'en'],
  country: 'CN',
  rooms: Array.from({ length: rooms }, (_, index) => String(index + 1)),
  tax: { ratePpm: 130_000, inside: true, version: 1 },
  versions: { prices: 1, promotions: 0 },
  notice: yanxiaNotice,
}));

/** Pieces of each variant counted in a store when the demo begins: more in the middle sizes, some sold out. */
export function openingStock(store: string, { code, sizes, variants }: StyleDraft): readonly number[] {
  return variants.map(({ sku, size }) => {
    if (sizes.length === 1) return 4 + steadyNumber(13, store, sku);
    const fromEdge = Math.min(sizes.indexOf(size), sizes.length - 1 - sizes.indexOf(size));
    if (steadyNumber(9, store, sku, 'out') === 0) return 0;
    return steadyNumber(3, store, sku) + Math.min(3, fromEdge + (code.startsWith('OC') ? 0 : 1));
  });
}
