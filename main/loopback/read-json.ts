import type { IncomingMessage } from 'node:http';

/** A request may carry this much; a page of sealed parts is far below. */
export const BODY_MAX_BYTES = 2 * 1024 * 1024;

export type JsonBody =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: 'body-too-large' | 'body-not-json' };

/** Reads a JSON body to its end or its limit. */
export async function readJson(request: IncomingMessage): Promise<JsonBody> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > BODY_MAX_BYTES) return { ok: false, code: 'body-too-large' };
    chunks.push(bytes);
  }
  try {
    return { ok: true, value: JSON.parse(Buffer.concat(chunks).toString('utf8')) };
  } catch {
    return { ok: false, code: 'body-not-json' };
  }
}

/** JSON and nothing else: a form or plain text could be posted by any page without asking. */
export function isJson(contentType: string | undefined): boolean {
  return /^application\/json(\s*;\s*charset=utf-8)?$/i.test(contentType ?? '');
}
