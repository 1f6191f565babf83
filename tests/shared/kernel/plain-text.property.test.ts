import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from '#shared/kernel/plain-text';

const anyText = fc.string({
  unit: fc.oneof(fc.constantFrom('😀', '\ud83d', '\ude00', '\u0000', '\t', ' ', '字', 'a')),
});

describe('a text that a person typed', () => {
  it('is cut between characters, never inside one', () => {
    expect(plainText(`${'9'.repeat(79)}😀`, 80)).toBe('9'.repeat(79));
    expect(plainText(`${'9'.repeat(78)}😀`, 80)).toBe(`${'9'.repeat(78)}😀`);
  });

  it('holds nothing that a database refuses', () => {
    expect(plainText(' 47\u000011\n', 80)).toBe('47 11');
    expect(plainText('half \ud83d of one', 80)).toBe('half   of one');
  });

  it('is never longer than asked, always well formed, and stays as it is when taken again', () => {
    fc.assert(
      fc.property(anyText, fc.nat(12), (text, most) => {
        const plain = plainText(text, most);
        expect(plain.length).toBeLessThanOrEqual(most);
        expect(encodeURIComponent(plain)).toBeTypeOf('string');
        expect(plain).not.toMatch(/\p{Cc}/u);
        expect(plainText(plain, most)).toBe(plain);
      }),
    );
  });
});
