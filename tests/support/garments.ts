import type { Garment } from '#shared/catalog/garment';
import { StyleId, VariantId } from '#shared/kernel/ids';
import { idOf } from './ids';

/** A garment of a test's own collection: style number `style`, variant number `variant`. */
export function aGarment(style: number, variant: number, changes: Partial<Garment> = {}): Garment {
  return {
    variant: VariantId.parse(idOf('sku', variant)),
    style: StyleId.parse(idOf('style', style)),
    code: `S${style}`,
    name: { zh: `款式 ${style}`, en: `Style ${style}` },
    category: 'aa-1-13-7',
    colour: { zh: '黑', en: 'Black' },
    size: 'M',
    gtin: null,
    ...changes,
  };
}

const coat = {
  code: 'C-100',
  name: { zh: '大衣', en: 'Coat' },
  category: 'aa-1-10-2',
  colour: { zh: '红', en: 'Red' },
};
const shirt = {
  code: 'S-200',
  name: { zh: '衬衫', en: 'Shirt' },
  category: 'aa-1-13-7',
  colour: { zh: '白', en: 'White' },
};
const dress = {
  code: 'D-300',
  name: { zh: '连衣裙', en: 'Dress' },
  category: 'aa-1-4',
  colour: { zh: '蓝', en: 'Blue' },
};

export const redCoat: Garment = aGarment(1, 11, { ...coat, size: 'M', gtin: '06900000000113' });
export const redCoatInLarge: Garment = aGarment(1, 12, { ...coat, size: 'L', gtin: '06900000000120' });
export const whiteShirtInSmall: Garment = aGarment(2, 20, { ...shirt, size: 'S', gtin: '06900000000205' });
export const whiteShirt: Garment = aGarment(2, 21, { ...shirt, size: 'M', gtin: '06900000000212' });
export const whiteShirtInLarge: Garment = aGarment(2, 22, { ...shirt, size: 'L', gtin: '06900000000229' });
export const blueDress: Garment = aGarment(3, 31, { ...dress, size: '38', gtin: '06900000000311' });
