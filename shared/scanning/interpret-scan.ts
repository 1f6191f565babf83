import type { Element } from './application-identifiers';
import { parseDigitalLink } from './digital-link';
import { parseElementString } from './gs1-element-string';
import { type Gtin, parseGtin } from './gtin';

/** What the codes we print ourselves begin with. Anything behind the prefix is read by the part that printed it. */
export const ownPrefixes = {
  customer: 'SEAM-M:',
  receipt: 'SEAM-R:',
  room: 'SEAM-ROOM:',
  staff: 'SEAM-S:',
} as const;

/**
 * What somebody scanned. `text` is what the scanner sent, so that a number that means nothing to the catalogue can still
 * be tried as a style number.
 */
export type Scan = { readonly text: string } & (
  | { readonly kind: 'garment'; readonly gtin: Gtin }
  /** A GS1-128, DataMatrix or Digital Link with more, or other things, than a trade item number. */
  | { readonly kind: 'gs1'; readonly elements: readonly Element[]; readonly gtin?: Gtin }
  | { readonly kind: 'customer'; readonly code: string }
  | { readonly kind: 'receipt'; readonly code: string }
  | { readonly kind: 'room'; readonly room: string }
  | { readonly kind: 'staff'; readonly code: string }
  /** A code the shopper's wallet shows. It is a way to take money: never log or store it. */
  | { readonly kind: 'payment'; readonly wallet: Wallet; readonly code: string }
  | { readonly kind: 'unknown' }
);

const GROUP_SEPARATOR = '\u001d';

export type Wallet = 'wechat' | 'alipay';

/** Tells what a scanned text is. It never fails: what it doesn't know is `unknown`. */
export function interpretScan(scanned: string): Scan {
  const { text, isElementString } = withoutSymbology(scanned.trim());
  return (
    readOwnCode(text) ??
    readPayment(text) ??
    readGarment(text) ??
    readLink(text) ??
    readElements(text, isElementString) ?? { kind: 'unknown', text }
  );
}

/**
 * Scanners may put the AIM symbology identifier in front: `]E0` for an EAN-13, `]C1` for GS1-128. Four of them say that
 * GS1 elements follow. Source: ISO/IEC 15424; GS1 General Specifications, section 5.1.3.
 */
function withoutSymbology(text: string): { readonly text: string; readonly isElementString: boolean } {
  const [symbology = ''] = /^\][A-Za-z][0-9A-Za-z]/.exec(text) ?? [];
  return { text: text.slice(symbology.length), isElementString: [']C1', ']e0', ']d2', ']Q3'].includes(symbology) };
}

function readOwnCode(text: string): Scan | undefined {
  const behind = (prefix: string) => (text.startsWith(prefix) ? text.slice(prefix.length).trim() : '');
  const customer = behind(ownPrefixes.customer);
  if (customer !== '') return { kind: 'customer', text, code: customer };
  const receipt = behind(ownPrefixes.receipt);
  if (receipt !== '') return { kind: 'receipt', text, code: receipt };
  const room = behind(ownPrefixes.room);
  if (room !== '') return { kind: 'room', text, room };
  const staff = behind(ownPrefixes.staff);
  return staff === '' ? undefined : { kind: 'staff', text, code: staff };
}

/**
 * Source: WeChat Pay "付款码" (18 digits, prefix 10 to 15); Alipay "付款码" auth_code (16 to 24 digits, prefix 25 to 30).
 */
function readPayment(text: string): Scan | undefined {
  if (/^1[0-5]\d{16}$/.test(text)) return { kind: 'payment', text, wallet: 'wechat', code: text };
  if (/^(2[5-9]|30)\d{14,22}$/.test(text)) return { kind: 'payment', text, wallet: 'alipay', code: text };
  return undefined;
}

function readGarment(text: string): Scan | undefined {
  const gtin = parseGtin(text);
  return gtin.ok ? { kind: 'garment', text, gtin: gtin.value } : undefined;
}

function readLink(text: string): Scan | undefined {
  const link = parseDigitalLink(text, { shortGtins: true, words: true });
  if (!link.ok) return undefined;
  const { elements } = link.value;
  const [key] = elements;
  const gtin = gtinOf(elements);
  return key?.id === '01' && gtin !== undefined
    ? { kind: 'garment', text, gtin }
    : { kind: 'gs1', text, elements, gtin };
}

function readElements(text: string, isElementString: boolean): Scan | undefined {
  const isWritten = /^[(^]/.test(text) || text.startsWith(GROUP_SEPARATOR);
  // Scanners set to send no symbology and no leading separator: a separator inside, or a full GTIN at the front, tells.
  const isBare = isElementString || text.includes(GROUP_SEPARATOR) || /^01\d{14}/.test(text);
  if (!isWritten && !isBare) return undefined;
  const elements = parseElementString(isWritten ? text : `^${text}`);
  return elements.ok ? { kind: 'gs1', text, elements: elements.value, gtin: gtinOf(elements.value) } : undefined;
}

function gtinOf(elements: readonly Element[]): Gtin | undefined {
  const item = elements.find(({ id }) => id === '01');
  const gtin = item && parseGtin(item.value);
  return gtin?.ok ? gtin.value : undefined;
}
