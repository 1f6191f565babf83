import { useSyncExternalStore } from 'react';
import type { View } from '../till/till-types';

/** Reads a view of the till and renders again when it changes. */
export function useView<Value>(view: View<Value>): Value {
  return useSyncExternalStore(view.subscribe, view.get);
}
