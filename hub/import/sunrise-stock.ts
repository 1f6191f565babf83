import path from 'node:path';
import { ok, type Result } from '#shared/kernel/result';
import { StockCountedBody } from '#shared/stock/facts';
import { readTable } from './read-table';
import { type FileRefusal, inLineOrder, type RefusedRow } from './refused-row';

/** What one store counted of one garment. */
export type SunriseCount = { readonly store: string; readonly line: CountedLine };

type CountedLine = StockCountedBody['lines'][number];

/** A garment that can be counted. */
export type Countable = Pick<CountedLine, 'variant' | 'style'>;

export type SunriseStock = {
  readonly counts: readonly SunriseCount[];
  readonly rows: number;
  /** Rows whose SKU neither a product nor an order names: nothing of the garment is known but its number. */
  readonly unknownSkus: number;
  readonly refused: readonly RefusedRow[];
};

/**
 * The rows of `inventory-stores.csv` for SKUs the catalogue knows.
 * @param countableOf the garment that a product or an order names by this SKU
 * @param stores keys of the chain's stores; a row of any other is refused
 */
export async function readSunriseStock(
  folder: string,
  countableOf: (sku: string) => Countable | undefined,
  stores: ReadonlySet<string>,
): Promise<Result<SunriseStock, FileRefusal>> {
  const file = 'inventory-stores.csv';
  const counts = new Map<string, SunriseCount>();
  const refused: RefusedRow[] = [];
  let unknownSkus = 0;
  const read = await readTable(
    path.join(folder, file),
    ['sku', 'quantityOnStock', 'supplyChannel'],
    ({ line, cell }) => {
      const [sku, store, quantity] = [cell('sku'), cell('supplyChannel'), cell('quantityOnStock')];
      const garment = countableOf(sku);
      const counted = readQuantity(quantity, garment);
      if (sku === '') refused.push({ file, line, code: 'sku-missing', params: {} });
      else if (!stores.has(store)) refused.push({ file, line, code: 'unknown-store', params: { store } });
      else if (counted === null) refused.push({ file, line, code: 'quantity-unreadable', params: { sku, quantity } });
      else if (!garment) unknownSkus += 1;
      else counts.set(`${store}\u0000${sku}`, { store, line: { ...garment, qty: counted } });
    },
  );
  if (!read.ok) return read;
  return ok({
    counts: [...counts.values()],
    rows: read.value.rows,
    unknownSkus,
    refused: inLineOrder(read.value.refused, refused),
  });
}

/** Null for a number that no count holds. */
function readQuantity(text: string, garment: Countable | undefined): number | null {
  const qty = text === '' ? Number.NaN : Number(text);
  if (!garment) return Number.isInteger(qty) ? qty : null;
  return StockCountedBody.safeParse({ lines: [{ ...garment, qty }] }).success ? qty : null;
}
