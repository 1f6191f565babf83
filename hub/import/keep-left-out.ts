import { compareSizes } from '#shared/taxonomy/map-size';
import { most, type StyleDraft } from './catalogue-draft';

type Variant = StyleDraft['variants'][number];

/**
 * The style with those variants of before that the source does not name, or names in a row that was refused: they may
 * hang in a store with their label on, and stay on sale as they were. As many as a style may have.
 */
export function keepLeftOut(style: StyleDraft, before: StyleDraft, left: readonly Variant[]): StyleDraft {
  const kept = left.slice(0, most.variants - style.variants.length);
  const variants = [...style.variants, ...kept];
  const colourIds = new Set(variants.map(({ colour }) => colour));
  const named = new Set(style.colours.map(({ id }) => id));
  const colours = [...style.colours, ...before.colours.filter(({ id }) => colourIds.has(id) && !named.has(id))];
  const sizes = [...new Set([...style.sizes, ...kept.map(({ size }) => size)])].sort(compareSizes);
  if (colours.length > most.colours || sizes.length > most.sizes) return style;
  return { ...style, colours, sizes, variants };
}
