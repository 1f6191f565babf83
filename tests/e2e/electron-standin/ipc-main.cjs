// @ts-check
'use strict';
const { Emulated } = require('./not-emulated.cjs');
const { makeWire } = require('./wire.cjs');

/** @typedef {(event: any, ...args: any[]) => any} Handler */

const wire = makeWire();
/** @type {Map<string, Handler>} */
const handlers = new Map();

class IpcMain extends Emulated {
  constructor() {
    super([]);
  }

  /**
   * @param {string} channel
   * @param {Handler} handler
   */
  handle(channel, handler) {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    handlers.set(channel, handler);
  }

  /** @param {string} channel */
  removeHandler(channel) {
    handlers.delete(channel);
  }

  /**
   * Channels are the app's own names: any may be listened to.
   * @override
   * @param {string | symbol} channel
   * @param {(...args: any[]) => void} listener
   */
  on(channel, listener) {
    this.standinEvents.add(String(channel));
    return super.on(channel, listener);
  }
}

const ipcMain = new IpcMain();

/**
 * Answers one message of a preload. What it returns goes back into the preload's world; undefined means no answer.
 * @param {any} message
 * @param {object} event
 */
async function receive(message, event) {
  if (message.do === 'send') {
    ipcMain.emit(message.channel, event, ...wire.read(message.args));
    return undefined;
  }
  const handler = handlers.get(message.channel);
  try {
    if (!handler) throw new Error(`No handler registered for '${message.channel}'`);
    const value = await handler(event, ...wire.read(message.args));
    return { do: 'answer', id: message.id, value: wire.write(value) };
  } catch (error) {
    return { do: 'answer', id: message.id, error: `Error invoking remote method '${message.channel}': ${error}` };
  }
}

module.exports = { IpcMain, ipcMain, receive, wire };
