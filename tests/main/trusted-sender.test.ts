import { describe, expect, test } from 'vitest';
import { isTrustedSender } from '../../main/trusted-sender';
import { crashCounter } from '../../main/window/crash-reloads';
import { mayUse } from '../../main/window/permissions';

const origins = ['app://pos', 'app://display'];

describe('a message to the host', () => {
  test('is taken from the top frame of our own pages', () => {
    expect(isTrustedSender({ url: 'app://pos/index.html', parent: null }, origins)).toBe(true);
    expect(isTrustedSender({ url: 'app://display/', parent: null }, origins)).toBe(true);
  });

  test.each([
    'http://x.example/?next=app://pos/',
    'app://pos.evil/index.html',
    'app://positive/index.html',
    'app://other/index.html',
    'file:///app://pos/index.html',
    'about:blank',
    '',
  ])('is not taken from %s', (url) => {
    expect(isTrustedSender({ url, parent: null }, origins)).toBe(false);
  });

  test('is not taken from a frame inside a page, or from a page that is gone', () => {
    expect(isTrustedSender({ url: 'app://pos/index.html', parent: {} }, origins)).toBe(false);
    expect(isTrustedSender({ url: 'app://pos/index.html', parent: undefined }, origins)).toBe(false);
    expect(isTrustedSender(null, origins)).toBe(false);
  });
});

describe('a page', () => {
  const from = 'app://pos/index.html';

  test('may use the camera and keep the screen on, never the microphone', () => {
    expect(mayUse({ permission: 'media', from, mediaTypes: ['video'] }, origins)).toBe(true);
    expect(mayUse({ permission: 'screen-wake-lock', from: 'app://pos' }, origins)).toBe(true);
    expect(mayUse({ permission: 'media', from, mediaTypes: ['audio'] }, origins)).toBe(false);
    expect(mayUse({ permission: 'media', from, mediaTypes: ['video', 'audio'] }, origins)).toBe(false);
  });

  test('of another origin, or for anything else, is refused', () => {
    expect(mayUse({ permission: 'media', from: 'https://x.example/', mediaTypes: ['video'] }, origins)).toBe(false);
    for (const permission of ['geolocation', 'notifications', 'hid', 'clipboard-read', 'unknown'])
      expect(mayUse({ permission, from }, origins)).toBe(false);
  });

  test('that crashes is loaded again three times in ten minutes, then not', () => {
    const mayReload = crashCounter();
    expect([0, 1_000, 2_000, 3_000].map(mayReload)).toEqual([true, true, true, false]);
    expect(mayReload(11 * 60_000)).toBe(true);
  });
});
