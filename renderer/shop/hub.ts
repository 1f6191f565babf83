import type { RouteInput, RouteName, RouteOutput } from '#shared/contract/http';
import type { Refusal } from '#shared/kernel/result';

/**
 * The phone page's routes. It calls the hub without the contract's schemas, because they are half of what a page may
 * weigh; `tests/renderer/shop/hub.test.ts` holds this table against the contract.
 */
export const shopCalls = {
  'read-window': { method: 'GET', path: '/v1/shop/window' },
  'read-garment': { method: 'GET', path: '/v1/shop/garments/:gtin' },
  'record-visit': { method: 'POST', path: '/v1/shop/visits' },
  'send-code': { method: 'POST', path: '/v1/shop/codes' },
  'prove-code': { method: 'POST', path: '/v1/shop/codes/prove' },
  'place-order': { method: 'POST', path: '/v1/shop/orders' },
  'read-me': { method: 'GET', path: '/v1/shop/me' },
  'leave-phone': { method: 'POST', path: '/v1/shop/leave' },
} as const satisfies Partial<Record<RouteName, { readonly method: 'GET' | 'POST'; readonly path: string }>>;

export type ShopCall = keyof typeof shopCalls;

export type ShopAnswer<Value> =
  | { readonly ok: true; readonly value: Value }
  /** `isHeard` false: no answer came, or one that leaves open whether it was done. */
  | { readonly ok: false; readonly refusal: Refusal; readonly isHeard: boolean };

type Input = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
};

const TIMEOUT_MS = 15_000;

/** The first answer brings the cookie that names this browser; calls beside it would each be taken for a browser of their own. */
let introduction: Promise<unknown> | null = null;

/** Asks the hub that served this page. `hub-unreachable` is said here, every other code by the hub. */
export async function askHub<Name extends ShopCall>(
  name: Name,
  input: RouteInput<Name>,
): Promise<ShopAnswer<RouteOutput<Name>>> {
  if (introduction) await introduction;
  const asking = ask(name, input);
  introduction ??= asking.then(({ ok }) => {
    if (!ok) introduction = null;
  });
  return asking;
}

async function ask<Name extends ShopCall>(name: Name, input: RouteInput<Name>): Promise<ShopAnswer<RouteOutput<Name>>> {
  const { method, path } = shopCalls[name];
  const { params = {}, query = {}, body } = input as Input;
  const filled = path.replace(/:([a-z]+)/g, (_, key: string) => encodeURIComponent(params[key] ?? ''));
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
  try {
    const answer = await fetch(`${filled}${search.size > 0 ? `?${search}` : ''}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const said = await answer.json();
    return answer.ok
      ? { ok: true, value: said }
      : {
          ok: false,
          refusal: { code: said.code, params: said.params ?? {} },
          isHeard: answer.status < 500 || said.code === 'code-not-sent',
        };
  } catch {
    return { ok: false, refusal: { code: 'hub-unreachable', params: {} }, isHeard: false };
  }
}
