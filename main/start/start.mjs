// @ts-check
import { fork } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

/**
 * Hub, demo region and till together. Prints one line of JSON when all are ready, and stops them in order on a signal.
 * @param {string} root @param {string[]} args @returns {Promise<number>}
 */
export async function start(root, args) {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string', default: '.seam' },
      port: { type: 'string', default: '7600' },
      'till-port': { type: 'string', default: '' },
      store: { type: 'string', default: 'JA' },
      'no-window': { type: 'boolean', default: false },
      'only-till': { type: 'boolean', default: false },
      hub: { type: 'string', default: '' },
    },
  });
  const data = path.resolve(values.data);
  mkdirSync(data, { recursive: true });
  const stopping = new AbortController();
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT'])) process.on(signal, () => stopping.abort());

  const hub = values['only-till']
    ? null
    : child(root, 'out/hub/main.mjs', ['--data', data, '--port', values.port, '--demo', '--till-store', values.store]);
  // Until both are ready a signal ends what is there at once; afterwards the till stops before its hub.
  const stopHub = () => hub?.stop();
  stopping.signal.addEventListener('abort', stopHub);
  const hubReady = hub ? await hub.ready : { url: values.hub, enrolCode: undefined };
  if (!hubReady) return failure(await hub?.ended, stopping.signal);
  const till = child(
    root,
    'out/main/host.mjs',
    [
      ...['--data', path.join(data, 'till'), '--hub', hubReady.url],
      ...(values['till-port'] ? ['--port', values['till-port']] : []),
      ...(values['no-window'] ? ['--no-window'] : []),
    ],
    hubReady.enrolCode ? { SEAM_ENROL_CODE: hubReady.enrolCode } : {},
  );
  stopping.signal.addEventListener('abort', till.stop);
  const tillReady = await till.ready;
  stopping.signal.removeEventListener('abort', stopHub);
  if (!tillReady || stopping.signal.aborted) {
    hub?.stop();
    await hub?.ended;
    return failure(await till.ended, stopping.signal);
  }
  console.log(
    JSON.stringify({
      ready: true,
      hub: hubReady.url,
      till: tillReady.launchUrl,
      shop: `${hubReady.url}/shop/`,
      region: `${hubReady.url}/region/`,
    }),
  );
  // Whoever ends first without being asked says how this ended.
  const code = await Promise.race([till.ended, ...(hub ? [hub.ended] : []), aborted(stopping.signal)]);
  till.stop();
  await till.ended;
  hub?.stop();
  await hub?.ended;
  return code;
}

/** @param {number | undefined} code @param {AbortSignal} signal */
function failure(code, signal) {
  return signal.aborted ? 0 : code || 1;
}

/** @param {AbortSignal} signal */
function aborted(signal) {
  return new Promise((resolve) => (signal.aborted ? resolve(0) : signal.addEventListener('abort', () => resolve(0))));
}

/**
 * A part of Seam as its own process: says `{ ready: true, … }` over its channel, ends on SIGTERM.
 * @param {string} root @param {string} file @param {string[]} args @param {Record<string, string>} [env]
 */
function child(root, file, args, env = {}) {
  const started = fork(path.join(root, file), args, {
    env: { ...process.env, ...env },
    execArgv: ['--enable-source-maps'],
    stdio: ['ignore', 2, 2, 'ipc'],
    detached: process.platform !== 'win32',
  });
  /** @type {Promise<number>} */
  const ended = new Promise((resolve) => started.on('exit', (code) => resolve(code ?? 1)));
  /** @type {Promise<any>} */
  const ready = new Promise((resolve) => {
    started.on('message', (/** @type {any} */ message) => message?.ready && resolve(message));
    void ended.then(() => resolve(null));
  });
  return { ready, ended, stop: () => started.exitCode === null && started.kill('SIGTERM') };
}
