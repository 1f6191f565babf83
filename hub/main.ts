import path from 'node:path';
import { parseArgs } from 'node:util';
import { type HubConfig, readConfig } from './config';
import { openContext } from './context';
import { DatabaseBroken } from './db/pglite-guard';
import { seedDemo } from './demo/seed';
import { issueTillCode } from './demo/till-code';
import { startHub } from './hub';
import { StartRefusal, sayTrouble } from './say-trouble';

/**
 * The hub as a process: `--data DIR --port N --pages DIR`, `--demo` for the demo region, `--till-store CODE` to hand
 * out a one-time code for a till of that store to whoever started it. Its own folder is `hub` in DIR, as for every
 * command. Ends cleanly on SIGTERM; ends with 1 and one sentence when it can't start, or when its database stops.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: '.seam' },
      port: { type: 'string', default: '7600' },
      host: { type: 'string' },
      pages: { type: 'string', default: path.join(import.meta.dirname, '../renderer') },
      demo: { type: 'boolean', default: false },
      'till-store': { type: 'string', default: '' },
    },
  });
  const config = readConfig(process.env, {
    dataDir: path.join(values.data, 'hub'),
    port: readPort(values.port),
    ...(values.host === undefined ? {} : { host: values.host }),
    pagesDir: path.resolve(values.pages),
    isDemo: values.demo,
    // Somebody is looking at a demo's first minutes: the neighbours' stock need not wait for a quiet moment.
    ...(values.demo ? { nearbyMs: 5_000 } : {}),
  });
  if (values.demo) await putDemoIn(config);
  const hub = await startHub(config, { onTrouble: endIfBroken });
  const enrolCode = values['till-store'] ? await issueTillCode(hub.context, values['till-store']) : null;
  const ready = { ready: true, url: hub.url, ...(enrolCode === null ? {} : { enrolCode }) };
  if (process.send) process.send(ready);
  else process.stdout.write(`${JSON.stringify(ready)}\n`);
  await untilStopped();
  await hub.close();
}

/** Before the hub serves anyone: nobody waits for projections of a history that is still being told. */
async function putDemoIn(config: HubConfig): Promise<void> {
  const context = await openContext(config, { onTrouble: endIfBroken });
  try {
    await seedDemo(context, Date.now());
  } finally {
    await context.close();
  }
}

/** Resolves on a signal, or when the process that started this one is gone. */
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => resolve());
    process.once('disconnect', () => resolve());
  });
}

function readPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new StartRefusal('port-invalid', { port: text });
  return port;
}

/** Nothing more is stored after that, and nothing stored is lost: whoever watches this process starts it again. */
function endIfBroken(error: unknown): void {
  if (!(error instanceof DatabaseBroken)) return;
  console.error(sayTrouble(error));
  process.exit(1);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(sayTrouble(error) ?? error);
    process.exit(1);
  },
);
