import type { CategoryId, Words } from '../catalog/garment';
import source from './apparel-taxonomy.json';

/**
 * A category of the Shopify Standard Product Taxonomy, vertical Apparel & Accessories.
 * @property path from the root, names joined by ` > `
 */
export type Category = {
  readonly id: CategoryId;
  readonly parent: CategoryId | null;
  readonly level: number;
  readonly name: Words;
  readonly path: Words;
};

type Named = { readonly en: string; readonly 'zh-CN': string };

const words = (named: Named): Words => ({ zh: named['zh-CN'], en: named.en });

const byId: ReadonlyMap<string, Category> = new Map(
  source.categories.map(({ id, parent, level, name, path }) => [
    id,
    { id, parent, level, name: words(name), path: words(path) },
  ]),
);

const idByPath: ReadonlyMap<string, CategoryId> = new Map(
  [...byId.values()].flatMap(({ id, path }) => [
    [path.en.toLowerCase(), id],
    [path.zh, id],
  ]),
);

const valueByHandle: ReadonlyMap<string, Named> = new Map(Object.entries<Named>(source.values));

/**
 * Every category, 459 of them. NOTE: this file carries the whole taxonomy (0.4 MB): for the hub and its importers only.
 * Pages say a category's name with `category-name.ts`.
 */
export const allCategories: readonly Category[] = [...byId.values()];

export function categoryOf(id: string): Category | null {
  return byId.get(id) ?? null;
}

/**
 * The category a product file names: an id (`aa-1-13-7`), a global id (`gid://shopify/TaxonomyCategory/aa-1-13-7`) or a
 * full path in English or Chinese (`Apparel & Accessories > Clothing > Clothing Tops > Shirts`). Null where it is none.
 */
export function readCategory(text: string): CategoryId | null {
  const trimmed = text.trim().replace(/^gid:\/\/shopify\/TaxonomyCategory\//, '');
  if (byId.has(trimmed)) return trimmed;
  const path = trimmed.split(/\s*>\s*/).join(' > ');
  return idByPath.get(path.toLowerCase()) ?? null;
}

/** The name of an attribute's value by its handle, for example `color__navy`; null where the taxonomy has no such value. */
export function valueName(handle: string): Words | null {
  const named = valueByHandle.get(handle);
  return named ? words(named) : null;
}
