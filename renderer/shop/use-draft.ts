import { useState } from 'react';

/** What was typed in this tab: kept through a reload, gone with the tab, never sent by itself. */
export function useDraft<Draft extends object>(key: string, empty: () => Draft) {
  const [draft, setDraft] = useState<Draft>(() => ({ ...empty(), ...recall(key) }));
  const change = (changes: Partial<Draft>): void => {
    setDraft((before) => {
      const next = { ...before, ...changes };
      remember(key, next);
      return next;
    });
  };
  return [draft, change] as const;
}

/** What this tab remembers under a key; nothing where the browser keeps nothing. */
export function recall(key: string): object {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(`seam-${key}`) ?? '{}');
    return typeof kept === 'object' && kept !== null ? kept : {};
  } catch {
    return {};
  }
}

export function remember(key: string, value: object): void {
  try {
    sessionStorage.setItem(`seam-${key}`, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing only loses what was typed when it is reloaded.
  }
}

export function forget(key: string): void {
  try {
    sessionStorage.removeItem(`seam-${key}`);
  } catch {
    // See `remember`.
  }
}

/** Everything this tab remembers of whoever used it. */
export function forgetAll(): void {
  try {
    sessionStorage.clear();
  } catch {
    // See `remember`.
  }
}
