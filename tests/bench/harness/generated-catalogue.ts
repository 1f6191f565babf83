import { writeFileSync } from 'node:fs';
import { STYLES, VARIANTS } from './bench-shop';

const colours = ['Black', 'White', 'Navy Blue', 'Red', 'Grey', 'Green'] as const;
const sizes = ['XS', 'S', 'M', 'L', 'XL', 'XXL'] as const;
const kinds = ['Shirt', 'Jacket', 'Dress', 'Jeans', 'Coat', 'Skirt', 'Sweater'] as const;
const header =
  'Handle,Title,Vendor,Type,Tags,Product Category,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Barcode,Variant Price';

/** Writes a product file with as many styles and variants as the real one, where that is not here. */
export function writeGeneratedCatalogue(file: string): void {
  const rows = [header];
  let left = VARIANTS;
  for (let style = 0; style < STYLES; style += 1) {
    const count = Math.ceil(left / (STYLES - style));
    left -= count;
    for (let at = 0; at < count; at += 1) rows.push(rowOf(style, at));
  }
  writeFileSync(file, `${rows.join('\n')}\n`);
}

function rowOf(style: number, at: number): string {
  const kind = kinds[style % kinds.length] ?? 'Shirt';
  const [colour, size] = [colours[Math.floor(at / sizes.length)] ?? 'Black', sizes[at % sizes.length] ?? 'M'];
  const title = at === 0 ? `House ${kind} ${style},House,${kind}s,"Fall, Casual",` : ',,,,';
  const number = `20${String(style).padStart(7, '0')}${String(at).padStart(3, '0')}`;
  const price = `${99 + (style % 40) * 10}.00`;
  return `style-${style},${title},Color,${colour},Size,${size},${style}-${at},${withCheckDigit(number)},${price}`;
}

function withCheckDigit(digits: string): string {
  const sum = [...digits].reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 1 : 3), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
