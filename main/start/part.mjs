// @ts-check
import { fork } from 'node:child_process';
import path from 'node:path';

/** @typedef {{ ready: Promise<any>, ended: Promise<number>, stop: () => void }} Part */

/**
 * A part of Seam as its own process: says `{ ready: true, … }` over its channel, ends on SIGTERM. `ready` is null where
 * it ended before.
 * @param {string} root @param {string} file @param {string[]} args @param {Record<string, string>} [env]
 * @returns {Part}
 */
export function startPart(root, file, args, env = {}) {
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

const FALLS_MAX = 5;
const STEADY_MS = 60_000;

/**
 * A part that is started again when it falls. One that was told to end, was never ready, or falls again and again
 * within a minute each, stays down.
 * @param {string} name @param {() => Part} begin @param {typeof sleep} [wait]
 * @returns {Part}
 */
export function keepRunning(name, begin, wait = sleep) {
  let isStopped = false;
  let current = begin();
  const { ready } = current;
  const ended = (async () => {
    for (let falls = 1; ; falls += 1) {
      const beganMs = Date.now();
      const code = await current.ended;
      if (isStopped || code === 0 || (await ready) === null) return code;
      if (Date.now() - beganMs > STEADY_MS) falls = 1;
      if (falls > FALLS_MAX) return code;
      console.error(`${name} fell (${code}) and is started again`);
      await wait(250 * 2 ** falls);
      if (isStopped) return 0;
      current = begin();
    }
  })();
  return {
    ready,
    ended,
    stop: () => {
      isStopped = true;
      current.stop();
    },
  };
}

/** @param {number} ms @returns {Promise<void>} */
function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
