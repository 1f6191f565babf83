import { describe, expect, it } from 'vitest';
import { spellingOf } from '../../../renderer/till/pinyin-text';

describe('a Chinese name', () => {
  it('can be typed as characters, pinyin without tones, or initials', () => {
    expect(spellingOf('沈知夏')).toEqual({ plain: '沈知夏', pinyin: 'shenzhixia', initials: 'szx' });
    expect(spellingOf('真丝衬衫')).toMatchObject({ pinyin: 'zhensichenshan', initials: 'zscs' });
  });

  it('in Latin letters has no pinyin', () => {
    expect(spellingOf('Lin Da')).toEqual({ plain: 'lin da', pinyin: '', initials: '' });
  });
});
