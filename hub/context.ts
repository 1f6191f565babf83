import { mkdirSync } from 'node:fs';
import { type Logger, pino } from 'pino';
import { typeidUnboxed } from 'typeid-js';
import type { GenerationId, MintId } from '#shared/kernel/ids';
import type { InstantMs } from '#shared/kernel/time';
import { nextHlc } from '#shared/sync/hybrid-clock';
import type { HubConfig } from './config';
import { databaseConfig, openDatabase } from './db/connect';
import type { Database } from './db/database';
import { migrateDatabase } from './db/migrate';
import type { OnTrouble } from './db/pglite-guard';
import { currentGeneration } from './generation';
import { type KeyStore, openKeyStore } from './keys/key-store';
import { type LogWriter, openLogWriter } from './log/group-commit';
import { openPokes, type Pokes } from './log/poke';

/** What routes, projectors and imports work with. Clock, ids and chance come from here, so that tests can give their own. */
export type HubContext = {
  readonly config: HubConfig;
  readonly db: Database;
  /** The only way into the log. */
  readonly log: LogWriter;
  readonly keys: KeyStore;
  readonly clock: () => InstantMs;
  readonly mint: MintId;
  /** The hub's own hybrid clock, in microseconds: never the same reading twice. */
  readonly nextHlc: () => number;
  /** Says within this process that a stream or a feed has something newer. */
  readonly pokes: Pokes;
  readonly logger: Logger;
  /** This life of the log; see `generation.ts`. */
  readonly generation: () => GenerationId;
  readonly setGeneration: (generation: GenerationId) => void;
  /** What phones and labels reach this hub by. Until it listens, what was configured. */
  readonly publicUrl: () => string;
  readonly setPublicUrl: (url: string) => void;
  readonly close: () => Promise<void>;
};

/** What a test may give instead of the real thing. */
export type ContextParts = Partial<Pick<HubContext, 'clock' | 'mint' | 'logger'>> & {
  /** Hears, after the log has, what went wrong in the database while nobody waited for an answer. */
  readonly onTrouble?: OnTrouble;
  /** An open database whose tables are migrated or not; closed with the context. */
  readonly db?: Database;
};

/** Opens database, keys and log; serves nothing yet. An import into a stopped hub works with this alone. */
export async function openContext(config: HubConfig, parts: ContextParts = {}): Promise<HubContext> {
  mkdirSync(config.dataDir, { recursive: true });
  const logger = parts.logger ?? pino({ level: config.logLevel, base: null }, pino.destination(2));
  const onTrouble = (error: unknown) => {
    logger.error({ err: error }, 'the database is in trouble');
    parts.onTrouble?.(error);
  };
  const db = parts.db ?? (await openDatabase(databaseConfig(config.databaseUrl, config.dataDir, onTrouble)));
  try {
    await migrateDatabase(db);
    const keys = openKeyStore(config.dataDir);
    const pokes = openPokes((error) => logger.error({ err: error }, 'a listener of pokes failed'));
    const log = openLogWriter(db, pokes);
    const clock = parts.clock ?? Date.now;
    let lastHlc = 0;
    const mint = parts.mint ?? ((prefix: string): string => typeidUnboxed(prefix));
    let publicUrl = config.publicUrl ?? `http://${config.host}:${config.port}`;
    let generation = await currentGeneration({ db, mint, dataDir: config.dataDir });
    return {
      config,
      db,
      log,
      keys,
      clock,
      mint,
      nextHlc: () => {
        lastHlc = nextHlc(lastHlc, clock(), 0);
        return lastHlc;
      },
      pokes,
      logger,
      generation: () => generation,
      setGeneration: (next) => {
        generation = next;
      },
      publicUrl: () => publicUrl,
      setPublicUrl: (url) => {
        publicUrl = url;
      },
      close: async () => {
        await log.drained();
        await db.close();
      },
    };
  } catch (error) {
    await db.close();
    throw error;
  }
}
