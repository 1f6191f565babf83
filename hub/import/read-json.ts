import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { ok, type Result, refuse } from '#shared/kernel/result';
import type { FileRefusal } from './refused-row';

/** A JSON file that has the shape asked for; refused where it is missing, not JSON, or of another shape. */
export async function readJson<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): Promise<Result<z.output<Schema>, FileRefusal>> {
  const name = path.basename(file);
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return refuse('file-missing', { file: name });
  const parsed = schema.safeParse(jsonOf(text));
  if (parsed.success) return ok(parsed.data);
  return refuse('json-unreadable', { file: name, at: parsed.error.issues[0]?.path.join('.') ?? '' });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}
