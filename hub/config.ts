import path from 'node:path';

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
  /** The same for routes that guess at secrets or send messages. */
  readonly triesPerMinute: number;
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
  pagesDir: null,
  logLevel: 'info',
  coalesceMs: 30 * SECOND_MS,
  nearbyMs: 300 * SECOND_MS,
  peopleMax: 20_000,
  gapWaitMs: 600 * SECOND_MS,
  requestsPerMinute: 3000,
  triesPerMinute: 20,
  isDemo: false,
  checksAnswers: false,
};

/** What the environment says, over the usual. `SEAM_…` names; `DATABASE_URL` as everywhere. */
export function readConfig(env: NodeJS.ProcessEnv, told: Partial<HubConfig> = {}): HubConfig {
  const given: Partial<HubConfig> = {
    ...(env.DATABASE_URL ? { databaseUrl: env.DATABASE_URL } : {}),
    ...(env.SEAM_HOST ? { host: env.SEAM_HOST } : {}),
    ...(env.SEAM_PUBLIC_URL ? { publicUrl: env.SEAM_PUBLIC_URL.replace(/\/+$/, '') } : {}),
    ...(env.SEAM_LOG === 'debug' || env.SEAM_LOG === 'warn' || env.SEAM_LOG === 'silent'
      ? { logLevel: env.SEAM_LOG }
      : {}),
    ...(env.SEAM_COALESCE_MS ? { coalesceMs: Number(env.SEAM_COALESCE_MS) } : {}),
    ...(env.SEAM_NEARBY_MS ? { nearbyMs: Number(env.SEAM_NEARBY_MS) } : {}),
  };
  const config = { ...usualConfig, ...given, ...told };
  return { ...config, dataDir: path.resolve(config.dataDir) };
}
