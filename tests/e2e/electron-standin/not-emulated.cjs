// @ts-check
'use strict';
const { EventEmitter } = require('node:events');

/** Members that promises, loggers, module loaders and debuggers ask of any object. */
const askedOfAnything = new Set(['then', 'toJSON', 'inspect', '__esModule', 'default', 'domain', 'nodeType']);

/**
 * What the stand-in does not do must never look done.
 * @param {string} name
 * @returns {never}
 */
function notEmulated(name) {
  throw new Error(`electron stand-in: ${name} is not emulated; try it on a real Electron`);
}

/**
 * An object whose missing members throw instead of being undefined.
 * @template {object} Members
 * @param {string} name
 * @param {Members} members
 * @returns {Members}
 */
function strict(name, members) {
  return new Proxy(members, {
    get(target, key, receiver) {
      if (key in target || typeof key === 'symbol' || askedOfAnything.has(key))
        return Reflect.get(target, key, receiver);
      return notEmulated(`${name}.${key}`);
    },
  });
}

/**
 * An event emitter whose missing members throw, and that refuses listeners for events it never sends.
 * Members meant for other files of the stand-in are called `standin…`.
 */
class Emulated extends EventEmitter {
  /** @param {readonly string[]} events what it sends, and what rightly never happens here */
  constructor(events) {
    super();
    this.setMaxListeners(0);
    this.standinEvents = new Set(['newListener', 'removeListener', 'error', ...events]);
  }

  /**
   * @override
   * @param {string | symbol} event
   * @param {(...args: any[]) => void} listener
   */
  on(event, listener) {
    this.#mustSend(event);
    return super.on(event, listener);
  }

  /**
   * @override
   * @param {string | symbol} event
   * @param {(...args: any[]) => void} listener
   */
  addListener(event, listener) {
    this.#mustSend(event);
    return super.addListener(event, listener);
  }

  /** @param {string | symbol} event */
  #mustSend(event) {
    if (typeof event === 'string' && !this.standinEvents.has(event)) {
      notEmulated(`the event '${event}' of ${this.constructor.name}`);
    }
  }
}

// Unknown members are looked up along the prototypes; the last one before Object throws.
Object.setPrototypeOf(
  Emulated.prototype,
  new Proxy(EventEmitter.prototype, {
    get(target, key, receiver) {
      if (key in target || typeof key === 'symbol' || askedOfAnything.has(key))
        return Reflect.get(target, key, receiver);
      return notEmulated(`${receiver.constructor.name}.${key}`);
    },
  }),
);

/** The event object Electron passes first; a listener may prevent what would happen next. */
class PreventableEvent {
  defaultPrevented = false;

  /** @param {object} [details] */
  constructor(details) {
    Object.assign(this, details);
  }

  preventDefault() {
    this.defaultPrevented = true;
  }
}

module.exports = { Emulated, PreventableEvent, notEmulated, strict };
