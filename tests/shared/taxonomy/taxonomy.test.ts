import { describe, expect, it } from 'vitest';
import { categoryName } from '#shared/taxonomy/category-name';
import names from '#shared/taxonomy/category-names.json';
import { colourWords } from '#shared/taxonomy/colour-words';
import { floorNames } from '#shared/taxonomy/floor-names';
import { allCategories, categoryOf, readCategory, valueName } from '#shared/taxonomy/taxonomy';
import { typeWords } from '#shared/taxonomy/type-words';

describe('the taxonomy', () => {
  it('is one tree of 459 categories, each named in both languages', () => {
    expect(allCategories).toHaveLength(459);
    expect(allCategories.filter(({ parent }) => parent === null).map(({ id }) => id)).toEqual(['aa']);
    expect(allCategories.filter(({ parent }) => parent !== null && categoryOf(parent) === null)).toEqual([]);
    expect(allCategories.filter(({ name }) => !name.zh || !name.en)).toEqual([]);
  });

  it('knows a category by id, global id and full path in either language', () => {
    expect(readCategory('aa-1-13-7')).toBe('aa-1-13-7');
    expect(readCategory('gid://shopify/TaxonomyCategory/aa-1-13-7')).toBe('aa-1-13-7');
    expect(readCategory('Apparel & Accessories > Clothing > Clothing Tops > Shirts')).toBe('aa-1-13-7');
    expect(readCategory('服饰与配饰>服装>服装上衣>衬衫')).toBe('aa-1-13-7');
    expect(readCategory('Furniture > Chairs')).toBeNull();
    expect(readCategory('aa-99')).toBeNull();
  });

  it('holds every category and colour that the mapping points at', () => {
    const ids = Object.values(typeWords).filter((id) => id !== null);
    expect(ids.length).toBeGreaterThan(200);
    expect(ids.filter((id) => categoryOf(id) === null)).toEqual([]);
    const values = Object.values(colourWords).map(([, value]) => `color__${value}`);
    expect(values.filter((value) => valueName(value) === null)).toEqual([]);
    expect(Object.keys(floorNames).filter((id) => categoryOf(id) === null)).toEqual([]);
  });
});

describe('the names screens use', () => {
  it('are the taxonomy’s own, but where the floor says it differently', () => {
    const expected = allCategories
      .filter(({ level }) => level <= 3)
      .map(({ id, name }) => [id, [floorNames[id]?.zh ?? name.zh, floorNames[id]?.en ?? name.en]]);
    expect(names).toEqual(Object.fromEntries(expected));
  });

  it('stay small enough for a till to carry', () => {
    expect(JSON.stringify(names).length).toBeLessThan(20_000);
  });

  it('call a deep category by its nearest ancestor', () => {
    expect(categoryName('aa-1-13-7')).toEqual({ zh: '衬衫', en: 'Shirts' });
    expect(categoryName('aa-1-10-2-5')).toEqual({ zh: '外套与夹克', en: 'Coats & Jackets' });
    expect(categoryName('aa-1-12-11')).toEqual({ zh: '西裤', en: 'Trousers' });
    expect(categoryName(null)).toBeNull();
    expect(categoryName('bb-1')).toBeNull();
  });
});
