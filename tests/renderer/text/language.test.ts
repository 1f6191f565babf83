import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { leaveReasons, Outcome } from '#shared/fitting/facts';
import { tagNames } from '#shared/tags/tag-rule';
import { commonWords } from '../../../renderer/text/common/words';
import { createWords, nearestLanguage, rememberedLanguage, speak } from '../../../renderer/text/language';
import { posWords } from '../../../renderer/text/pos/words';
import { sayRefusal } from '../../../renderer/text/say-refusal';
import { shopWords } from '../../../renderer/text/shop/words';

function memory(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (at) => [...kept.keys()][at] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  };
}

describe('the language of a screen', () => {
  it('changes without a reload and is remembered on the device', async () => {
    const device = memory();
    const words = createWords({}, 'zh-CN');
    expect(words.t('actions.save')).toBe('保存');
    await speak(words, 'en', device);
    expect(words.t('actions.save')).toBe('Save');
    expect(rememberedLanguage('zh-CN', device)).toBe('en');
  });

  it('is Chinese for any Chinese and English for everything else, unless chosen', () => {
    expect(nearestLanguage('zh-Hant-TW')).toBe('zh-CN');
    expect(nearestLanguage('fr')).toBe('en');
    expect(nearestLanguage(undefined)).toBe('en');
    expect(rememberedLanguage('zh', memory())).toBe('zh-CN');
  });

  it('carries only the namespaces a page names', () => {
    const words = createWords({ shop: shopWords }, 'en');
    expect(words.hasResourceBundle('en', 'shop')).toBe(true);
    expect(words.hasResourceBundle('en', 'common')).toBe(true);
    expect(words.hasResourceBundle('en', 'pos')).toBe(false);
  });

  it('keeps the till’s words out of what the shared parts and the phone import', () => {
    const folder = new URL('../../../renderer/text/', import.meta.url);
    const files = readdirSync(folder).filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'));
    expect(files.length).toBeGreaterThan(4);
    for (const name of files) {
      expect([name, readFileSync(new URL(name, folder), 'utf8')]).not.toEqual([
        name,
        expect.stringMatching(/^import (?!type)[^\n]*from '\.\/(pos|refusals|region|shop)\//m),
      ]);
    }
  });
});

describe('a key', () => {
  it('that no language has does not compile, nor a text without its variables', () => {
    const { t } = createWords({}, 'en');
    // @ts-expect-error there is no such key
    expect(t('actions.fly')).toBe('actions.fly');
    // @ts-expect-error the text needs {{room}}
    expect(t('sizes.inRoom')).toBe('room {{room}}');
  });
});

describe('the shared words', () => {
  it.each(['zh-CN', 'en'] as const)('name every tag, reason and outcome there is (%s)', (language) => {
    const words = commonWords[language];
    for (const tag of tagNames) expect(words.tags[tag].name).not.toBe('');
    for (const reason of leaveReasons) expect(words.reason[reason]).not.toBe('');
    for (const outcome of Outcome.options) expect(words.outcome[outcome]).not.toBe('');
    expect(Object.keys(words.tags).sort()).toEqual([...tagNames].sort());
    expect(Object.keys(words.reason).sort()).toEqual([...leaveReasons].sort());
  });
});

describe('a refusal in words', () => {
  it('fills in its parameters, in the language of the screen', () => {
    const words = createWords({ pos: posWords }, 'zh-CN');
    expect(sayRefusal(words, 'barcode-unknown', { barcode: '690' })).toBe('没有这个条码：690');
    expect(sayRefusal(createWords({ pos: posWords }, 'en'), 'pin-delayed', { seconds: 30 })).toBe(
      'Too many wrong PINs. Try again in 30 s.',
    );
  });

  it('finds the words of the page’s own refusals', () => {
    const own = { 'zh-CN': { refusals: { 'too-far': '太远了' } }, en: { refusals: { 'too-far': 'Too far.' } } };
    expect(sayRefusal(createWords({ shop: own }, 'en'), 'too-far')).toBe('Too far.');
  });

  it('shows no gap in braces where a parameter was not sent', () => {
    expect(sayRefusal(createWords({ pos: posWords }, 'en'), 'barcode-unknown')).not.toContain('{{');
  });

  it('is a general sentence for a code nobody has words for', () => {
    expect(sayRefusal(createWords({}, 'en'), 'never-heard-of')).toBe('That did not work. Please try again.');
  });
});
