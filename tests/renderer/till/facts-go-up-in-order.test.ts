import { expect, test } from 'vitest';
import { newGeneration } from '../../../hub/generation';
import {
  aLiveTill,
  allSent,
  besideAHub,
  factsAtHub,
  factsInJournal,
  type LiveTill,
  noticesOf,
  openForBusiness,
  ready,
  sell,
} from '../../support/a-live-till';
import { redCoat, whiteShirt } from '../../support/garments';

const coat = redCoat.gtin ?? '';
const shirt = whiteShirt.gtin ?? '';
const pushPath = '/v1/facts';

async function sellTimes(till: LiveTill, times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) await sell(till, coat);
}

besideAHub('facts on their way to the hub', (hub) => {
  test('arrive once and in order, however often they are delivered and whatever answers are lost', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    till.cable.deliver(pushPath, 3);
    till.cable.loseAnswers(pushPath, 3);
    await sellTimes(till, 6);
    await allSent(till);
    const logged = await factsAtHub(hub(), till);
    expect(logged.map(({ id }) => id)).toEqual((await factsInJournal(till)).map(({ id }) => id));
    expect(logged.map(({ ctr }) => ctr)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test('keep their order over restarts of host and page, each under its own epoch', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    till.cable.cut();
    await sell(till, coat);
    await till.restartHost();
    await till.reload();
    await ready(till);
    await openForBusiness(till);
    await sellTimes(till, 2);
    till.cable.mend();
    await allSent(till);
    const logged = await factsAtHub(hub(), till);
    expect(logged.map(({ ctr }) => ctr)).toEqual([1, 2, 1, 2]);
    expect(new Set(logged.map(({ epoch }) => epoch)).size).toBe(2);
  });

  test('hold nobody up when one was damaged: it is parked with its reason, the others go through', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    await allSent(till);
    till.cable.cut();
    await sellTimes(till, 3);
    till.cable.tamper(pushPath, (body) => body.replace('"number":2', '"number":77'));
    till.cable.mend();
    await allSent(till);
    const parked = await till.run(({ till: here }) => here.sync.get().parked);
    expect(parked.map(({ kind, code, number }) => [kind, code, number])).toEqual([
      ['SaleCompleted', 'hash-wrong', expect.stringMatching(/-000002$/)],
    ]);
    expect((await factsAtHub(hub(), till)).map(({ quarantine }) => quarantine)).toEqual([
      null,
      null,
      'hash-wrong',
      null,
    ]);
    await till.reload();
    await ready(till);
    expect(await till.run(({ till: here }) => [here.sync.get().state, here.sync.get().parked.length])).toEqual([
      'needs-you',
      1,
    ]);
  });

  test('are sent again when the hub was put back to an earlier day, and nothing is there twice', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    await sellTimes(till, 4);
    await allSent(till);
    const before = await factsAtHub(hub(), till);
    const device = before.at(-1)?.id;
    await hub().context.db.run('delete from fact where id = any($1)', [[device, before[2]?.id]]);
    await newGeneration(hub().context);
    await till.run(({ till: here }) => here.retryNow());
    await expect.poll(async () => (await factsAtHub(hub(), till)).length).toBe(5);
    expect((await factsAtHub(hub(), till)).map(({ id }) => id).sort()).toEqual(before.map(({ id }) => id).sort());
    expect(await noticesOf(till)).toContain('hub-restored');
  });

  test('drain while a clerk goes on selling', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    till.cable.cut();
    await sellTimes(till, 30);
    till.cable.mend();
    await sell(till, shirt);
    await sell(till, shirt);
    await allSent(till);
    expect(await factsAtHub(hub(), till)).toHaveLength(33);
    expect(till.cable.asked.filter((path) => path === pushPath).length).toBeLessThan(12);
  });
});
