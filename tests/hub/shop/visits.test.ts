import { expect, test } from 'vitest';
import { aHub } from '../../support/a-hub';
import { aCodeSender, aPhone } from '../../support/a-phone';
import { onEmbeddedDatabase } from '../../support/databases';

const visit = { gtin: '06900000000113', tenant: 'shop', store: 'JA', placement: 'label' };

onEmbeddedDatabase((open) => {
  test('one address brings so many new browsers in a minute; those that are known read on', async () => {
    const hub = await aHub(open, { newBrowsersPerMinute: 3 });
    const { sent } = aCodeSender();
    const known = aPhone(hub, sent);
    expect((await known.post('/v1/shop/visits', visit)).status).toBe(200);
    const told: number[] = [];
    for (let n = 0; n < 4; n += 1) told.push((await aPhone(hub, sent).post('/v1/shop/visits', visit)).status);
    expect(told).toEqual([200, 200, 429, 429]);
    // A name that a browser makes up for itself is as new as none.
    const madeUp = await fetch(`${hub.url}/v1/shop/visits`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: `seam_browser=${'x'.repeat(43)}` },
      body: JSON.stringify(visit),
    });
    expect([madeUp.status, await madeUp.json()]).toMatchObject([429, { code: 'too-many-requests' }]);
    for (let n = 0; n < 6; n += 1) expect((await known.post('/v1/shop/visits', visit)).status).toBe(200);
    expect(await hub.context.db.run('select who from browser_anchor')).toHaveLength(3);
    await hub.stop();
  });
});
