import { describe, expect, it } from 'vitest';
import { commonWords } from '../../../renderer/text/common/words';
import { posWords } from '../../../renderer/text/pos/words';
import { regionWords } from '../../../renderer/text/region/words';
import { shopWords } from '../../../renderer/text/shop/words';

const plural = /_(one|other)$/;

function textsOf(words: object, path = ''): readonly (readonly [path: string, text: string])[] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]) => {
    if (typeof value === 'string') return [[`${path}${key}`, value] as const];
    return typeof value === 'object' && value !== null ? textsOf(value, `${path}${key}.`) : [];
  });
}

const variablesOf = (text: string) => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort();

describe.each([
  ['common', commonWords],
  ['pos', posWords],
  ['shop', shopWords],
  ['region', regionWords],
])('the %s words', (_, words) => {
  const chinese = textsOf(words['zh-CN']);
  const english = textsOf(words.en);

  it('say the same things in both languages', () => {
    const stems = (texts: typeof chinese) => [...new Set(texts.map(([path]) => path.replace(plural, '')))].sort();
    expect(stems(english)).toEqual(stems(chinese));
  });

  it('use the same variables in both languages', () => {
    const byPath = new Map(chinese);
    for (const [path, text] of english) {
      const source = byPath.get(path) ?? byPath.get(path.replace(plural, '_other')) ?? '';
      // A singular may leave its number out; nothing else may differ.
      const expected = variablesOf(source).filter((name) => !(path.endsWith('_one') && name === '{{count}}'));
      expect([path, variablesOf(text)]).toEqual([path, expect.arrayContaining(expected)]);
      expect([path, variablesOf(source)]).toEqual([path, expect.arrayContaining(variablesOf(text))]);
    }
  });

  it('have a singular and a plural in English wherever they count', () => {
    const paths = new Set(english.map(([path]) => path));
    for (const path of paths) {
      if (plural.test(path)) {
        expect(paths).toContain(path.replace(plural, '_one'));
        expect(paths).toContain(path.replace(plural, '_other'));
      }
    }
  });

  it('leave no text empty', () => {
    for (const [path, text] of [...chinese, ...english]) expect([path, text.trim()]).not.toEqual([path, '']);
  });

  it('never say 留下 for a garment left on the rail: it means keep', () => {
    for (const [path, text] of chinese) expect([path, text]).not.toEqual([path, expect.stringContaining('留下')]);
  });
});
