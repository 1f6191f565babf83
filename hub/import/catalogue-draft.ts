import type { PriceDocument, StyleDocument } from '#shared/documents/documents';
import type { StyleId } from '#shared/kernel/ids';

/** A style as an import makes it; the hub gives it its place in the feed. */
export type StyleDraft = Omit<StyleDocument, 'seq' | 'id'> & { readonly id: StyleId };

/** Prices of one style as an import makes them; `id` is the style's. The hub adds list version and place in the feed. */
export type PriceDraft = Pick<PriceDocument, 'currency' | 'list' | 'prices'> & { readonly id: StyleId };

/** What one style holds at most; see `StyleDocument`. */
export const most = { variants: 600, colours: 80, sizes: 80 } as const;
