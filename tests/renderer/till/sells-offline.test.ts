import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aHub, type TestHub } from '../../support/a-hub';
import { aLiveTill, openForBusiness, ready, sell } from '../../support/a-live-till';
import { eachDatabase } from '../../support/databases';
import { redCoat, whiteShirt } from '../../support/garments';

const coat = redCoat.gtin ?? '';
const shirt = whiteShirt.gtin ?? '';

eachDatabase((engine, openDatabase) => {
  describe.runIf(engine === 'PGlite')('a till', () => {
    let hub: TestHub;
    beforeAll(async () => {
      hub = await aHub(openDatabase);
    });
    afterAll(() => hub.stop());

    test('sells with the network cut, through a reload, and sends everything once it is back', async () => {
      const till = await aLiveTill(hub);
      await openForBusiness(till);
      till.cable.cut();
      const first = await sell(till, coat);
      await till.reload();
      await ready(till);
      await openForBusiness(till);
      const second = await sell(till, shirt, coat);
      expect([first, second].map((number) => number.slice(-15, -9))).toEqual(['000001', '000002']);
      expect(await till.run(({ till: here }) => here.sync.get().waiting)).toBe(3);
      till.cable.mend();
      await till.run(({ till: here, until }) => until(here.sync, ({ state }) => state === 'all-sent').then(() => null));
    });
  });
});
