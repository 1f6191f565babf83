/** How a kind of garment is sized. */
export type SizeRun = 'letters' | 'letters-men' | 'three' | 'waist' | 'waist-men' | 'shoes' | 'shoes-men' | 'one';

/** Sizes on the rail, small to large. */
export const sizeRuns: Readonly<Record<SizeRun, readonly string[]>> = {
  letters: ['XS', 'S', 'M', 'L', 'XL'],
  'letters-men': ['S', 'M', 'L', 'XL', 'XXL'],
  three: ['S', 'M', 'L'],
  waist: ['25', '26', '27', '28', '29', '30', '31'],
  'waist-men': ['29', '30', '31', '32', '33', '34', '36'],
  shoes: ['35', '36', '37', '38', '39', '40'],
  'shoes-men': ['39', '40', '41', '42', '43', '44'],
  one: ['One Size'],
};

/**
 * One style of the demo house as its designers list it.
 * @property yuan price on the label, whole yuan
 * @property colours names in `shared/taxonomy/colour-words.ts`
 */
export type StyleRow = readonly [
  code: string,
  zh: string,
  en: string,
  category: string,
  yuan: number,
  fabricZh: string,
  fabricEn: string,
  sizes: SizeRun,
  colours: readonly string[],
];
