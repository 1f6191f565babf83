import { createContext, useContext } from 'react';
import { must } from '#shared/kernel/invariant';

/** Light or dark. */
export type Scheme = 'light' | 'dark';

const rememberedAs = 'seam-scheme';

/** The scheme chosen on this device before; light otherwise, because a shop is lit. */
export function rememberedScheme(memory: Storage | undefined): Scheme {
  return memory?.getItem(rememberedAs) === 'dark' ? 'dark' : 'light';
}

/** Keeps the scheme for the next time this device opens a page. */
export function rememberScheme(memory: Storage, scheme: Scheme): void {
  memory.setItem(rememberedAs, scheme);
}

/** Shows a scheme at once on the whole page. */
export function showScheme(scheme: Scheme): void {
  document.documentElement.dataset.theme = scheme;
}

type SchemeChoice = readonly [Scheme, (scheme: Scheme) => void];

export const SchemeContext = createContext<SchemeChoice | null>(null);

/** The scheme of this device, and a way to change and remember it. */
export function useScheme(): SchemeChoice {
  return must(useContext(SchemeContext), 'a page stands inside SeamProvider');
}
