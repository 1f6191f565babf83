import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { aHub, type TestHub } from '../../support/a-hub';
import { aPhone } from '../../support/a-phone';
import { onEmbeddedDatabase } from '../../support/databases';

type Heard = { readonly headers: IncomingHttpHeaders; readonly body: Readonly<Record<string, string>> };

/** An SMS gateway's own server: answers each post with the status of that moment; 0 leaves it unanswered. */
async function aGateway() {
  const heard: Heard[] = [];
  let status = 200;
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    heard.push({ headers: request.headers, body: JSON.parse(text) });
    if (status !== 0) response.writeHead(status, { location: '/elsewhere' }).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    heard,
    url: `http://127.0.0.1:${port}/send`,
    answers: (next: number) => {
      status = next;
    },
  };
}

onEmbeddedDatabase((open) => {
  async function hubWith(url: string, clock = Date.now): Promise<TestHub> {
    const logger = pino({ level: 'silent' });
    const hub = await aHub(open, { codeWebhook: { url, token: 'gateway-token' } }, { logger, clock });
    onTestFinished(() => hub.stop());
    return hub;
  }
  const number = '13800138001';
  const askAs = (hub: TestHub) => aPhone(hub, []).post('/v1/shop/codes', { tenant: 'shop', phone: number });

  test('a code goes to the shop’s gateway with its token and the page’s language, and joins', async () => {
    const gateway = await aGateway();
    const hub = await hubWith(gateway.url);
    const phone = aPhone(hub, []);
    const sent = await phone.post('/v1/shop/codes', { tenant: 'shop', phone: number, language: 'en' });
    expect(sent.status).toBe(200);
    const [{ headers, body } = { headers: {}, body: {} } as Heard] = gateway.heard;
    expect(headers).toMatchObject({ authorization: 'Bearer gateway-token', 'content-type': 'application/json' });
    expect(body).toEqual({ phone: '+8613800138001', code: expect.stringMatching(/^\d{6}$/), language: 'en' });
    const proof = { tenant: 'shop', phone: number, code: body.code, language: 'en', consents: [] };
    expect((await phone.post('/v1/shop/codes/prove', proof)).json).toMatchObject({ proven: true });
  });

  test('a page that names no language has the one of its country', async () => {
    const gateway = await aGateway();
    await askAs(await hubWith(gateway.url));
    expect(gateway.heard[0]?.body.language).toBe('zh-CN');
  });

  test('what the gateway did not take is said, can be asked for at once, and counts for nothing', async () => {
    const gateway = await aGateway();
    const hub = await hubWith(gateway.url);
    const phone = aPhone(hub, []);
    for (const status of [500, 403, 302, 500, 500, 500, 500]) {
      gateway.answers(status);
      const refused = await phone.post('/v1/shop/codes', { tenant: 'shop', phone: number });
      expect([refused.status, refused.json.code]).toEqual([503, 'code-not-sent']);
    }
    const unsent = gateway.heard.at(-1)?.body.code;
    const proof = { tenant: 'shop', phone: number, code: unsent, language: 'en', consents: [] };
    expect((await phone.post('/v1/shop/codes/prove', proof)).json).toMatchObject({ code: 'otp-expired' });
    gateway.answers(204);
    const before = gateway.heard.length;
    for (let n = 0; n < 6; n += 1) expect((await askAs(hub)).status).toBe(200);
    // Five an hour reach one phone; nobody is told of the sixth.
    expect(gateway.heard.length - before).toBe(5);
  });

  test('a code sent before one that was not stays good', async () => {
    const gateway = await aGateway();
    let nowMs = Date.now();
    const hub = await hubWith(gateway.url, () => nowMs);
    const phone = aPhone(hub, []);
    await phone.post('/v1/shop/codes', { tenant: 'shop', phone: number });
    nowMs += 60_000;
    gateway.answers(500);
    await phone.post('/v1/shop/codes', { tenant: 'shop', phone: number });
    const proof = { tenant: 'shop', phone: number, code: gateway.heard[0]?.body.code, language: 'en', consents: [] };
    expect((await phone.post('/v1/shop/codes/prove', proof)).json).toMatchObject({ proven: true });
  });

  test('a gateway that says nothing, or is not there, is not waited for', async () => {
    const gateway = await aGateway();
    gateway.answers(0);
    expect((await askAs(await hubWith(gateway.url))).json).toMatchObject({ code: 'code-not-sent' });
    expect((await askAs(await hubWith('http://127.0.0.1:1/send'))).json).toMatchObject({ code: 'code-not-sent' });
  }, 60_000);
});
