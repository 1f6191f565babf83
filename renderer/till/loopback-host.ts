import type { HostApi, HostEventName, HostInput, HostOutput, HostRequestName } from '#shared/contract/host';
import { HostRefused, refusalIn } from './host-refused';

/** What the page brings along: parts of `window`, so that a test can be a page. */
export type LoopbackPage = {
  readonly origin: string;
  /** The one-use code in the page's address, taken out of it; null after the first time. */
  readonly takeLaunchCode: () => string | null;
  /** Lives as long as the tab, reloads included. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
  readonly fetch: typeof fetch;
};

const PASS_KEY = 'seam.pass';
const RETRY_MS = [500, 1_000, 2_000, 5_000, 10_000] as const;

type Listener = (body: Record<string, never>) => void;

/** The host over loopback HTTP: JSON out, JSON back, the pass in a header. */
export function loopbackHost(page: LoopbackPage): HostApi {
  const pass = takePass(page);
  const listeners = new Map<HostEventName, Set<Listener>>();
  let following: AbortController | null = null;

  const follow = (signal: AbortSignal) =>
    followEvents({ page, pass, signal }, ({ name, body }) => {
      for (const listen of listeners.get(name) ?? []) listen(body);
    });

  return {
    async request<Name extends HostRequestName>(name: Name, input: HostInput<Name>): Promise<HostOutput<Name>> {
      const answer = await post(page, '/host/request', { name, input }, await pass);
      const { value } = (await answer.json()) as { readonly value: HostOutput<Name> };
      return value;
    },
    on(name, listen) {
      const known = listeners.get(name) ?? new Set();
      listeners.set(name, known.add(listen as Listener));
      if (!following) {
        following = new AbortController();
        void follow(following.signal);
      }
      return () => {
        known.delete(listen as Listener);
        if ([...listeners.values()].some(({ size }) => size > 0)) return;
        following?.abort();
        following = null;
      };
    },
  };
}

/** The pass for a new launch code, or the one that this tab got before; null where it has neither. */
async function takePass(page: LoopbackPage): Promise<string | null> {
  const code = page.takeLaunchCode();
  const kept = page.storage.getItem(PASS_KEY);
  if (code === null) return kept;
  try {
    const answer = await post(page, '/host/launch', { code }, null);
    const { pass } = (await answer.json()) as { readonly pass: string };
    page.storage.setItem(PASS_KEY, pass);
    return pass;
  } catch {
    return kept;
  }
}

async function post(page: LoopbackPage, path: string, body: object, pass: string | null, signal?: AbortSignal) {
  let answer: Response;
  try {
    answer = await page.fetch(`${page.origin}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(pass === null ? {} : { authorization: `Bearer ${pass}` }) },
      body: JSON.stringify(body),
      credentials: 'omit',
      cache: 'no-store',
      ...(signal ? { signal } : {}),
    });
  } catch {
    throw new HostRefused('host-unreachable');
  }
  if (answer.ok) return answer;
  throw refusalIn(await answer.text()) ?? new HostRefused('host-unreachable');
}

type Follow = { readonly page: LoopbackPage; readonly pass: Promise<string | null>; readonly signal: AbortSignal };
type HostEvent = { readonly name: HostEventName; readonly body: Record<string, never> };

/** Reads events until the signal, coming back after every loss; a page without a pass is not let in by asking again. */
async function followEvents({ page, pass, signal }: Follow, onEvent: (event: HostEvent) => void): Promise<void> {
  for (let losses = 0; !signal.aborted; losses += 1) {
    try {
      const answer = await post(page, '/host/events', {}, await pass, signal);
      losses = 0;
      await readEvents(answer, onEvent);
    } catch (error) {
      if (error instanceof HostRefused && error.code === 'page-not-launched') return;
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS[Math.min(losses, RETRY_MS.length - 1)]));
  }
}

async function readEvents(answer: Response, onEvent: (event: HostEvent) => void): Promise<void> {
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    const lines = `${rest}${part.value}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.startsWith('data: ')) onEvent(JSON.parse(line.slice(6)) as HostEvent);
  }
}
