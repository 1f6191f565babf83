import { describe, expect, it } from 'vitest';
import { applicationIdentifiers } from '#shared/scanning/application-identifiers';
import { elementRules } from '#shared/scanning/check-element';
import dictionary from '#shared/scanning/gs1-dictionary/application-identifiers.json';
import { elementString, parseElementString } from '#shared/scanning/gs1-element-string';
import { gs1Dictionary, gs1Vectors, hasGs1Vectors } from './gs1-vectors';

type Vectors = {
  readonly parseBracketed: readonly { readonly ok: boolean; readonly in: string; readonly out: string }[];
  readonly validateUnbracketed: readonly { readonly ok: boolean; readonly in: string }[];
};

const { parseBracketed = [], validateUnbracketed = [] } = gs1Vectors<Vectors>('element-string-vectors.json');
/** Three of the lifted cases hold the name of a C variable instead of its text. */
const isText = (vector: { readonly in: string }) => !['inbuf', 'buf'].includes(vector.in);

describe('a GS1 element string', () => {
  it('gives its elements in the order of the code', () => {
    expect(parseElementString('^0109520123456788^10LOT7^21S-1')).toEqual({
      ok: true,
      value: [
        { id: '01', value: '09520123456788' },
        { id: '10', value: 'LOT7' },
        { id: '21', value: 'S-1' },
      ],
    });
  });

  it('means the same with the separator a scanner sends and in printed brackets', () => {
    const separated = parseElementString('\u001d010952012345678810LOT7\u001d21S-1');
    expect(parseElementString('(01)09520123456788(10)LOT7(21)S-1')).toEqual(separated);
    expect(separated.ok && elementString(separated.value)).toBe('^010952012345678810LOT7^21S-1');
  });

  it.each([
    ['^0109520123456789', 'check-digit-wrong'],
    ['^17251301', 'element-rule-broken'],
    ['^17250229', 'element-rule-broken'],
    ['^10', 'element-empty'],
    ['^11260', 'element-too-short'],
    ['^2421234567', 'element-too-long'],
    ['^10ÄÖÜ', 'element-character-not-allowed'],
    ['^891234', 'identifier-unknown'],
    ['0109520123456788', 'element-string-malformed'],
    ['^10A^10B', 'identifier-repeated'],
  ])('%s is refused as %s', (text, code) => {
    expect(parseElementString(text)).toMatchObject({ ok: false, refusal: { code } });
  });

  it('may name a month without a day, and 29 February in a leap year', () => {
    expect(parseElementString('^17251200').ok).toBe(true);
    expect(parseElementString('^17240229').ok).toBe(true);
  });
});

describe.skipIf(!hasGs1Vectors)('as the GS1 syntax engine (needs ../shared/data/gs1)', () => {
  it.each(parseBracketed.filter(isText))('reads $in: $ok', ({ in: text, ok, out }) => {
    const read = parseElementString(text);
    expect(read.ok ? elementString(read.value) : undefined).toBe(ok ? out : undefined);
  });

  it.each(validateUnbracketed.filter(isText))('accepts $in: $ok', ({ in: text, ok }) => {
    expect(parseElementString(text).ok).toBe(ok);
  });

  it('knows every identifier of the dictionary, with its format, and no other', () => {
    const rows = gs1Dictionary()
      .split('\n')
      .filter((line) => /^\d/.test(line))
      .map((line) => {
        const words = (line.split('#')[0] ?? '').trim().split(/\s+/);
        const key = words.find((word) => word.startsWith('dlpkey'));
        const row = [
          words[0],
          words.find((word) => /^[*?]+$/.test(word)) ?? '',
          words.filter((word) => /^\[?[NXYZ](\.\.)?\d/.test(word)).join(' '),
        ];
        return key === undefined ? row : [...row, key.split('=')[1] ?? ''];
      });
    expect(rows.length).toBeGreaterThan(200);
    expect(dictionary.rows).toEqual(rows);
  });
});

describe('the dictionary', () => {
  it('has no identifier that begins another', () => {
    const ids = [...applicationIdentifiers.keys()];
    expect(ids.filter((id) => ids.some((other) => other !== id && other.startsWith(id)))).toEqual([]);
  });

  it('asks for no rule we neither check nor knowingly leave alone', () => {
    const asked = [...applicationIdentifiers.values()].flatMap(({ parts }) => parts.flatMap(({ rules }) => rules));
    const unchecked = [...new Set(asked)].filter((rule) => !elementRules.has(rule)).sort();
    expect(unchecked).toEqual([
      'couponcode',
      'couponposoffer',
      'csumalpha',
      'iban',
      'importeridx',
      'iso3166',
      'iso3166999',
      'iso3166alpha2',
      'iso4217',
      'latitude',
      'longitude',
      'mediatype',
      'packagetype',
      'posinseqslash',
    ]);
  });
});
