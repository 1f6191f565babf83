// @ts-check
'use strict';
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { Emulated, PreventableEvent, notEmulated, strict } = require('./not-emulated.cjs');
const { runtime } = require('./runtime.cjs');
const { SingleInstance } = require('./single-instance.cjs');

const sent = [
  'ready',
  'window-all-closed',
  'before-quit',
  'will-quit',
  'quit',
  'second-instance',
  'web-contents-created',
];
const alsoSent = ['browser-window-created', 'render-process-gone'];
/** What a desktop, another browser process or a foreign site would cause. Here they don't happen. */
const neverHappens = [
  'activate',
  'open-url',
  'open-file',
  'child-process-gone',
  'certificate-error',
  'login',
  'gpu-info-update',
];

/** @type {(event?: unknown) => void} */
let resolveReady = () => {};
const ready = new Promise((resolve) => {
  resolveReady = resolve;
});

class App extends Emulated {
  /** @type {Map<string, string>} */
  #paths = new Map();
  /** @type {InstanceType<typeof SingleInstance> | undefined} */
  #lock;
  isPackaged = false;
  commandLine = strict('app.commandLine', {
    /**
     * @param {string} name
     * @param {string} [value]
     */
    appendSwitch(name, value = '') {
      if (!runtime.browser) runtime.switches.set(name, value);
    },
    /** @param {string} name */
    hasSwitch: (name) => runtime.switches.has(name) || process.argv.some((arg) => arg.split('=')[0] === `--${name}`),
    /** @param {string} name */
    getSwitchValue: (name) => runtime.switches.get(name) ?? argumentValue(name) ?? '',
  });

  constructor() {
    super([...sent, ...alsoSent, ...neverHappens]);
  }

  get name() {
    return runtime.name;
  }

  set name(name) {
    runtime.name = name;
  }

  whenReady() {
    return /** @type {Promise<void>} */ (ready);
  }

  isReady() {
    return runtime.isReady;
  }

  getName() {
    return runtime.name;
  }

  /** @param {string} name */
  setName(name) {
    runtime.name = name;
  }

  getVersion() {
    return runtime.version;
  }

  getAppPath() {
    return runtime.appPath;
  }

  getLocale() {
    return 'zh-CN';
  }

  getSystemLocale() {
    return 'zh-CN';
  }

  getPreferredSystemLanguages() {
    return ['zh-CN'];
  }

  /**
   * @param {string} name
   * @param {string} folder
   */
  setPath(name, folder) {
    if (!path.isAbsolute(folder)) throw new Error('Path must be absolute');
    this.#paths.set(name, folder);
  }

  /** @param {string} name */
  getPath(name) {
    const known = this.#paths.get(name);
    if (known !== undefined) return known;
    const appData = path.join(os.homedir(), '.config');
    const userData = this.#paths.get('userData') ?? argumentValue('user-data-dir') ?? path.join(appData, runtime.name);
    /** @type {Record<string, string>} */
    const folders = {
      appData,
      userData,
      sessionData: userData,
      logs: path.join(userData, 'logs'),
      crashDumps: path.join(userData, 'Crashpad'),
      temp: os.tmpdir(),
      home: os.homedir(),
      exe: process.execPath,
    };
    return folders[name] ?? notEmulated(`app.getPath('${name}')`);
  }

  /** @param {object} [additionalData] */
  requestSingleInstanceLock(additionalData = {}) {
    if (this.#lock) return true;
    fs.mkdirSync(this.getPath('userData'), { recursive: true });
    this.#lock = SingleInstance.take(this.getPath('userData'), additionalData, ({ argv, workingDirectory, data }) => {
      this.emit('second-instance', new PreventableEvent(), argv, workingDirectory, data);
    });
    return this.#lock !== undefined;
  }

  hasSingleInstanceLock() {
    return this.#lock !== undefined;
  }

  releaseSingleInstanceLock() {
    this.#lock?.release();
    this.#lock = undefined;
  }

  /** Asks every window to close; one that refuses keeps the app running. */
  quit() {
    if (runtime.isQuitting) return;
    const event = new PreventableEvent();
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    runtime.isQuitting = true;
    for (const window of [...runtime.windows]) {
      window.close();
      if (!window.isDestroyed() && !window.standinIsClosing) runtime.isQuitting = false;
    }
    this.standinWindowGone();
  }

  /** @param {number} [code] */
  exit(code = 0) {
    runtime.isQuitting = true;
    this.emit('quit', new PreventableEvent(), code);
    this.#lock?.release();
    const leave = () => process.exit(code);
    if (!runtime.browser) {
      leave();
      return;
    }
    runtime.browser.on('exit', leave);
    runtime.browser.root.send('Browser.close').catch(leave);
    setTimeout(() => {
      runtime.browser?.process.kill('SIGKILL');
      leave();
    }, 3000);
  }

  /** Electron draws its icon and menus with these; nothing a page could see. */
  setAppUserModelId() {}
  setAboutPanelOptions() {}
  focus() {}

  /** Every page of the stand-in is sandboxed anyway. */
  enableSandbox() {}

  /** Chromium runs without it here. */
  disableHardwareAcceleration() {}

  /** Called when a window is gone: with the last one the app ends, unless it listens and decides otherwise. */
  standinWindowGone() {
    if (runtime.windows.length > 0) return;
    if (!runtime.isQuitting) {
      if (!this.emit('window-all-closed')) this.quit();
      return;
    }
    const event = new PreventableEvent();
    this.emit('will-quit', event);
    if (event.defaultPrevented) runtime.isQuitting = false;
    else this.exit(0);
  }

  /** Called once Chromium runs. */
  standinReady() {
    runtime.isReady = true;
    this.emit('ready', {}, {});
    resolveReady();
  }
}

/** @param {string} name */
function argumentValue(name) {
  return process.argv.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
}

const app = new App();

module.exports = { App, app };
