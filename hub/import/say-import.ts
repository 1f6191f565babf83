import type { Refusal } from '#shared/kernel/result';
import type { Imported } from './import';
import type { FileRefusal, RefusedRow, RowRefusal } from './refused-row';
import type { Tally } from './tally';

type Params = Refusal['params'];

/** What the importer says in a terminal. Screens have their own words. */
const said: Readonly<Record<RowRefusal | FileRefusal | 'currency-differs', (p: Params) => string>> = {
  'barcode-rounded': ({ barcode }) => `barcode ${barcode} was rounded by a spreadsheet; format the column as text`,
  'barcode-taken': ({ barcode }) => `barcode ${barcode} belongs to another garment`,
  'check-digit-wrong': ({ barcode, expected }) => `barcode ${barcode} should end in ${expected}`,
  'colour-too-long': ({ colour }) => `colour "${colour}" is longer than 60 characters`,
  'colours-too-many': ({ most }) => `more than ${most} colours in one style`,
  'columns-wrong': ({ expected, got }) => `${got} cells where the header has ${expected}`,
  'customer-missing': ({ number }) => `order ${number} names no customer`,
  'gtin-length-unknown': ({ barcode }) => `barcode ${barcode} is not 8, 12, 13 or 14 digits long`,
  'gtin-not-digits': ({ barcode }) => `barcode ${barcode} is not a number`,
  'handle-missing': () => 'no handle',
  'number-missing': () => 'no order number',
  'option-doubled': ({ option, firstLine }) => `${option} is there already${firstLine ? `, on line ${firstLine}` : ''}`,
  'order-too-large': ({ number }) => `order ${number} has more lines or costs more than an order can`,
  'price-missing': () => 'no price',
  'price-unreadable': ({ price, sku }) => `price "${price ?? sku}" can't be read; write 1299.00`,
  'quantity-unreadable': ({ quantity }) => `quantity "${quantity}" is no whole number that can be counted`,
  'quote-not-closed': () => 'a quote is opened and never closed; nothing below it was read',
  'row-unreadable': ({ reason }) => `can't be read (${reason})`,
  'size-too-long': ({ size }) => `size "${size}" is longer than 40 characters`,
  'sizes-too-many': ({ most }) => `more than ${most} sizes in one style`,
  'sku-doubled': ({ sku, firstLine }) => `SKU ${sku} is there already, on line ${firstLine}`,
  'sku-missing': () => 'no SKU',
  'sku-too-long': ({ sku }) => `SKU ${sku} is longer than 80 characters`,
  'text-unreadable': () => 'not UTF-8 text; save the file as "CSV UTF-8"',
  'title-missing': ({ handle }) => `no row of ${handle ?? 'this product'} says its title`,
  'title-too-long': () => 'title is longer than 200 characters',
  'unknown-store': ({ store }) => `there is no store ${store}`,
  'upc-e-malformed': ({ barcode }) => `barcode ${barcode} is no UPC-E`,
  'variants-too-many': ({ most }) => `more than ${most} variants in one style`,
  'file-missing': ({ file }) => `${file} is not there`,
  'file-empty': ({ file }) => `${file} is empty`,
  'file-not-text': ({ file }) => `${file} is not text; export the table as CSV`,
  'file-not-csv': ({ file }) => `${file} is not a table separated by commas`,
  'file-too-large': ({ file }) => `${file} is larger than 512 MB`,
  'delimiter-wrong': ({ file, found }) => `${file} is separated by "${found}"; it must be commas`,
  'columns-missing': ({ file, columns }) => `${file} has no column ${columns}`,
  'rows-missing': ({ file }) => `${file} has a header and no rows`,
  'json-unreadable': ({ file, at }) => `${file} is not the JSON expected${at ? ` (at ${at})` : ''}`,
  'currency-differs': ({ tenant, has, asked }) => `tenant ${tenant} sells in ${has}, not in ${asked}`,
};

/** `products.csv:17: no price (price-missing)` */
export function sayRow({ file, line, code, params }: RefusedRow): string {
  return `${file}:${line}: ${said[code](params)} (${code})`;
}

/** One sentence and the code, for people and for scripts. */
export function sayRefusal({ code, params }: Refusal): string {
  const say = Object.entries(said).find(([known]) => known === code)?.[1];
  return say ? `${say(params)} (${code})` : `${code} ${JSON.stringify(params)}`;
}

/** The counts of one import as lines of a table, then every refused row. */
export function sayImported(source: string, imported: Imported): readonly string[] {
  const { tenantCode, currency, format, details, refused } = imported;
  const tallies = (['styles', 'variants', 'barcodes', 'prices', 'facts'] as const).filter(
    (name) => name !== 'facts' || format === 'sunrise',
  );
  return [
    `${source} (${format}) → tenant ${tenantCode}, ${currency}`,
    ...tallies.map((name) => `  ${name.padEnd(10)}${sayTally(imported[name])}`),
    `  ${'refused'.padEnd(10)}${number(refused.length)}`,
    `  ${Object.entries(details)
      .map(([name, count]) => `${words(name)} ${count.toLocaleString('en')}`)
      .join(' · ')}`,
    ...refused.map((row) => `  ${sayRow(row)}`),
  ];
}

function sayTally(tally: Tally): string {
  return `${number(tally.new)} new${number(tally.changed)} changed${number(tally.same)} as before`;
}

function number(value: number): string {
  return value.toLocaleString('en').padStart(9);
}

function words(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
