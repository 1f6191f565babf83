import type { ShopWindow } from '#shared/contract/shop';
import { RegionPage, type ShownTag } from './support/region-page';
import { expect, test } from './support/seam';
import { readDemoCode, ShopPhone } from './support/shop-phone';
import { TillPage } from './support/till-page';

const phone = '19900008866';

/** Barcodes of garments that are on this store's rail, from the shop's own window. */
async function garmentCodes(hubUrl: string): Promise<readonly string[]> {
  const window = (await (await fetch(`${hubUrl}/v1/shop/window?tenant=yanxia`)).json()) as ShopWindow;
  return window.garments.map(({ gtin }) => gtin.replace(/^0/, ''));
}

/** The kinds of facts that a tag rests on, by the half they come from. */
function kindsBehind({ evidence }: ShownTag) {
  const kindsOf = (half: string) => {
    const facts = evidence.flatMap(({ source, fact }) => (source === half ? [fact] : []));
    return [...new Set(facts.map((fact) => fact.slice(0, fact.indexOf('_'))))].toSorted();
  };
  return { online: kindsOf('online'), store: kindsOf('store') };
}

test('a visit with the network cut and an order online become one person, for the manager and back at the till', async ({
  seam,
  browser,
}) => {
  test.setTimeout(600_000);
  const hubUrl = seam.hub.ready.url;
  const [shirt = '', coat = '', third = ''] = await garmentCodes(hubUrl);
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1366, height: 768 } });
  const till = new TillPage(await context.newPage());

  await test.step('the till has its catalogue, then the network is cut', async () => {
    await till.open(seam.tillUrl());
    await till.signIn(/Leo He/, '3714');
    await till.openShift();
    await till.expectSync(/All sent/);
    await seam.network.cut();
    await till.expectSync(/Offline/);
  });

  await test.step('a new member tries two garments on; one is left, too small; the other is sold', async () => {
    await till.enrol(phone, 'Shen Story');
    await till.startFitting('1', [shirt, coat]);
    await till.endFitting([{ outcome: 'Bought' }, { outcome: 'Left on the rail', reason: 'Too small' }]);
    await expect(till.lines()).toHaveCount(1);
    const first = await till.payExactCash();
    expect(first).toMatch(/-000001/);
    await till.nextShopper();
  });

  await test.step('the page is reloaded while offline, and sells again under the next number', async () => {
    await till.page.reload();
    await till.signIn(/Leo He/, '3714');
    await till.attachByTail('8866');
    await till.scan(third);
    await expect(till.lines()).toHaveCount(1);
    const second = await till.payExactCash();
    expect(second).toMatch(/-000002/);
    await till.nextShopper();
    await seam.network.mend();
    await till.expectSync(/All sent/);
  });

  await test.step('the same phone joins and orders online', async () => {
    const phonePage = await browser.newPage({ locale: 'en-GB', viewport: { width: 390, height: 844 } });
    const shopper = new ShopPhone(phonePage, hubUrl);
    await shopper.scanLabel(coat.padStart(14, '0'), 'JA');
    await shopper.join(phone, () => readDemoCode(hubUrl));
    await shopper.orderToCollect(phone);
  });

  await test.step('the manager sees one person: why two identities are one, and every tag with what it rests on', async () => {
    const page = await browser.newPage({ locale: 'en-GB', viewport: { width: 1440, height: 900 } });
    const region = await new RegionPage(page, hubUrl).signIn('luyan', 'linen-thread-26');
    await region.openPersonOfBoth('8866');
    expect(await region.identities()).toEqual([
      { thread: 'store', because: 'First identity' },
      { thread: 'online', because: 'Same phone, rule same-phone v2, 2 facts' },
    ]);
    expect(await region.timelineSources()).toEqual(new Set(['store', 'online']));
    const tags = await region.tags();
    // Nothing was tried on and not bought any more: the one that was left was ordered online.
    expect(new Set(tags.map(({ tag }) => tag))).toEqual(new Set(['last-seen', 'usual-size']));
    const [lastSeen] = tags.filter(({ tag }) => tag === 'last-seen').map(kindsBehind);
    expect(lastSeen).toEqual({ online: ['order'], store: ['fit', 'sale', 'seen'] });
    const sizes = tags.filter(({ tag }) => tag === 'usual-size').map(kindsBehind);
    expect(sizes).toContainEqual({ online: ['order'], store: expect.arrayContaining(['fit']) });
    // What was bought says its size by its receipt alone, though it was tried on as well.
    expect(sizes).toContainEqual({ online: [], store: ['sale'] });
  });

  await test.step('the merged profile is on the till, and stays when the network is cut again', async () => {
    await till.attachByTail('8866');
    await till.openProfile();
    await expect(till.page.getByText('Store and online are one person')).toBeVisible();
    await seam.network.cut();
    await till.page.keyboard.press('Escape');
    await till.page.reload();
    await till.signIn(/Leo He/, '3714');
    // The open basket is still hers after the reload.
    await till.openProfile();
    await expect(till.page.getByText('Store and online are one person')).toBeVisible();
    const profile = till.page.getByTestId('profile');
    await expect(profile.getByText(/^\d+ facts: \d+ from the store, 1 online$/)).toHaveCount(2);
  });
});
