import { typeid } from 'typeid-js';
import type { HostApi, HostRequestName } from '#shared/contract/host';
import { openTill } from '../../../renderer/till/till';
import type { Till, View } from '../../../renderer/till/till-types';

/** What the test's process lends the page: its host. A refusal comes back as text, since errors lose their kind on the way. */
type AskHost = (
  name: HostRequestName,
  input: unknown,
) => Promise<{ readonly value?: unknown; readonly refused?: string }>;

export type TillWindow = {
  seamAskHost: AskHost;
  till: Till;
  /** Resolves with a view's value once it is as asked. */
  until: <Value>(view: View<Value>, holds: (value: Value) => boolean, withinMs?: number) => Promise<Value>;
};

declare const window: TillWindow & Window;

const host: HostApi = {
  request: async (name, input) => {
    const answer = await window.seamAskHost(name, input);
    if (answer.refused !== undefined) throw new Error(answer.refused);
    return answer.value as never;
  },
  on: () => () => {},
};

window.until = (view, holds, withinMs = 15_000) =>
  new Promise((resolve, reject) => {
    const look = () => {
      const value = view.get();
      if (!holds(value)) return;
      stop();
      clearTimeout(timer);
      resolve(value);
    };
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`still ${JSON.stringify(view.get()).slice(0, 2000)}`));
    }, withinMs);
    const stop = view.subscribe(look);
    look();
  });
window.till = openTill({ host, now: Date.now, mint: (prefix) => typeid(prefix).toString() });
