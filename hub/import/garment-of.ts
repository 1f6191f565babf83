import type { Garment } from '#shared/catalog/garment';
import type { VariantDocument } from '#shared/documents/documents';
import { must } from '#shared/kernel/invariant';
import type { StyleDraft } from './catalogue-draft';

/** A variant as a fact remembers it. */
export function garmentOf(style: StyleDraft, variant: VariantDocument): Garment {
  const colour = must(
    style.colours.find(({ id }) => id === variant.colour),
    'a variant points at a colour of its style',
  );
  return {
    variant: variant.id,
    style: style.id,
    code: style.code,
    name: style.name,
    category: style.category,
    colour: colour.name,
    size: variant.size,
    gtin: variant.gtin,
  };
}
