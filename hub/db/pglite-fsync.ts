import { closeSync, fsyncSync, openSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { invariant } from '#shared/kernel/invariant';

/** How often PostgreSQL's own sync calls have reached the disk since the hook was set. */
export type SyncCount = { readonly calls: () => number };

/** Returns once the open file's content is on the disk, or throws a system error. */
export type SyncFile = (handle: number) => void;

/** What is used of emscripten's NODEFS inside PGlite. Private to PGlite, so its presence is checked and its effect measured. */
type NodeFs = {
  readonly stream_ops: { fsync?: (stream: { readonly nfd: number }) => number };
  readonly tryFSOperation: <T>(operation: () => T) => T;
};

/**
 * PGlite answers every sync call with "done" and does nothing (upstream issue 1107). This gives its file system the
 * missing call. A failing disk becomes PostgreSQL's own panic: nothing more is acknowledged.
 */
export function hookFsync(pglite: PGlite, syncFile: SyncFile | null = fsyncSync): SyncCount {
  const nodeFs: unknown = Reflect.get(pglite.Module, 'NODEFS');
  invariant(isNodeFs(nodeFs), 'this PGlite keeps its files through NODEFS');
  let calls = 0;
  const fsync = ({ nfd }: { readonly nfd: number }): number => {
    nodeFs.tryFSOperation(() => syncFile?.(nfd));
    calls += 1;
    return 0;
  };
  if (syncFile) nodeFs.stream_ops.fsync = fsync;
  return { calls: () => calls };
}

function isNodeFs(value: unknown): value is NodeFs {
  return (
    typeof value === 'object' &&
    value !== null &&
    'stream_ops' in value &&
    typeof value.stream_ops === 'object' &&
    value.stream_ops !== null &&
    'tryFSOperation' in value &&
    typeof value.tryFSOperation === 'function'
  );
}

/** Syncs every file and folder below: what recovery or a first start wrote before the hook existed. 0.1–0.2 s. */
export function syncTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const inner = path.join(folder, entry.name);
    if (entry.isDirectory()) syncTree(inner);
    else if (entry.isFile()) syncOne(inner, 'r+');
  }
  syncFolder(folder);
}

/** Makes the folder's own entries (new and renamed files) last. Windows does so by itself and knows no such call. */
export function syncFolder(folder: string): void {
  if (process.platform !== 'win32') syncOne(folder, 'r');
}

function syncOne(name: string, flags: 'r' | 'r+'): void {
  const handle = openSync(name, flags);
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
