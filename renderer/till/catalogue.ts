import type { PriceDocument, StyleDocument } from '#shared/documents/documents';
import type { OpenFitting } from '#shared/fitting/evolve';
import { StyleId, type VariantId } from '#shared/kernel/ids';
import type { BarcodeIndex } from './barcode-index';
import type { Baskets } from './baskets';
import type { SearchIndex } from './search-index';
import type { StockOverlay, StyleStock } from './stock-overlay';
import type { Table } from './tables';
import type { SearchOptions, StyleHit, StyleView, Till, VariantView } from './till-types';
import { derive, type View } from './view';

export type CatalogueParts = {
  readonly styles: Table<StyleDocument>;
  readonly prices: Table<PriceDocument>;
  readonly stock: StockOverlay;
  readonly barcodes: BarcodeIndex;
  readonly search: SearchIndex;
  readonly baskets: Baskets;
  readonly visits: View<readonly OpenFitting[]>;
};

const SHOWN = 60;
const TAIL_DIGITS = /^\d{3,13}$/;

/** What the store sells: found, and laid out by size and colour. */
export function createCatalogue(parts: CatalogueParts): Pick<Till, 'style' | 'searchStyles' | 'stylesFound'> {
  const { styles, prices, stock, barcodes, search, baskets, visits } = parts;
  const views = new Map<string, View<StyleView | null>>();

  function variantView(id: StyleId, pieces: StyleStock, variant: StyleDocument['variants'][number]): VariantView {
    const price = prices.get(id)?.prices[variant.id];
    const lines = baskets.active.get().basket.lines.filter(({ garment }) => garment.variant === variant.id);
    const visit = visits.get().find(({ garments }) => garments.some(({ garment }) => garment.variant === variant.id));
    return {
      id: variant.id,
      colour: variant.colour,
      size: variant.size,
      gtin: variant.gtin,
      minor: price?.minor ?? null,
      wasMinor: price?.wasMinor ?? null,
      here: pieces.free(variant.id),
      elsewhere: pieces.nearby(variant.id),
      inBasket: lines.reduce((sum, { qty }) => sum + qty, 0),
      inRoom: visit?.room ?? null,
    };
  }

  function styleView(id: StyleId): StyleView | null {
    const style = styles.get(id);
    if (style === undefined) return null;
    const pieces = stock.ofStyle(id);
    return {
      style,
      colours: style.colours,
      sizes: style.sizes,
      variants: style.variants.map((variant) => variantView(id, pieces, variant)),
      currency: prices.get(id)?.currency ?? null,
      stockAtMs: pieces.atMs,
      nearbyAtMs: pieces.nearbyAtMs,
    };
  }

  function hit(style: StyleDocument, variant: VariantId | null): StyleHit {
    const document = prices.get(style.id);
    const known = variant === null ? Object.values(document?.prices ?? {}) : [document?.prices[variant]];
    const cheapest = known.reduce(
      (best, one) => (best === undefined || (one && one.minor < best.minor) ? one : best),
      undefined,
    );
    return {
      style,
      minor: cheapest?.minor ?? null,
      wasMinor: cheapest?.wasMinor ?? null,
      currency: document?.currency ?? null,
      here: stock.ofStyle(StyleId.parse(style.id)).total,
      variant,
    };
  }

  function byCode(text: string, limit: number): readonly StyleHit[] {
    const named = barcodes.bySku(text);
    const tails = TAIL_DIGITS.test(text) ? barcodes.byTail(text, limit) : [];
    return [...(named === null ? [] : [named]), ...tails].map(({ style, variant }) => hit(style, variant.id));
  }

  function searchStyles(text: string, { limit = SHOWN, category }: SearchOptions = {}): readonly StyleHit[] {
    const isWanted = (style: StyleDocument) =>
      category === undefined || style.category === category || (style.category?.startsWith(`${category}-`) ?? false);
    const typed = text.trim();
    if (typed === '') {
      const all = styles.all().filter((style) => isWanted(style) && !style.stub);
      return all.slice(0, limit).map((style) => hit(style, null));
    }
    const coded = byCode(typed, limit).filter(({ style }) => isWanted(style));
    const seen = new Set(coded.map(({ style }) => style.id));
    const found = search.search(typed, limit * 4).flatMap((id) => {
      const style = styles.get(id);
      return style === undefined || seen.has(id) || !isWanted(style) ? [] : [hit(style, null)];
    });
    return [...coded, ...found].slice(0, limit);
  }

  return {
    style: (id) => {
      const known = views.get(id);
      if (known) return known;
      const view = derive([styles.version, prices.version, stock.version, baskets.active, visits], () => styleView(id));
      views.set(id, view);
      return view;
    },
    searchStyles,
    stylesFound: (text, options) =>
      derive([styles.version, prices.version, stock.version, search.isReady], () => searchStyles(text, options)),
  };
}
