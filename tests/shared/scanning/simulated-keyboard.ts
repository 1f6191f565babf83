import { type CapturedScan, flush, type KeyStroke, noBurst, takeKey } from '#shared/scanning/keystroke-burst';

const plain = "1234567890-=[]\\;'`,./ ";
const shifted = '!@#$%^&*()_+{}|:"~<>?';
const codes = [
  ...'1234567890'.split('').map((digit) => `Digit${digit}`),
  ...['Minus', 'Equal', 'BracketLeft', 'BracketRight', 'Backslash', 'Semicolon', 'Quote', 'Backquote', 'Comma'],
  ...['Period', 'Slash', 'Space'],
];

/** The keys a US keyboard sends for a text, Shift included. `gaps` gives the time before each character, in milliseconds. */
export function strokesOf(
  text: string,
  {
    gaps,
    startMs = 0,
    isComposing = false,
  }: { readonly gaps: (place: number) => number; readonly startMs?: number; readonly isComposing?: boolean },
): readonly KeyStroke[] {
  let atMs = startMs;
  return [...text].flatMap((character, place) => {
    atMs += gaps(place);
    const { code, shift } = keyOf(character);
    // An input method hides the character: the page hears `Process`.
    const stroke = { code, key: isComposing ? 'Process' : character, atMs, shift, isComposing };
    return shift ? [{ ...stroke, code: 'ShiftLeft', key: 'Shift', atMs: atMs - 1 }, stroke] : [stroke];
  });
}

function keyOf(character: string): { readonly code: string; readonly shift: boolean } {
  if (character === '\n') return { code: 'Enter', shift: false };
  if (/[a-z]/i.test(character)) {
    return { code: `Key${character.toUpperCase()}`, shift: character !== character.toLowerCase() };
  }
  const place = plain.indexOf(character);
  const shiftedPlace = shifted.indexOf(character);
  const code = codes[place === -1 ? shiftedPlace : place];
  if (code === undefined) throw new Error(`no key for ${character}`);
  return { code, shift: place === -1 };
}

/** What the window would see: scans, characters that reached the focused field, and Enters or Tabs that reached the page. */
export function play(strokes: readonly KeyStroke[]): {
  readonly scans: readonly CapturedScan[];
  readonly passed: string;
  readonly onScreen: string;
  readonly passedEnds: number;
} {
  const scans: CapturedScan[] = [];
  let burst = noBurst;
  let passed = '';
  let onScreen = '';
  let passedEnds = 0;
  for (const stroke of strokes) {
    const step = takeKey(burst, stroke);
    burst = step.burst;
    onScreen += step.giveBack;
    if (step.scan !== undefined) scans.push(step.scan);
    if (step.swallow || stroke.code === 'ShiftLeft') continue;
    if (['Enter', 'NumpadEnter', 'Tab'].includes(stroke.code)) passedEnds += 1;
    else {
      passed += stroke.key;
      onScreen += stroke.key;
    }
  }
  const last = flush(burst, burst.lastAtMs + 150);
  onScreen += last.giveBack;
  if (last.scan !== undefined) scans.push(last.scan);
  return { scans, passed, onScreen, passedEnds };
}
