import type { KeypadKey } from '../ui/keypad';
import type { KeyMap } from './use-keys';

/** No till takes more than this in one amount: 100 million minor units. */
const MOST_MINOR = 99_999_999;

/** An amount after one more key of the pad: digits push in from the right, as on every till. */
export function typeAmount(minor: number, key: KeypadKey): number {
  if (key === 'delete') return Math.floor(minor / 10);
  if (key === 'clear' || key === '.') return key === 'clear' ? 0 : minor;
  const next = Number(`${minor}${key}`);
  return next > MOST_MINOR ? minor : next;
}

/** The pad by keyboard. */
export function padKeys(type: (key: KeypadKey) => void): KeyMap {
  const keys: readonly KeypadKey[] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
  return { ...Object.fromEntries(keys.map((key) => [key, () => type(key)])), Backspace: () => type('delete') };
}
