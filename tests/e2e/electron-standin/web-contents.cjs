// @ts-check
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { app } = require('./app.cjs');
const { asSeenByApp, carried } = require('./custom-schemes.cjs');
const { Emulated, notEmulated, strict } = require('./not-emulated.cjs');
const { PreloadChannel, makeMainFrame } = require('./preload-channel.cjs');
const { interceptRequests } = require('./requests.cjs');
const { runtime } = require('./runtime.cjs');
const { defaultSession } = require('./session.cjs');

/** @typedef {InstanceType<typeof import('./cdp.cjs').Session>} CdpSession */

const sent = ['did-navigate', 'did-navigate-in-page', 'dom-ready', 'did-finish-load', 'did-fail-load', 'will-navigate'];
const alsoSent = ['will-redirect', 'render-process-gone', 'console-message', 'preload-error', 'destroyed'];
/** No page here holds a webview, opens a window or developer tools, hangs, or meets a bad certificate. */
const neverHappens = [
  'will-attach-webview',
  'did-create-window',
  'devtools-opened',
  'unresponsive',
  'responsive',
  'certificate-error',
];

/** Numbers Electron gives with the names of network errors. */
const errorNumbers = new Map([
  ['ERR_FAILED', -2],
  ['ERR_ABORTED', -3],
  ['ERR_CONNECTION_REFUSED', -102],
  ['ERR_NAME_NOT_RESOLVED', -105],
  ['ERR_INTERNET_DISCONNECTED', -106],
]);

let lastId = 0;

