import { ok, type Result, refuse } from '../kernel/result';
import type { ApplicationIdentifier, DataPart, Element } from './application-identifiers';
import { hasValidCheckDigit } from './gtin';

export type ElementRefusal =
  | 'element-empty'
  | 'element-too-short'
  | 'element-too-long'
  | 'element-character-not-allowed'
  | 'check-digit-wrong'
  | 'element-rule-broken';

const characterSets: Readonly<Record<DataPart['characters'], RegExp>> = {
  N: /^\d*$/,
  X: /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]*$/,
  Y: /^[#\-/0-9A-Z]*$/,
  Z: /^[A-Za-z0-9_-]*={0,2}$/,
};

/**
 * Rules of the dictionary by the names it gives them. Left unchecked, so that a rare code still scans, are the rules
 * that need a table of the world (countries, currencies, banks, package types), coupons, places on a map and names.
 */
export const elementRules: ReadonlyMap<string, (value: string) => boolean> = new Map([
  ['csum', hasValidCheckDigit],
  ['gcppos1', (value) => /^\d{4}/.test(value)],
  ['gcppos2', (value) => /^.\d{4}/.test(value)],
  ['yymmd0', (value) => isDate(value, 0)],
  ['yymmdd', (value) => isDate(value, 1)],
  ['yyyymmdd', (value) => isDate(value.slice(2), 1)],
  ['hhmi', (value) => isBelow(value.slice(0, 2), 24) && isBelow(value.slice(2), 60)],
  ['hh', (value) => isBelow(value, 24)],
  ['mi', (value) => isBelow(value, 60)],
  ['ss', (value) => isBelow(value, 60)],
  ['nonzero', (value) => /[1-9]/.test(value)],
  ['zero', (value) => /^0+$/.test(value)],
  ['nozeroprefix', (value) => value === '0' || !value.startsWith('0')],
  ['hasnondigit', (value) => /\D/.test(value)],
  ['hyphen', (value) => value === '-'],
  ['winding', (value) => ['0', '1', '9'].includes(value)],
  ['yesno', (value) => ['0', '1'].includes(value)],
  ['iso5218', (value) => ['0', '1', '2', '9'].includes(value)],
  ['pieceoftotal', isPieceOfTotal],
  ['pcenc', (value) => !/%(?![0-9A-Fa-f]{2})/.test(value)],
]);

/** The element, if its data has the identifier's length, characters and meaning. */
export function checkElement(identifier: ApplicationIdentifier, value: string): Result<Element, ElementRefusal> {
  const params = { id: identifier.id };
  if (value === '') return refuse('element-empty', params);
  let rest = value;
  for (const part of identifier.parts) {
    if (part.isOptional && rest === '') break;
    const data = rest.slice(0, part.maximum);
    rest = rest.slice(part.maximum);
    if (data.length < part.minimum) return refuse('element-too-short', params);
    if (!characterSets[part.characters].test(data)) return refuse('element-character-not-allowed', params);
    const broken = part.rules.find((rule) => elementRules.get(rule)?.(data) === false);
    if (broken === 'csum') return refuse('check-digit-wrong', params);
    if (broken !== undefined) return refuse('element-rule-broken', { ...params, rule: broken });
  }
  return rest === '' ? ok({ id: identifier.id, value }) : refuse('element-too-long', params);
}

/** Year, month and day in two digits each. Day 00, where allowed, means the whole month. */
function isDate(text: string, firstDay: 0 | 1): boolean {
  const [year, month, day] = [text.slice(0, 2), text.slice(2, 4), text.slice(4, 6)].map(Number);
  if (year === undefined || month === undefined || day === undefined || month < 1 || month > 12) return false;
  // Two-digit years repeat their leap days every four years from 1901 to 2099, the range GS1 dates can mean.
  const days = month === 2 ? (year % 4 === 0 ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day >= firstDay && day <= days;
}

function isBelow(digits: string, limit: number): boolean {
  return Number(digits) < limit;
}

/** `0203` is piece two of three. */
function isPieceOfTotal(value: string): boolean {
  const piece = Number(value.slice(0, 2));
  return piece > 0 && piece <= Number(value.slice(2));
}
