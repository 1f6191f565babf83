import { useEffect, useRef } from 'react';
import { createKeyHold, type KeyHold } from './scan/key-hold';

/** Keys of a screen by `KeyboardEvent.key`, with `ctrl+` before it where held: `F9`, `Escape`, `ctrl+k`, `*`. */
export type KeyMap = Readonly<Record<string, (() => void) | undefined>>;

type Layer = { readonly map: { current: KeyMap }; readonly isModal: boolean };

/** What is pressed wherever the focus is, also while a field has it. */
const anywhere = /^(F\d{1,2}|Escape|Enter|ctrl\+.)$/;
/** What a held key must not do again and again: money moves on these. */
const once = /^(F\d{1,2}|Escape|Enter|ctrl\+.)$/;

/** The keys of one window: the newest screen is asked first, a modal one hides those below it. */
function createKeyboard() {
  const layers: Layer[] = [];
  let hold: KeyHold | null = null;

  function act(name: string): boolean {
    for (const { map, isModal } of [...layers].reverse()) {
      const act = map.current[name];
      if (act) {
        act();
        return true;
      }
      if (isModal) return false;
    }
    return false;
  }

  function knows(name: string): boolean {
    for (const { map, isModal } of [...layers].reverse()) {
      if (map.current[name]) return true;
      if (isModal) return false;
    }
    return false;
  }

  function handleKey(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || event.altKey || event.metaKey) return;
    const target = event.target instanceof HTMLElement ? event.target : document.body;
    const name = event.ctrlKey ? `ctrl+${event.key.toLowerCase()}` : event.key;
    if (event.repeat && once.test(name)) {
      event.preventDefault();
      return;
    }
    if (target.matches('input, textarea, select, [contenteditable]') && !anywhere.test(name)) return;
    // Enter in a form sends it; on a control reached by keyboard it is that control's.
    if (name === 'Enter' && (target.closest('form') || target.matches(':is(button, a, summary):focus-visible'))) return;
    if (!knows(name)) return;
    event.preventDefault();
    if (name.length === 1 && event.isTrusted) hold?.take(() => act(name));
    else act(name);
  }

  return {
    add: (layer: Layer): (() => void) => {
      layers.push(layer);
      if (layers.length === 1) {
        hold = createKeyHold();
        window.addEventListener('keydown', handleKey);
      }
      return () => {
        layers.splice(layers.indexOf(layer), 1);
        if (layers.length > 0) return;
        window.removeEventListener('keydown', handleKey);
        hold?.close();
      };
    },
  };
}

const keyboard = createKeyboard();

/**
 * Keys printed on the buttons of a screen. Characters wait a moment, because a scanner's first ones look like them;
 * they are left to a field that has the focus.
 */
export function useKeys(map: KeyMap, isModal = false): void {
  const latest = useRef(map);
  latest.current = map;
  useEffect(() => keyboard.add({ map: latest, isModal }), [isModal]);
}
