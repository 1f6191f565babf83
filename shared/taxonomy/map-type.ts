import type { CategoryId } from '../catalog/garment';
import { typeWords } from './type-words';

/**
 * The taxonomy category of a free type or product name: `Sports Shoes`, `真丝衬衫`, `Skirt Jucca cream`.
 *
 * A type is looked up whole first. Else the longest run of words in it wins, the later one where two are as long, since the
 * noun stands last (a `shirt dress` is a dress); Chinese is matched by its ending for the same reason. Null: nothing in
 * it is known, or it is known to have no place in the apparel taxonomy.
 */
export function mapType(text: string): CategoryId | null {
  const plain = text.trim().toLowerCase().replace(/\s+/g, ' ');
  const whole = lookUp(plain) ?? lookUp(singular(plain));
  if (whole !== undefined) return whole;
  return /\p{Script=Han}/u.test(plain) ? byEnding(plain) : byWords(plain);
}

/** The category of a type, or of the name where the type says nothing. */
export function mapGarment(type: string, name: string): CategoryId | null {
  return mapType(type) ?? (isKnown(type) ? null : mapType(name));
}

function isKnown(type: string): boolean {
  const plain = type.trim().toLowerCase();
  return lookUp(plain) !== undefined || lookUp(singular(plain)) !== undefined;
}

function byEnding(text: string): CategoryId | null {
  for (let from = 0; from < text.length; from += 1) {
    const found = lookUp(text.slice(from).trim());
    if (found !== undefined) return found;
  }
  return null;
}

function byWords(text: string): CategoryId | null {
  const words = text
    .split(/[^\p{L}\d-]+/u)
    .filter((word) => word !== '')
    .map(singular);
  for (let length = Math.min(3, words.length); length > 0; length -= 1) {
    for (let from = words.length - length; from >= 0; from -= 1) {
      const found = lookUp(words.slice(from, from + length).join(' '));
      if (found !== undefined) return found;
    }
  }
  return null;
}

function lookUp(words: string): CategoryId | null | undefined {
  return Object.hasOwn(typeWords, words) ? typeWords[words] : undefined;
}

/** `Sports Shoes` → `sports shoe`, `Dresses` → `dress`: only the last word is made singular. */
function singular(words: string): string {
  if (/(ss|ch|sh|x)es$/.test(words)) return words.slice(0, -2);
  return /[^s]s$/.test(words) ? words.slice(0, -1) : words;
}
