import { expect, test } from 'vitest';
import { anotherStore } from '../support/a-fact';
import {
  aLiveTill,
  allSent,
  besideAHub,
  factsAtHub,
  factsInJournal,
  type LiveTill,
  openForBusiness,
  ready,
  sell,
} from '../support/a-live-till';
import { aSignedInManager } from '../support/a-manager';
import { answered } from '../support/an-enrolled-till';
import { redCoat } from '../support/garments';
import { idOf } from '../support/ids';

const coat = redCoat.gtin ?? '';
const pushPath = '/v1/facts';

type Sent = Readonly<Record<string, unknown>> & { readonly body: { readonly lines: readonly object[] } };

/** What may befall a sale on its way, and the code under which it is parked. */
const damages: readonly (readonly [code: string, damage: (sale: Sent) => object])[] = [
  ['fact-malformed', (sale) => ({ ...sale, body: { ...sale.body, lines: 'none' } })],
  ['hash-wrong', (sale) => ({ ...sale, hash: 'f'.repeat(64) })],
  ['kind-unknown', (sale) => ({ ...sale, kind: 'SaleDreamtOf' })],
  ['not-yours', (sale) => ({ ...sale, tenant: idOf('tenant', 9) })],
  ['not-yours', (sale) => ({ ...sale, store: anotherStore })],
  ['version-unknown', (sale) => ({ ...sale, v: 99 })],
  ['fact-too-large', (sale) => ({ ...sale, body: { ...sale.body, lines: manyLines(sale.body.lines[0]) } })],
];

function manyLines(line: object | undefined): readonly object[] {
  return Array.from({ length: 200 }, (_, n) => ({ ...line, line: n + 1 }));
}

async function sellOffline(till: LiveTill, sales: number): Promise<void> {
  await openForBusiness(till);
  await allSent(till);
  till.cable.cut();
  for (let n = 0; n < sales; n += 1) await sell(till, coat);
}

besideAHub('a fact that the hub can not take', (hub) => {
  test('is parked in its place with a code, at the till and for the manager; everything else arrives', async () => {
    const till = await aLiveTill(hub());
    /** Behind one good sale. */
    const first = 1;
    await sellOffline(till, damages.length + 2);
    till.cable.tamper(pushPath, (text) => {
      const push = JSON.parse(text) as { readonly facts: readonly Sent[] };
      const facts = push.facts.map((fact, index) => damages[index - first]?.[1](fact) ?? fact);
      return JSON.stringify({ ...push, facts });
    });
    till.cable.mend();
    await allSent(till);

    const codes = damages.map(([code]) => code);
    const journal = await factsInJournal(till);
    const logged = await factsAtHub(hub(), till);
    expect(logged.map(({ id }) => id)).toEqual(journal.map(({ id }) => id));
    expect(logged.map(({ quarantine }) => quarantine)).toEqual([null, null, ...codes, null]);

    await till.reload();
    await ready(till);
    const sync = await till.run(({ till: here }) => here.sync.get());
    expect(sync.state).toBe('needs-you');
    expect(sync.parked.map(({ code, totalMinor }) => [code, totalMinor])).toEqual(codes.map((code) => [code, 25_900]));
    const numbers = sync.parked.map(({ number }) => Number(/-(\d{6})/.exec(number ?? '')?.[1]));
    expect(numbers).toEqual(codes.map((_, index) => first + index + 1));

    const manager = await aSignedInManager(hub(), 'parked');
    const { facts } = answered(await manager.call('read-parked', {}));
    expect(facts.map(({ id, code }) => `${id} ${code}`).sort()).toEqual(
      sync.parked.map(({ fact, code }) => `${fact} ${code}`).sort(),
    );
    for (const { store, till: name } of facts)
      expect({ store, name }).toEqual({ store: expect.anything(), name: 'Till 1' });

    await openForBusiness(till);
    await sell(till, coat);
    await allSent(till);
    expect((await factsAtHub(hub(), till)).at(-1)).toMatchObject({ kind: 'SaleCompleted', quarantine: null });
  });

  test('in a push larger than the hub reads, is sent with fewer at a time', async () => {
    const till = await aLiveTill(hub());
    await sellOffline(till, 8);
    till.cable.tamper(pushPath, (text) => `${text}${' '.repeat(5_000_000)}`);
    till.cable.mend();
    await allSent(till);
    const logged = await factsAtHub(hub(), till);
    expect(logged.map(({ id }) => id)).toEqual((await factsInJournal(till)).map(({ id }) => id));
    expect(logged.every(({ quarantine }) => quarantine === null)).toBe(true);
    expect(till.cable.asked.filter((path) => path === pushPath).length).toBeGreaterThan(4);
  });
});
