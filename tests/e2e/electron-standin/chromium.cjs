// @ts-check
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { app } = require('./app.cjs');
const { Connection } = require('./cdp.cjs');
const { runtime } = require('./runtime.cjs');
const { holdNewTargets } = require('./targets.cjs');

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/**
 * - MediaRouter, OptimizationHints: talk to the network.
 * - HttpsUpgrades: rewrites addresses.
 * - DestroyProfileOnBrowserClose: loses what was stored, where tests start the app again.
 * - LocalNetworkAccessChecks: asks before a page may talk to this machine; Electron has no such question for its own schemes.
 */
const disabledFeatures = [
  'MediaRouter',
  'OptimizationHints',
  'HttpsUpgrades',
  'DestroyProfileOnBrowserClose',
  'LocalNetworkAccessChecks',
];

/** `CHROMIUM_PATH`, else a Chromium by one of its names on the PATH. */
function findChromium() {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const onPath = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  const found = [process.env.CHROMIUM_PATH, ...onPath].find((file) => file && fs.existsSync(file));
  if (!found) throw new Error('electron stand-in: no Chromium found; set CHROMIUM_PATH');
  return found;
}

/**
 * Starts Chromium without a window on a profile inside the user data, and tells the app that it is ready.
 * @param {{ hasDebugPort: boolean }} options
 */
async function startChromium({ hasDebugPort }) {
  const profile = path.join(app.getPath('userData'), 'standin-profile');
  fs.mkdirSync(profile, { recursive: true });
  const connection = new Connection(findChromium(), [
    '--remote-debugging-pipe',
    ...(hasDebugPort ? ['--remote-debugging-port=0'] : []),
    ...(runtime.isHeadless ? ['--headless=new'] : []),
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ...switchesOfApp(),
    `--user-data-dir=${profile}`,
    `--disable-features=${disabledFeatures.join(',')}`,
    '--no-startup-window',
    '--block-new-web-contents',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    '--disable-breakpad',
    '--disable-crash-reporter',
    '--password-store=basic',
  ]);
  runtime.browser = connection;
  connection.process.on('error', (error) => {
    console.error('electron stand-in:', error.message);
    process.exit(1);
  });
  connection.on('exit', () => {
    if (!runtime.isQuitting) process.exit(1);
  });
  const { product } = await connection.root.send('Browser.getVersion');
  runtime.chromiumVersion = product.split('/')[1];
  await holdNewTargets();
  app.standinReady();
}

/** What the app or Playwright asked for. Feature lists are ours: the last one given would silently win. */
function switchesOfApp() {
  return [...runtime.switches]
    .filter(([name]) => !['enable-features', 'disable-features', 'user-data-dir'].includes(name))
    .map(([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`));
}

module.exports = { startChromium };
