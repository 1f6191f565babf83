// @ts-check
'use strict';
const { asSeenByApp, protocol } = require('./custom-schemes.cjs');
const { Emulated, strict } = require('./not-emulated.cjs');
const { browser } = require('./runtime.cjs');

/** @typedef {(webContents: any, permission: any, callback: (isGranted: boolean) => void, details: any) => void} RequestHandler */
/** @typedef {(webContents: any, permission: any, origin: string, details: any) => boolean} CheckHandler */

/**
 * Electron's names of permissions and what Chromium calls them, each with what Electron tells about the wish.
 * @type {readonly { permission: string, name: string, mediaTypes?: readonly string[] }[]}
 */
const permissions = [
  { permission: 'media', name: 'camera', mediaTypes: ['video'] },
  { permission: 'media', name: 'microphone', mediaTypes: ['audio'] },
  { permission: 'geolocation', name: 'geolocation' },
  { permission: 'notifications', name: 'notifications' },
  { permission: 'clipboard-read', name: 'clipboard-read' },
  { permission: 'midi', name: 'midi' },
  { permission: 'persistent-storage', name: 'persistent-storage' },
  { permission: 'screen-wake-lock', name: 'screen-wake-lock' },
  { permission: 'local-fonts', name: 'local-fonts' },
  { permission: 'window-management', name: 'window-management' },
];

class Session extends Emulated {
  /** @type {RequestHandler | null} */
  #onRequest = null;
  /** @type {CheckHandler | null} */
  #onCheck = null;
  protocol = protocol;

  constructor() {
    super(['will-download', 'select-hid-device', 'select-serial-port', 'select-usb-device']);
  }

  /** @param {RequestHandler | null} handler */
  setPermissionRequestHandler(handler) {
    this.#onRequest = handler;
  }

  /** @param {CheckHandler | null} handler */
  setPermissionCheckHandler(handler) {
    this.#onCheck = handler;
  }

  /** No device is ever offered here, so nobody asks the handler. */
  setDevicePermissionHandler() {}

  /** Chromium as started here checks no spelling. */
  setSpellCheckerEnabled() {}

  /**
   * Electron asks its handlers when a page wants something. Chromium wants to know before: each is asked when a page of the
   * origin is loaded, and Chromium is told the answers.
   * @param {any} webContents
   * @param {string} url as Chromium knows it
   */
  async standinApplyPermissions(webContents, url) {
    const { origin } = new URL(url);
    if (origin === 'null') return;
    for (const { permission, name, mediaTypes } of permissions) {
      const isGranted = await this.#isGranted(webContents, permission, url, mediaTypes);
      const setting = isGranted ? 'granted' : 'denied';
      await browser()
        .root.send('Browser.setPermission', { permission: { name }, setting, origin })
        .catch((error) => console.error(`electron stand-in: permission ${name}: ${error.message}`));
    }
  }

  /**
   * @param {any} webContents
   * @param {string} permission
   * @param {string} url
   * @param {readonly string[] | undefined} mediaTypes
   */
  async #isGranted(webContents, permission, url, mediaTypes) {
    const onRequest = this.#onRequest;
    const details = { requestingUrl: asSeenByApp(url), isMainFrame: true, ...(mediaTypes ? { mediaTypes } : {}) };
    // Without a handler Electron grants.
    /** @type {boolean} */
    const isRequested = onRequest
      ? await new Promise((resolve) => onRequest(webContents, permission, resolve, details))
      : true;
    const checkDetails = { ...details, ...(mediaTypes ? { mediaType: mediaTypes[0] } : {}) };
    const origin = new URL(asSeenByApp(url));
    const isChecked = this.#onCheck?.(webContents, permission, `${origin.protocol}//${origin.host}/`, checkDetails);
    return isRequested && (isChecked ?? true);
  }
}

const defaultSession = new Session();
const session = strict('session', { defaultSession });

module.exports = { Session, defaultSession, session };
