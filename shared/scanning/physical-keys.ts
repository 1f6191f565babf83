/** Keys of a US keyboard by `KeyboardEvent.code`: without shift, with shift. */
const symbolKeys: ReadonlyMap<string, readonly [plain: string, shifted: string]> = new Map([
  ['Digit1', ['1', '!']],
  ['Digit2', ['2', '@']],
  ['Digit3', ['3', '#']],
  ['Digit4', ['4', '$']],
  ['Digit5', ['5', '%']],
  ['Digit6', ['6', '^']],
  ['Digit7', ['7', '&']],
  ['Digit8', ['8', '*']],
  ['Digit9', ['9', '(']],
  ['Digit0', ['0', ')']],
  ['Minus', ['-', '_']],
  ['Equal', ['=', '+']],
  ['BracketLeft', ['[', '{']],
  ['BracketRight', [']', '}']],
  ['Backslash', ['\\', '|']],
  ['Semicolon', [';', ':']],
  ['Quote', ["'", '"']],
  ['Backquote', ['`', '~']],
  ['Comma', [',', '<']],
  ['Period', ['.', '>']],
  ['Slash', ['/', '?']],
  ['Space', [' ', ' ']],
  ['NumpadDecimal', ['.', '.']],
  ['NumpadAdd', ['+', '+']],
  ['NumpadSubtract', ['-', '-']],
  ['NumpadMultiply', ['*', '*']],
  ['NumpadDivide', ['/', '/']],
]);

/** The control keys with which scanners send the separator of GS1 codes: Ctrl and `]` is ASCII 29. */
const GROUP_SEPARATOR = '\u001d';

/**
 * The character a US keyboard gives for a key, or undefined for a key that writes none.
 *
 * Caps Lock is ignored on purpose: it would turn the letters of a scan around. Where a device names no place (`code` empty,
 * as some Bluetooth scanners on tablets do) the character it sends is taken.
 */
export function physicalCharacter(stroke: {
  readonly code: string;
  readonly key: string;
  readonly shift: boolean;
  readonly ctrl?: boolean;
  readonly altOrMeta?: boolean;
}): string | undefined {
  const { code, key, shift } = stroke;
  if (stroke.altOrMeta === true) return undefined;
  if (stroke.ctrl === true) return code === 'BracketRight' ? GROUP_SEPARATOR : undefined;
  const [, letter] = /^Key([A-Z])$/.exec(code) ?? [];
  if (letter !== undefined) return shift ? letter : letter.toLowerCase();
  const [, digit] = /^Numpad(\d)$/.exec(code) ?? [];
  if (digit !== undefined) return digit;
  const symbol = symbolKeys.get(code);
  if (symbol !== undefined) return shift ? symbol[1] : symbol[0];
  return code === '' && /^[\x20-\x7e]$/.test(key) ? key : undefined;
}
