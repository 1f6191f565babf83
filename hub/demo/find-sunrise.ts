import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { must } from '#shared/kernel/invariant';

const FOLDER = ['hub', 'demo', 'sunrise'] as const;

/**
 * The folder of the shipped Sunrise files. It lies beside this source, beside the built hub (`demo/sunrise`), or under the
 * project's own folder somewhere above: the same code runs from all three.
 */
export function sunriseFolder(from = path.dirname(fileURLToPath(import.meta.url))): string {
  const beside = [path.join(from, 'sunrise'), path.join(from, 'demo', 'sunrise')];
  const above = ancestors(from).map((folder) => path.join(folder, ...FOLDER));
  const found = [...beside, ...above].find((folder) => existsSync(path.join(folder, 'orders.csv')));
  return must(found, 'the Sunrise files are shipped with the hub');
}

function ancestors(folder: string): readonly string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}
