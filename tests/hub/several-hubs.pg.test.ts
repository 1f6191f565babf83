import { rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { AnchorId } from '#shared/kernel/ids';
import { createHubClient } from '../../renderer/hub-client/hub-client';
import { aCustomer } from '../support/a-customer';
import { aHub } from '../support/a-hub';
import { aSale } from '../support/a-sale';
import { anEnrolledTill, answered, fetchFrom, TILL_ORIGIN } from '../support/an-enrolled-till';
import { eachDatabase } from '../support/databases';
import { redCoat } from '../support/garments';

eachDatabase((engine, open) => {
  describe('two hubs on one database', () => {
    // The embedded database serves one process alone.
    test.runIf(engine === 'PostgreSQL')(
      'tell their tills what came in at the other, and have its keys',
      async () => {
        const db = await open();
        const first = await aHub(async () => db);
        rmSync(path.join(first.dataDir, 'port'));
        const second = await aHub(async () => db, { dataDir: first.dataDir });
        onTestFinished(async () => {
          await second.close();
          await first.stop();
        });
        const seller = await anEnrolledTill(first);
        const listener = await anEnrolledTill(first, { name: 'Till 2' });
        const { token } = answered(await listener.host.call('issue-page-token', { body: { origin: TILL_ORIGIN } }));
        const there = createHubClient({ baseUrl: second.url, token: async () => token, fetch: fetchFrom(TILL_ORIGIN) });

        const heard = new Set<string>();
        let isOpen = false;
        const stop = there.follow({
          onOpen: () => {
            isOpen = true;
          },
          onPoke: ({ feed }) => void heard.add(feed),
        });
        onTestFinished(stop);
        await expect.poll(() => isOpen, { timeout: 60_000 }).toBe(true);
        const who = AnchorId.parse(first.context.mint('who'));
        await seller.tell(
          ...aCustomer(who).named('Zhou').withPhone('+8613900139000').happenings(),
          aSale().withGarment(redCoat).paidInCash().happening(),
        );
        await expect
          .poll(() => [...heard], { timeout: 60_000 })
          .toEqual(expect.arrayContaining(['receipts', 'customers']));
        const host = createHubClient({ baseUrl: second.url, token: async () => listener.token });
        expect(answered(await host.call('read-keys', { body: { who: [who] } })).keys).toHaveLength(1);
      },
      120_000,
    );
  });
});
