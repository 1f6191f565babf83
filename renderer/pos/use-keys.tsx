import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import { must } from '#shared/kernel/invariant';
import { createKeyHold, type KeyHold } from './scan/key-hold';

/** Keys of a screen by `KeyboardEvent.key`, with `ctrl+` before it where held: `F9`, `Escape`, `ctrl+k`, `*`. */
export type KeyMap = Readonly<Record<string, (() => void) | undefined>>;

type Layer = { readonly map: { current: KeyMap }; readonly isModal: boolean };

/** What is pressed wherever the focus is, also while a field has it; held down it acts once: money moves on these. */
const anywhere = /^(F\d{1,2}|Escape|Enter|ctrl\+.)$/;
const fields = 'input:not([type="checkbox"]), textarea, select, [contenteditable]';

type Keyboard = {
  readonly add: (layer: Layer) => () => void;
  /** Hears the window until the answer is called. */
  readonly listen: () => () => void;
};

/** The keys of one window: the newest screen is asked first, a modal one hides those below it. */
function createKeyboard(): Keyboard {
  const layers: Layer[] = [];
  let hold: KeyHold | null = null;

  /** What a key does on the screen that is on top now; undefined: nothing. */
  function meaningOf(name: string): (() => void) | undefined {
    for (const { map, isModal } of layers.toReversed()) {
      const act = map.current[name];
      if (act || isModal) return act;
    }
    return undefined;
  }

  function handleKey(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || event.altKey || event.metaKey) return;
    const target = event.target instanceof HTMLElement ? event.target : document.body;
    const name = event.ctrlKey ? `ctrl+${event.key.toLowerCase()}` : event.key;
    if (event.repeat && anywhere.test(name)) {
      event.preventDefault();
      return;
    }
    if (target.matches(fields) && !anywhere.test(name)) return;
    // Amounts are typed fast: Enter comes while their last digits are still held, and is pressed for all of them.
    if (name === 'Enter' || (name.length > 1 && meaningOf(name))) hold?.release();
    // Enter in a form sends it; on a control reached by keyboard it is that control's.
    if (name === 'Enter' && (target.closest('form') || target.matches(':is(button, a, summary):focus-visible'))) return;
    if (!meaningOf(name)) return;
    event.preventDefault();
    // Asked again when it acts: the keys before it may have changed the screen.
    if (name.length === 1 && event.isTrusted) hold?.take(() => meaningOf(name)?.());
    else meaningOf(name)?.();
  }

  /** A finger leaves no focus behind, or the next Enter would press the same button again. */
  function handleClick({ detail, target }: MouseEvent): void {
    const focused = document.activeElement;
    if (detail === 0 || !(target instanceof Node) || !(focused instanceof HTMLButtonElement)) return;
    if (focused.contains(target)) focused.blur();
  }

  return {
    add: (layer) => {
      layers.push(layer);
      return () => void layers.splice(layers.indexOf(layer), 1);
    },
    listen: () => {
      hold = createKeyHold();
      window.addEventListener('keydown', handleKey);
      window.addEventListener('click', handleClick);
      return () => {
        window.removeEventListener('keydown', handleKey);
        window.removeEventListener('click', handleClick);
        hold?.close();
      };
    },
  };
}

const KeysContext = createContext<Keyboard | null>(null);

/** Hears the keys of the window for every screen inside. */
export function KeysProvider({ children }: { readonly children: ReactNode }) {
  const [keyboard] = useState(createKeyboard);
  useEffect(() => keyboard.listen(), [keyboard]);
  return <KeysContext.Provider value={keyboard}>{children}</KeysContext.Provider>;
}

/**
 * Keys printed on the buttons of a screen. Characters wait a moment, because a scanner's first ones look like them;
 * they are left to a field that has the focus.
 */
export function useKeys(map: KeyMap, isModal = false): void {
  const keyboard = must(useContext(KeysContext), 'a screen stands inside KeysProvider');
  const latest = useRef(map);
  latest.current = map;
  useEffect(() => keyboard.add({ map: latest, isModal }), [keyboard, isModal]);
}
