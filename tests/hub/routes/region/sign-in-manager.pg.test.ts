import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NOON_MS } from '../../../support/a-fact';
import { aHub, type TestHub } from '../../../support/a-hub';
import { aManager, aManagerBrowser, type ManagerPassword } from '../../../support/a-manager';
import { eachDatabase } from '../../../support/databases';

eachDatabase((_engine, open) => {
  let hub: TestHub;
  let lu: ManagerPassword;
  let nowMs = NOON_MS;
  beforeAll(async () => {
    hub = await aHub(open, {}, { clock: () => nowMs });
    lu = await aManager(hub, 'lu');
  });
  afterAll(() => hub.stop());

  const code = async (given: ManagerPassword, browser = aManagerBrowser(hub)) => {
    const answer = await browser.signIn(given);
    return answer.ok ? 'signed-in' : `${answer.status} ${answer.refusal.code}`;
  };

  describe('a manager', () => {
    test('signs in by name and password, whatever the letters’ case in the name', async () => {
      const browser = aManagerBrowser(hub);
      expect(await code({ ...lu, name: ' LU ' }, browser)).toBe('signed-in');
      expect((await browser.call('read-overview', {})).ok).toBe(true);
    });

    test('carries a cookie that no script reads and no other site sends', async () => {
      const browser = aManagerBrowser(hub);
      await browser.signIn(lu);
      expect(browser.cookie()).toMatch(/; Path=\/v1\/region;/);
      expect(browser.cookie()).toMatch(/HttpOnly/);
      expect(browser.cookie()).toMatch(/SameSite=Strict/);
    });

    test('is nobody to a request from another site, even with the cookie', async () => {
      const browser = aManagerBrowser(hub);
      await browser.signIn(lu);
      const cookie = browser.cookie().split(';', 1)[0] ?? '';
      const ask = (origin: string) =>
        fetch(`${hub.url}/v1/region/overview`, { headers: { cookie, origin } }).then(({ status }) => status);
      expect([await ask('https://evil.example'), await ask(hub.url)]).toEqual([403, 200]);
    });

    test('is out after signing out, with the old cookie too', async () => {
      const browser = aManagerBrowser(hub);
      await browser.signIn(lu);
      const cookie = browser.cookie().split(';', 1)[0] ?? '';
      expect((await browser.call('sign-out-manager', { body: {} })).ok).toBe(true);
      const again = await fetch(`${hub.url}/v1/region/overview`, { headers: { cookie } });
      expect(again.status).toBe(401);
    });

    test('is out after twelve hours', async () => {
      const browser = aManagerBrowser(hub);
      await browser.signIn(lu);
      nowMs += 12 * 3600_000 + 1;
      expect(await browser.call('read-overview', {})).toMatchObject({ ok: false, status: 401 });
    });
  });

  describe('a wrong password', () => {
    test('and a name nobody has are the same answer', async () => {
      expect(await code({ ...lu, password: 'wrong' })).toBe('401 password-wrong');
      expect(await code({ name: 'nobody-here', password: 'wrong' })).toBe('401 password-wrong');
    });

    test('and a name nobody has take the same work, so the same time', async () => {
      // Work rather than time, because the machine may be doing something else meanwhile; the least of a few tries.
      const workOf = async (names: readonly string[]) => {
        const works: number[] = [];
        for (const name of names) {
          const before = process.cpuUsage();
          await aManagerBrowser(hub).signIn({ name, password: 'wrong' });
          const { user, system } = process.cpuUsage(before);
          works.push(user + system);
        }
        return Math.min(...works);
      };
      await aManager(hub, 'timed-1');
      await aManager(hub, 'timed-2');
      const known = await workOf(['timed-1', 'timed-2']);
      const unknown = await workOf(['missing-1', 'missing-2']);
      expect(unknown).toBeGreaterThan(known * 0.5);
      expect(unknown).toBeLessThan(known * 2);
    });

    test('three times makes the next try wait, longer each time, and the right one too', async () => {
      const su = await aManager(hub, 'su');
      const wrong = { ...su, password: 'wrong' };
      for (let n = 0; n < 3; n += 1) expect(await code(wrong)).toBe('401 password-wrong');
      expect(await aManagerBrowser(hub).signIn(su)).toMatchObject({
        status: 429,
        refusal: { code: 'password-delayed', params: { seconds: 1 } },
      });
      nowMs += 1000;
      expect(await code(wrong)).toBe('401 password-wrong');
      nowMs += 1000;
      expect(await code(su)).toBe('429 password-delayed');
      nowMs += 1000;
      expect(await code(su)).toBe('signed-in');
      expect(await code(wrong)).toBe('401 password-wrong');
    });
  });
});
