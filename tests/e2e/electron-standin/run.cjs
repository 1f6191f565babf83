// @ts-check
'use strict';
const fs = require('node:fs');
const inspector = require('node:inspector');
const Module = require('node:module');
const path = require('node:path');
const { app } = require('./app.cjs');
const { startChromium } = require('./chromium.cjs');
const { electron } = require('./electron-module.cjs');
const { runtime } = require('./runtime.cjs');

const VERSION = '0.0.0-standin';

/**
 * Runs an app as Electron would: reads Electron's own arguments, loads what is to be loaded first, then the app's main.
 * @param {readonly string[]} args
 */
function run(args) {
  if (args.includes('--version')) {
    console.log(`v${VERSION}`);
    return;
  }
  const { modulesFirst, target, isInspected, hasDebugPort } = readArguments(args);
  const main = findMain(path.resolve(target));
  becomeElectron(args);
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => app.quit());
  if (isInspected) inspector.open(0, '127.0.0.1');
  for (const module of modulesFirst) require(path.resolve(module));
  require(main);
  startChromium({ hasDebugPort }).catch((error) => {
    console.error(error);
    process.exit(1);
  });
}

/** @param {readonly string[]} args */
function readArguments(args) {
  const modulesFirst = args.filter((_, place) => args[place - 1] === '-r' || args[place - 1] === '--require');
  const target = args.find((arg) => !arg.startsWith('-') && !modulesFirst.includes(arg)) ?? '.';
  return {
    modulesFirst,
    target,
    isInspected: args.some((arg) => arg.startsWith('--inspect')),
    hasDebugPort: args.some((arg) => arg.startsWith('--remote-debugging-port')),
  };
}

/**
 * The app's main file, and what Electron knows about the app from its package.json.
 * @param {string} target
 */
function findMain(target) {
  if (!fs.statSync(target).isDirectory()) {
    runtime.appPath = path.dirname(target);
    return target;
  }
  const manifest = JSON.parse(fs.readFileSync(path.join(target, 'package.json'), 'utf8'));
  runtime.name = manifest.productName ?? manifest.name ?? runtime.name;
  runtime.version = manifest.version ?? runtime.version;
  runtime.appPath = target;
  const main = path.resolve(target, manifest.main ?? 'index.js');
  if (main.endsWith('.mjs') || (manifest.type === 'module' && !main.endsWith('.cjs'))) {
    throw new Error('electron stand-in: a main that is an ES module is not emulated');
  }
  return main;
}

/** @param {readonly string[]} args */
function becomeElectron(args) {
  const own = new Map([
    ['electron', electron],
    ['electron/main', electron],
  ]);
  const loader = /** @type {any} */ (Module);
  const load = loader._load;
  loader._load = (/** @type {string} */ id, /** @type {any[]} */ ...rest) =>
    own.get(id) ?? load.call(loader, id, ...rest);
  Object.defineProperty(process, 'type', { value: 'browser' });
  Object.defineProperty(process, 'versions', { value: { ...process.versions, electron: VERSION } });
  Object.defineProperty(process, 'resourcesPath', { value: path.join(runtime.appPath, 'resources') });
  process.argv = [process.execPath, ...args];
}

module.exports = { run };
