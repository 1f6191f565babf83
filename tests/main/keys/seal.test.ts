import { describe, expect, test } from 'vitest';
import { Ciphertext } from '#shared/facts/envelope';
import { open as openAtHub, seal as sealAtHub } from '../../../hub/keys/seal';
import { mintKey, openSealed, sealValue } from '../../../main/keys/seal';

describe('sealing', () => {
  test('gives back what was sealed, under the same key only', () => {
    const key = mintKey();
    const sealed = sealValue(key, { name: '林月', note: null });
    expect(Ciphertext.safeParse(sealed).success).toBe(true);
    expect(openSealed(key, sealed)).toEqual({ name: '林月', note: null });
    expect(openSealed(mintKey(), sealed)).toBeUndefined();
    expect(openSealed(key, sealed.slice(0, -3))).toBeUndefined();
    expect(openSealed(key, 'AAAA')).toBeUndefined();
  });

  test('never makes the same text twice', () => {
    const key = mintKey();
    expect(sealValue(key, 'x')).not.toBe(sealValue(key, 'x'));
  });

  test('at the till is opened by the hub, and the other way round', () => {
    const key = mintKey();
    expect(openAtHub(key, sealValue(key, { value: '+8613800138000' }))).toEqual({ value: '+8613800138000' });
    expect(openSealed(key, sealAtHub(key, { name: 'Ada' }))).toEqual({ name: 'Ada' });
  });
});