class WebContents extends Emulated {
  #preload;
  /** @type {CdpSession | undefined} */
  #page;
  /** @type {(page: CdpSession) => void} */
  #attached = () => {};
  /** @type {Promise<CdpSession>} */
  #whenAttached = new Promise((resolve) => {
    this.#attached = resolve;
  });
  #url = '';
  #isErrorPage = false;
  #isInLoadUrl = false;
  #isCrashed = false;
  #isLoading = false;
  #isGone = false;
  /** @type {((details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse) | undefined} */
  #onWindowOpen;
  session = defaultSession;
  mainFrame = makeMainFrame(this);
  /** The address main itself is loading: its first request is no navigation of the page. */
  standinOwnLoad = '';
  standinTargetId = '';
  standinClose = () => {};

  /** @param {Electron.WebPreferences} preferences */
  constructor(preferences) {
    super([...sent, ...alsoSent, ...neverHappens]);
    lastId += 1;
    this.id = lastId;
    this.#preload = new PreloadChannel(this, preferences);
  }

  /**
   * Prepares the held page: preload, messages, requests. Then lets it run.
   * @param {CdpSession} page
   * @param {string} targetId
   */
  async standinAttach(page, targetId) {
    this.#page = page;
    this.standinTargetId = targetId;
    this.#listenToPage(page, targetId);
    await Promise.all([page.send('Page.enable'), page.send('Runtime.enable'), page.send('Inspector.enable')]);
    await this.#preload.open(page, targetId);
    await interceptRequests(this, page, targetId);
    await page.send('Runtime.runIfWaitingForDebugger');
    this.#attached(page);
  }

  standinGone() {
    this.#isGone = true;
    this.emit('destroyed');
  }

  /**
   * @param {CdpSession} page
   * @param {string} targetId the id of the main frame as well
   */
  #listenToPage(page, targetId) {
    page.on('Page.frameStartedLoading', ({ frameId }) => {
      if (frameId === targetId) this.#isLoading = true;
    });
    page.on('Page.frameNavigated', ({ frame }) => {
      if (!frame.parentId) this.#navigated(frame);
    });
    page.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      if (frameId !== targetId) return;
      this.#url = asSeenByApp(url);
      this.emit('did-navigate-in-page', {}, this.#url, true);
    });
    page.on('Page.domContentEventFired', () => this.emit('dom-ready', {}));
    page.on('Page.loadEventFired', () => {
      this.#isLoading = false;
      const isBlankStart = this.#url === '';
      if (!isBlankStart && !this.#isErrorPage) this.emit('did-finish-load', {});
    });
    page.on('Page.windowOpen', (opened) => this.#refuseWindow(opened));
    page.on('Runtime.consoleAPICalled', ({ type, args }) => {
      const message = args.map((/** @type {any} */ arg) => arg.value ?? arg.description).join(' ');
      this.emit('console-message', { level: type === 'warning' ? 'warning' : type, message });
    });
    page.on('Inspector.targetCrashed', () => {
      this.#isCrashed = true;
      const details = { reason: 'crashed', exitCode: 5 };
      this.emit('render-process-gone', {}, details);
      app.emit('render-process-gone', {}, this, details);
    });
  }

  /** @param {{ url: string, unreachableUrl?: string }} frame */
  #navigated({ url, unreachableUrl }) {
    this.#isErrorPage = unreachableUrl !== undefined;
    this.#url = asSeenByApp(unreachableUrl ?? url);
    if (!this.#isErrorPage) this.emit('did-navigate', {}, this.#url, 200, '');
    else if (!this.#isInLoadUrl) this.emit('did-fail-load', {}, -2, 'ERR_FAILED', this.#url, true);
  }

  /** @param {any} opened Chromium itself blocks every new window; the app is only asked what it would say */
  #refuseWindow({ url, windowName, windowFeatures }) {
    const answer = this.#onWindowOpen?.({
      url: asSeenByApp(url),
      frameName: windowName,
      features: windowFeatures.join(','),
      disposition: 'new-window',
      referrer: { url: this.#url, policy: 'default' },
      postBody: undefined,
    });
    if (answer?.action !== 'deny') notEmulated('window.open that the app allows');
  }

  /**
   * @param {string} channel
   * @param {any[]} args
   */
  send(channel, ...args) {
    this.#preload.send(channel, args);
  }

  /** @param {string} url */
  async loadURL(url) {
    const page = await this.#whenAttached;
    this.standinOwnLoad = carried(url);
    this.#isCrashed = false;
    const loaded = new Promise((resolve) => this.once('did-finish-load', resolve));
    this.#isInLoadUrl = true;
    const { errorText } = await page.send('Page.navigate', { url: this.standinOwnLoad });
    this.#isInLoadUrl = false;
    if (errorText) {
      const code = errorText.replace('net::', '');
      const errno = errorNumbers.get(code) ?? -2;
      this.emit('did-fail-load', {}, errno, code, url, true);
      throw Object.assign(new Error(`${code} (${errno}) loading '${url}'`), { code, errno, url });
    }
    await loaded;
  }

  reload() {
    this.#isCrashed = false;
    this.#whenAttached.then((page) => page.send('Page.reload')).catch((error) => this.#complain(error));
  }

  forcefullyCrashRenderer() {
    this.#page?.send('Page.crash').catch(() => {}); // Never answered: the page is gone.
  }

  /** @param {string} code */
  async executeJavaScript(code) {
    const page = await this.#whenAttached;
    const { result, exceptionDetails } = await page.send('Runtime.evaluate', {
      expression: code,
      awaitPromise: true,
      returnByValue: true,
      userGesture: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? 'Script failed to execute');
    return result.value;
  }

  /** @param {(details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse} handler */
  setWindowOpenHandler(handler) {
    this.#onWindowOpen = handler;
  }

  /** @param {Electron.PrintToPDFOptions} options */
  async printToPDF(options) {
    const page = await this.#whenAttached;
    const { landscape = false, printBackground = false, pageSize } = options;
    const size = typeof pageSize === 'object' ? { paperWidth: pageSize.width, paperHeight: pageSize.height } : {};
    const { data } = await page.send('Page.printToPDF', { landscape, printBackground, ...size });
    return Buffer.from(data, 'base64');
  }

  /**
   * Puts what the printer would get into the folder `standin-printed` of the user data, one PDF a job.
   * @param {Electron.WebContentsPrintOptions} [options]
   * @param {(isPrinted: boolean, reason: string) => void} [done]
   */
  print(options = {}, done = () => {}) {
    const folder = path.join(app.getPath('userData'), 'standin-printed');
    this.printToPDF({ landscape: options.landscape, printBackground: options.printBackground })
      .then((pdf) => {
        fs.mkdirSync(folder, { recursive: true });
        fs.writeFileSync(path.join(folder, `${fs.readdirSync(folder).length + 1}.pdf`), pdf);
      })
      .then(
        () => done(true, ''),
        (error) => done(false, String(error)),
      );
  }

  async getPrintersAsync() {
    return JSON.parse(process.env.ELECTRON_STANDIN_PRINTERS ?? '[]');
  }

  getURL() {
    return this.#url;
  }

  isDestroyed() {
    return this.#isGone;
  }

  isCrashed() {
    return this.#isCrashed;
  }

  isLoading() {
    return this.#isLoading;
  }

  close() {
    this.standinClose();
  }

  /** Nothing here depends on them. */
  focus() {}
  setBackgroundThrottling() {}
  async setVisualZoomLevelLimits() {}

  /** @param {unknown} error */
  #complain(error) {
    if (!runtime.isQuitting) console.error('electron stand-in:', error);
  }
}

const webContents = strict('webContents', {
  getAllWebContents: () => runtime.windows.map((window) => window.webContents),
  /** @param {number} id */
  fromId: (id) => runtime.windows.find((window) => window.webContents.id === id)?.webContents,
  /** @param {string} targetId */
  fromDevToolsTargetId: (targetId) =>
    runtime.windows.find((window) => window.webContents.standinTargetId === targetId)?.webContents,
});

module.exports = { WebContents, webContents };
