/**
 * One file open for writing at its end. Every call may throw an error with a `code` as Node's do: `ENOSPC` says the
 * disk is full, anything else that it is broken.
 */
export type JournalFile = {
  /** Writes all bytes after the last; on an error any part of them may be there. */
  write(bytes: Uint8Array): Promise<void>;
  /** Resolves once everything written survives a power cut. After an error nobody knows what does. */
  sync(): Promise<void>;
  truncate(length: number): Promise<void>;
  close(): Promise<void>;
};

/** The folder a journal lives in: all that it asks of a file system, so that tests can break each part of it. */
export type JournalFiles = {
  /** Names in the folder, in no order. */
  list(): Promise<readonly string[]>;
  read(name: string): Promise<Buffer>;
  /** Bytes in a file, 0 where there is none. */
  size(name: string): Promise<number>;
  /** The first bytes of a file, fewer where it is shorter. */
  readStart(name: string, bytes: number): Promise<Buffer>;
  /** A new, empty file whose name survives a power cut. Throws `EEXIST` where there is one. */
  create(name: string): Promise<JournalFile>;
  openEnd(name: string): Promise<JournalFile>;
  remove(name: string): Promise<void>;
  /** Puts a whole file in place of the old one, or leaves the old one. Not synced: for what can be made again. */
  replace(name: string, bytes: Uint8Array): Promise<void>;
};
