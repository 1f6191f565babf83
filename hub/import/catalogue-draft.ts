import type { PriceDocument, StyleDocument } from '#shared/documents/documents';

/** A style as an import makes it; the hub gives it its place in the feed. */
export type StyleDraft = Omit<StyleDocument, 'seq'>;

/** Prices of one style as an import makes them; `id` is the style's. The hub adds list version and place in the feed. */
export type PriceDraft = Pick<PriceDocument, 'id' | 'currency' | 'list' | 'prices'>;
