// @ts-check
'use strict';
const { strict } = require('./not-emulated.cjs');
const { runtime } = require('./runtime.cjs');

/**
 * Chromium knows no `app://pos`. The stand-in carries it as `https://pos.app.electron-standin.test`, which is as secure a
 * context with storage of its own, and answers those addresses itself. No request leaves the machine: `.test` is reserved.
 */
const CARRIER = '.electron-standin.test';

/** @typedef {(request: Request) => Response | Promise<Response>} Handler */
/** @type {Map<string, Handler>} */
const handlers = new Map();

/**
 * `app://pos/till.html` → `https://pos.app.electron-standin.test/till.html`; any other address as it is.
 * @param {string} url
 */
function carried(url) {
  const [, scheme, host, rest] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(url) ?? [];
  return scheme !== undefined && handlers.has(scheme) ? `https://${host}.${scheme}${CARRIER}${rest}` : url;
}

/**
 * The way back: what the app would have seen.
 * @param {string} url
 */
function asSeenByApp(url) {
  const [, host, scheme, rest] = /^https:\/\/([^/?#]*)\.([a-z0-9+-]+)\.electron-standin\.test(.*)$/i.exec(url) ?? [];
  return scheme === undefined ? url : `${scheme}://${host}${rest}`;
}

/**
 * The handler of a carried address, if it is one.
 * @param {string} url
 */
function handlerOf(url) {
  const seen = asSeenByApp(url);
  return seen === url ? undefined : handlers.get(seen.slice(0, seen.indexOf(':')));
}

const protocol = strict('protocol', {
  /** @param {readonly Electron.CustomScheme[]} schemes */
  registerSchemesAsPrivileged(schemes) {
    if (runtime.isReady) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme, privileges } of schemes) {
      // Carried over https, a scheme is always standard and secure. One that asks for less would be tested wrongly.
      if (!privileges?.standard || !privileges.secure || !privileges.supportFetchAPI) {
        throw new Error(`electron stand-in: the scheme ${scheme} must be standard, secure and fetchable`);
      }
    }
  },
  /**
   * @param {string} scheme
   * @param {Handler} handler
   */
  handle(scheme, handler) {
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    handlers.set(scheme, handler);
  },
  /** @param {string} scheme */
  unhandle(scheme) {
    handlers.delete(scheme);
  },
  /** @param {string} scheme */
  isProtocolHandled: (scheme) => handlers.has(scheme),
});

module.exports = { asSeenByApp, carried, handlerOf, protocol };
