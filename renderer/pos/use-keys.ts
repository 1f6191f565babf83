import { useEffect, useRef } from 'react';

/** Keys of a screen by `KeyboardEvent.key`, with `ctrl+` before it where held: `F9`, `Escape`, `ctrl+k`, `*`. */
export type KeyMap = Readonly<Record<string, (() => void) | undefined>>;

const layers: { readonly map: { current: KeyMap }; readonly isModal: boolean }[] = [];

/**
 * Keys printed on the buttons of a screen. The newest screen is asked first; a modal one hides the keys below it.
 * A plain character is left to a field that has the focus.
 */
export function useKeys(map: KeyMap, isModal = false): void {
  const latest = useRef(map);
  latest.current = map;
  useEffect(() => {
    const layer = { map: latest, isModal };
    layers.push(layer);
    if (layers.length === 1) window.addEventListener('keydown', handleKey);
    return () => {
      layers.splice(layers.indexOf(layer), 1);
      if (layers.length === 0) window.removeEventListener('keydown', handleKey);
    };
  }, [isModal]);
}

function handleKey(event: KeyboardEvent): void {
  if (event.isComposing || event.altKey || event.metaKey) return;
  const isTyping =
    event.target instanceof HTMLElement && event.target.matches('input, textarea, select, [contenteditable]');
  const name = event.ctrlKey ? `ctrl+${event.key.toLowerCase()}` : event.key;
  if (isTyping && event.key.length === 1 && !event.ctrlKey) return;
  for (const { map, isModal } of [...layers].reverse()) {
    const act = map.current[name];
    if (act) {
      event.preventDefault();
      act();
      return;
    }
    if (isModal) return;
  }
}
