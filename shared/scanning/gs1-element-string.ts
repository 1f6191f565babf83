import { ok, type Result, refuse } from '../kernel/result';
import {
  type ApplicationIdentifier,
  applicationIdentifiers,
  type Element,
  fixedLength,
  identifierAtStart,
} from './application-identifiers';
import { checkElement, type ElementRefusal } from './check-element';

export type ElementStringRefusal =
  | ElementRefusal
  | 'element-string-malformed'
  | 'identifier-unknown'
  | 'identifier-repeated';

/** Function code 1 between elements: `^` when written, the group separator (ASCII 29) when a scanner sends it. */
const SEPARATOR = '^';
const GROUP_SEPARATOR = '\u001d';

/**
 * Reads GS1 elements in the order of the code.
 *
 * Two forms: `^0112345678901231^10AB` with `^` or a group separator for FNC1, and the printed `(01)12345678901231(10)AB`,
 * where `\(` is a bracket that belongs to the data. Source: GS1 General Specifications, section 7.8.
 */
export function parseElementString(text: string): Result<readonly Element[], ElementStringRefusal> {
  const read = text.startsWith('(') ? readBracketed(text) : readSeparated(text.replaceAll(GROUP_SEPARATOR, SEPARATOR));
  if (!read.ok) return read;
  const known = new Map<string, string>();
  for (const { id, value } of read.value) {
    if ((known.get(id) ?? value) !== value) return refuse('identifier-repeated', { id });
    known.set(id, value);
  }
  return read;
}

/** The elements as one text with `^` for FNC1: at the start, and after data whose end would not be known otherwise. */
export function elementString(elements: readonly Element[]): string {
  let text = '';
  let needsSeparator = true;
  for (const { id, value } of elements) {
    text += `${needsSeparator ? SEPARATOR : ''}${id}${value}`;
    needsSeparator = applicationIdentifiers.get(id)?.isSelfEnding !== true;
  }
  return text;
}

function readSeparated(text: string): Result<readonly Element[], ElementStringRefusal> {
  if (!text.startsWith(SEPARATOR) || text === SEPARATOR) return refuse('element-string-malformed');
  const elements: Element[] = [];
  let rest = text.slice(1);
  while (rest !== '') {
    const identifier = identifierAtStart(rest);
    if (identifier === undefined) return refuse('identifier-unknown', { at: rest.slice(0, 4) });
    const data = rest.slice(identifier.id.length);
    const end = dataEnd(identifier, data);
    const element = checkElement(identifier, data.slice(0, end));
    if (!element.ok) return element;
    elements.push(element.value);
    rest = data.slice(data.startsWith(SEPARATOR, end) ? end + 1 : end);
  }
  return ok(elements);
}

function dataEnd(identifier: ApplicationIdentifier, data: string): number {
  const separator = data.indexOf(SEPARATOR);
  const end = separator === -1 ? data.length : separator;
  return identifier.isSelfEnding ? Math.min(end, fixedLength(identifier)) : end;
}

function readBracketed(text: string): Result<readonly Element[], ElementStringRefusal> {
  const elements: Element[] = [];
  let rest = text;
  while (rest !== '') {
    const [whole, id = '', data = ''] = /^\((\d{2,4})\)((?:\\\(|[^(])*)/.exec(rest) ?? [];
    if (whole === undefined) return refuse('element-string-malformed');
    const identifier = applicationIdentifiers.get(id);
    if (identifier === undefined) return refuse('identifier-unknown', { at: id });
    const element = checkElement(identifier, data.replaceAll('\\(', '('));
    if (!element.ok) return element;
    elements.push(element.value);
    rest = rest.slice(whole.length);
  }
  return ok(elements);
}
