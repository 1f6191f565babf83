import { useState } from 'react';

/** Light or dark. */
export type Scheme = 'light' | 'dark';

const rememberedAs = 'seam-scheme';

/** The scheme chosen on this device before; light otherwise, because a shop is lit. */
export function rememberedScheme(memory: Storage | undefined): Scheme {
  return memory?.getItem(rememberedAs) === 'dark' ? 'dark' : 'light';
}

/** Shows a scheme at once on the whole page. */
export function showScheme(scheme: Scheme): void {
  document.documentElement.dataset.theme = scheme;
}

/** The scheme of this device, and a way to change and remember it. */
export function useScheme(): readonly [Scheme, (scheme: Scheme) => void] {
  const [scheme, setScheme] = useState<Scheme>(() => rememberedScheme(localStorage));
  const change = (chosen: Scheme): void => {
    localStorage.setItem(rememberedAs, chosen);
    showScheme(chosen);
    setScheme(chosen);
  };
  return [scheme, change];
}
