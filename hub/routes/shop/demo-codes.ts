import type { FastifyInstance } from 'fastify';
import type { DemoSender } from '../../shop/code-sender';

/** The demo's page of one-time codes: what a phone would have received. Registered in the demo only. */
export function serveDemoCodes(app: FastifyInstance, sender: DemoSender): void {
  app.get('/demo/codes', (_, reply) => {
    const rows = sender.sent().map(({ phone, code, atMs }) => {
      const at = new Date(atMs).toISOString().slice(11, 19);
      return `<tr><td>${at}</td><td>${phone}</td><td><b data-code>${code}</b></td></tr>`;
    });
    const body = rows.join('') || '<tr><td>还没有验证码 · No codes yet</td></tr>';
    return reply
      .type('text/html; charset=utf-8')
      .send(
        `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="3"><title>Demo codes</title><style>body{font:16px system-ui;margin:2rem}td{padding:.4rem 1rem .4rem 0}</style><h1>演示验证码 · Demo one-time codes</h1><p>真实门店里由短信送达。In a real shop these go out by SMS.</p><table>${body}</table>`,
      );
  });
}
