import { afterAll, beforeAll, expect, test } from 'vitest';
import { aHub, type TestHub } from '../../support/a-hub';
import { aCodeSender, aPhone } from '../../support/a-phone';
import { eachDatabase } from '../../support/databases';

const visit = { gtin: '06900000000113', store: 'JA', placement: 'label' };
const number = '13800138001';

eachDatabase((_engine, open) => {
  const codes = aCodeSender();
  let hub: TestHub;
  let nowMs = Date.now();
  beforeAll(async () => {
    hub = await aHub(open, {}, { codeSender: codes, clock: () => nowMs });
  });
  afterAll(() => hub.stop());

  test('whoever left a phone is not shown on it any more, and finds everything again by a code', async () => {
    const phone = aPhone(hub, codes.sent);
    await phone.post('/v1/shop/visits', visit);
    await phone.join(number);
    expect(await phone.me()).toMatchObject({ proven: true, steps: [{ what: 'scanned' }] });
    expect(await phone.post('/v1/shop/leave', {})).toMatchObject({ status: 200, json: { left: true } });
    expect(await phone.me()).toEqual({ joined: false, proven: false, phoneTail: null, steps: [] });
    nowMs += 60_000;
    await phone.join(number);
    await hub.projectors.caughtUp();
    expect(await phone.me()).toMatchObject({ proven: true, steps: [{ what: 'scanned' }] });
  });

  test('a copy of the cookie of a phone that was left opens nothing', async () => {
    const send = (path: string, cookie: string, body?: object) =>
      fetch(`${hub.url}${path}`, {
        headers: { ...(cookie ? { cookie } : {}), ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
      });
    const cookie = (await send('/v1/shop/visits', '', visit)).headers.get('set-cookie')?.split(';')[0] ?? '';
    const me = async () => (await send('/v1/shop/me?tenant=shop', cookie)).json();
    expect(await me()).toMatchObject({ steps: [{ what: 'scanned' }] });
    const left = await send('/v1/shop/leave', cookie, {});
    expect(left.headers.get('set-cookie')).toMatch(/^seam_browser=;.*Path=\/;.*Expires=Thu, 01 Jan 1970/);
    expect(await me()).toMatchObject({ proven: false, steps: [] });
  });
});
