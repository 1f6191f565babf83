import type { Refusal } from '#shared/kernel/result';

/** A row that did not go in: where it stands (line 1 is the header) and why. The rest of the file went in. */
export type RefusedRow = { readonly file: string; readonly line: number } & Refusal<RowRefusal>;

/** The order in which a person looks for them in the file. */
export function inLineOrder(...parts: readonly (readonly RefusedRow[])[]): readonly RefusedRow[] {
  return parts.flat().sort((a, b) => a.line - b.line);
}

/** Why one row can't go in. */
export type RowRefusal =
  | 'barcode-rounded'
  | 'barcode-taken'
  | 'check-digit-wrong'
  | 'colour-too-long'
  | 'colours-too-many'
  | 'columns-wrong'
  | 'customer-missing'
  | 'gtin-length-unknown'
  | 'gtin-not-digits'
  | 'handle-missing'
  | 'number-missing'
  | 'option-doubled'
  | 'order-too-large'
  | 'price-missing'
  | 'price-unreadable'
  | 'quantity-unreadable'
  | 'quote-not-closed'
  | 'row-unreadable'
  | 'size-too-long'
  | 'sizes-too-many'
  | 'sku-doubled'
  | 'sku-missing'
  | 'sku-too-long'
  | 'text-unreadable'
  | 'title-missing'
  | 'title-too-long'
  | 'unknown-store'
  | 'upc-e-malformed'
  | 'variants-too-many';

/** Why a whole file can't be read. */
export type FileRefusal =
  | 'file-missing'
  | 'file-empty'
  | 'file-not-text'
  | 'file-not-csv'
  | 'file-too-large'
  | 'delimiter-wrong'
  | 'columns-missing'
  | 'rows-missing'
  | 'json-unreadable';
