import { useMemo } from 'react';
import type { AnchorId } from '#shared/kernel/ids';
import type { PersonView, View } from '../till/till-types';
import { useTill } from './use-till';
import { useView } from './use-view';

const nobody: View<PersonView | null> = { get: () => null, subscribe: () => () => undefined };

/** A person as this till knows them, or null for nobody. */
export function usePerson(who: AnchorId | null): PersonView | null {
  const till = useTill();
  return useView(useMemo(() => (who ? till.person(who) : nobody), [till, who]));
}

/** The size the basket's person usually takes in a category, from the same tag the profile shows; null where unknown. */
export function useUsualSize(category: string | null): string | null {
  const { who } = useView(useTill().basket);
  const person = usePerson(who?.id ?? null);
  for (const { value } of person?.tags ?? []) {
    if (value.kind === 'size' && value.category === category) return value.size;
  }
  return null;
}
