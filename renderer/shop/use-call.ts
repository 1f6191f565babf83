import { useCallback, useEffect, useState } from 'react';
import type { RouteInput, RouteOutput } from '#shared/contract/http';
import type { Refusal } from '#shared/kernel/result';
import { askHub, type ShopCall } from './hub';

export type Asked<Value> =
  | { readonly status: 'asking' }
  | { readonly status: 'refused'; readonly refusal: Refusal }
  | { readonly status: 'here'; readonly value: Value };

/** Asks the hub once the page shows, and again on `again`. What was there stays on screen while it asks again. */
export function useAsk<Name extends ShopCall>(name: Name, input: RouteInput<Name>) {
  const [asked, setAsked] = useState<Asked<RouteOutput<Name>>>({ status: 'asking' });
  const key = JSON.stringify(input);
  const again = useCallback(async () => {
    const answer = await askHub(name, JSON.parse(key) as RouteInput<Name>);
    setAsked((before) => {
      if (answer.ok) return { status: 'here', value: answer.value };
      return before.status === 'here' ? before : { status: 'refused', refusal: answer.refusal };
    });
  }, [name, key]);
  useEffect(() => {
    void again();
  }, [again]);
  return [asked, again] as const;
}
