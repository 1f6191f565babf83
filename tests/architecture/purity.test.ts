import { describe, expect, it } from 'vitest';
import { sourceFiles, withoutComments } from './source-files';

/** What the compiler can't see: `shared/tsconfig.json` already takes away DOM and Node. */
const impure = [
  /\bDate\.now\b/,
  /\bnew Date\(\s*\)/,
  /\bMath\.random\b/,
  /\bperformance\.now\b/,
  /\bcrypto\.(getRandomValues|randomUUID)\b/,
  /^let\s/m,
];

function impurities(text: string): readonly string[] {
  const bare = withoutComments(text);
  return impure.filter((pattern) => pattern.test(bare)).map(String);
}

describe('the shop’s rules are pure', () => {
  it('sees a planted clock, chance and module state', () => {
    expect(impurities('const a = Date.now();\nlet b = 1;\nMath.random();')).toHaveLength(3);
    expect(impurities('// Date.now()\nnew Date(atMs)')).toEqual([]);
  });

  it('no file of shared fetches time, chance or keeps state', () => {
    const wrong = sourceFiles('shared').flatMap(({ file, text }) => impurities(text).map((what) => `${file}: ${what}`));
    expect(wrong).toEqual([]);
  });
});
