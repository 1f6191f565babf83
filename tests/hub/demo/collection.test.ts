import { describe, expect, it } from 'vitest';
import { StyleDocument } from '#shared/documents/documents';
import { must } from '#shared/kernel/invariant';
import { hasValidCheckDigit } from '#shared/scanning/gtin';
import { colourWords } from '#shared/taxonomy/colour-words';
import { makeCollection } from '../../../hub/demo/collection/make-collection';
import { garmentKinds } from '../../../renderer/ui/garment-shapes';

const { styles, prices } = makeCollection();
const variants = styles.flatMap((style) => style.variants);

describe('the demo collection', () => {
  it('has about 80 styles and 1,200 variants, each with a price', () => {
    expect(styles).toHaveLength(86);
    expect(variants).toHaveLength(1206);
    for (const price of prices)
      expect(Object.keys(price.prices)).toEqual(styles.find(({ id }) => id === price.id)?.variants.map(({ id }) => id));
    expect(prices.flatMap((price) => Object.values(price.prices)).every(({ minor }) => minor >= 9000)).toBe(true);
  });

  it('passes the door of every feed, in both languages', () => {
    for (const style of styles) StyleDocument.parse({ ...style, seq: 0 });
    expect(styles.filter(({ name }) => !/\p{Script=Han}/u.test(name.zh) || /\p{Script=Han}/u.test(name.en))).toEqual(
      [],
    );
    expect(new Set(styles.map(({ name }) => name.zh)).size).toBe(styles.length);
  });

  it('uses colours and categories of the taxonomy, and garments that can be drawn', () => {
    expect(styles.flatMap(({ colours }) => colours.map(({ id }) => id)).filter((id) => !(id in colourWords))).toEqual(
      [],
    );
    expect(styles.filter(({ category }) => category === null)).toEqual([]);
    const kinds = new Set<string>(garmentKinds);
    expect(styles.filter(({ drawing }) => !kinds.has(drawing.split('-')[0] ?? '') || drawing === 'other')).toEqual([]);
    expect(new Set(styles.map(({ drawing }) => drawing)).size).toBeGreaterThan(20);
  });

  it('gives every variant a label of its own', () => {
    for (const values of [
      variants.map(({ id }) => id),
      variants.map(({ sku }) => sku),
      variants.map(({ gtin }) => gtin),
    ])
      expect(new Set(values).size).toBe(variants.length);
    expect(variants.filter(({ gtin }) => !hasValidCheckDigit(must(gtin, 'a barcode')))).toEqual([]);
    const lastFour = new Set(variants.map(({ gtin }) => gtin?.slice(-4)));
    expect(lastFour.size).toBeGreaterThan(variants.length * 0.8);
  });

  it('is the same each time', () => {
    expect(makeCollection()).toEqual({ styles, prices });
  });
});
