// @ts-check
'use strict';
const { spawn } = require('node:child_process');
const { EventEmitter } = require('node:events');

/** @typedef {{ method: string, resolve: (result: any) => void, reject: (error: Error) => void }} Waiting */

/** One target of the browser, or the browser itself: commands go out, protocol events come in. */
class Session extends EventEmitter {
  #connection;
  #id;

  /**
   * @param {Connection} connection
   * @param {string | undefined} id
   */
  constructor(connection, id) {
    super();
    this.setMaxListeners(0);
    this.#connection = connection;
    this.#id = id;
  }

  /**
   * @param {string} method
   * @param {object} [params]
   * @returns {Promise<any>}
   */
  send(method, params = {}) {
    return this.#connection.send(method, params, this.#id);
  }
}

/** A browser started by us and spoken to through its debugging pipe: JSON ended by NUL on descriptors 3 and 4. */
class Connection extends EventEmitter {
  #lastId = 0;
  /** @type {Map<number, Waiting>} */
  #waiting = new Map();
  /** @type {Map<string | undefined, Session>} */
  #sessions = new Map();
  #toBrowser;

  /**
   * @param {string} file
   * @param {readonly string[]} args
   */
  constructor(file, args) {
    super();
    this.process = spawn(file, args, { stdio: ['ignore', 'inherit', 'inherit', 'pipe', 'pipe'] });
    this.root = this.session(undefined);
    this.#toBrowser = /** @type {import('node:stream').Writable} */ (this.process.stdio[3]);
    this.#toBrowser.on('error', () => {}); // The browser is gone; its exit is told below.
    this.#listen(/** @type {import('node:stream').Readable} */ (this.process.stdio[4]));
    this.process.on('exit', (code) => {
      for (const { method, reject } of this.#waiting.values()) reject(new Error(`${method}: the browser is gone`));
      this.#waiting.clear();
      this.emit('exit', code);
    });
  }

  /** @param {string | undefined} id */
  session(id) {
    const session = this.#sessions.get(id) ?? new Session(this, id);
    this.#sessions.set(id, session);
    return session;
  }

  /**
   * @param {string} method
   * @param {object} params
   * @param {string | undefined} sessionId
   * @returns {Promise<any>}
   */
  send(method, params, sessionId) {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { method, resolve, reject });
      this.#toBrowser.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  /** @param {import('node:stream').Readable} fromBrowser */
  #listen(fromBrowser) {
    let unread = '';
    fromBrowser.setEncoding('utf8').on('data', (text) => {
      const messages = (unread + text).split('\0');
      unread = messages.pop() ?? '';
      for (const message of messages) this.#receive(JSON.parse(message));
    });
  }

  /** @param {any} message */
  #receive(message) {
    if (message.id === undefined) {
      this.session(message.sessionId).emit(message.method, message.params);
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.error) waiting?.reject(new Error(`${waiting.method}: ${message.error.message}`));
    else waiting?.resolve(message.result);
  }
}

module.exports = { Connection, Session };
