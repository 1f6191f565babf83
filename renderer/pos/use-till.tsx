import { createContext, type ReactNode, useContext } from 'react';
import { must } from '#shared/kernel/invariant';
import type { Till } from '../till/till-types';

const TillContext = createContext<Till | null>(null);

/** Gives the till to every screen inside. */
export function TillProvider({ till, children }: { readonly till: Till; readonly children: ReactNode }) {
  return <TillContext.Provider value={till}>{children}</TillContext.Provider>;
}

/** The till this window shows. */
export function useTill(): Till {
  return must(useContext(TillContext), 'a screen stands inside TillProvider');
}
