import { expect, test } from 'vitest';
import { publishPrices } from '../../../hub/catalogue/publish';
import { aStore, aTenant } from '../../support/a-fact';
import {
  aLiveTill,
  allSent,
  besideAHub,
  factsInJournal,
  type LiveTill,
  openForBusiness,
  ready,
} from '../../support/a-live-till';
import { redCoat, whiteShirt } from '../../support/garments';

const coat = redCoat.gtin ?? '';
const card = { kind: 'card', minor: 10_000, reference: '4711' } as const;

function chargeForCoat(till: LiveTill): Promise<unknown> {
  return till.run(
    async ({ till: here }, { gtin, minor, reference }) => {
      here.addByCode(gtin);
      return here.takeCard({ minor, reference });
    },
    { gtin: coat, ...card },
  );
}

function onCounter(till: LiveTill) {
  return till.run(({ till: here }) => {
    const { taken, lines, totalMinor } = here.basket.get();
    return { taken, gtins: lines.map(({ garment }) => garment.gtin), totalMinor };
  });
}

async function tendersInJournal(till: LiveTill): Promise<readonly unknown[]> {
  const facts = await factsInJournal(till);
  return facts.flatMap((fact) => (fact.kind === 'SaleCompleted' ? [fact.body.tenders] : []));
}

function payRest(till: LiveTill): Promise<string> {
  return till.run(async ({ till: here }) => {
    const { totalMinor, taken } = here.basket.get();
    const givenMinor = totalMinor - taken.reduce((sum, { minor }) => sum + minor, 0);
    const sale = await here.completeSale({ tenders: givenMinor > 0 ? [{ kind: 'cash', givenMinor }] : [] });
    return sale.ok ? sale.value.number : sale.refusal.code;
  });
}

besideAHub('a card that was charged', (hub) => {
  test('is still there after a reload and another clerk’s sign-in, and is a tender of the sale once', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    expect(await chargeForCoat(till)).toMatchObject({ ok: true });
    await till.reload();
    await ready(till);
    await openForBusiness(till);
    await till.run(({ till: here }) => here.signOut());
    await openForBusiness(till);
    expect(await onCounter(till)).toMatchObject({ taken: [card], gtins: [coat] });
    expect(await payRest(till)).toMatch(/-000001 /);
    expect(await onCounter(till)).toMatchObject({ taken: [], gtins: [] });
    expect(await tendersInJournal(till)).toEqual([
      [
        { kind: 'card', minor: card.minor, reference: card.reference },
        { kind: 'cash', minor: 15_900, givenMinor: 15_900, changeMinor: 0 },
      ],
    ]);
  });

  test('leads the clerk back to its basket when the till starts, before any that was begun later', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    await chargeForCoat(till);
    await till.run(({ till: here }, gtin) => {
      here.newBasket();
      here.addByCode(gtin);
    }, whiteShirt.gtin ?? '');
    await till.restartBrowser();
    await ready(till);
    expect(await onCounter(till)).toMatchObject({ taken: [card], gtins: [coat] });
  });

  test('keeps its basket from being dropped until it is voided', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    await chargeForCoat(till);
    const said = await till.run(async ({ till: here }) => {
      const { id } = here.basket.get();
      const refused = here.dropBasket(id);
      const voided = await here.voidCard(0);
      return [refused.ok ? 'ok' : refused.refusal.code, voided.ok, here.dropBasket(id).ok];
    });
    expect(said).toEqual(['tenders-taken', true, true]);
    await till.reload();
    await ready(till);
    expect(await onCounter(till)).toMatchObject({ taken: [], gtins: [] });
  });

  test('is kept when the ledger under it is lost', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    await chargeForCoat(till);
    await till.run(async () => {
      for (const { name } of await indexedDB.databases()) {
        if (name?.includes('-ledger-')) indexedDB.deleteDatabase(name);
      }
    });
    await till.run(({ till: here }, gtin) => void here.addByCode(gtin), whiteShirt.gtin ?? '');
    expect(await onCounter(till)).toMatchObject({ taken: [card], gtins: [coat, whiteShirt.gtin] });
    await till.run(async ({ till: here }, gtin) => {
      const before = here.basket.get().lines.length;
      here.addByCode(gtin);
      await here.takeCard({ minor: 1_000, reference: `after ${before}` });
    }, coat);
    await till.reload();
    await ready(till);
    expect((await onCounter(till)).taken).toHaveLength(2);
  });

  test('is refused beyond what is due, and below a whole amount', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    await chargeForCoat(till);
    const codes = await till.run(async ({ till: here }) => {
      const said: string[] = [];
      for (const minor of [15_901, 0, -5, 0.5, Number.MAX_VALUE]) {
        const answer = await here.takeCard({ minor, reference: '' });
        said.push(answer.ok ? 'ok' : answer.refusal.code);
      }
      return said;
    });
    expect(codes).toEqual(['card-over-total', 'tender-invalid', 'tender-invalid', 'tender-invalid', 'card-over-total']);
    const long = await till.run(({ till: here }) => here.takeCard({ minor: 15_900, reference: '9'.repeat(500) }));
    expect(long).toMatchObject({ ok: true });
    expect(await payRest(till)).toMatch(/-000001 /);
  });

  test('is never more than what is owed: prices stay, and nothing it has paid for goes back on the rail', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    await till.run(
      async ({ till: here }, { gtin, reference }) => {
        here.addByCode(gtin);
        await here.takeCard({ minor: here.basket.get().totalMinor, reference });
      },
      { gtin: coat, reference: `${'9'.repeat(78)}\u0000😀` },
    );
    const paid = (await onCounter(till)).totalMinor;
    await priceCoat(paid - 10_000);
    await till.run(
      ({ till: here, until }, { style, variant, minor }) =>
        until(here.style(style), (view) => view?.variants.find(({ id }) => id === variant)?.minor === minor).then(
          () => null,
        ),
      { style: redCoat.style, variant: redCoat.variant, minor: paid - 10_000 },
    );
    const said = await till.run(({ till: here }, gtin) => {
      here.addByCode(gtin);
      const [first, second] = here.basket.get().lines.map(({ line }) => line);
      const answers = [here.removeLine(second ?? 0), here.removeLine(first ?? 0), here.setQty(first ?? 0, 0)];
      return answers.map((answer) => (answer.ok ? 'ok' : answer.refusal.code));
    }, whiteShirt.gtin ?? '');
    expect(said).toEqual(['ok', 'card-over-total', 'card-over-total']);
    expect((await onCounter(till)).totalMinor).toBe(paid);
    expect(await payRest(till)).toMatch(/-000001 /);
    await allSent(till);
    expect(await till.run(({ till: here }) => here.sync.get().parked)).toEqual([]);
    expect(await tendersInJournal(till)).toEqual([[{ kind: 'card', minor: paid, reference: '9'.repeat(78) }]]);
    await priceCoat(paid);
  });

  /** The hub has another price of the coat from now on. */
  async function priceCoat(minor: number): Promise<void> {
    const { style, variant } = redCoat;
    await publishPrices(hub().context, aTenant, aStore, [
      { id: style, list: 'retail', version: 8, currency: 'CNY', prices: { [variant]: { minor, wasMinor: null } } },
    ] as unknown as Parameters<typeof publishPrices>[3]);
  }
});
