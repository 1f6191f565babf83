import { existsSync, readFileSync } from 'node:fs';

/** The vectors of the GS1 syntax engine. They lie beside the project where it is developed and are not shipped with it. */
const folder = new URL('../../../../shared/data/gs1/', import.meta.url);

export const hasGs1Vectors = existsSync(folder);

/** Parsed JSON of one file of vectors, or an empty object where the folder is absent. */
export function gs1Vectors<File>(name: string): Partial<File> {
  return hasGs1Vectors ? (JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as File) : {};
}

/** The syntax dictionary's own text, empty where the folder is absent. */
export function gs1Dictionary(): string {
  return hasGs1Vectors ? readFileSync(new URL('gs1-syntax-dictionary.txt', folder), 'utf8') : '';
}
