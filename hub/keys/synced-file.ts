import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';

/** Adds text at the end; on disk when this returns. A line torn by an earlier power cut is cut off first. */
export function appendSynced(file: string, text: string): void {
  const handle = openSync(file, 'a+', 0o600);
  try {
    cutTornLine(handle);
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** The file holds exactly this text or, after a power cut, exactly what it held before. */
export function replaceSynced(file: string, text: string): void {
  const aside = `${file}.next`;
  const handle = openSync(aside, 'w', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(aside, file);
  syncFolder(path.dirname(file));
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function cutTornLine(handle: number): void {
  const { size } = fstatSync(handle);
  let end = size;
  const byte = Buffer.alloc(1);
  while (end > 0) {
    readSync(handle, byte, 0, 1, end - 1);
    if (byte[0] === 0x0a) break;
    end -= 1;
  }
  if (end < size) ftruncateSync(handle, end);
}
