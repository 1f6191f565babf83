import type { Brand } from '../kernel/brand';
import { invariant } from '../kernel/invariant';
import { ok, type Result, refuse } from '../kernel/result';

/** A trade item number in its normal form: 14 digits, left-padded with zeros, check digit valid. */
export type Gtin = Brand<string, 'Gtin'>;

export type GtinRefusal = 'gtin-not-digits' | 'gtin-length-unknown' | 'check-digit-wrong' | 'upc-e-malformed';

/** Sequence numbers an in-store code can carry: ten digits after the prefix 29. */
const IN_STORE_LAST = 9_999_999_999;
const IN_STORE_PREFIX = '29';

/**
 * The digit that belongs behind these digits: weights 3 and 1 alternate from the right, and the sum ends at a full ten.
 * Source: GS1 General Specifications, section 7.9.1.
 */
export function checkDigit(digits: string): string {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const weight = (digits.length - place) % 2 === 1 ? 3 : 1;
    sum += weight * Number(digits.charAt(place));
  }
  return String((10 - (sum % 10)) % 10);
}

/** Whether the text is digits only and its last digit is the check digit of the others. */
export function hasValidCheckDigit(text: string): boolean {
  return /^\d{2,}$/.test(text) && checkDigit(text.slice(0, -1)) === text.slice(-1);
}

/**
 * Reads an EAN-8, UPC-E, UPC-A, EAN-13 or ITF-14 number into its normal form.
 *
 * Eight digits are an EAN-8 where its check digit fits, else a UPC-E: a keyboard-wedge scanner does not say which it saw.
 */
export function parseGtin(text: string): Result<Gtin, GtinRefusal> {
  if (!/^\d+$/.test(text)) return refuse('gtin-not-digits');
  if (![8, 12, 13, 14].includes(text.length)) return refuse('gtin-length-unknown', { length: text.length });
  if (hasValidCheckDigit(text)) return ok(normalForm(text));
  if (text.length === 8) {
    const upcA = expandUpcE(text);
    if (upcA.ok) return ok(normalForm(upcA.value));
  }
  return refuse('check-digit-wrong', { expected: checkDigit(text.slice(0, -1)), got: text.slice(-1) });
}

/**
 * The twelve digits of the UPC-A that an eight-digit UPC-E stands for: number system 0 or 1, six digits, check digit.
 * Source: GS1 General Specifications, section 5.2.2.4.2 (zero-suppression).
 */
export function expandUpcE(text: string): Result<string, GtinRefusal> {
  if (!/^[01]\d{7}$/.test(text)) return refuse('upc-e-malformed');
  const system = text.charAt(0);
  const body = text.slice(1, 7);
  const last = body.charAt(5);
  const withoutCheck = system + upcABody(body, last);
  const expected = checkDigit(withoutCheck);
  if (expected !== text.charAt(7)) return refuse('check-digit-wrong', { expected, got: text.charAt(7) });
  return ok(withoutCheck + expected);
}

function upcABody(body: string, last: string): string {
  if (last <= '2') return `${body.slice(0, 2)}${last}0000${body.slice(2, 5)}`;
  if (last === '3') return `${body.slice(0, 3)}00000${body.slice(3, 5)}`;
  if (last === '4') return `${body.slice(0, 4)}00000${body.charAt(4)}`;
  return `${body.slice(0, 5)}0000${last}`;
}

/**
 * A number for a garment that came without one: an EAN-13 with prefix 29, kept by GS1 for numbers that never leave the
 * company. `sequence` is a whole number from 0 to 9,999,999,999, given out once per tenant.
 */
export function inStoreGtin(sequence: number): Gtin {
  invariant(
    Number.isInteger(sequence) && sequence >= 0 && sequence <= IN_STORE_LAST,
    `in-store sequence ${sequence} does not fit ten digits`,
  );
  const digits = IN_STORE_PREFIX + String(sequence).padStart(10, '0');
  return normalForm(digits + checkDigit(digits));
}

/** Whether the shop made this number itself (see `inStoreGtin`). */
export function isInStoreGtin(gtin: Gtin): boolean {
  return gtin.startsWith(`0${IN_STORE_PREFIX}`);
}

/** The digits as printed under the bars: EAN-8, EAN-13 or all 14, whichever is the shortest that holds the number. */
export function printedGtin(gtin: Gtin): string {
  if (gtin.startsWith('000000')) return gtin.slice(6);
  return gtin.startsWith('0') ? gtin.slice(1) : gtin;
}

function normalForm(digits: string): Gtin {
  return digits.padStart(14, '0') as Gtin;
}
