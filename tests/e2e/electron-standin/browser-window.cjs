// @ts-check
'use strict';
const { app } = require('./app.cjs');
const { Emulated, PreventableEvent, notEmulated } = require('./not-emulated.cjs');
const { browser, runtime } = require('./runtime.cjs');
const { openPage } = require('./targets.cjs');
const { WebContents } = require('./web-contents.cjs');

const sent = ['ready-to-show', 'show', 'hide', 'close', 'closed', 'minimize', 'maximize', 'unmaximize', 'restore'];
const alsoSent = ['enter-full-screen', 'leave-full-screen'];
/** Nobody moves, focuses or hangs these windows. */
const neverHappens = [
  'focus',
  'blur',
  'move',
  'resize',
  'unresponsive',
  'responsive',
  'session-end',
  'page-title-updated',
];

/** What would make a renderer weaker than the stand-in can run, with the value a till must have. */
const required = /** @type {const} */ ({
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  nodeIntegrationInWorker: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
});

let lastId = 0;

class BrowserWindow extends Emulated {
  #bounds;
  #isVisible = false;
  #isMinimized = false;
  #isMaximized = false;
  #isFullScreen;
  #isKiosk;
  #isDestroyed = false;
  standinIsClosing = false;
  webContents;

  /** @param {Electron.BrowserWindowConstructorOptions} [options] */
  constructor(options = {}) {
    super([...sent, ...alsoSent, ...neverHappens]);
    if (!runtime.isReady) throw new Error('Cannot create BrowserWindow before app is ready');
    const { x = 0, y = 0, width = 800, height = 600, webPreferences = {} } = options;
    for (const [name, value] of Object.entries(required)) {
      const given = webPreferences[/** @type {keyof typeof required} */ (name)];
      if ((given ?? value) !== value) notEmulated(`webPreferences.${name}: ${given}`);
    }
    lastId += 1;
    this.id = lastId;
    this.#bounds = { x, y, width, height };
    this.#isFullScreen = options.fullscreen ?? false;
    this.#isKiosk = options.kiosk ?? false;
    this.webContents = new WebContents(webPreferences);
    this.webContents.standinClose = () => this.close();
    this.webContents.once('did-finish-load', () => {
      if (options.show !== false) this.show();
      this.emit('ready-to-show');
    });
    runtime.windows.push(this);
    this.#open().catch((error) => {
      if (!runtime.isQuitting) console.error('electron stand-in: a window did not open:', error);
    });
    app.emit('web-contents-created', {}, this.webContents);
    app.emit('browser-window-created', {}, this);
  }

  static getAllWindows() {
    return [...runtime.windows];
  }

  /** The newest one: nobody clicks here. */
  static getFocusedWindow() {
    return runtime.windows.at(-1) ?? null;
  }

  /** @param {number} id */
  static fromId(id) {
    return runtime.windows.find((window) => window.id === id) ?? null;
  }

  /** @param {unknown} webContents */
  static fromWebContents(webContents) {
    return runtime.windows.find((window) => window.webContents === webContents) ?? null;
  }

  async #open() {
    const { targetId, session } = await openPage(this.#bounds, runtime.isHeadless);
    browser().root.on('Target.targetDestroyed', (destroyed) => {
      if (destroyed.targetId === targetId) this.#gone();
    });
    await this.webContents.standinAttach(session, targetId);
  }

  #gone() {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    runtime.windows = runtime.windows.filter((window) => window !== this);
    this.webContents.standinGone();
    this.emit('closed');
    app.standinWindowGone();
  }

  /** @param {string} url */
  loadURL(url) {
    return this.webContents.loadURL(url);
  }

  reload() {
    this.webContents.reload();
  }

  close() {
    if (this.#isDestroyed || this.standinIsClosing) return;
    const event = new PreventableEvent();
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }

  destroy() {
    this.standinIsClosing = true;
    const { standinTargetId: targetId } = this.webContents;
    if (targetId === '') this.#gone();
    else
      browser()
        .root.send('Target.closeTarget', { targetId })
        .catch(() => this.#gone());
  }

  isDestroyed() {
    return this.#isDestroyed;
  }

  show() {
    this.#isVisible = true;
    this.emit('show');
  }

  showInactive() {
    this.show();
  }

  hide() {
    this.#isVisible = false;
    this.emit('hide');
  }

  isVisible() {
    return this.#isVisible;
  }

  focus() {
    const { standinTargetId: targetId } = this.webContents;
    browser()
      .root.send('Target.activateTarget', { targetId })
      .catch(() => {}); // The window is just closing.
  }

  isFocused() {
    return BrowserWindow.getFocusedWindow() === this;
  }

  minimize() {
    this.#isMinimized = true;
    this.emit('minimize');
  }

  isMinimized() {
    return this.#isMinimized;
  }

  restore() {
    this.#isMinimized = false;
    this.emit('restore');
  }

  maximize() {
    this.#isMaximized = true;
    this.emit('maximize');
  }

  unmaximize() {
    this.#isMaximized = false;
    this.emit('unmaximize');
  }

  isMaximized() {
    return this.#isMaximized;
  }

  getBounds() {
    return { ...this.#bounds };
  }

  /** @param {boolean} isFullScreen */
  setFullScreen(isFullScreen) {
    this.#isFullScreen = isFullScreen;
    this.emit(isFullScreen ? 'enter-full-screen' : 'leave-full-screen');
  }

  isFullScreen() {
    return this.#isFullScreen;
  }

  /** @param {boolean} isKiosk */
  setKiosk(isKiosk) {
    this.#isKiosk = isKiosk;
  }

  isKiosk() {
    return this.#isKiosk;
  }

  /** Frame and taskbar: nothing a page or a test could see. */
  setMenuBarVisibility() {}
  setAutoHideMenuBar() {}
  removeMenu() {}
  setMenu() {}
  setTitle() {}
  setAlwaysOnTop() {}
  flashFrame() {}
}

module.exports = { BrowserWindow };
