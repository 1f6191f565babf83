// @ts-check
'use strict';

/**
 * Text form of what structured clone carries and JSON does not. The function is also sent into the page as source text,
 * so it must use nothing from outside itself.
 */
function makeWire() {
  /** @param {Uint8Array} bytes */
  const toBase64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  /** @param {string} text */
  const fromBase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

  /**
   * @param {any} value
   * @returns {any}
   */
  const encode = (value) => {
    if (value === undefined) return { is: 'undefined' };
    if (typeof value === 'bigint') return { is: 'bigint', text: String(value) };
    if (typeof value === 'number' && !Number.isFinite(value)) return { is: 'number', text: String(value) };
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map(encode);
    if (value instanceof Date) return { is: 'date', ms: value.getTime() };
    if (value instanceof Error) return { is: 'error', name: value.name, message: value.message };
    if (value instanceof Map) return { is: 'map', entries: [...value].map(encode) };
    if (value instanceof Set) return { is: 'set', members: [...value].map(encode) };
    if (value instanceof ArrayBuffer) return { is: 'buffer', base64: toBase64(new Uint8Array(value)) };
    if (value instanceof Uint8Array) return { is: 'bytes', base64: toBase64(value) };
    if (ArrayBuffer.isView(value))
      throw new Error('electron stand-in: typed arrays other than Uint8Array are not emulated');
    return { is: 'object', members: Object.entries(value).map(([key, member]) => [key, encode(member)]) };
  };

  /**
   * @param {any} coded
   * @returns {any}
   */
  const decode = (coded) => {
    if (coded === null || typeof coded !== 'object') return coded;
    if (Array.isArray(coded)) return coded.map(decode);
    switch (coded.is) {
      case 'undefined':
        return undefined;
      case 'bigint':
        return BigInt(coded.text);
      case 'number':
        return Number(coded.text);
      case 'date':
        return new Date(coded.ms);
      case 'error':
        return Object.assign(new Error(coded.message), { name: coded.name });
      case 'map':
        return new Map(coded.entries.map(decode));
      case 'set':
        return new Set(coded.members.map(decode));
      case 'buffer':
        return fromBase64(coded.base64).buffer;
      case 'bytes':
        return fromBase64(coded.base64);
      default:
        return Object.fromEntries(
          coded.members.map((/** @type {[string, any]} */ [key, member]) => [key, decode(member)]),
        );
    }
  };

  /**
   * A copy as another process would get it: prototypes gone, functions refused in Electron's words.
   * @param {any} value
   */
  const clone = (value) => {
    try {
      return structuredClone(value);
    } catch {
      throw new Error('An object could not be cloned.');
    }
  };

  return {
    /** @param {any} value */
    write: (value) => encode(clone(value)),
    read: decode,
  };
}

module.exports = { makeWire };
