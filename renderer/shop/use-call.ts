import { useCallback, useEffect, useState } from 'react';
import type { RouteInput, RouteOutput } from '#shared/contract/http';
import type { Refusal } from '#shared/kernel/result';
import { askHub, type ShopCall } from './hub';

export type Asked<Value> =
  | { readonly status: 'asking' }
  | { readonly status: 'refused'; readonly refusal: Refusal }
  /** `isCut`: the last try to renew it got no answer. */
  | { readonly status: 'here'; readonly value: Value; readonly isCut: boolean };

/**
 * Asks the hub once the page shows, and again on `again`, when the network is back and when the phone is looked at again.
 * What was there stays on screen while it asks.
 */
export function useAsk<Name extends ShopCall>(name: Name, input: RouteInput<Name>) {
  const [asked, setAsked] = useState<Asked<RouteOutput<Name>>>({ status: 'asking' });
  const key = JSON.stringify(input);
  const again = useCallback(async () => {
    const answer = await askHub(name, JSON.parse(key) as RouteInput<Name>);
    setAsked((before) => {
      if (answer.ok) return { status: 'here', value: answer.value, isCut: false };
      if (before.status === 'here') return { ...before, isCut: !answer.isHeard };
      return { status: 'refused', refusal: answer.refusal };
    });
  }, [name, key]);
  useEffect(() => {
    void again();
    return onReturn(() => void again());
  }, [again]);
  return [asked, again] as const;
}

/** Calls back when the network returns or the page is looked at again. */
export function onReturn(call: () => void): () => void {
  const isSeen = () => document.visibilityState === 'visible' && call();
  addEventListener('online', call);
  document.addEventListener('visibilitychange', isSeen);
  return () => {
    removeEventListener('online', call);
    document.removeEventListener('visibilitychange', isSeen);
  };
}
