import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Bench, type Figure, projectRoot } from './harness/bench';
import type { IngestAnswers } from './harness/ingest-process';
import { startPart } from './harness/process-part';
import { type Measured, measured, median, ratioOf } from './measured';

const ROUNDS = 5;
const A_ROUND = 4000;
const BAR = 0.7;

/**
 * Sales a second through the hub's ingest (judged, hashed, put in their chain, stored, answered) from four tills of a
 * store at once, and through its append alone; beside them a client's COPY of the same rows into a table like the log,
 * in the same batches, each durable.
 */
export const hubIngest: Figure = {
  name: 'hub-ingest',
  run: async (bench) => {
    const embedded = await on(bench, 'pglite', null);
    const server = await startServer().catch((error: unknown) => {
      bench.say(`  PostgreSQL could not be started, so it is left out: ${error}`);
      return null;
    });
    if (server === null) return embedded;
    try {
      return [...embedded, ...(await on(bench, 'postgres', server.url))];
    } finally {
      await server.stop();
    }
  },
};

/** NOTE loaded where it stands: bundled, it would take itself for the program and start a server of its own. */
async function startServer(): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const file = path.join(projectRoot, 'tests/support/postgres-server.mjs');
  const { startPostgres } = await import(/* @vite-ignore */ pathToFileURL(file).href);
  return startPostgres();
}

async function on(bench: Bench, engine: string, databaseUrl: string | null): Promise<readonly Measured[]> {
  const dataDir = mkdtempSync(path.join(bench.scratch, `ingest-${engine}-`));
  const part = await startPart<IngestAnswers>('ingest-process', { dataDir, databaseUrl });
  try {
    await part.ask('round', A_ROUND);
    const rounds: Awaited<ReturnType<IngestAnswers['round']>>[] = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await part.ask('round', A_ROUND));
    const perSecond = (took: readonly number[]) => (A_ROUND / median(took)) * 1000;
    const [ingested, appended, copied] = [
      perSecond(rounds.map(({ ingestMs }) => ingestMs)),
      perSecond(rounds.map(({ appendMs }) => appendMs)),
      perSecond(rounds.map(({ copyMs }) => copyMs)),
    ];
    const asked = { to: copied, bar: BAR, direction: 'at least' } as const;
    const note = `of COPY, ${ROUNDS} rounds of ${A_ROUND} sales, 200 at a time`;
    return [
      measured({ name: `hub-ingest-${engine}-rate`, value: ingested, unit: '1/s', note: 'sales a second' }),
      ratioOf({ name: `hub-ingest-${engine}`, of: ingested, ...asked, note: `whole ingest ${note}` }),
      ratioOf({ name: `hub-append-${engine}`, of: appended, ...asked, note: `storing alone ${note}` }),
    ];
  } finally {
    await part.stop();
  }
}
