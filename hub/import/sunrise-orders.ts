import path from 'node:path';
import { type Currency, Minor, MinorPaid, minorFromText, sumMinor } from '#shared/kernel/money';
import { ok, type Result } from '#shared/kernel/result';
import { readTable } from './read-table';
import { type FileRefusal, inLineOrder, type RefusedRow } from './refused-row';

/** An order of the online shop as the source has it: who and what, but not when. Amounts in cents. */
export type SunriseOrder = {
  readonly number: string;
  readonly customer: string;
  readonly lines: readonly { readonly sku: string; readonly qty: number; readonly unitMinor: number }[];
};

export type SunriseOrders = {
  readonly orders: readonly SunriseOrder[];
  readonly rows: number;
  readonly refused: readonly RefusedRow[];
};

/** An order has no more lines; see `OrderPlacedBody`. */
const LINES_MAX = 200;

const columns = [
  'customerEmail',
  'orderNumber',
  'lineitems.variant.sku',
  'lineitems.price',
  'lineitems.quantity',
] as const;

/**
 * The orders of `orders.csv`, one row a line. NOTE the column `customerEmail` holds a customer number. Rows of one order
 * belong together by number and customer; a SKU that stands twice in an order stays two lines, as it was ordered.
 */
export async function readSunriseOrders(
  folder: string,
  currency: Currency,
): Promise<Result<SunriseOrders, FileRefusal>> {
  const file = 'orders.csv';
  const orders = new Map<string, { number: string; customer: string; lines: SunriseOrder['lines'][number][] }>();
  const refused: RefusedRow[] = [];
  const read = await readTable(path.join(folder, file), columns, ({ line, cell }) => {
    const refuseRow = (code: RefusedRow['code'], params: RefusedRow['params'] = {}): void => {
      refused.push({ file, line, code, params });
    };
    const [customer, number, sku] = [cell('customerEmail'), cell('orderNumber'), cell('lineitems.variant.sku')];
    if (number === '') return refuseRow('number-missing');
    if (customer === '') return refuseRow('customer-missing', { number });
    if (sku === '') return refuseRow('sku-missing', { number });
    const unitMinor = minorFromText(cell('lineitems.price'), currency);
    if (unitMinor === null || !MinorPaid.safeParse(unitMinor).success)
      return refuseRow('price-unreadable', { price: cell('lineitems.price') });
    const qty = Number(cell('lineitems.quantity'));
    if (!Number.isInteger(qty) || qty < 1 || qty > 999)
      return refuseRow('quantity-unreadable', { quantity: cell('lineitems.quantity') });
    const key = `${number}\u0000${customer}`;
    const order = orders.get(key) ?? { number, customer, lines: [] };
    const totalMinor = sumMinor([...order.lines, { unitMinor, qty }].map((one) => one.unitMinor * one.qty));
    if (order.lines.length >= LINES_MAX || !Minor.safeParse(totalMinor).success)
      return refuseRow('order-too-large', { number });
    orders.set(key, order);
    order.lines.push({ sku, qty, unitMinor });
  });
  if (!read.ok) return read;
  return ok({
    orders: [...orders.values()],
    rows: read.value.rows,
    refused: inLineOrder(read.value.refused, refused),
  });
}
