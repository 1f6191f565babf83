import { typeid } from 'typeid-js';
import type { HostApi, HostRequestName } from '#shared/contract/host';
import { openHost } from '../../../renderer/till/host';
import { HostRefused } from '../../../renderer/till/host-refused';
import { openTill } from '../../../renderer/till/till';
import type { Till, View } from '../../../renderer/till/till-types';

/** What the test's process lends the page: its host. A refusal comes back as text, since errors lose their kind on the way. */
type AskHost = (
  name: HostRequestName,
  input: unknown,
) => Promise<{ readonly value?: unknown; readonly refused?: string }>;

export type TillWindow = {
  /** Missing where the page was served by a real host, which it then asks itself. */
  seamAskHost?: AskHost;
  /** What the lent host says to every window. */
  seamHear?: (name: string, body: unknown) => void;
  /** Tells the test's process something without waiting for it, where a test gave the page an ear. */
  seamSay?: (said: unknown) => Promise<void>;
  till: Till;
  host: HostApi;
  /** Resolves with a view's value once it is as asked. */
  until: <Value>(view: View<Value>, holds: (value: Value) => boolean, withinMs?: number) => Promise<Value>;
};

declare const window: TillWindow & Window;

const ears = new Set<NonNullable<TillWindow['seamHear']>>();
window.seamHear = (name, body) => {
  for (const hear of ears) hear(name, body);
};

const { seamAskHost } = window;
const host: HostApi = seamAskHost === undefined ? openHost() : lentHost(seamAskHost);

function lentHost(ask: AskHost): HostApi {
  return {
    request: async (name, input) => {
      const answer = await ask(name, input);
      if (answer.refused !== undefined) throw new HostRefused(answer.refused);
      return answer.value as never;
    },
    on: (name, listen) => {
      const hear: NonNullable<TillWindow['seamHear']> = (said, body) => {
        if (said === name) listen(body as never);
      };
      ears.add(hear);
      return () => void ears.delete(hear);
    },
  };
}

window.until = (view, holds, withinMs = 60_000) =>
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
window.host = host;
window.till = openTill({ host, now: Date.now, mint: (prefix) => typeid(prefix).toString() });
