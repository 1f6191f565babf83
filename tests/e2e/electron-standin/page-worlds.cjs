// @ts-check
'use strict';
const { makeWire } = require('./wire.cjs');

/** Name of the world preloads run in, and of the binding that only this world gets. */
const PRELOAD_WORLD = 'Electron Isolated Context';
const BINDING = '__electronStandinSend';

/**
 * One end of the bridge between the page's world and the preload's. The worlds share the document but no objects, as in
 * Electron. They talk by synchronous events under a secret name; Chromium clones what an event carries into the other world.
 * Runs in the page: it must use nothing from outside itself.
 * @param {string} secret
 * @param {'page' | 'preload'} side
 */
function makeBridgeEnd(secret, side) {
  const other = side === 'page' ? 'preload' : 'page';
  /** @type {Map<number, Function>} */
  const ownFunctions = new Map();
  /** @type {Map<number, { resolve: Function, reject: Function }>} */
  const awaited = new Map();
  /** @type {Map<number, any>} */
  const answers = new Map();
  let lastId = 0;
  const nextId = () => {
    lastId += 1;
    return lastId;
  };
  /** @param {object} message */
  const tell = (message) => window.dispatchEvent(new CustomEvent(`${secret}:${other}`, { detail: message }));
  /** @param {any} error */
  const textOf = (error) => String(error?.message ?? error);

  /**
   * @param {any} value
   * @returns {any}
   */
  const pack = (value) => {
    if (typeof value === 'function') {
      const id = nextId();
      ownFunctions.set(id, value);
      return { is: 'function', id };
    }
    if (value && typeof value.then === 'function') {
      const id = nextId();
      // Only after the promise itself has been handed over.
      value.then(
        (/** @type {any} */ result) => settle(id, result),
        (/** @type {any} */ error) => tell({ do: 'settle', id, error: textOf(error) }),
      );
      return { is: 'promise', id };
    }
    if (Array.isArray(value)) return { is: 'array', items: value.map(pack) };
    if (value && Object.getPrototypeOf(value) === Object.prototype) {
      return { is: 'object', members: Object.entries(value).map(([key, member]) => [key, pack(member)]) };
    }
    try {
      return { is: 'value', value: structuredClone(value) };
    } catch {
      throw new Error('An object could not be cloned.');
    }
  };
  /**
   * @param {number} id
   * @param {any} result
   */
  const settle = (id, result) => {
    try {
      tell({ do: 'settle', id, value: pack(result) });
    } catch (error) {
      tell({ do: 'settle', id, error: textOf(error) });
    }
  };

  /**
   * @param {any} packed
   * @returns {any}
   */
  const unpack = (packed) => {
    switch (packed.is) {
      case 'function':
        return (/** @type {any[]} */ ...args) => call(packed.id, args);
      case 'promise':
        return new Promise((resolve, reject) => awaited.set(packed.id, { resolve, reject }));
      case 'array':
        return packed.items.map(unpack);
      case 'object':
        return Object.fromEntries(
          packed.members.map((/** @type {[string, any]} */ [key, member]) => [key, unpack(member)]),
        );
      default:
        return packed.value;
    }
  };
  /**
   * @param {number} functionId
   * @param {any[]} args
   */
  const call = (functionId, args) => {
    const id = nextId();
    tell({ do: 'call', id, functionId, args: args.map(pack) });
    const answer = answers.get(id);
    answers.delete(id);
    if (answer.error !== undefined) throw new Error(answer.error);
    return unpack(answer.value);
  };
  /** @param {any} message */
  const answerCall = (message) => {
    try {
      const result = ownFunctions.get(message.functionId)?.(...message.args.map(unpack));
      tell({ do: 'answer', id: message.id, value: pack(result) });
    } catch (error) {
      tell({ do: 'answer', id: message.id, error: textOf(error) });
    }
  };
  /** @param {any} value */
  const freeze = (value) => {
    if (value && typeof value === 'object') Object.values(Object.freeze(value)).forEach(freeze);
    return value;
  };

  window.addEventListener(`${secret}:${side}`, (event) => {
    const message = /** @type {CustomEvent} */ (event).detail;
    if (message.do === 'call') answerCall(message);
    if (message.do === 'answer') answers.set(message.id, message);
    if (message.do === 'expose') {
      Object.defineProperty(window, message.key, { value: freeze(unpack(message.value)), enumerable: true });
    }
    if (message.do === 'settle') {
      const promise = awaited.get(message.id);
      awaited.delete(message.id);
      if (message.error === undefined) promise?.resolve(unpack(message.value));
      else promise?.reject(new Error(message.error));
    }
  });

  return {
    /**
     * @param {string} key
     * @param {any} api
     */
    expose: (key, api) => tell({ do: 'expose', key, value: pack(api) }),
  };
}

