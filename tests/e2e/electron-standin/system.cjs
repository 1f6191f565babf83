// @ts-check
'use strict';
const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { app } = require('./app.cjs');
const { Emulated, notEmulated, strict } = require('./not-emulated.cjs');

/**
 * What would wait for a person or leave the machine. A test puts its own function here first, as it must on Electron.
 * @param {string} name
 * @returns {(...args: any[]) => Promise<any>}
 */
const needsStub = (name) => async () => notEmulated(`${name} without a stub from the test`);

const dialog = strict('dialog', {
  showMessageBox: needsStub('dialog.showMessageBox'),
  showOpenDialog: needsStub('dialog.showOpenDialog'),
  showSaveDialog: needsStub('dialog.showSaveDialog'),
  /**
   * @param {string} title
   * @param {string} content
   */
  showErrorBox: (title, content) => console.error(`${title}: ${content}`),
});

const shell = strict('shell', {
  openExternal: needsStub('shell.openExternal'),
  openPath: needsStub('shell.openPath'),
  beep() {},
});

const hasKeyring = process.env.ELECTRON_STANDIN_NO_KEYRING !== '1';

/** The keyring: a key in a file of the user data. */
function keyringKey() {
  const file = path.join(app.getPath('userData'), 'standin-keyring');
  if (!fs.existsSync(file)) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, crypto.randomBytes(32), { mode: 0o600 });
  }
  return fs.readFileSync(file);
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = Buffer.from('v11');

const safeStorage = strict('safeStorage', {
  isEncryptionAvailable: () => hasKeyring,
  getSelectedStorageBackend: () => (hasKeyring ? 'gnome_libsecret' : 'basic_text'),
  /** @param {string} text */
  encryptString(text) {
    if (!hasKeyring) throw new Error('Error while encrypting the text provided to safeStorage.encryptString.');
    const nonce = crypto.randomBytes(NONCE_BYTES);
    const cipher = crypto.createCipheriv('aes-256-gcm', keyringKey(), nonce);
    return Buffer.concat([VERSION, nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  },
  /** @param {Buffer} sealed */
  decryptString(sealed) {
    const box = sealed.subarray(VERSION.length);
    const decipher = crypto.createDecipheriv('aes-256-gcm', keyringKey(), box.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(box.subarray(-TAG_BYTES));
    return decipher.update(box.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  },
});

/** Displays side by side from `ELECTRON_STANDIN_DISPLAYS`, for example `1366x768,1024x600`. */
class Screen extends Emulated {
  constructor() {
    super(['display-added', 'display-removed', 'display-metrics-changed']);
  }

  getAllDisplays() {
    let x = 0;
    return (process.env.ELECTRON_STANDIN_DISPLAYS ?? '1366x768').split(',').map((size, place) => {
      const [width = 0, height = 0] = size.split('x').map(Number);
      const bounds = { x, y: 0, width, height };
      x += width;
      return strict('display', {
        id: place + 1,
        label: `display ${place + 1}`,
        bounds,
        workArea: bounds,
        size: { width, height },
        workAreaSize: { width, height },
        scaleFactor: 1,
        rotation: 0,
        internal: place === 0,
        touchSupport: 'unknown',
      });
    });
  }

  getPrimaryDisplay() {
    return this.getAllDisplays()[0];
  }
}

let clipboardText = '';
const clipboard = strict('clipboard', {
  /** @param {string} text */
  writeText(text) {
    clipboardText = text;
  },
  readText: () => clipboardText,
});

/** @type {unknown} */
let applicationMenu = null;
const Menu = strict('Menu', {
  /** @param {readonly object[]} template */
  buildFromTemplate: (template) => strict('menu', { items: template }),
  /** @param {unknown} menu */
  setApplicationMenu(menu) {
    applicationMenu = menu;
  },
  getApplicationMenu: () => applicationMenu,
});

/** The lamp beside the screen saver: on or off, and nothing else. */
const blockers = new Set();
const powerSaveBlocker = strict('powerSaveBlocker', {
  start() {
    const id = blockers.size + 1;
    blockers.add(id);
    return id;
  },
  /** @param {number} id */
  stop: (id) => blockers.delete(id),
  /** @param {number} id */
  isStarted: (id) => blockers.has(id),
});

class PowerMonitor extends Emulated {
  constructor() {
    super(['suspend', 'resume', 'lock-screen', 'unlock-screen', 'shutdown', 'on-ac', 'on-battery']);
  }
}

class NativeTheme extends Emulated {
  themeSource = 'system';
  shouldUseDarkColors = false;

  constructor() {
    super(['updated']);
  }
}

/** Nothing crashes into a report here; the settings are taken and kept quiet. */
const crashReporter = strict('crashReporter', { start() {} });

module.exports = {
  Menu,
  NativeTheme,
  PowerMonitor,
  Screen,
  clipboard,
  crashReporter,
  dialog,
  nativeTheme: new NativeTheme(),
  powerMonitor: new PowerMonitor(),
  powerSaveBlocker,
  safeStorage,
  screen: new Screen(),
  shell,
};
