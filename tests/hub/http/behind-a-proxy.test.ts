import { expect, onTestFinished, test } from 'vitest';
import type { HubConfig } from '../../../hub/config';
import { aHub, type TestHub } from '../../support/a-hub';
import { onEmbeddedDatabase } from '../../support/databases';

onEmbeddedDatabase((open) => {
  async function hubWith(config: Partial<HubConfig>): Promise<TestHub> {
    const hub = await aHub(open, config);
    onTestFinished(() => hub.stop());
    return hub;
  }

  /** Asks as a proxy would for a browser of that address. */
  const tryFor = (hub: TestHub, address: string, headers: Readonly<Record<string, string>> = {}) =>
    fetch(`${hub.url}/v1/region/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': address, ...headers },
      body: JSON.stringify({ name: `nobody at ${address}`, password: 'wrong-password' }),
    });
  const statuses = async (hub: TestHub, addresses: readonly string[]) => {
    const answers: number[] = [];
    for (const address of addresses) answers.push((await tryFor(hub, address)).status);
    return answers;
  };
  const cookieOf = async (hub: TestHub, headers: Readonly<Record<string, string>> = {}) =>
    (await fetch(`${hub.url}/v1/shop/window`, { headers })).headers.get('set-cookie') ?? '';
  const throughTls = { 'x-forwarded-proto': 'https' };
  const few = { triesPerMinute: 2 };

  test('behind a proxy that is trusted everyone has tries of their own', async () => {
    const hub = await hubWith({ ...few, trustedProxies: ['10.0.0.0/8', '127.0.0.1'] });
    expect(await statuses(hub, ['198.51.100.1', '198.51.100.1', '198.51.100.1', '198.51.100.2'])).toEqual([
      401, 401, 429, 401,
    ]);
    // What a caller itself says before the proxy adds its address gives it no other tries.
    expect((await tryFor(hub, '203.0.113.9, 198.51.100.1')).status).toBe(429);
  });

  test('whoever only says to be a proxy gets no further tries by it', async () => {
    for (const trustedProxies of [[], ['10.0.0.0/8']]) {
      const hub = await hubWith({ ...few, trustedProxies });
      expect(await statuses(hub, ['198.51.100.1', '198.51.100.2', '198.51.100.3'])).toEqual([401, 401, 429]);
    }
  });

  test('cookies keep to TLS where a trusted proxy has it, or the shop’s address says so', async () => {
    expect(await cookieOf(await hubWith({ trustedProxies: ['127.0.0.1'] }), throughTls)).toContain('; Secure');
    expect(await cookieOf(await hubWith({ publicUrl: 'https://shop.example' }))).toContain('; Secure');
    const plain = await hubWith({});
    expect(await cookieOf(plain)).toContain('seam_browser=');
    expect(await cookieOf(plain, throughTls)).not.toContain('Secure');
  });

  test('a page is no stranger behind a trusted proxy that calls the hub by another name', async () => {
    const hub = await hubWith({ trustedProxies: ['127.0.0.1'] });
    const origin = { origin: 'https://shop.example' };
    expect((await tryFor(hub, '198.51.100.1', { ...origin, 'x-forwarded-host': 'shop.example' })).status).toBe(401);
    expect((await tryFor(hub, '198.51.100.1', { ...origin, 'x-forwarded-host': 'other.example' })).status).toBe(403);
  });
});
