// @ts-check
'use strict';
const { spawnSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');

/** @typedef {{ argv: string[], workingDirectory: string, data: object }} Start */

const DELIVERED = 7;
/** Electron answers at once whether it holds the lock, Node's sockets do not: a short-lived child asks for us. */
const deliver = `
  const [, socket, start] = process.argv;
  const client = require('node:net').connect(socket, () => client.end(start, () => process.exit(${DELIVERED})));
  client.on('error', () => process.exit(0));`;

/** The right of the first start on a folder. Later starts hand over what they were called with, and get nothing. */
class SingleInstance {
  #server;
  #socket;

  /**
   * @param {string} folder
   * @param {object} data
   * @param {(start: Start) => void} onOther
   * @returns {SingleInstance | undefined}
   */
  static take(folder, data, onOther) {
    const name = createHash('sha256').update(path.resolve(folder)).digest('hex').slice(0, 16);
    const socket = path.join(os.tmpdir(), `electron-standin-${name}.sock`);
    const start = JSON.stringify({ argv: process.argv, workingDirectory: process.cwd(), data });
    const { status } = spawnSync(process.execPath, ['-e', deliver, socket, start]);
    return status === DELIVERED ? undefined : new SingleInstance(socket, onOther);
  }

  /**
   * @param {string} socket
   * @param {(start: Start) => void} onOther
   */
  constructor(socket, onOther) {
    fs.rmSync(socket, { force: true }); // Left behind by a crash.
    this.#socket = socket;
    this.#server = net.createServer((client) => {
      let text = '';
      client.setEncoding('utf8');
      client.on('data', (part) => {
        text += part;
      });
      client.on('end', () => onOther(JSON.parse(text)));
    });
    this.#server.listen(socket).unref();
  }

  release() {
    this.#server.close();
    fs.rmSync(this.#socket, { force: true });
  }
}

module.exports = { SingleInstance };
