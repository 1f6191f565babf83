import { pinyin } from 'pinyin-pro';

const HAN = /\p{Script=Han}/u;

/** A text as somebody may type it: the characters, their pinyin without tones, and its initials. */
export type Spelling = { readonly plain: string; readonly pinyin: string; readonly initials: string };

/** How a text is spelt, lower case and without spaces. A text without Chinese characters has no pinyin. */
export function spellingOf(text: string): Spelling {
  const plain = text.toLowerCase();
  if (!HAN.test(text)) return { plain, pinyin: '', initials: '' };
  const syllables = pinyin(text, { toneType: 'none', type: 'array', nonZh: 'removed', v: true });
  return {
    plain,
    pinyin: syllables.join(''),
    initials: syllables.map((syllable) => syllable.slice(0, 1)).join(''),
  };
}
