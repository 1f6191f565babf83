import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');

export type SourceFile = { readonly file: string; readonly text: string; readonly imports: readonly string[] };

/** Every TypeScript file below a folder, with the texts it imports from (static, dynamic and re-exports). */
export function sourceFiles(folder: string): readonly SourceFile[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|tsx|mts)$/.test(name) && !name.endsWith('.d.ts'))
    .map((name) => path.posix.join(folder, name.split(path.sep).join('/')))
    .map((file) => {
      const text = readFileSync(path.join(root, file), 'utf8');
      return { file, text, imports: importsOf(text) };
    });
}

/** What a file imports, without its comments and strings getting in the way. */
export function importsOf(text: string): readonly string[] {
  const bare = withoutComments(text);
  const found = [
    ...bare.matchAll(/^\s*(?:import|export)\s(?:[^'";]*?\sfrom\s*)?['"]([^'"]+)['"]/gm),
    ...bare.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g),
  ];
  return found.map((match) => match[1] ?? '');
}

export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}

/** The project path an import points at, or null for a package. */
export function target(from: string, imported: string): string | null {
  if (imported.startsWith('#shared/')) return imported.slice(1);
  if (!imported.startsWith('.')) return null;
  return path.posix.normalize(path.posix.join(path.posix.dirname(from), imported));
}
