// @ts-check
'use strict';
const { randomUUID } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { app } = require('./app.cjs');
const { asSeenByApp, carried } = require('./custom-schemes.cjs');
const { receive, wire } = require('./ipc-main.cjs');
const { Emulated, notEmulated, strict } = require('./not-emulated.cjs');
const { BINDING, PRELOAD_WORLD, pageWorldSource, preloadWorldSource } = require('./page-worlds.cjs');
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
  #preferences;
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
  /** @type {number | undefined} */
  #preloadContext;
  /** @type {((details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse) | undefined} */
  #onWindowOpen;
  session = defaultSession;
  mainFrame = this.#makeMainFrame();
  /** The address main itself is loading: its first request is no navigation of the page. */
  standinOwnLoad = '';
  standinTargetId = '';
  standinClose = () => {};

  /** @param {Electron.WebPreferences} preferences */
  constructor(preferences) {
    super([...sent, ...alsoSent, ...neverHappens]);
    lastId += 1;
    this.id = lastId;
    this.#preferences = preferences;
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
    await this.#addPreload(page);
    await interceptRequests(this, page, targetId);
    await page.send('Runtime.runIfWaitingForDebugger');
    this.#attached(page);
  }

  standinGone() {
    this.#isGone = true;
    this.emit('destroyed');
  }

  /** @param {CdpSession} page */
  async #addPreload(page) {
    const { preload, additionalArguments = [] } = this.#preferences;
    const secret = randomUUID();
    const processInfo = {
      type: 'renderer',
      platform: process.platform,
      arch: process.arch,
      argv: ['electron-standin', ...additionalArguments],
      env: {},
      sandboxed: true,
      contextIsolated: true,
      versions: { electron: process.versions.electron, chrome: runtime.chromiumVersion, node: process.versions.node },
    };
    const source = preload === undefined ? '' : fs.readFileSync(preload, 'utf8');
    await page.send('Runtime.addBinding', { name: BINDING, executionContextName: PRELOAD_WORLD });
    await page.send('Page.addScriptToEvaluateOnNewDocument', { source: pageWorldSource(secret) });
    await page.send('Page.addScriptToEvaluateOnNewDocument', {
      worldName: PRELOAD_WORLD,
      source: preloadWorldSource(secret, source, processInfo),
    });
  }

  /**
   * @param {CdpSession} page
   * @param {string} targetId the id of the main frame as well
   */
  #listenToPage(page, targetId) {
    page.on('Runtime.executionContextCreated', ({ context }) => {
      const isPreloads = context.name === PRELOAD_WORLD && context.auxData?.frameId === targetId;
      if (isPreloads) this.#preloadContext = context.id;
    });
    page.on('Runtime.executionContextsCleared', () => {
      this.#preloadContext = undefined;
    });
    page.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === BINDING) this.#hear(JSON.parse(payload), executionContextId);
    });
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
   * @param {any} message
   * @param {number} contextId
   */
  async #hear(message, contextId) {
    if (message.do === 'preload-error') {
      const error = wire.read(message.error);
      console.error(`Unable to load preload script: ${this.#preferences.preload}\n${error}`);
      this.emit('preload-error', {}, this.#preferences.preload, error);
      return;
    }
    const answer = await receive(message, strict('the ipc event', this.#makeIpcEvent()));
    if (answer) this.#tellPreload(answer, contextId);
  }

  #makeIpcEvent() {
    return {
      type: 'frame',
      sender: this,
      senderFrame: this.mainFrame,
      processId: this.id,
      frameId: 1,
      reply: (/** @type {string} */ channel, /** @type {any[]} */ ...args) => this.send(channel, ...args),
    };
  }

  #makeMainFrame() {
    const contents = this;
    /** @type {any} */
    const frame = strict('webFrameMain', {
      get url() {
        return contents.#url;
      },
      get origin() {
        return originOf(contents.#url);
      },
      get top() {
        return frame;
      },
      parent: null,
      frames: [],
      processId: 1,
      routingId: 1,
      isDestroyed: () => contents.#isGone,
    });
    return frame;
  }

  /**
   * @param {object} message
   * @param {number | undefined} contextId
   */
  #tellPreload(message, contextId) {
    if (contextId === undefined) return; // No document yet: Electron drops the message as well.
    const expression = `__electronStandinReceive(${JSON.stringify(message)})`;
    this.#page?.send('Runtime.evaluate', { contextId, expression }).catch(() => {}); // The document is gone.
  }

  /**
   * @param {string} channel
   * @param {any[]} args
   */
  send(channel, ...args) {
    this.#tellPreload({ do: 'event', channel, args: wire.write(args) }, this.#preloadContext);
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

/** @param {string} url */
function originOf(url) {
  const { protocol, host } = new URL(url || 'about:blank');
  return protocol === 'about:' ? 'null' : `${protocol}//${host}`;
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
