import type { Garment } from '#shared/catalog/garment';
import type { VariantId } from '#shared/kernel/ids';
import { must } from '#shared/kernel/invariant';
import type { StyleDraft } from '../import/catalogue-draft';
import { garmentOf } from '../import/garment-of';
import { type Chance, pick } from './chance';
import type { Shopper } from './shoppers';

/** What hangs in one store while its history is told. */
export type Shelf = {
  readonly styles: readonly StyleDraft[];
  readonly left: (variant: VariantId) => number;
  readonly take: (variant: VariantId) => void;
  /** The garment's next size up (1) or down (−1) in its colour, if one hangs there. */
  readonly neighbour: (garment: Garment, step: 1 | -1) => Garment | null;
  /** A garment by style code, colour id and size. */
  readonly find: (code: string, colour: string, size: string) => Garment;
};

/** @param stock pieces counted at the beginning, by variant */
export function openShelf(styles: readonly StyleDraft[], stock: ReadonlyMap<VariantId, number>): Shelf {
  const pieces = new Map(stock);
  const left = (variant: VariantId) => pieces.get(variant) ?? 0;
  const styleOf = new Map(styles.map((style) => [style.id, style]));
  const byCode = new Map(styles.map((style) => [style.code, style]));
  return {
    styles,
    left,
    take: (variant) => pieces.set(variant, left(variant) - 1),
    neighbour: (garment, step) => {
      const style = must(styleOf.get(garment.style), 'a garment of the shelf');
      const size = style.sizes[style.sizes.indexOf(garment.size) + step];
      const colour = style.variants.find(({ id }) => id === garment.variant)?.colour;
      const other = style.variants.find((one) => one.size === size && one.colour === colour);
      return other && left(other.id) > 0 ? garmentOf(style, other) : null;
    },
    find: (code, colour, size) => {
      const style = must(byCode.get(code), `style ${code}`);
      const variant = style.variants.find((one) => one.colour === colour && one.size === size);
      return garmentOf(style, must(variant, `${code} in ${colour} ${size}`));
    },
  };
}

/** What the house shows in its windows this season. */
const wanted: ReadonlySet<string> = new Set(['OC2601', 'SH2601', 'TR2601', 'KN2601', 'TL2601', 'DR2601', 'AC2601']);
/** Nobody takes a bag, a belt or a ring into the room. */
const worn = /^aa-(1|8)\b/;

/** Some garments of different styles that this shopper would look at, in their size, and that hang on the shelf. */
export function chooseGarments(
  chance: Chance,
  shelf: Shelf,
  shopper: Shopper | null,
  count: number,
  forFitting: boolean,
): readonly Garment[] {
  const cut = shopper?.cut ?? (chance() < 0.7 ? 'women' : 'men');
  const suits = shelf.styles.filter((style) => {
    if (forFitting && (style.stub || !worn.test(style.category ?? ''))) return false;
    return isFor(cut, style);
  });
  const chosen: Garment[] = [];
  for (let tries = 0; chosen.length < count && tries < count * 8; tries += 1) {
    const style = pick(chance, suits, (one) => (one.stub ? 0.02 : wanted.has(one.code) ? 5 : 1));
    const size = sizeFor(style, shopper) ?? pick(chance, style.sizes);
    const there = style.variants.filter((variant) => variant.size === size && shelf.left(variant.id) > 0);
    if (there.length === 0 || chosen.some((garment) => garment.style === style.id)) continue;
    chosen.push(garmentOf(style, pick(chance, there)));
  }
  return chosen;
}

/** The house's codes and names say for whom a style is cut; another chain's say nothing, so all are looked at. */
function isFor(cut: Shopper['cut'], { code, name }: StyleDraft): boolean {
  if (!/^[A-Z]{2}26\d\d$/.test(code)) return true;
  const isMens = name.zh.startsWith('男士');
  return cut === 'women' ? !isMens : isMens || /^(TE2601|TE2605|TE2606|OC2605|AC260[14567]|BG2604)$/.test(code);
}

function sizeFor(style: StyleDraft, shopper: Shopper | null): string | null {
  if (!shopper) return null;
  const isShoe = style.category?.startsWith('aa-8') ?? false;
  const fits = isShoe ? [shopper.shoes] : [shopper.tops, shopper.waist];
  return style.sizes.find((size) => fits.includes(size)) ?? null;
}
