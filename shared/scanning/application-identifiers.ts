import dictionary from './gs1-dictionary/application-identifiers.json';

/** One part of an identifier's data: so many characters of a set, checked by named rules. */
export type DataPart = {
  /** N digits, X the 82 characters of GS1 text, Y its 39, Z base64url. */
  readonly characters: 'N' | 'X' | 'Y' | 'Z';
  readonly minimum: number;
  readonly maximum: number;
  readonly isOptional: boolean;
  readonly rules: readonly string[];
};

/** What GS1 says about one application identifier, for example 01 (GTIN) or 10 (batch). */
export type ApplicationIdentifier = {
  readonly id: string;
  /** Its length is known from its first digits, so that no separator follows it. */
  readonly isSelfEnding: boolean;
  /** It may stand in the query of a Digital Link. */
  readonly isLinkAttribute: boolean;
  readonly parts: readonly DataPart[];
  /** Present on the keys of a Digital Link: the qualifiers that may follow it, in order, in each permitted choice. */
  readonly linkQualifiers: readonly (readonly string[])[] | undefined;
};

/** One identifier with its data, as read from a code. */
export type Element = { readonly id: string; readonly value: string };

/** Every application identifier of the GS1 Barcode Syntax Dictionary, by number. */
export const applicationIdentifiers: ReadonlyMap<string, ApplicationIdentifier> = new Map(
  dictionary.rows.flatMap(readRow).map((identifier) => [identifier.id, identifier]),
);

/** The identifier a text starts with, or undefined. No identifier is the beginning of another. */
export function identifierAtStart(text: string): ApplicationIdentifier | undefined {
  for (const length of [2, 3, 4]) {
    const found = applicationIdentifiers.get(text.slice(0, length));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Characters of an identifier whose data has one length only. */
export function fixedLength(identifier: ApplicationIdentifier): number {
  return identifier.parts.reduce((sum, part) => sum + part.maximum, 0);
}

function readRow(row: readonly string[]): readonly ApplicationIdentifier[] {
  const [ids = '', flags = '', format = '', qualifiers] = row;
  const parts = format.split(' ').map(readPart);
  return numbersOf(ids).map((id) => ({
    id,
    isSelfEnding: flags.includes('*'),
    isLinkAttribute: flags.includes('?'),
    parts,
    linkQualifiers: qualifiers
      ?.split('|')
      .map((choice) => choice.split(','))
      .map((choice) => choice.filter((id) => id !== '')),
  }));
}

/** `3100-3105` is six identifiers. */
function numbersOf(ids: string): readonly string[] {
  const [first = '', last] = ids.split('-');
  if (last === undefined) return [first];
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, step) => String(Number(first) + step));
}

/** `N13,csum,gcppos1` is thirteen digits under two rules; `X..20` one to twenty characters; `[…]` may be missing. */
function readPart(text: string): DataPart {
  const [, bracket, characters, upTo, length, rules] = /^(\[)?([NXYZ])(\.\.)?(\d+)\]?(?:,(.+))?$/.exec(text) ?? [];
  if (characters !== 'N' && characters !== 'X' && characters !== 'Y' && characters !== 'Z') {
    throw new Error(`invariant: unreadable format ${text} in the GS1 dictionary`);
  }
  return {
    characters,
    minimum: upTo === undefined ? Number(length) : 1,
    maximum: Number(length),
    isOptional: bracket !== undefined,
    rules: rules?.split(',') ?? [],
  };
}
