// @ts-check
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { keepRunning, startPart } from './part.mjs';

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

  // Only a machine that is no till yet needs a code to become one.
  const codeArgs = existsSync(path.join(data, 'till/journal')) ? [] : ['--till-store', values.store];
  const hubArgs = ['--data', data, '--port', values.port, '--demo', ...codeArgs];
  const hub = values['only-till'] ? null : keepRunning('the hub', () => startPart(root, 'out/hub/main.mjs', hubArgs));
  // Until both are ready a signal ends what is there at once; afterwards the till stops before its hub.
  const stopHub = () => hub?.stop();
  stopping.signal.addEventListener('abort', stopHub);
  const hubReady = hub ? await hub.ready : { url: values.hub, enrolCode: undefined };
  if (!hubReady) return failure(await hub?.ended, stopping.signal);
  const tillArgs = [
    ...['--data', path.join(data, 'till'), '--hub', hubReady.url],
    ...(values['till-port'] ? ['--port', values['till-port']] : []),
    ...(values['no-window'] ? ['--no-window'] : []),
  ];
  const enrolCode = hubReady.enrolCode ? { SEAM_ENROL_CODE: hubReady.enrolCode } : {};
  const till = keepRunning('the till', () => startPart(root, 'out/main/host.mjs', tillArgs, enrolCode));
  stopping.signal.addEventListener('abort', till.stop);
  const tillReady = await till.ready;
  stopping.signal.removeEventListener('abort', stopHub);
  if (!tillReady || stopping.signal.aborted) {
    hub?.stop();
    await hub?.ended;
    return failure(await till.ended, stopping.signal);
  }
  const { url } = hubReady;
  const served = url ? { hub: url, shop: `${url}/shop/`, region: `${url}/region/` } : {};
  console.log(JSON.stringify({ ready: true, till: tillReady.launchUrl, ...served }));
  void hub?.ended.then((code) => {
    if (!stopping.signal.aborted && code !== 0) console.error('the hub stays down; the till sells on without it');
  });
  const code = await Promise.race([till.ended, aborted(stopping.signal)]);
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
