// @ts-check
'use strict';
const { randomUUID } = require('node:crypto');
const fs = require('node:fs');
const { receive, wire } = require('./ipc-main.cjs');
const { strict } = require('./not-emulated.cjs');
const { BINDING, PRELOAD_WORLD, pageWorldSource, preloadWorldSource } = require('./page-worlds.cjs');
const { runtime } = require('./runtime.cjs');

/** @typedef {InstanceType<typeof import('./cdp.cjs').Session>} CdpSession */
/** @typedef {InstanceType<typeof import('./web-contents.cjs').WebContents>} WebContents */

/** Between main and the preload of one window: puts the preload into every document, carries messages both ways. */
class PreloadChannel {
  #contents;
  #preferences;
  /** @type {CdpSession | undefined} */
  #page;
  /** @type {number | undefined} */
  #contextId;

  /**
   * @param {WebContents} contents
   * @param {Electron.WebPreferences} preferences
   */
  constructor(contents, preferences) {
    this.#contents = contents;
    this.#preferences = preferences;
  }

  /**
   * @param {CdpSession} page
   * @param {string} mainFrameId
   */
  async open(page, mainFrameId) {
    this.#page = page;
    page.on('Runtime.executionContextCreated', ({ context }) => {
      const isPreloads = context.name === PRELOAD_WORLD && context.auxData?.frameId === mainFrameId;
      if (isPreloads) this.#contextId = context.id;
    });
    page.on('Runtime.executionContextsCleared', () => {
      this.#contextId = undefined;
    });
    page.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === BINDING) this.#hear(JSON.parse(payload), executionContextId);
    });
    await this.#addPreload(page);
  }

  /**
   * @param {string} channel
   * @param {readonly any[]} args
   */
  send(channel, args) {
    this.#tell({ do: 'event', channel, args: wire.write(args) }, this.#contextId);
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
   * @param {any} message
   * @param {number} contextId
   */
  async #hear(message, contextId) {
    if (message.do === 'preload-error') {
      const error = wire.read(message.error);
      console.error(`Unable to load preload script: ${this.#preferences.preload}\n${error}`);
      this.#contents.emit('preload-error', {}, this.#preferences.preload, error);
      return;
    }
    const answer = await receive(message, this.#makeEvent());
    if (answer) this.#tell(answer, contextId);
  }

  #makeEvent() {
    const contents = this.#contents;
    return strict('the ipc event', {
      type: 'frame',
      sender: contents,
      senderFrame: contents.mainFrame,
      processId: contents.mainFrame.processId,
      frameId: contents.mainFrame.routingId,
      /**
       * @param {string} channel
       * @param {any[]} args
       */
      reply: (channel, ...args) => contents.send(channel, ...args),
    });
  }

  /**
   * @param {object} message
   * @param {number | undefined} contextId
   */
  #tell(message, contextId) {
    if (contextId === undefined) return; // No document yet: Electron drops the message as well.
    const expression = `__electronStandinReceive(${JSON.stringify(message)})`;
    this.#page?.send('Runtime.evaluate', { contextId, expression }).catch(() => {}); // The document is gone.
  }
}

/**
 * The main frame as a sender check sees it. Frames inside it get no preload, so nothing else ever sends.
 * @param {WebContents} contents
 */
function makeMainFrame(contents) {
  /** @type {any} */
  const frame = strict('webFrameMain', {
    get url() {
      return contents.getURL();
    },
    get origin() {
      const { protocol, host } = new URL(contents.getURL() || 'about:blank');
      return protocol === 'about:' ? 'null' : `${protocol}//${host}`;
    },
    get top() {
      return frame;
    },
    parent: null,
    frames: [],
    processId: 1,
    routingId: 1,
    isDestroyed: () => contents.isDestroyed(),
  });
  return frame;
}

module.exports = { PreloadChannel, makeMainFrame };
