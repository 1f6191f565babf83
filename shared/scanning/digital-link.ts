import { invariant } from '../kernel/invariant';
import { ok, type Result, refuse } from '../kernel/result';
import { type ApplicationIdentifier, applicationIdentifiers, type Element } from './application-identifiers';
import { checkElement, type ElementRefusal } from './check-element';
import type { Gtin } from './gtin';

export type DigitalLinkRefusal =
  | ElementRefusal
  | 'link-malformed'
  | 'link-without-key'
  | 'link-qualifier-out-of-place'
  | 'identifier-unknown'
  | 'identifier-not-allowed-here'
  | 'identifier-repeated';

/** A GS1 Digital Link taken apart. Source: GS1 Digital Link Standard: URI Syntax, release 1.4. */
export type DigitalLink = {
  /** The address before the identifiers, without a slash at its end: `https://shop.example/zh`. */
  readonly stem: string;
  /** Key, its qualifiers, then the attributes of the query, in the order of the link. */
  readonly elements: readonly Element[];
  /** What the owner of the link added to the query under names of their own, for example the store. */
  readonly parameters: Readonly<Record<string, string>>;
};

/** What older links do and the standard no longer allows. Both are off unless asked for. */
export type DigitalLinkLeniency = {
  /** GTINs of 8, 12 or 13 digits. */
  readonly shortGtins?: boolean;
  /** Words for identifiers, `/gtin/…` for `/01/…`. */
  readonly words?: boolean;
};

const identifierWords: ReadonlyMap<string, string> = new Map([
  ['sscc', '00'],
  ['gtin', '01'],
  ['lot', '10'],
  ['ser', '21'],
  ['cpv', '22'],
  ['gdti', '253'],
  ['gcn', '255'],
  ['ginc', '401'],
  ['gsin', '402'],
  ['gln', '414'],
  ['party', '417'],
  ['grai', '8003'],
  ['giai', '8004'],
  ['itip', '8006'],
  ['cpid', '8010'],
  ['gmn', '8013'],
  ['gsrnp', '8017'],
  ['gsrn', '8018'],
]);

