import { describe, expect, it } from 'vitest';
import { flush, type KeyStroke, noBurst, takeKey } from '#shared/scanning/keystroke-burst';
import { play, strokesOf } from './simulated-keyboard';

const scanned = (text: string, gapMs = 8) => strokesOf(text, { gaps: () => gapMs });

describe('a scan', () => {
  it('is whole, however the scanner mixes capitals, signs and digits', () => {
    const text = 'https://shop.example/01/02900000000018?store=SH_1&at=a+b%20{x}|"~`^*()!@#$;:<>,.[]\\\'-';
    expect(play([...scanned(text), ...scanned('\n')]).scans.map((scan) => scan.text)).toEqual([text]);
  });

  it.each(['Enter', 'NumpadEnter', 'Tab'])('ends with %s, which reaches no button', (code) => {
    const end: KeyStroke = { code, key: code, atMs: 100, shift: false, isComposing: false };
    const played = play([...scanned('4006381333931', 7), end]);
    expect(played.scans.map((scan) => scan.text)).toEqual(['4006381333931']);
    expect(played.passedEnds).toBe(0);
  });

  it('without Enter is complete after 150 ms of silence, not before', () => {
    const { burst } = scanned('4006381333931').reduce((step, stroke) => takeKey(step.burst, stroke), {
      burst: noBurst,
      swallow: false,
      giveBack: '',
    });
    expect(flush(burst, burst.lastAtMs + 149).scan).toBeUndefined();
    expect(flush(burst, burst.lastAtMs + 150).scan?.text).toBe('4006381333931');
  });

  it('says how many of its keys reached the focused field, so that they can be taken back', () => {
    const { scans, passed } = play([...scanned('4006381333931'), ...scanned('\n')]);
    expect(scans).toEqual([{ text: '4006381333931', keysLetThrough: 3, hasComposed: false }]);
    expect(passed).toBe('400');
  });

  it('says that an input method took all of its keys', () => {
    const { scans } = play(strokesOf('SEAM-M:abc\n', { gaps: () => 8, isComposing: true }));
    expect(scans).toEqual([{ text: 'SEAM-M:abc', keysLetThrough: 10, hasComposed: true }]);
  });

  it('that makes an input method begin in its middle is whole, and says which keys it took', () => {
    const digits = strokesOf('400638', { gaps: () => 8 });
    const [first, ...others] = strokesOf('abc\n', { gaps: () => 8, startMs: 48, isComposing: true });
    const beginning = first === undefined ? [] : [{ ...first, isComposing: false }];
    const { scans } = play([...digits, ...beginning, ...others]);
    // Three before the scanner was known, three that the input method had taken already.
    expect(scans).toEqual([{ text: '400638abc', keysLetThrough: 6, hasComposed: true }]);
  });

  it('keeps the separator of GS1 codes', () => {
    const separator: KeyStroke = {
      code: 'BracketRight',
      key: ']',
      ctrl: true,
      atMs: 130,
      shift: false,
      isComposing: false,
    };
    const strokes = [
      ...scanned('010952012345678810A'),
      separator,
      ...strokesOf('21B\n', { gaps: () => 8, startMs: 138 }),
    ];
    expect(play(strokes).scans.map((scan) => scan.text)).toEqual(['010952012345678810A\u001d21B']);
  });

  it('is not mixed with what was typed just before it', () => {
    const typed = strokesOf('coat', { gaps: () => 90 });
    const scan = strokesOf('4006381333931\n', { gaps: () => 8, startMs: 430 });
    const { scans, passed } = play([...typed, ...scan]);
    expect(scans.map(({ text }) => text)).toEqual(['4006381333931']);
    expect(passed).toBe('coat400');
  });

  it('survives one hiccup of the radio', () => {
    const strokes = strokesOf('4006381333931\n', { gaps: (place) => (place === 6 ? 120 : 8) });
    expect(play(strokes).scans.map(({ text }) => text)).toEqual(['4006381333931']);
  });

  it('is two scans when a second follows without Enter', () => {
    const second = strokesOf('96385074\n', { gaps: () => 8, startMs: 500 });
    expect(play([...scanned('4006381333931'), ...second]).scans.map(({ text }) => text)).toEqual([
      '4006381333931',
      '96385074',
    ]);
  });
});

describe('typing', () => {
  it('is no scan when a key is held down', () => {
    const held = strokesOf('aaaaaaaaaaaa', { gaps: () => 30 }).map((stroke, place) => ({
      ...stroke,
      repeat: place > 0,
    }));
    expect(play(held).scans).toEqual([]);
  });

  it('gets back every key that was held for a scan', () => {
    const roll = strokesOf('12345', { gaps: () => 20 });
    const rest = strokesOf('678\n', { gaps: () => 55, startMs: 135 });
    const played = play([...roll, ...rest]);
    expect(played.scans).toEqual([]);
    expect(played.onScreen).toBe('12345678');
    expect(played.passedEnds).toBe(1);
  });

  it('gets back its keys when nothing follows', () => {
    const played = play(strokesOf('12345', { gaps: () => 20 }));
    expect(played.scans).toEqual([]);
    expect(played.onScreen).toBe('12345');
  });

  it('keeps shortcuts for the screen', () => {
    const shortcut: KeyStroke = { code: 'KeyK', key: 'k', ctrl: true, atMs: 5, shift: false, isComposing: false };
    expect(takeKey(noBurst, shortcut)).toEqual({ burst: noBurst, swallow: false, giveBack: '' });
  });
});
