import { isIP } from 'node:net';
import path from 'node:path';
import { StartRefusal } from './say-trouble';

/** Everything the hub may be told from outside, read once at start. Durations in milliseconds. */
export type HubConfig = {
  /** Folder of the embedded database, the keys and the erased list. */
  readonly dataDir: string;
  /** PostgreSQL to use instead of the embedded database. */
  readonly databaseUrl: string | null;
  readonly host: string;
  /** 0: a free port is chosen once and kept in `dataDir`. */
  readonly port: number;
  /** What phones and labels reach the hub by; null: the address it listens on. */
  readonly publicUrl: string | null;
  /** Addresses and ranges (`10.0.0.0/8`) of proxies that are believed when they say for whom and by what they ask. */
  readonly trustedProxies: readonly string[];
  /** Where one-time codes are posted to be carried to phones, and the bearer token that goes along; null: nowhere. */
  readonly codeWebhook: { readonly url: string; readonly token: string | null } | null;
  /** Folder with the built pages `shop` and `region`; null: none are served. */
  readonly pagesDir: string | null;
  readonly logLevel: 'silent' | 'warn' | 'info' | 'debug';
  /** Longest wait of a customer document that no till of its own store caused. */
  readonly coalesceMs: number;
  /** Longest wait of the neighbours' stock. */
  readonly nearbyMs: number;
  /** As many people as a store's tills hold, those seen last. */
  readonly peopleMax: number;
  /** How long an early fact waits for the ones before it, until these are written down as lost. */
  readonly gapWaitMs: number;
  /** Requests one address may send in a minute. */
  readonly requestsPerMinute: number;
  /** The same for routes that guess at secrets, send messages or put pieces aside. */
  readonly triesPerMinute: number;
  /** Browsers nobody knows that may read their first label from one address in a minute: a shop's visitors share one. */
  readonly newBrowsersPerMinute: number;
  /** The demo: one-time codes are shown on a page of the hub instead of going to phones. Never on a real shop's hub. */
  readonly isDemo: boolean;
  /** Answers are held against the contract too: for tests. */
  readonly checksAnswers: boolean;
};

const SECOND_MS = 1000;

export const usualConfig: HubConfig = {
  dataDir: '.seam/hub',
  databaseUrl: null,
  host: '127.0.0.1',
  port: 7600,
  publicUrl: null,
  trustedProxies: [],
  codeWebhook: null,
  pagesDir: null,
  logLevel: 'info',
  coalesceMs: 30 * SECOND_MS,
  nearbyMs: 300 * SECOND_MS,
  peopleMax: 20_000,
  gapWaitMs: 600 * SECOND_MS,
  requestsPerMinute: 3000,
  triesPerMinute: 20,
  newBrowsersPerMinute: 60,
  isDemo: false,
  checksAnswers: false,
};

/**
 * What the environment says, over the usual. `SEAM_…` names; `DATABASE_URL` as everywhere.
 * Refusals, thrown as {@link StartRefusal}: `proxy-invalid`, `code-webhook-invalid`.
 */
export function readConfig(env: NodeJS.ProcessEnv, told: Partial<HubConfig> = {}): HubConfig {
  const given: Partial<HubConfig> = {
    ...(env.DATABASE_URL ? { databaseUrl: env.DATABASE_URL } : {}),
    ...(env.SEAM_HOST ? { host: env.SEAM_HOST } : {}),
    ...(env.SEAM_PUBLIC_URL ? { publicUrl: env.SEAM_PUBLIC_URL.replace(/\/+$/, '') } : {}),
    ...(env.SEAM_TRUSTED_PROXY ? { trustedProxies: readProxies(env.SEAM_TRUSTED_PROXY) } : {}),
    ...(env.SEAM_CODE_WEBHOOK
      ? { codeWebhook: { url: readWebhook(env.SEAM_CODE_WEBHOOK), token: env.SEAM_CODE_WEBHOOK_TOKEN || null } }
      : {}),
    ...(env.SEAM_LOG === 'debug' || env.SEAM_LOG === 'warn' || env.SEAM_LOG === 'silent'
      ? { logLevel: env.SEAM_LOG }
      : {}),
    ...(env.SEAM_COALESCE_MS ? { coalesceMs: Number(env.SEAM_COALESCE_MS) } : {}),
    ...(env.SEAM_NEARBY_MS ? { nearbyMs: Number(env.SEAM_NEARBY_MS) } : {}),
  };
  const config = { ...usualConfig, ...given, ...told };
  return { ...config, dataDir: path.resolve(config.dataDir) };
}

function readProxies(text: string): readonly string[] {
  const proxies = text.split(/[\s,]+/).filter((proxy) => proxy !== '');
  for (const proxy of proxies) if (!isRange(proxy)) throw new StartRefusal('proxy-invalid', { proxy });
  return proxies;
}

function isRange(text: string): boolean {
  const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const family = isIP(address);
  return family !== 0 && (bits === undefined || Number(bits) <= (family === 4 ? 32 : 128));
}

function readWebhook(url: string): string {
  if (!/^https?:/i.test(url) || !URL.canParse(url)) throw new StartRefusal('code-webhook-invalid', { url });
  return url;
}
