const letters: Readonly<Record<string, string>> = {
  xxxs: 'size__triple_extra_small_xxxs',
  xxs: 'size__double_extra_small_xxs',
  xs: 'size__extra_small_xs',
  s: 'size__small_s',
  m: 'size__medium_m',
  l: 'size__large_l',
  xl: 'size__extra_large_xl',
  xxl: 'size__double_extra_large_xxl',
  xxxl: 'size__triple_extra_large_xxxl',
  '4xl': 'size__four_extra_large_4xl',
  '5xl': 'size__five_extra_large_5xl',
  '6xl': 'size__six_extra_large_6xl',
};

const sameAs: Readonly<Record<string, string>> = {
  '3xs': 'xxxs',
  '2xs': 'xxs',
  '2xl': 'xxl',
  '3xl': 'xxxl',
  small: 's',
  medium: 'm',
  large: 'l',
  'extra small': 'xs',
  'extra large': 'xl',
  小号: 's',
  中号: 'm',
  大号: 'l',
  加大号: 'xl',
};

/** The label of a garment that comes in one size only. */
export const ONE_SIZE = 'One Size';
const oneSize = /^(one[ -]?size.*|onesize|os|o\/s|free ?size|uni|均码|单一尺码|einheitsgröße|taglia unica)$/i;

const wholeSizes: ReadonlySet<string> = new Set([
  '000',
  '00',
  '1',
  ...Array.from({ length: 31 }, (_, index) => String(index * 2)),
]);

const lettersInOrder = Object.keys(letters);

/** A size as the label says it, with the many ways of writing "one size" and letter sizes made one. */
export function sizeLabel(text: string): string {
  const trimmed = text.trim().replace(/\s+/g, ' ');
  if (trimmed === '' || oneSize.test(trimmed)) return ONE_SIZE;
  const low = trimmed.toLowerCase();
  const letter = sameAs[low] ?? low;
  return letter in letters ? letter.toUpperCase() : trimmed;
}

/** The taxonomy's size value of a label, or null: it has letters and whole even numbers, no half sizes and no shoe sizes. */
export function sizeValue(text: string): string | null {
  const label = sizeLabel(text).toLowerCase();
  return letters[label] ?? (wholeSizes.has(label) ? `size__${label}` : null);
}

/** Order of sizes on a rail: one size, letters from small to large, numbers, then anything else by its text. */
export function compareSizes(a: string, b: string): number {
  const [first, second] = [rank(a), rank(b)];
  return first.group - second.group || first.place - second.place || (a < b ? -1 : a > b ? 1 : 0);
}

function rank(label: string): { readonly group: number; readonly place: number } {
  if (label === ONE_SIZE) return { group: 0, place: 0 };
  const place = lettersInOrder.indexOf(label.toLowerCase());
  if (place >= 0) return { group: 1, place };
  const number = /^\d+(\.\d+)?/.exec(label);
  return number ? { group: 2, place: Number(number[0]) } : { group: 3, place: 0 };
}
