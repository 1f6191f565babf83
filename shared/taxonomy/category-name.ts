import type { Words } from '../catalog/garment';
import names from './category-names.json';

const known: Readonly<Record<string, readonly string[] | undefined>> = names;

/**
 * What a screen calls a category, in both languages. The table holds the taxonomy's upper three levels (16 kB, derived
 * from it and `floor-names.ts`); a deeper category is called by its nearest ancestor there. Null for no category at all.
 */
export function categoryName(id: string | null): Words | null {
  if (id === null) return null;
  for (let at = id; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('-')))) {
    const [zh, en] = known[at] ?? [];
    if (zh !== undefined && en !== undefined) return { zh, en };
  }
  return null;
}
