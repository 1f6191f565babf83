// @ts-check
import { spawn } from 'node:child_process';

/**
 * Runs a Node program in the foreground and answers its exit code; signals reach it, and it is waited for.
 * @param {string} root @param {string[]} args @param {{ env?: Record<string, string>, quiet?: boolean }} [options]
 * @returns {Promise<number>}
 */
export function runNode(root, args, options = {}) {
  return run(root, process.execPath, args, options);
}

/**
 * @param {string} root @param {string} file @param {string[]} args @param {{ env?: Record<string, string>, quiet?: boolean }} [options]
 * @returns {Promise<number>}
 */
export function run(root, file, args, { env = {}, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: quiet ? ['ignore', 'ignore', 'inherit'] : 'inherit',
    });
    const pass = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
    process.on('SIGTERM', pass);
    process.on('SIGINT', pass);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      process.off('SIGTERM', pass);
      process.off('SIGINT', pass);
      resolve(signal ? 1 : (code ?? 1));
    });
  });
}
