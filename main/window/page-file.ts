import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { errorCode } from '../files/error-code';

/** A file of a page as it is sent, over `app://` and over loopback HTTP alike. */
export type PageFile = {
  readonly status: 200 | 404;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

/**
 * Reads a file below `folder`; `/` is its index.html. Anything else, steps out of the folder included, is 404.
 * @param hubUrl the one other place the page may talk to
 */
export async function readPageFile(folder: string, pathname: string, hubUrl: string): Promise<PageFile> {
  const headers = { ...guards, 'content-security-policy': contentPolicy(hubUrl) };
  const file = fileWithin(folder, pathname);
  const type = file && types[path.extname(file)];
  if (!file || !type) return { status: 404, headers, body: new Uint8Array() };
  try {
    const cache = pathname.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
    return {
      status: 200,
      headers: { ...headers, 'content-type': type, 'cache-control': cache },
      body: await readFile(file),
    };
  } catch (error) {
    if (['ENOENT', 'EISDIR', 'ENOTDIR'].includes(errorCode(error)))
      return { status: 404, headers, body: new Uint8Array() };
    throw error;
  }
}

function fileWithin(folder: string, pathname: string): string | null {
  const decoded = decodePath(pathname);
  if (decoded === null || decoded.includes('\0') || decoded.includes('\\')) return null;
  const root = path.resolve(folder);
  const file = path.join(root, path.posix.normalize(`/${decoded === '/' ? 'index.html' : decoded}`));
  return file.startsWith(root + path.sep) ? file : null;
}

function decodePath(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}

const guards = {
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(self), microphone=(), geolocation=(), usb=(), serial=(), hid=()',
} as const;

/** NOTE inline styles are what Mantine makes; scripts are our own files only. */
export function contentPolicy(hubUrl: string): string {
  const hub = URL.canParse(hubUrl) ? ` ${new URL(hubUrl).origin}` : '';
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "media-src 'self' blob:",
    "worker-src 'self'",
    "manifest-src 'self'",
    `connect-src 'self'${hub}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
