import { randomBytes, timingSafeEqual } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { request } from 'node:http';
import path from 'node:path';
import { z } from 'zod';
import { forgoIfFull } from '../files/error-code';
import { readIfThere } from '../files/read-if-there';
import { writeWhole } from '../files/write-whole';

const Starter = z.object({ port: z.int(), secret: z.string() });
type Starter = z.output<typeof Starter>;

export type StarterFile = {
  readonly isStarter: (secret: string) => boolean;
  readonly remove: () => Promise<void>;
};

/**
 * Says to a later start of the same user, and to nobody else, where the running host listens and how to ask it for a launch code.
 * On a full disk a later start is not told.
 */
export async function writeStarterFile(folder: string, port: number): Promise<StarterFile> {
  const secret = randomBytes(24).toString('base64url');
  await writeWhole(fileIn(folder), JSON.stringify({ port, secret } satisfies Starter)).catch(forgoIfFull);
  return {
    isStarter: (text) => text.length === secret.length && timingSafeEqual(Buffer.from(text), Buffer.from(secret)),
    remove: () => rm(fileIn(folder), { force: true }),
  };
}

/** A new launch address from the host that runs on this folder, or null where none answers. */
export async function askLaunchUrl(folder: string): Promise<string | null> {
  const bytes = await readIfThere(fileIn(folder));
  const starter = bytes ? Starter.safeParse(JSON.parse(bytes.toString('utf8'))).data : undefined;
  if (!starter) return null;
  const origin = originOf(starter.port);
  const answer = await post(`${origin}/host/launch-code`, origin, starter.secret).catch(() => null);
  const code = z.object({ code: z.string() }).safeParse(answer).data?.code;
  return code === undefined ? null : launchUrlOf(origin, code);
}

export function originOf(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/** The code stands in the fragment: it is sent to nobody and in no referrer, and the page takes it out at once. */
export function launchUrlOf(origin: string, code: string): string {
  return `${origin}/#launch=${code}`;
}

function post(url: string, origin: string, secret: string): Promise<unknown> {
  const headers = { origin, authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const asking = request(url, { method: 'POST', headers, timeout: 3_000 }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => (response.statusCode === 200 ? resolve(JSON.parse(text)) : resolve(null)));
    });
    asking.on('timeout', () => asking.destroy(new Error('the host does not answer')));
    asking.on('error', reject);
    asking.end('{}');
  });
}

function fileIn(folder: string): string {
  return path.join(folder, 'starter.json');
}
