import { type RouteInput, type RouteName, type RouteOutput, routes } from '#shared/contract/http';
import { WireRefusal } from '#shared/contract/refusal';

/**
 * What the hub answered. `sentAtMs` is its own clock, as its answer says.
 * A null `refusal` means that it could not be reached, or that something else answered in its place.
 */
export type HubAnswer<Value> =
  | { readonly ok: true; readonly value: Value; readonly sentAtMs: number | null }
  | { readonly ok: false; readonly refusal: WireRefusal | null };

export type HubRoute = Extract<
  RouteName,
  'read-health' | 'enrol-device' | 'issue-page-token' | 'read-keys' | 'read-verifiers'
>;

/** Calls to one hub with one device's token. */
export type HubCalls = <Name extends HubRoute>(
  name: Name,
  input: RouteInput<Name>,
) => Promise<HubAnswer<RouteOutput<Name>>>;

const TIMEOUT_MS = 5_000;
const unreachable = { ok: false, refusal: null } as const;

/**
 * @param token the device token; it goes nowhere but to `hubUrl`
 * @param closing ends what is still under way when the host stops
 */
export function hubCalls(hubUrl: string, token: string | null, closing?: AbortSignal): HubCalls {
  return async (name, input) => {
    const route = routes[name];
    const { body } = input as { readonly body?: unknown };
    try {
      const response = await fetch(new URL(route.path, hubUrl), {
        method: route.method,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        redirect: 'error',
        signal: AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), ...(closing ? [closing] : [])]),
      });
      const answer: unknown = await response.json();
      if (!response.ok) return { ok: false, refusal: WireRefusal.safeParse(answer).data ?? null };
      const value = route.response.safeParse(answer);
      if (!value.success) return unreachable;
      const sentAtMs = Date.parse(response.headers.get('date') ?? '');
      return { ok: true, value: value.data as RouteOutput<typeof name>, sentAtMs: sentAtMs || null };
    } catch {
      return unreachable;
    }
  };
}
