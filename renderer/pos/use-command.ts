import { useCallback, useRef, useState } from 'react';
import type { Refusal } from '#shared/kernel/result';
import type { Answer } from '../till/till-types';

export type Command<Ask extends readonly unknown[], Value> = {
  /** Sends it; a second press while it is under way does nothing and answers null. */
  readonly send: (...ask: Ask) => Promise<Value | null>;
  readonly isPending: boolean;
  /** Shown beside what was pressed until the next try. */
  readonly refusal: Refusal | null;
  readonly forget: () => void;
};

/** A command of the till with its state on screen: pending, refused, done. */
export function useCommand<Ask extends readonly unknown[], Value>(
  run: (...ask: Ask) => Answer<Value> | Promise<Answer<Value>>,
): Command<Ask, Value> {
  const [isPending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const isBusy = useRef(false);
  const latest = useRef(run);
  latest.current = run;

  const send = useCallback(async (...ask: Ask): Promise<Value | null> => {
    if (isBusy.current) return null;
    isBusy.current = true;
    setPending(true);
    try {
      const answer = await latest.current(...ask);
      setRefusal(answer.ok ? null : answer.refusal);
      return answer.ok ? answer.value : null;
    } finally {
      isBusy.current = false;
      setPending(false);
    }
  }, []);
  const forget = useCallback(() => setRefusal(null), []);
  return { send, isPending, refusal, forget };
}
