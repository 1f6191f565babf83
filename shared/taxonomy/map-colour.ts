import type { Words } from '../catalog/garment';
import { colourWords } from './colour-words';

/**
 * A colour as a style document holds it, without its id.
 * @property value taxonomy colour value (`color__navy`), or null where the name says none
 * @property hex what a screen paints; undyed cloth where the name says none
 */
export type MappedColour = { readonly name: Words; readonly value: string | null; readonly hex: string };

/** Undyed cloth: painted where nothing says what colour a garment has. */
export const UNDYED = '#b9bcc0';

type Known = MappedColour & { readonly en: string };

const known: ReadonlyMap<string, Known> = new Map(
  Object.entries(colourWords).flatMap(([en, [zh, value, hex, ...also]]) => {
    const colour: Known = { en, name: { zh, en: titled(en) }, value: `color__${value}`, hex };
    return [en, zh, ...also].map((word) => [word, colour] as const);
  }),
);

/**
 * The colour of a free name in English, Chinese or German: by the whole name, else by its last words (`vintage navy blue`)
 * or, in Chinese, its ending. A name found only in part keeps its own words; nothing found keeps them with no value.
 */
export function mapColour(text: string): MappedColour {
  const own = text.trim().replace(/\s+/g, ' ');
  const plain = own.toLowerCase().replace(/_/g, ' ');
  const whole = known.get(plain);
  if (whole) return { name: whole.name, value: whole.value, hex: whole.hex };
  const part = /\p{Script=Han}/u.test(plain) ? byEnding(plain) : byWords(plain);
  const name = { zh: own, en: own };
  return part ? { name, value: part.value, hex: part.hex } : { name, value: null, hex: UNDYED };
}

function byEnding(text: string): Known | undefined {
  return [...text].map((_, from) => known.get([...text].slice(from).join(''))).find((found) => found !== undefined);
}

function byWords(text: string): Known | undefined {
  const words = text.split(/[^\p{L}\d]+/u).filter((word) => word !== '');
  for (let length = Math.min(2, words.length); length > 0; length -= 1) {
    for (let from = words.length - length; from >= 0; from -= 1) {
      const found = known.get(words.slice(from, from + length).join(' '));
      if (found) return found;
    }
  }
  return undefined;
}

function titled(en: string): string {
  return en.charAt(0).toUpperCase() + en.slice(1);
}
