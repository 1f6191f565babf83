import { useCallback, useRef, useState } from 'react';
import type { Refusal } from '#shared/kernel/result';
import type { Answer } from '../till/till-types';

export type CommandOptions = {
  /** Each waits for those before it and none is lost, as scans need; else a second press while one is under way does nothing. */
  readonly isInOrder?: boolean;
};

export type Command<Ask extends readonly unknown[], Value> = {
  /** Answers null where it was refused, or dropped because one is under way. */
  readonly send: (...ask: Ask) => Promise<Value | null>;
  readonly isPending: boolean;
  /** Shown beside what was pressed until the next try. */
  readonly refusal: Refusal | null;
  readonly forget: () => void;
};

/** A command of the till with its state on screen: pending, refused, done. */
export function useCommand<Ask extends readonly unknown[], Value>(
  run: (...ask: Ask) => Answer<Value> | Promise<Answer<Value>>,
  { isInOrder = false }: CommandOptions = {},
): Command<Ask, Value> {
  const [isPending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const underWay = useRef(0);
  const last = useRef<Promise<unknown>>(Promise.resolve());
  const latest = useRef(run);
  latest.current = run;

  const send = useCallback(
    async (...ask: Ask): Promise<Value | null> => {
      if (underWay.current > 0 && !isInOrder) return null;
      underWay.current += 1;
      setPending(true);
      // Cleared by the press, not by its answer: what one of several was refused is not wiped away by the next one's yes.
      setRefusal(null);
      try {
        const asked = underWay.current > 1 ? last.current.then(() => latest.current(...ask)) : latest.current(...ask);
        last.current = Promise.resolve(asked).catch(() => undefined);
        const answer = await asked;
        if (!answer.ok) setRefusal(answer.refusal);
        return answer.ok ? answer.value : null;
      } finally {
        underWay.current -= 1;
        setPending(underWay.current > 0);
      }
    },
    [isInOrder],
  );
  const forget = useCallback(() => setRefusal(null), []);
  return { send, isPending, refusal, forget };
}
