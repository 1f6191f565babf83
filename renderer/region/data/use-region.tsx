import { createContext, type ReactNode, useCallback, useContext, useState, useSyncExternalStore } from 'react';
import type { RouteInput, RouteName, RouteOutput } from '#shared/contract/http';
import type { WireRefusal } from '#shared/contract/refusal';
import { must } from '#shared/kernel/invariant';
import type { Read } from './reads';
import type { Region, RegionStatus } from './region';

const Context = createContext<Region | null>(null);

export function RegionProvider({ region, children }: { readonly region: Region; readonly children: ReactNode }) {
  return <Context value={region}>{children}</Context>;
}

export function useRegion(): Region {
  return must(useContext(Context), 'a page stands in a RegionProvider');
}

export function useRegionStatus(): RegionStatus {
  const { onStatus, status } = useRegion();
  return useSyncExternalStore(onStatus, status);
}

/** An answer of the hub, kept fresh for as long as the component shows. */
export function useRead<Name extends RouteName>(name: Name, input: RouteInput<Name>): Read<RouteOutput<Name>> {
  const { reads } = useRegion();
  const key = JSON.stringify(input);
  const watch = useCallback(
    (onChange: () => void) => reads.watch(name, JSON.parse(key) as RouteInput<Name>, onChange),
    [reads, name, key],
  );
  return useSyncExternalStore(watch, () => reads.look(name, input));
}

/** A command to the hub: whether it is under way, and why it was refused. */
export type Sent<Name extends RouteName> = {
  readonly isPending: boolean;
  readonly refusal: WireRefusal | null;
  /** @returns what the hub gave back, or null where it refused */
  readonly send: (input: RouteInput<Name>) => Promise<RouteOutput<Name> | null>;
};

export function useSend<Name extends RouteName>(name: Name): Sent<Name> {
  const { hub, reads } = useRegion();
  const [state, setState] = useState<Omit<Sent<Name>, 'send'>>({ isPending: false, refusal: null });
  return {
    ...state,
    send: async (input) => {
      setState({ isPending: true, refusal: null });
      const answer = await hub.call(name, input);
      setState({ isPending: false, refusal: answer.ok ? null : answer.refusal });
      if (!answer.ok) return null;
      reads.refresh();
      return answer.value;
    },
  };
}