/**
 * The preload's world: `electron` as a sandboxed preload sees it. Runs in the page.
 * @param {{ expose: (key: string, api: any) => void }} bridge
 * @param {{ write: (value: any) => any, read: (coded: any) => any }} wire
 * @param {(text: string) => void} send
 * @param {(require: Function, process: object, module: object, exports: object) => void} preload
 * @param {object} processInfo
 */
function runPreload(bridge, wire, send, preload, processInfo) {
  /** @type {Map<string, Function[]>} */
  const listeners = new Map();
  /** @type {Map<number, { resolve: Function, reject: Function }>} */
  const asked = new Map();
  const exposed = new Set();
  let lastId = 0;
  /**
   * @param {string} name
   * @param {object} members
   */
  const strict = (name, members) =>
    new Proxy(members, {
      get(target, key, receiver) {
        if (key in target || typeof key === 'symbol' || key === 'then' || key === '__esModule') {
          return Reflect.get(target, key, receiver);
        }
        throw new Error(`electron stand-in: ${name}.${key} is not emulated; try it on a real Electron`);
      },
    });
  /** @type {any} */
  const ipcRenderer = strict('ipcRenderer', {
    invoke(/** @type {string} */ channel, /** @type {any[]} */ ...args) {
      lastId += 1;
      const id = lastId;
      return new Promise((resolve, reject) => {
        send(JSON.stringify({ do: 'invoke', id, channel, args: wire.write(args) }));
        asked.set(id, { resolve, reject });
      });
    },
    send(/** @type {string} */ channel, /** @type {any[]} */ ...args) {
      send(JSON.stringify({ do: 'send', channel, args: wire.write(args) }));
    },
    on(/** @type {string} */ channel, /** @type {Function} */ listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return ipcRenderer;
    },
    off(/** @type {string} */ channel, /** @type {Function} */ listener) {
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((known) => known !== listener),
      );
      return ipcRenderer;
    },
    removeListener: (/** @type {string} */ channel, /** @type {Function} */ listener) =>
      ipcRenderer.off(channel, listener),
  });
  const contextBridge = strict('contextBridge', {
    exposeInMainWorld(/** @type {string} */ key, /** @type {any} */ api) {
      if (exposed.has(key)) throw new Error('Cannot bind an API on top of an existing property on the window object');
      exposed.add(key);
      bridge.expose(key, api);
    },
  });
  const electron = strict('electron (in the preload)', { contextBridge, ipcRenderer });
  const requireInSandbox = (/** @type {string} */ id) => {
    if (id === 'electron' || id === 'electron/renderer') return electron;
    throw new Error(`module not found: ${id}`);
  };

  // Main calls it through the debugger, in this world only.
  Object.defineProperty(globalThis, '__electronStandinReceive', {
    value: (/** @type {any} */ message) => {
      if (message.do === 'event') {
        const args = wire.read(message.args);
        for (const listener of listeners.get(message.channel) ?? []) listener({ sender: ipcRenderer }, ...args);
        return;
      }
      const promise = asked.get(message.id);
      asked.delete(message.id);
      if (message.error === undefined) promise?.resolve(wire.read(message.value));
      else promise?.reject(new Error(message.error));
    },
  });
  const module = { exports: {} };
  try {
    preload(requireInSandbox, strict('process (in the preload)', processInfo), module, module.exports);
  } catch (error) {
    send(JSON.stringify({ do: 'preload-error', error: wire.write(error) }));
    throw error;
  }
}

/**
 * Source for the page's own world: the end of the bridge that receives what a preload exposes.
 * @param {string} secret
 */
function pageWorldSource(secret) {
  return `if (window === window.top) (${makeBridgeEnd})(${JSON.stringify(secret)}, 'page');`;
}

/**
 * Source for the preload's world.
 * @param {string} secret
 * @param {string} preload
 * @param {object} processInfo
 */
function preloadWorldSource(secret, preload, processInfo) {
  return `if (window === window.top) (${runPreload})(
    (${makeBridgeEnd})(${JSON.stringify(secret)}, 'preload'),
    (${makeWire})(),
    globalThis.${BINDING},
    function (require, process, module, exports) {${preload}\n},
    ${JSON.stringify(processInfo)});`;
}

module.exports = { BINDING, PRELOAD_WORLD, pageWorldSource, preloadWorldSource };
