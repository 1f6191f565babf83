import type { JournalFile, JournalFiles } from '../../main/journal/journal-files';

/** What is being asked of the disk when a fault may strike. */
export type DiskCall = 'create' | 'write' | 'sync' | 'truncate' | 'remove';

/**
 * `fail`: the call throws `code`; a write leaves `keep` (0–1) of its bytes, a failed sync has them on disk or not.
 * `kill`: the process dies inside the call, after `keep` of it happened.
 */
export type Fault =
  | { readonly kind: 'fail'; readonly code: 'ENOSPC' | 'EIO'; readonly keep: number }
  | { readonly kind: 'kill'; readonly keep: number };

/** Thrown out of every call of a process that was killed. */
export class ProcessKilled extends Error {}

type Stored = { cached: Buffer; durable: Buffer };

/**
 * A disk in memory with a page cache: written bytes survive the end of the process, and a power cut once synced.
 * `nextFault` is asked before every call that changes something. `capacity` is in bytes.
 */
export class FaultyDisk {
  readonly #stored = new Map<string, Stored>();
  nextFault: (call: DiskCall, name: string) => Fault | null = () => null;
  capacity = Number.POSITIVE_INFINITY;
  syncs = 0;
  /** The next sync takes until this resolves, as on a disk that hangs. */
  hang: Promise<void> | null = null;
  #process = { isAlive: true };

  names(): readonly string[] {
    return [...this.#stored.keys()].sort();
  }

  bytesOf(name: string): Buffer {
    return Buffer.from(this.#must(name).cached);
  }

  put(name: string, bytes: Uint8Array): void {
    this.#stored.set(name, { cached: Buffer.from(bytes), durable: Buffer.from(bytes) });
  }

  delete(name: string): void {
    this.#stored.delete(name);
  }

  /** False once the process that was started last was killed. */
  get isRunning(): boolean {
    return this.#process.isAlive;
  }

  /** The process ends; what it wrote stays in the page cache. */
  kill(): void {
    this.#process.isAlive = false;
  }

  /** The power goes: of bytes that were not synced, `keep` (0–1) are left. */
  cutPower(keep: number): void {
    this.kill();
    for (const file of this.#stored.values()) {
      const extra = Math.max(0, file.cached.length - file.durable.length);
      const isPrefix = file.cached.subarray(0, file.durable.length).equals(file.durable);
      const left = isPrefix ? file.cached.subarray(0, file.durable.length + Math.floor(extra * keep)) : file.durable;
      file.cached = Buffer.from(left);
      file.durable = Buffer.from(left);
    }
  }

  /** The folder as a newly started process sees it. */
  start(): JournalFiles {
    const process = { isAlive: true };
    this.#process = process;
    const alive = () => {
      if (!process.isAlive) throw new ProcessKilled('killed');
    };
    const whenAlive =
      <Input extends readonly unknown[], Value>(call: (...input: Input) => Value) =>
      async (...input: Input): Promise<Value> => {
        alive();
        return call(...input);
      };
    return {
      list: whenAlive(() => this.names()),
      size: whenAlive((name: string) => this.#stored.get(name)?.cached.length ?? 0),
      read: whenAlive((name: string) => this.bytesOf(name)),
      readStart: whenAlive((name: string, bytes: number) => this.bytesOf(name).subarray(0, bytes)),
      create: whenAlive((name: string) => {
        this.#strike('create', name, () => this.put(name, Buffer.alloc(0)));
        if (this.#stored.has(name)) throw diskError('EEXIST');
        this.put(name, Buffer.alloc(0));
        return this.#open(name, alive);
      }),
      openEnd: whenAlive((name: string) => {
        this.#must(name);
        return this.#open(name, alive);
      }),
      remove: whenAlive((name: string) => {
        this.#strike('remove', name, (keep) => keep >= 0.5 && this.delete(name));
        this.delete(name);
      }),
      replace: whenAlive((name: string, bytes: Uint8Array) => this.put(name, bytes)),
    };
  }

  #open(name: string, alive: () => void): JournalFile {
    return {
      write: async (bytes) => {
        alive();
        this.#strike('write', name, (keep) => this.#grow(name, bytes.subarray(0, Math.floor(bytes.length * keep))));
        const room = Math.max(0, this.capacity - this.#used());
        this.#grow(name, bytes.subarray(0, Math.min(room, bytes.length)));
        if (room < bytes.length) throw diskError('ENOSPC');
      },
      sync: async () => {
        const hang = this.hang;
        this.hang = null;
        await hang;
        alive();
        this.#strike('sync', name, (keep) => keep >= 0.5 && this.#settle(name));
        this.syncs += 1;
        this.#settle(name);
      },
      truncate: async (length) => {
        alive();
        this.#strike('truncate', name, () => undefined);
        const file = this.#must(name);
        file.cached = Buffer.from(file.cached.subarray(0, length));
      },
      close: async () => alive(),
    };
  }

  #strike(call: DiskCall, name: string, happen: (keep: number) => unknown): void {
    const fault = this.nextFault(call, name);
    if (!fault) return;
    happen(fault.keep);
    if (fault.kind === 'fail') throw diskError(fault.code);
    this.kill();
    throw new ProcessKilled('killed');
  }

  #grow(name: string, bytes: Uint8Array): void {
    const file = this.#must(name);
    file.cached = Buffer.concat([file.cached, bytes]);
  }

  #settle(name: string): void {
    const file = this.#must(name);
    file.durable = Buffer.from(file.cached);
  }

  #used(): number {
    return [...this.#stored.values()].reduce((sum, { cached }) => sum + cached.length, 0);
  }

  #must(name: string): Stored {
    const file = this.#stored.get(name);
    if (!file) throw diskError('ENOENT');
    return file;
  }
}

function diskError(code: string): Error {
  return Object.assign(new Error(code), { code });
}
