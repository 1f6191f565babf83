import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';

/** What a file of the export is known by: a copy that differs in one byte shows. */
export type FileMark = { readonly lines: number; readonly bytes: number; readonly sha256: string };

/** A file of newline-delimited JSON that is being written. */
export type LineFile = {
  readonly write: (values: readonly object[]) => void;
  /** On the disk when this returns. */
  readonly close: () => FileMark;
};

export function openLineFile(name: string): LineFile {
  const handle = openSync(name, 'wx', 0o600);
  const hash = createHash('sha256');
  let lines = 0;
  let bytes = 0;
  return {
    write: (values) => {
      if (values.length === 0) return;
      const text = Buffer.from(values.map((value) => `${JSON.stringify(value)}\n`).join(''));
      for (let at = 0; at < text.length; ) at += writeSync(handle, text, at);
      hash.update(text);
      lines += values.length;
      bytes += text.length;
    },
    close: () => {
      fsyncSync(handle);
      closeSync(handle);
      return { lines, bytes, sha256: hash.digest('hex') };
    },
  };
}
