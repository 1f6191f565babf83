import path from 'node:path';
import type { CustomScheme } from 'electron';
import { readPageFile } from './page-file';

/** Must be said before the app is ready: pages of `app:` are secure and have stores of their own. */
export const pageScheme: CustomScheme = {
  scheme: 'app',
  privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
};

/** Answers `app://<page>/…` from the built pages, with the headers they need. */
export function servePages(pagesDir: string, pages: readonly string[], hubUrl: () => string) {
  return async (request: Request): Promise<Response> => {
    const { host, pathname } = new URL(request.url);
    if (!pages.includes(host)) return new Response(null, { status: 404 });
    const { status, headers, body } = await readPageFile(path.join(pagesDir, host), pathname, hubUrl());
    return new Response(Buffer.from(body), { status, headers });
  };
}
