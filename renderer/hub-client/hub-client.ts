import { type Route, type RouteInput, type RouteName, type RouteOutput, routes } from '#shared/contract/http';
import { WireRefusal } from '#shared/contract/refusal';
import type { Poke } from '#shared/contract/sync';
import { type FollowListener, followPokes } from './follow-pokes';

/** Where a client's token comes from; asked again with `isStale` when the hub no longer takes the last one. */
export type TokenSource = (isStale: boolean) => Promise<string | null>;

export type HubClientOptions = {
  /** For example `https://hub.example`; empty: the page's own origin. */
  readonly baseUrl: string;
  readonly token?: TokenSource;
  readonly timeoutMs?: number;
  /** Sends the browser's own cookies: the phone page and the manager's page need it, the till never. */
  readonly withCookies?: boolean;
  /** Another way to the network than the page's own; a host, or a test whose network drops and doubles. */
  readonly fetch?: typeof fetch;
};

/** What the hub answered: a value of the contract, or why not. `hub-unreachable` is said here, all other codes by the hub. */
export type HubAnswer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly status: number | null; readonly refusal: WireRefusal };

export type HubClient = {
  readonly call: <Name extends RouteName>(name: Name, input: RouteInput<Name>) => Promise<HubAnswer<RouteOutput<Name>>>;
  /** Listens until the returned function is called; comes back by itself after every loss. */
  readonly follow: (listener: FollowListener | ((poke: Poke) => void), route?: FollowRoute) => () => void;
};

export type FollowRoute = 'follow-feeds' | 'follow-region';

const USUAL_TIMEOUT_MS = 20_000;

/** Typed calls to the hub, and its pokes. */
export function createHubClient(options: HubClientOptions): HubClient {
  // NOTE `fetch` must be called on the window, never as a method of something else.
  const request: typeof fetch = options.fetch ?? ((input, init) => fetch(input, init));
  const send = (route: Route, input: Input, signal: AbortSignal, token: string | null) =>
    request(urlOf(options.baseUrl, route, input), {
      method: route.method,
      headers: {
        accept: 'application/json',
        ...(input.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: input.body === undefined ? undefined : JSON.stringify(input.body),
      credentials: options.withCookies ? 'same-origin' : 'omit',
      cache: 'no-store',
      signal,
    });

  const sendWithToken = async (route: Route, input: Input, signal: AbortSignal): Promise<Response> => {
    if (!options.token) return send(route, input, signal, null);
    const answer = await send(route, input, signal, await options.token(false));
    return answer.status === 401 ? send(route, input, signal, await options.token(true)) : answer;
  };

  return {
    call: async (name, input) => {
      const route: Route = routes[name];
      const signal = AbortSignal.timeout(options.timeoutMs ?? USUAL_TIMEOUT_MS);
      try {
        const answer = await sendWithToken(route, input as Input, signal);
        const json: unknown = await answer.json();
        return answer.ok
          ? { ok: true, value: route.response.parse(json) as RouteOutput<typeof name> }
          : { ok: false, status: answer.status, refusal: WireRefusal.parse(json) };
      } catch (problem) {
        return unreachable(problem);
      }
    },
    follow: (listener, name = 'follow-feeds') =>
      followPokes(
        (signal) => sendWithToken(routes[name], {}, signal),
        typeof listener === 'function' ? { onPoke: listener } : listener,
      ),
  };
}

type Input = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
};

function urlOf(baseUrl: string, route: Route, input: Input): string {
  const path = route.path.replace(/:([a-z]+)/gi, (_, name: string) => encodeURIComponent(input.params?.[name] ?? ''));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query ?? {}))
    if (value !== undefined) query.set(name, String(value));
  return `${baseUrl}${path}${query.size > 0 ? `?${query}` : ''}`;
}

/** No answer, or one that is not the hub's (a captive portal answers too). */
function unreachable(problem: unknown): HubAnswer<never> {
  const why = problem instanceof Error ? problem.name : 'unknown';
  return { ok: false, status: null, refusal: { code: 'hub-unreachable', params: { why }, requestId: '' } };
}
