import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { drawingOf } from '#shared/taxonomy/drawing';
import { mapColour, UNDYED } from '#shared/taxonomy/map-colour';
import { compareSizes, sizeLabel, sizeValue } from '#shared/taxonomy/map-size';
import { mapGarment, mapType } from '#shared/taxonomy/map-type';
import { allCategories, valueName } from '#shared/taxonomy/taxonomy';
import { weaves } from '../../../renderer/ui/cloth';
import { garmentKinds } from '../../../renderer/ui/garment-shapes';

describe('a free type finds its category', () => {
  it.each([
    ['Shirts', 'aa-1-13-7'],
    ['Sports Shoes', 'aa-8-1'],
    ['T-Shirts', 'aa-1-13-8'],
    ['Tshirts', 'aa-1-13-8'],
    ['真丝衬衫', 'aa-1-13-7'],
    ['双面呢大衣', 'aa-1-10-2-5'],
    ['Skirt Jucca cream', 'aa-1-15'],
    ['shirt dress', 'aa-1-4'],
    ['Dress', 'aa-1-4'],
    ['Down jacket ”Daniel” Moncler grey', 'aa-1-10-2-9'],
    ['Wool coat', 'aa-1-10-2-5'],
  ])('%s is %s', (type, category) => {
    expect(mapType(type)).toBe(category);
  });

  it('says nothing where it knows nothing, and nothing for luggage', () => {
    expect(mapType('')).toBeNull();
    expect(mapType('Gift card')).toBeNull();
    expect(mapType('Umbrellas')).toBeNull();
    expect(mapGarment('Umbrellas', 'Shirt print umbrella')).toBeNull();
    expect(mapGarment('Sale', 'Silk shirt')).toBe('aa-1-13-7');
  });
});

describe('a free colour finds its value', () => {
  it('is named in both languages where it is known', () => {
    expect(mapColour('Navy Blue')).toEqual({
      name: { zh: '藏青', en: 'Navy blue' },
      value: 'color__navy',
      hex: '#232f4b',
    });
    expect(mapColour('藏青')).toEqual(mapColour('navy'));
    expect(mapColour('multicolored').value).toBe('color__multicolor');
  });

  it('keeps its own words where only a part is known, and paints undyed where nothing is', () => {
    expect(mapColour('Vintage Navy Blue')).toMatchObject({ name: { en: 'Vintage Navy Blue' }, value: 'color__navy' });
    expect(mapColour('复古酒红')).toMatchObject({ name: { zh: '复古酒红' }, value: 'color__red' });
    expect(mapColour('Frobnitz')).toEqual({ name: { zh: 'Frobnitz', en: 'Frobnitz' }, value: null, hex: UNDYED });
  });
});

describe('a size', () => {
  it('has one way of being written', () => {
    expect(['oneSize', 'ONE SIZE', 'OS', '均码', ''].map(sizeLabel)).toEqual(Array(5).fill('One Size'));
    expect(['xs', '2XL', 'Small', '38.5', '30/32'].map(sizeLabel)).toEqual(['XS', 'XXL', 'S', '38.5', '30/32']);
  });

  it('finds the taxonomy’s value where there is one', () => {
    expect(['xxl', 'M', '38', '37', '38.5', '62', '1'].map(sizeValue)).toEqual([
      'size__double_extra_large_xxl',
      'size__medium_m',
      'size__38',
      null,
      null,
      null,
      'size__1',
    ]);
    const found = ['XXXS', 'XS', 'S', 'L', '5XL', '0', '00', '60'].map(sizeValue);
    expect(found.filter((value) => value === null || valueName(value) === null)).toEqual([]);
  });

  it('hangs on the rail from small to large', () => {
    const rail = ['XL', '10', 'M', 'One Size', '9.5', 'XXS', 'petit', 'S'];
    expect(rail.sort(compareSizes)).toEqual(['One Size', 'XXS', 'S', 'M', 'XL', '9.5', '10', 'petit']);
  });
});

describe('the drawn garment', () => {
  it('exists for every category and weave', () => {
    const kinds = new Set<string>(garmentKinds);
    expect(allCategories.map(({ id }) => drawingOf(id)).filter((kind) => !kinds.has(kind))).toEqual([]);
    expect(drawingOf('aa-1-13-12', 'Ribbed jumper 罗纹')).toBe('knit-rib');
    expect(
      ['条纹', '格纹', '波点', '罗纹', '人字呢'].map((text) => drawingOf('aa-1-13-7', text).split('-')[1]),
    ).toEqual(
      ['stripe', 'check', 'dot', 'rib', 'herringbone'].filter((weave) => (weaves as readonly string[]).includes(weave)),
    );
  });

  it('of nothing known is a swing tag', () => {
    expect(drawingOf(null)).toBe('other');
    expect(drawingOf('aa-8-3')).toBe('boots');
    expect(drawingOf('aa-1-10-2-5', '双面羊毛 wool')).toBe('coat');
  });
});

const mapping = new URL('../../../../shared/data/styles-27k/mapping-to-taxonomy.json', import.meta.url);
describe.skipIf(!existsSync(mapping))('the 83 kinds and 45 colours of styles-27k (needs ../shared/data)', () => {
  const read = () =>
    JSON.parse(readFileSync(mapping, 'utf8')) as {
      articleTypeToCategory: Record<string, string | null>;
      baseColourToColorValue: Record<string, string>;
    };

  it('map as the set’s own mapping has it', () => {
    const expected = read();
    const differs = Object.entries(expected.articleTypeToCategory).filter(
      ([type, category]) => mapType(type) !== category,
    );
    expect(differs).toEqual([
      // The set leaves two open for which the taxonomy has a place, and stops above a third.
      ['Camisoles', null],
      ['Shapewear', null],
      ['Wallets', 'aa-5-5'],
    ]);
    const colours = Object.entries(expected.baseColourToColorValue);
    expect(colours.filter(([colour, value]) => mapColour(colour).value !== value)).toEqual([]);
  });
});
