import { physicalCharacter } from './physical-keys';

/** One key going down, as the window reports it. `atMs` is the event's own time stamp, not the time it was handled. */
export type KeyStroke = {
  /** `KeyboardEvent.code`: the place on the keyboard, whatever the layout or input method makes of it. */
  readonly code: string;
  readonly key: string;
  readonly atMs: number;
  readonly shift: boolean;
  readonly isComposing: boolean;
  /** A key held down repeats as fast as a scanner types. */
  readonly repeat?: boolean;
  readonly ctrl?: boolean;
  readonly altOrMeta?: boolean;
};

/** How a scanner's typing differs from a person's. Milliseconds between keys going down. */
export type BurstRules = {
  /** A scan is at least this fast on average. A person at twelve keys a second takes 83 ms. */
  readonly averageGapMs: number;
  /** After a longer gap another burst begins, unless the one before was already a scanner's. */
  readonly splitGapMs: number;
  /** After this silence a scan without Enter or Tab is complete. */
  readonly silenceMs: number;
  readonly minimumKeys: number;
};

export const scannerRules: BurstRules = { averageGapMs: 35, splitGapMs: 60, silenceMs: 150, minimumKeys: 6 };

/** Keys needed before a burst is taken for a scanner's and kept from the screen. */
const KEYS_TO_SUSPECT = 4;

/** The keys typed without a pause so far. */
export type Burst = {
  readonly text: string;
  readonly startedAtMs: number;
  readonly lastAtMs: number;
  /** The characters of `text` that never reached the screen. */
  readonly swallowed: string;
  readonly hasComposed: boolean;
};

/** A complete scan. What had reached the focused field before the scanner was recognised must be taken back there. */
export type CapturedScan = {
  readonly text: string;
  /** How many of its keys reached the screen. */
  readonly keysLetThrough: number;
  /** An input method was composing while it came in: cancel the composition. */
  readonly hasComposed: boolean;
};

export type BurstStep = {
  readonly burst: Burst;
  /** Keep this key from the screen. */
  readonly swallow: boolean;
  /** Characters kept back earlier that were a person's after all: put them in before this key. */
  readonly giveBack: string;
  readonly scan?: CapturedScan;
};

export const noBurst: Burst = { text: '', startedAtMs: 0, lastAtMs: 0, swallowed: '', hasComposed: false };

/**
 * Takes the next key. A scanner is told from a person by speed alone, wherever the focus is and whatever input method is on;
 * its text is read from the physical keys, as a scanner set to a US keyboard types them.
 */
export function takeKey(burst: Burst, stroke: KeyStroke, rules: BurstRules = scannerRules): BurstStep {
  if (isModifier(stroke.code)) return { burst, swallow: false, giveBack: '' };
  if (isScanEnd(stroke.code)) return endBurst(burst, stroke, rules);
  const character = stroke.repeat === true ? undefined : physicalCharacter(stroke);
  if (character === undefined) return closeBurst(burst, rules);
  return isNewBurst(burst, stroke.atMs, rules)
    ? { ...closeBurst(burst, rules), burst: beginBurst(character, stroke) }
    : continueBurst(burst, character, stroke, rules);
}

/** Call after `silenceMs` without a key: completes a scan that no Enter or Tab ended. `nowMs` is on the clock of `atMs`. */
export function flush(burst: Burst, nowMs: number, rules: BurstRules = scannerRules): BurstStep {
  const isSilent = burst.text !== '' && nowMs - burst.lastAtMs >= rules.silenceMs;
  return isSilent ? closeBurst(burst, rules) : { burst, swallow: false, giveBack: '' };
}

function beginBurst(character: string, stroke: KeyStroke): Burst {
  const { atMs } = stroke;
  return { text: character, startedAtMs: atMs, lastAtMs: atMs, swallowed: '', hasComposed: isInputMethods(stroke) };
}

function continueBurst(burst: Burst, character: string, stroke: KeyStroke, rules: BurstRules): BurstStep {
  const next = {
    ...burst,
    text: burst.text + character,
    lastAtMs: stroke.atMs,
    hasComposed: burst.hasComposed || isInputMethods(stroke),
  };
  if (next.text.length < KEYS_TO_SUSPECT || !isFast(next, rules)) {
    return { burst: { ...next, swallowed: '' }, swallow: false, giveBack: burst.swallowed };
  }
  // An input method has taken the key before the page hears of it: nothing is left to swallow.
  if (isInputMethods(stroke)) return { burst: next, swallow: false, giveBack: '' };
  return { burst: { ...next, swallowed: burst.swallowed + character }, swallow: true, giveBack: '' };
}

function endBurst(burst: Burst, stroke: KeyStroke, rules: BurstRules): BurstStep {
  const closed = closeBurst(burst, rules);
  const isItsEnd = closed.scan !== undefined && stroke.atMs - burst.lastAtMs <= rules.silenceMs;
  return { ...closed, swallow: isItsEnd };
}

/** Ends the burst: a scan where it was long and fast enough, else typing. */
function closeBurst(burst: Burst, rules: BurstRules): BurstStep {
  if (burst.text.length < rules.minimumKeys || !isFast(burst, rules)) {
    return { burst: noBurst, swallow: false, giveBack: burst.swallowed };
  }
  const scan = {
    text: burst.text,
    keysLetThrough: burst.text.length - burst.swallowed.length,
    hasComposed: burst.hasComposed,
  };
  return { burst: noBurst, swallow: false, giveBack: '', scan };
}

function isNewBurst(burst: Burst, atMs: number, rules: BurstRules): boolean {
  const gapMs = atMs - burst.lastAtMs;
  if (burst.text === '' || gapMs > rules.silenceMs) return true;
  const isScanners = burst.text.length >= KEYS_TO_SUSPECT && isFast(burst, rules);
  return gapMs > rules.splitGapMs && !isScanners;
}

function isFast(burst: Burst, rules: BurstRules): boolean {
  return burst.lastAtMs - burst.startedAtMs <= rules.averageGapMs * (burst.text.length - 1);
}

/** The key that begins a composition comes before `isComposing` is set; its `key` already says so. */
function isInputMethods({ isComposing, key }: KeyStroke): boolean {
  return isComposing || key === 'Process';
}

function isModifier(code: string): boolean {
  return /^(Shift|Control|Alt|Meta)(Left|Right)$|^(CapsLock|NumLock|Fn)$/.test(code);
}

function isScanEnd(code: string): boolean {
  return code === 'Enter' || code === 'NumpadEnter' || code === 'Tab';
}
