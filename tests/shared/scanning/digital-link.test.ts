import { describe, expect, it } from 'vitest';
import type { Element } from '#shared/scanning/application-identifiers';
import { type DigitalLinkLeniency, digitalLink, parseDigitalLink } from '#shared/scanning/digital-link';
import { elementString, parseElementString } from '#shared/scanning/gs1-element-string';
import { hasValidCheckDigit, inStoreGtin } from '#shared/scanning/gtin';
import { linkFromElements } from '#shared/scanning/link-from-elements';
import { gs1Vectors, hasGs1Vectors } from './gs1-vectors';

type Features = Readonly<Record<string, string>>;
type Vectors = {
  readonly parseDLuri: readonly {
    readonly ok: boolean;
    readonly uri: string;
    readonly ai: string | null;
    readonly features: Features;
  }[];
  readonly generateDLuri: readonly {
    readonly ok: boolean;
    readonly stem: string | null;
    readonly ai: string;
    readonly uri: string | null;
    readonly features: Features;
  }[];
  readonly checkDigit: Readonly<Record<'valid' | 'invalid' | 'malformed', readonly string[]>>;
};

const { parseDLuri = [], generateDLuri = [], checkDigit } = gs1Vectors<Vectors>('digital-link-vectors.json');

function read(uri: string, leniency?: DigitalLinkLeniency): string | undefined {
  const link = parseDigitalLink(uri, leniency);
  return link.ok ? elementString(link.value.elements) : undefined;
}

describe('the label of a garment', () => {
  it('leads to its page, with the store and the place it hangs in', () => {
    const uri = digitalLink({
      stem: 'https://shop.example/zh/',
      gtin: inStoreGtin(1),
      query: { store: '上海 1', at: 'rail&a' },
    });
    expect(uri).toBe('https://shop.example/zh/01/02900000000018?store=%E4%B8%8A%E6%B5%B7%201&at=rail%26a');
    expect(parseDigitalLink(uri)).toEqual({
      ok: true,
      value: {
        stem: 'https://shop.example/zh',
        elements: [{ id: '01', value: '02900000000018' }],
        parameters: { store: '上海 1', at: 'rail&a' },
      },
    });
  });

  it('never uses a name that belongs to GS1', () => {
    expect(() => digitalLink({ stem: 'https://a', gtin: inStoreGtin(1), query: { 10: 'x' } })).toThrow('GS1');
  });
});

describe('a Digital Link', () => {
  it.each([
    ['https://shop.example/about', 'link-without-key'],
    ['weixin://wxpay/01/09520123456788', 'link-malformed'],
    ['https://a/01/09520123456789', 'check-digit-wrong'],
    ['https://a/01/09520123456788/21/A/10/B', 'link-qualifier-out-of-place'],
    ['https://a/01/09520123456788?21=A', 'identifier-not-allowed-here'],
    ['https://a/01/09520123456788?89=A', 'identifier-unknown'],
    ['https://a/01/09520123456788/10/%ff', 'link-malformed'],
    ['https://a/01/09520123456788?10=A&10=A', 'identifier-repeated'],
  ])('%s is refused as %s', (uri, code) => {
    expect(parseDigitalLink(uri)).toMatchObject({ ok: false, refusal: { code } });
  });

  it('of an older release is read where that is asked for', () => {
    expect(read('https://a/gtin/9520123456788', { shortGtins: true, words: true })).toBe('^0109520123456788');
    expect(read('https://a/gtin/9520123456788')).toBeUndefined();
  });
});

/** Cases that need an option of the engine we have none for. */
const isOurs = ({ features }: { readonly features: Features }) =>
  Object.keys(features).every(
    (name) => name === 'PermitZeroSuppressedGTINinDLuris' || name.startsWith('ValidationEnabled'),
  );
/** The engine's suite turns words for identifiers on for these; the lifted cases do not say so. */
const usesWords = ({ uri, ok }: { readonly uri: string; readonly ok: boolean }) => ok && /\/(gtin|sscc)\//.test(uri);

describe.skipIf(!hasGs1Vectors)('as the GS1 syntax engine (needs ../shared/data/gs1)', () => {
  it.each(parseDLuri.filter(isOurs))('reads $uri: $ai', (vector) => {
    const shortGtins = vector.features.PermitZeroSuppressedGTINinDLuris === 'true';
    expect(read(vector.uri, { shortGtins, words: usesWords(vector) })).toBe(vector.ai ?? undefined);
  });

  it.each(generateDLuri.filter(isOurs))('writes $ai as $uri', ({ ai, stem, uri }) => {
    const elements = parseElementString(ai);
    const link = linkFromElements(stem ?? 'https://id.gs1.org', elementsOf(elements));
    expect(link.ok ? link.value : null).toBe(uri);
  });

  it('judges check digits', () => {
    const judged = Object.entries(checkDigit ?? {}).map(([kind, texts]) => [kind, texts.map(hasValidCheckDigit)]);
    expect(Object.fromEntries(judged)).toEqual({
      valid: [true, true, true, true, true],
      invalid: [false, false, false, false, false],
      malformed: [false, false, false, false],
    });
  });
});

function elementsOf(read: ReturnType<typeof parseElementString>): readonly Element[] {
  if (!read.ok) throw new Error(`vector not readable: ${read.refusal.code}`);
  return read.value;
}
