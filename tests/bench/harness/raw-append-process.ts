import { open } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { servePart } from './process-part';

/**
 * What no till can do without, and nothing more: takes a text over loopback HTTP, appends it to a file, waits for the disk
 * and answers with a text. `GET /` is an empty page of the same origin.
 */
async function openRawAppend({ folder }: { readonly folder: string }) {
  const file = await open(path.join(folder, 'raw-append'), 'a', 0o600);
  const server = createServer(async (request, response) => {
    if (request.method !== 'POST') {
      response.writeHead(200, { 'content-type': 'text/html' });
      return response.end('<!doctype html><title>raw append</title>');
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    await file.write(bytes);
    await file.datasync();
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    return response.end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    answers: { url: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await file.close();
    },
  };
}

export type RawAppendAnswers = Awaited<ReturnType<typeof openRawAppend>>['answers'];

await servePart(openRawAppend);
