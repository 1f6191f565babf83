import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { StyleId, VariantId } from '#shared/kernel/ids';
import { publishPrices } from '../../../hub/catalogue/publish';
import { aStore, aTenant } from '../../support/a-fact';
import {
  aLiveTill,
  allSent,
  aPin,
  besideAHub,
  factsAtHub,
  type LiveTill,
  noticesOf,
  openForBusiness,
  ready,
  sell,
} from '../../support/a-live-till';
import { aSeller } from '../../support/a-sale';
import { redCoat } from '../../support/garments';
import { idOf } from '../../support/ids';

const coat = redCoat.gtin ?? '';

function indexedDbOf(till: LiveTill): readonly string[] {
  const folder = path.join(till.profile, 'Default', 'IndexedDB');
  return readdirSync(folder).map((name) => path.join(folder, name));
}

function shownReceipts(till: LiveTill): Promise<number> {
  return till.run(({ till: here }) => here.receipts.get().filter(({ isOwn }) => isOwn).length);
}

/** Each of its stores has a version and tables that the till does not know. */
async function spoilCatalogue(till: LiveTill): Promise<void> {
  await till.run(async ({ till: here }) => {
    await here.close();
    const names = (await indexedDB.databases()).flatMap(({ name }) => (name?.includes('-reference-') ? [name] : []));
    for (const name of names) {
      await new Promise((resolve) => {
        const opening = indexedDB.open(name, 9_000_000);
        opening.onupgradeneeded = () => {
          for (const store of [...opening.result.objectStoreNames]) opening.result.deleteObjectStore(store);
        };
        opening.onsuccess = () => {
          opening.result.close();
          resolve(null);
        };
      });
    }
  });
}

besideAHub('a till whose stores were lost', (hub) => {
  test('shows every sale again from the journal when the ledger is gone', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    till.cable.cut();
    await sell(till, coat);
    await sell(till, coat);
    await till.run(async () => {
      const names = (await indexedDB.databases()).flatMap(({ name }) => (name?.includes('-ledger-') ? [name] : []));
      for (const name of names) indexedDB.deleteDatabase(name);
    });
    await till.reload();
    await ready(till);
    expect(await shownReceipts(till)).toBe(2);
    expect(await noticesOf(till)).toContain('ledger-refilled');
    await openForBusiness(till);
    await sell(till, coat);
    till.cable.mend();
    await allSent(till);
    expect(await factsAtHub(hub(), till)).toHaveLength(4);
  });

  test('sells again from journal and hub when the browser has lost all of it', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    await sell(till, coat);
    await till.restartBrowser(() => {
      for (const folder of indexedDbOf(till)) rmSync(folder, { recursive: true });
    });
    await ready(till);
    await openForBusiness(till);
    expect(await shownReceipts(till)).toBe(1);
    expect(await sell(till, coat)).toMatch(/000002/);
    await allSent(till);
    expect(await factsAtHub(hub(), till)).toHaveLength(3);
  });

  test('sells again when the files of its stores are garbage', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    await sell(till, coat);
    await till.restartBrowser(() => {
      const files = indexedDbOf(till).flatMap((folder) => readdirSync(folder).map((name) => path.join(folder, name)));
      const spoilt = files.filter((file) => /\.(ldb|log|sqlite)$|(MANIFEST|CURRENT)[^/]*$/.test(file));
      expect(spoilt.length).toBeGreaterThan(2);
      for (const file of spoilt) writeFileSync(file, 'not a store');
    });
    await ready(till);
    await openForBusiness(till);
    expect(await sell(till, coat)).toMatch(/000002/);
    await allSent(till);
    expect(await factsAtHub(hub(), till)).toHaveLength(3);
  });

  test('sets a catalogue aside that no longer opens, and pulls it again', async () => {
    const till = await aLiveTill(hub());
    await spoilCatalogue(till);
    await till.reload();
    await ready(till);
    expect(await noticesOf(till)).toContain('reference-set-aside');
    await openForBusiness(till);
    await sell(till, coat);
  });

  test('lets nobody in before the colleagues are here again, and says meanwhile that it is fetching', async () => {
    const till = await aLiveTill(hub());
    await spoilCatalogue(till);
    const letThrough = till.cable.hold('/v1/feeds/staff');
    await till.reload();
    const shown = await till.run(
      async ({ till: here, until }, { staff, pin }) => {
        await until(here.sync, ({ coverage }) => coverage.settings.have === 1 && coverage.prices.have === 3);
        const signedIn = await here.signIn({ staff, pin });
        return {
          stage: here.start.get().stage,
          colleagues: here.sync.get().coverage.staff,
          refusal: signedIn.ok ? null : signedIn.refusal.code,
        };
      },
      { staff: aSeller, pin: aPin },
    );
    expect(shown).toEqual({
      stage: 'installing',
      colleagues: { have: 0, of: null, isComplete: false, heardAtMs: null },
      refusal: 'no-verifiers',
    });
    letThrough();
    await ready(till);
    await openForBusiness(till);
    await sell(till, coat);
  });

  test('goes on when the browser closes the stores under it', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    await till.run(async () => {
      for (const { name } of await indexedDB.databases()) if (name) indexedDB.deleteDatabase(name);
    });
    await sell(till, coat);
    await sell(till, coat);
    await till.reload();
    await ready(till);
    expect(await shownReceipts(till)).toBe(2);
  });

  test('goes on hearing of prices after the browser closed its catalogue', async () => {
    const till = await aLiveTill(hub());
    await till.run(async () => {
      for (const { name } of await indexedDB.databases()) if (name) indexedDB.deleteDatabase(name);
    });
    const style = StyleId.parse(idOf('style', 1));
    await publishPrices(hub().context, aTenant, aStore, [
      {
        id: style,
        currency: 'CNY',
        list: 'retail',
        version: 9,
        prices: { [VariantId.parse(idOf('sku', 11))]: { minor: 12_300, wasMinor: null } },
      },
    ]);
    await till.run(({ till: here }, code) => void here.addByCode(code), coat);
    await till.run(({ till: here, until }) =>
      until(here.basket, ({ totalMinor }) => totalMinor === 12_300).then(() => null),
    );
    await till.reload();
    await ready(till);
    await till.run(({ till: here, until }) =>
      until(here.sync, ({ coverage }) => coverage.styles.have === 3 && coverage.prices.have === 3).then(() => null),
    );
  });
});
