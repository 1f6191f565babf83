import { expect } from 'vitest';
import type { Refusal, Result } from '#shared/kernel/result';

/**
 * Tells a decider's story: `given(state).when(command).thenHappened([…])` or `.thenRefused('code')`.
 * Bind it once: `const { given } = storyOf(decide)`.
 */
export function storyOf<Command, State, Happening, Code extends string>(
  decide: (command: Command, state: State) => Result<readonly Happening[], Code>,
) {
  return {
    given: (state: State) => ({
      when: (command: Command) => tell(decide(command, state)),
    }),
  };
}

function tell<Happening, Code extends string>(result: Result<readonly Happening[], Code>) {
  return {
    result,
    thenHappened: (happenings: readonly Happening[]): void => {
      expect(result).toEqual({ ok: true, value: happenings });
    },
    thenRefused: (code: Code, params?: Refusal['params']): void => {
      expect(result.ok ? 'not refused' : result.refusal.code).toBe(code);
      if (params && !result.ok) expect(result.refusal.params).toMatchObject(params);
    },
  };
}
