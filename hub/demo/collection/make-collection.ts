import type { VariantDocument } from '#shared/documents/documents';
import { StyleId, VariantId } from '#shared/kernel/ids';
import { invariant } from '#shared/kernel/invariant';
import { inStoreGtin } from '#shared/scanning/gtin';
import { drawingOf } from '#shared/taxonomy/drawing';
import { mapColour } from '#shared/taxonomy/map-colour';
import { categoryOf } from '#shared/taxonomy/taxonomy';
import type { PriceDraft, StyleDraft } from '../../import/catalogue-draft';
import { steadyId } from '../../import/steady-id';
import { clothing } from './clothing';
import { shoesAndAccessories } from './shoes-and-accessories';
import { type StyleRow, sizeRuns } from './style-row';

/** The demo house: an original brand, invented for Seam. */
export const HOUSE = 'Yanxia';
export const HOUSE_CODE = 'yanxia';

/** In-store numbers of the house: 26, then a thousand for each style, begun elsewhere each time so that last digits differ. */
const FIRST_SEQUENCE = 2_600_000_000;
const PER_STYLE = 1000;
const SHIFT_PER_STYLE = 14;

export type Collection = { readonly styles: readonly StyleDraft[]; readonly prices: readonly PriceDraft[] };

/** The whole collection, the same each time: what is not in the tables of this folder follows from them. */
export function makeCollection(): Collection {
  const rows = [...clothing, ...shoesAndAccessories];
  const styles = rows.map((row, place) => makeStyle(row, place + 1));
  return {
    styles,
    prices: styles.map(({ id, variants }, place) => {
      const minor = (rows[place]?.[4] ?? 0) * 100;
      const prices = Object.fromEntries(variants.map((variant) => [variant.id, { minor, wasMinor: null }]));
      return { id, currency: 'CNY', list: 'aw26', prices };
    }),
  };
}

function makeStyle([code, zh, en, category, , fabricZh, fabricEn, run, colours]: StyleRow, number: number): StyleDraft {
  invariant(categoryOf(category) !== null, `${code} names a category of the taxonomy`);
  const sizes = sizeRuns[run];
  const variants = colours.flatMap((colour, at) =>
    sizes.map((size, place): VariantDocument => {
      const sku = [code, colourCode(colour), size === 'One Size' ? 'OS' : size].join('-');
      const within = (number * SHIFT_PER_STYLE + at * sizes.length + place) % PER_STYLE;
      const gtin = inStoreGtin(FIRST_SEQUENCE + number * PER_STYLE + within);
      return { id: steadyId(VariantId, 'sku', HOUSE_CODE, sku), sku, gtin, colour, size };
    }),
  );
  return {
    id: steadyId(StyleId, 'style', HOUSE_CODE, code),
    code,
    name: { zh, en },
    brand: HOUSE,
    category,
    drawing: drawingOf(category, `${zh} ${en}`),
    fabric: { zh: fabricZh, en: fabricEn },
    stub: false,
    colours: colours.map((colour) => ({ id: colour, ...mapColour(colour) })),
    sizes,
    variants,
  };
}

/** `mist blue` → `MIB`, `ink` → `INK`: three letters on a label. */
function colourCode(colour: string): string {
  const [first = '', second = ''] = colour.toUpperCase().split(' ');
  return second === '' ? first.slice(0, 3) : first.slice(0, 2) + second.slice(0, 1);
}
