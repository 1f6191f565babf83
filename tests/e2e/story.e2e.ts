import type { ShopWindow } from '#shared/contract/shop';
import { expect, test } from './support/seam';
import { readDemoCode, ShopPhone } from './support/shop-phone';
import { TillPage } from './support/till-page';

const phone = '19900008866';

/** Barcodes of garments that are on this store's rail, from the shop's own window. */
async function garmentCodes(hubUrl: string): Promise<readonly string[]> {
  const window = (await (await fetch(`${hubUrl}/v1/shop/window?tenant=yanxia`)).json()) as ShopWindow;
  return window.garments.map(({ gtin }) => gtin.replace(/^0/, ''));
}

test('a visit with the network cut and an order online become one person, for the manager and back at the till', async ({
  seam,
  browser,
}) => {
  test.setTimeout(240_000);
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

  await test.step('the manager sees one person with both halves and evidence from both', async () => {
    const page = await browser.newPage({ locale: 'en-GB', viewport: { width: 1440, height: 900 } });
    await page.goto(`${hubUrl}/region/`);
    await page.getByTestId('manager-name').fill('luyan');
    await page.getByTestId('manager-password').fill('linen-thread-26');
    await page.getByTestId('manager-sign-in').click();
    await expect(page.getByTestId('overview')).toBeVisible();
    await page.goto(`${hubUrl}/region/people?both=1&phone=8866`);
    await expect(page.getByTestId('person-row')).toHaveCount(1);
    await page.getByTestId('person-row').click();
    await expect(page.getByTestId('identity')).toHaveCount(2);
    await expect(page.locator('[data-source="store"]').first()).toBeVisible();
    await expect(page.locator('[data-source="online"]').first()).toBeVisible();
  });

  await test.step('the merged profile is on the till, and stays when the network is cut again', async () => {
    await till.attachByTail('8866');
    await till.openProfile();
    await expect(till.page.getByText('Store and online are one person')).toBeVisible({ timeout: 60_000 });
    await seam.network.cut();
    await till.page.keyboard.press('Escape');
    await till.page.reload();
    await till.signIn(/Leo He/, '3714');
    // The open basket is still hers after the reload.
    await till.openProfile();
    await expect(till.page.getByText('Store and online are one person')).toBeVisible();
  });
});
