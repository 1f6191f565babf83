import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { breakTable } from '../../support/a-broken-table';
import { aHub, type TestHub } from '../../support/a-hub';
import { aCodeSender, aPhone, type Phone } from '../../support/a-phone';
import { eachDatabase } from '../../support/databases';
import { factsOf } from '../../support/facts-of';

const consents = [{ purpose: 'marketing', channel: 'message' }];

eachDatabase((_engine, open) => {
  describe('joining by phone', () => {
    const codes = aCodeSender();
    let hub: TestHub;
    beforeAll(async () => {
      hub = await aHub(open, {}, { codeSender: codes, logger: pino({ level: 'silent' }) });
    });
    afterAll(() => hub.stop());

    /** A code that was sent, and how to show it again and again. */
    async function aCode(phone: Phone, number: string) {
      await phone.post('/v1/shop/codes', { tenant: 'shop', phone: number });
      const code = codes.sent.at(-1)?.code ?? '';
      return (given = code) =>
        phone.post('/v1/shop/codes/prove', {
          tenant: 'shop',
          phone: number,
          code: given,
          language: 'en',
          name: 'Lin',
          consents,
        });
    }

    const told = async (who: unknown) => (await factsOf(hub)).filter(({ fact }) => fact.who === who);
    const count = async () => (await factsOf(hub)).length;

    test.each([
      ['before a fact of it stood', 'insert on fact', "new.kind = 'CustomerEnrolled'"],
      ['when its facts stood and the code was not yet used up', 'update on otp', 'new.used_at is not null'],
      [
        'when its facts stood and the browser was not yet known to be theirs',
        'update on browser_anchor',
        'new.proven_at is not null',
      ],
    ])('that broke %s ends well with the same code, and nothing stands twice', async (_, on, when) => {
      const phone = aPhone(hub, codes.sent);
      const before = await factsOf(hub);
      const number = `138001381${String(before.length).padStart(2, '0')}`;
      const prove = await aCode(phone, number);
      const mend = await breakTable(hub.context.db, on, when);
      expect((await prove()).status).toBe(500);
      await mend();
      const answer = await prove();
      expect([answer.status, answer.json]).toMatchObject([200, { joined: true, phoneTail: number.slice(-4) }]);
      expect((await prove()).json).toMatchObject({ code: 'otp-expired' });
      const known = new Set(before.map(({ fact }) => fact.id));
      const written = (await factsOf(hub)).filter(({ fact }) => !known.has(fact.id));
      expect(written.map(({ fact }) => fact.kind)).toEqual(['CustomerEnrolled', 'IdentifierClaimed', 'ConsentChanged']);
      expect(await told(written[0]?.fact.who)).toHaveLength(3);
    });

    test('pressed many times at once writes one person', async () => {
      const phone = aPhone(hub, codes.sent);
      const before = await count();
      const prove = await aCode(phone, '13800138188');
      const answers = await Promise.all([1, 2, 3, 4].map(() => prove()));
      expect(answers.some(({ status }) => status === 200)).toBe(true);
      expect(answers.every(({ status, json }) => status === 200 || json.code === 'otp-expired')).toBe(true);
      expect(await count()).toBe(before + 3);
    });

    test('twice with the same phone writes a person once', async () => {
      const phone = aPhone(hub, codes.sent);
      const prove = await aCode(phone, '13800138199');
      await prove();
      await hub.context.db.run('update otp set created_at = created_at - 60000');
      const before = await count();
      const again = await aCode(phone, '13800138199');
      expect((await again()).status).toBe(200);
      expect(await count()).toBe(before + 1);
    });
  });
});
