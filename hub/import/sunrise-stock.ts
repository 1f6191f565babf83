import path from 'node:path';
import { ok, type Result } from '#shared/kernel/result';
import { readTable } from './read-table';
import { type FileRefusal, inLineOrder, type RefusedRow } from './refused-row';

/** What one store counted of one SKU. */
export type SunriseCount = { readonly store: string; readonly sku: string; readonly qty: number };

export type SunriseStock = {
  readonly counts: readonly SunriseCount[];
  readonly rows: number;
  /** Rows whose SKU neither a product nor an order names: nothing of the garment is known but its number. */
  readonly unknownSkus: number;
  readonly refused: readonly RefusedRow[];
};

/**
 * The rows of `inventory-stores.csv` for SKUs the catalogue knows.
 * @param isKnown whether a product or an order names the SKU
 * @param stores keys of the chain's stores; a row of any other is refused
 */
export async function readSunriseStock(
  folder: string,
  isKnown: (sku: string) => boolean,
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
      const qty = Number(quantity);
      if (sku === '') refused.push({ file, line, code: 'sku-missing', params: {} });
      else if (!stores.has(store)) refused.push({ file, line, code: 'unknown-store', params: { store } });
      else if (quantity === '' || !Number.isInteger(qty))
        refused.push({ file, line, code: 'quantity-unreadable', params: { sku, quantity } });
      else if (!isKnown(sku)) unknownSkus += 1;
      else counts.set(`${store}\u0000${sku}`, { store, sku, qty });
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
