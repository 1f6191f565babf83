import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { AnchorKey } from '#shared/contract/sync';
import type { AnchorId, TenantId } from '#shared/kernel/ids';
import { appendSynced, replaceSynced } from './synced-file';

/**
 * The keys of all anchors, outside the database and its backups: a line `tenant who key` each in `<data>/keys/anchors`.
 * To erase a person is to destroy the key; the list of the erased lies beside the folder, so that an older copy of
 * the keys put back later is purged again when it is opened.
 */
export type KeyStore = {
  readonly of: (tenant: TenantId) => TenantKeys;
  /** A key of the hub itself, made at first use. */
  readonly secret: (name: 'identifiers' | 'page-tokens' | 'checkpoints') => Buffer;
};

/** The keys of one tenant's anchors. What another tenant stores under the same anchor is another key. */
export type TenantKeys = {
  readonly get: (who: AnchorId) => AnchorKey['key'] | null;
  /** Stored and on disk when this resolves. The first key of an anchor stays; an erased anchor gets none again. */
  readonly put: (keys: readonly AnchorKey[]) => Promise<void>;
  /** The anchors' private parts can be read by nobody any more. */
  readonly destroy: (who: readonly AnchorId[]) => Promise<void>;
  readonly isErased: (who: AnchorId) => boolean;
};

export function openKeyStore(dataDir: string): KeyStore {
  const folder = path.join(dataDir, 'keys');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files = { anchors: path.join(folder, 'anchors'), erased: path.join(dataDir, 'erased') };
  const erased = new Set(linesOf(files.erased));
  const keys = new Map(linesOf(files.anchors).map((line): [string, string] => [line.slice(0, -44), line.slice(-43)]));
  const returned = [...erased].filter((name) => keys.delete(name));
  if (returned.length > 0) rewrite(files.anchors, keys);
  let readBytes = sizeOf(files.anchors);
  /** Another process of this hub may have stored keys since: an import, or a second hub on the same folder. */
  const readAgain = (): void => {
    const bytes = sizeOf(files.anchors);
    if (bytes === readBytes) return;
    readBytes = bytes;
    for (const line of linesOf(files.anchors)) {
      const [name, key] = [line.slice(0, -44), line.slice(-43)];
      if (!keys.has(name) && !erased.has(name)) keys.set(name, key);
    }
  };
  const get = (name: string): AnchorKey['key'] | null => {
    if (!keys.has(name) && !erased.has(name)) readAgain();
    return keys.get(name) ?? null;
  };
  const secrets = new Map<string, Buffer>();
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (write: () => void): Promise<void> => {
    const next = last.then(write);
    last = next.catch(() => undefined);
    return next;
  };
  const put = (given: ReadonlyMap<string, string>) =>
    inTurn(() => {
      if ([...given.keys()].every((name) => keys.has(name) || erased.has(name))) return;
      readAgain();
      const fresh = new Map([...given].filter(([name]) => !keys.has(name) && !erased.has(name)));
      if (fresh.size === 0) return;
      appendSynced(files.anchors, textOf(fresh));
      for (const [name, key] of fresh) keys.set(name, key);
      readBytes = sizeOf(files.anchors);
    });
  const destroy = (given: readonly string[]) =>
    inTurn(() => {
      const gone = given.filter((name) => !erased.has(name));
      if (gone.length === 0) return;
      appendSynced(files.erased, gone.map((name) => `${name}\n`).join(''));
      for (const name of gone) {
        erased.add(name);
        keys.delete(name);
      }
      readAgain();
      rewrite(files.anchors, keys);
      readBytes = sizeOf(files.anchors);
    });
  return {
    of: (tenant) => {
      const nameOf = (who: AnchorId) => `${tenant} ${who}`;
      return {
        get: (who) => get(nameOf(who)),
        isErased: (who) => erased.has(nameOf(who)),
        // The first of several stays, as the first of all does.
        put: (given) => put(new Map(given.toReversed().map(({ who, key }) => [nameOf(who), key]))),
        destroy: (given) => destroy(given.map(nameOf)),
      };
    },
    secret: (name) => {
      const known = secrets.get(name);
      if (known) return known;
      const file = path.join(folder, `${name}.secret`);
      if (!existsSync(file)) replaceSynced(file, randomBytes(32).toString('base64url'));
      const secret = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64url');
      secrets.set(name, secret);
      return secret;
    },
  };
}

function rewrite(file: string, keys: ReadonlyMap<string, string>): void {
  replaceSynced(file, textOf(keys));
}

function textOf(keys: ReadonlyMap<string, string>): string {
  return [...keys].map(([name, key]) => `${name} ${key}\n`).join('');
}

function sizeOf(file: string): number {
  return existsSync(file) ? statSync(file).size : 0;
}

/** Whole lines only: a line torn by a power cut was never acknowledged. */
function linesOf(file: string): readonly string[] {
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line !== '');
}