/** Reads a Digital Link URI. A refusal means it is some other address, or a link nobody should trust. */
export function parseDigitalLink(
  uri: string,
  leniency: DigitalLinkLeniency = {},
): Result<DigitalLink, DigitalLinkRefusal> {
  const [, stem, path, query = ''] = /^((?:https?|HTTPS?):\/\/[^/?#]+)([^?#]*)(?:\?([^#]*))?(?:#.*)?$/.exec(uri) ?? [];
  if (stem === undefined || path === undefined || !isUriText(uri) || !isHost(stem)) return refuse('link-malformed');
  const keyed = readPath(path, leniency);
  if (!keyed.ok) return keyed;
  const asked = readQuery(query, leniency);
  if (!asked.ok) return asked;

  const elements = [...keyed.value.elements, ...asked.value.elements];
  const repeated = elements.find(({ id }, place) => elements.findIndex((other) => other.id === id) !== place);
  if (repeated !== undefined) return refuse('identifier-repeated', { id: repeated.id });
  return ok({ stem: stem + keyed.value.extraStem, elements, parameters: asked.value.parameters });
}

/**
 * The address on a garment's label: `https://shop.example/01/09520123456788?store=…`.
 *
 * `stem` is an https address without query; `query` holds names of our own, which are never digits alone: those belong to GS1.
 */
export function digitalLink(link: {
  readonly stem: string;
  readonly gtin: Gtin;
  readonly query?: Readonly<Record<string, string>>;
}): string {
  const query = Object.entries(link.query ?? {}).map(([name, value]) => {
    invariant(!/^\d+$/.test(name), `digits are GS1's, not ours: ${name}`);
    return `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
  });
  return `${link.stem.replace(/\/+$/, '')}/01/${link.gtin}${query.length === 0 ? '' : `?${query.join('&')}`}`;
}

type PathReading = { readonly extraStem: string; readonly elements: readonly Element[] };

/** The rightmost pair of segments that names a key begins the identifiers; what stands before it belongs to the stem. */
function readPath(path: string, leniency: DigitalLinkLeniency): Result<PathReading, DigitalLinkRefusal> {
  const segments = path.split('/').slice(1);
  for (let at = segments.length - 2; at >= 0; at -= 2) {
    const identifier = identifierNamed(segments[at] ?? '', leniency);
    if (identifier === undefined) break;
    if (identifier.linkQualifiers !== undefined) {
      const elements = readPairs(identifier, segments.slice(at), leniency);
      const extraStem = segments.slice(0, at).map((segment) => `/${segment}`);
      return elements.ok ? ok({ extraStem: extraStem.join(''), elements: elements.value }) : elements;
    }
  }
  return refuse('link-without-key');
}

function readPairs(
  key: ApplicationIdentifier,
  segments: readonly string[],
  leniency: DigitalLinkLeniency,
): Result<readonly Element[], DigitalLinkRefusal> {
  const elements: Element[] = [];
  for (let at = 0; at < segments.length; at += 2) {
    const element = readElement(segments[at] ?? '', decoded(segments[at + 1] ?? ''), leniency);
    if (!element.ok) return element;
    elements.push(element.value);
  }
  const qualifiers = elements.slice(1).map(({ id }) => id);
  const isInPlace = key.linkQualifiers?.some((choice) => isInOrder(qualifiers, choice));
  return isInPlace ? ok(elements) : refuse('link-qualifier-out-of-place', { key: key.id });
}

type QueryReading = {
  readonly elements: readonly Element[];
  readonly parameters: Readonly<Record<string, string>>;
};

function readQuery(query: string, leniency: DigitalLinkLeniency): Result<QueryReading, DigitalLinkRefusal> {
  const elements: Element[] = [];
  const parameters = new Map<string, string>();
  for (const pair of query.split('&')) {
    const [, name, value] = /^([^=]+)=(.*)$/.exec(pair.replaceAll('+', ' ')) ?? [];
    if (name === undefined || value === undefined) continue;
    const data = decoded(value);
    if (!/^\d+$/.test(name) && identifierNamed(name, leniency) === undefined) {
      parameters.set(decoded(name) ?? name, data ?? value);
      continue;
    }
    const element = readElement(name, data, leniency);
    if (!element.ok) return element;
    if (applicationIdentifiers.get(element.value.id)?.isLinkAttribute !== true) {
      return refuse('identifier-not-allowed-here', { id: element.value.id });
    }
    elements.push(element.value);
  }
  return ok({ elements, parameters: Object.fromEntries(parameters) });
}

function readElement(
  name: string,
  value: string | undefined,
  leniency: DigitalLinkLeniency,
): Result<Element, DigitalLinkRefusal> {
  const identifier = identifierNamed(name, leniency);
  if (identifier === undefined) return refuse('identifier-unknown', { at: name });
  if (value === undefined) return refuse('link-malformed');
  const isShortGtin = identifier.id === '01' && leniency.shortGtins === true && [8, 12, 13].includes(value.length);
  return checkElement(identifier, isShortGtin ? value.padStart(14, '0') : value);
}

function identifierNamed(name: string, leniency: DigitalLinkLeniency): ApplicationIdentifier | undefined {
  const id = leniency.words === true ? (identifierWords.get(name) ?? name) : name;
  return applicationIdentifiers.get(id);
}

/** Whether the ids follow the order of the choice. Some may be missing. */
function isInOrder(ids: readonly string[], choice: readonly string[]): boolean {
  const places = ids.map((id) => choice.indexOf(id));
  return places.every((place, index) => place > (places[index - 1] ?? -1));
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Only characters a URI may hold. Source: RFC 3986, section 2. */
function isUriText(uri: string): boolean {
  return /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]+$/.test(uri);
}

function isHost(stem: string): boolean {
  return /^https?:\/\/(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(:\d{1,5})?$/i.test(stem);
}
