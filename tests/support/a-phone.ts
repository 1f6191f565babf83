import type { ShopMe } from '#shared/contract/shop';
import type { CodeMessage } from '../../hub/shop/code-sender';
import type { TestHub } from './a-hub';

export type PhoneAnswer = { readonly status: number; readonly json: Readonly<Record<string, unknown>> };

/** A shopper's phone on the shop's page: keeps its cookie, as a browser does. */
export type Phone = {
  readonly get: (path: string) => Promise<PhoneAnswer>;
  readonly post: (path: string, body: unknown) => Promise<PhoneAnswer>;
  /** Joins with this number by the code that was sent to it; consents are what was ticked. */
  readonly join: (number: string, consents?: readonly object[]) => Promise<PhoneAnswer>;
  readonly me: () => Promise<ShopMe>;
};

/** What carries codes to phones in a test: it keeps them. */
export function aCodeSender() {
  const sent: CodeMessage[] = [];
  return { sent, send: async (message: CodeMessage) => void sent.push(message) };
}

export function aPhone(hub: TestHub, codes: readonly CodeMessage[]): Phone {
  let cookie = '';
  const ask = async (method: string, path: string, body?: unknown): Promise<PhoneAnswer> => {
    const answer = await fetch(`${hub.url}${path}`, {
      method,
      headers: { ...(cookie ? { cookie } : {}), ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
  };
  const post: Phone['post'] = (path, body) => ask('POST', path, body);
  return {
    get: (path) => ask('GET', path),
    post,
    join: async (number, consents = []) => {
      await post('/v1/shop/codes', { tenant: 'shop', phone: number });
      const code = codes.at(-1)?.code ?? '';
      return post('/v1/shop/codes/prove', { tenant: 'shop', phone: number, code, language: 'zh-CN', consents });
    },
    me: async () => (await ask('GET', '/v1/shop/me?tenant=shop')).json as unknown as ShopMe,
  };
}
