// @ts-check
'use strict';

/**
 * What every part of the stand-in needs to know about this run.
 * @type {{
 *   name: string,
 *   version: string,
 *   appPath: string,
 *   isReady: boolean,
 *   isQuitting: boolean,
 *   isHeadless: boolean,
 *   chromiumVersion: string,
 *   switches: Map<string, string>,
 *   browser: InstanceType<typeof import('./cdp.cjs').Connection> | undefined,
 *   windows: InstanceType<typeof import('./browser-window.cjs').BrowserWindow>[],
 * }}
 */
const runtime = {
  name: 'Electron',
  version: '0.0.0',
  appPath: process.cwd(),
  isReady: false,
  isQuitting: false,
  isHeadless: process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY,
  chromiumVersion: '',
  switches: new Map(),
  browser: undefined,
  windows: [],
};

/** The connection to Chromium. Asking for it before the app is ready is a bug of the caller, as in Electron. */
function browser() {
  if (!runtime.browser) throw new Error('electron stand-in: the browser is not started yet');
  return runtime.browser;
}

module.exports = { browser, runtime };
