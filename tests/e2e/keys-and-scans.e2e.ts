import type { ShopWindow } from '#shared/contract/shop';
import { expect, test } from './support/seam';
import { TillPage } from './support/till-page';

test('a scan on any screen adds a garment and types nothing', async ({ seam, browser }) => {
  test.setTimeout(180_000);
  const hubUrl = seam.hub.ready.url;
  const shown = (await (await fetch(`${hubUrl}/v1/shop/window?tenant=yanxia`)).json()) as ShopWindow;
  const [first = '', second = '', third = ''] = shown.garments.map(({ gtin }) => gtin.replace(/^0/, ''));
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1366, height: 768 } });
  const till = new TillPage(await context.newPage());
  await till.open(seam.tillUrl());
  await till.signIn(/Leo He/, '3714');
  await till.openShift();

  await test.step('in the search field it leaves the field as it was', async () => {
    await till.page.keyboard.press('F2');
    await till.page.keyboard.type('silk', { delay: 90 });
    await till.scan(first);
    await expect(till.lines()).toHaveCount(1);
    await expect(till.page.getByRole('searchbox')).toHaveValue('silk');
    await till.page.keyboard.press('Delete');
    await expect(till.lines()).toHaveCount(1);
    await till.page.keyboard.press('Escape');
  });

  await test.step('on the pay screen it leaves the amount as it was, and the amount follows the sum', async () => {
    await till.page.keyboard.press('F9');
    await till.scan(second);
    await till.page.keyboard.press('Escape');
    await expect(till.lines()).toHaveCount(2);
    await till.page.keyboard.press('F9');
    await expect(till.page.getByText('Change', { exact: true })).toBeVisible();
    await till.page.keyboard.press('Enter');
    await expect(till.page.getByTestId('receipt-number')).toContainText('-000001');
  });

  await test.step('over a receipt it begins the next basket', async () => {
    await till.scan(third);
    await expect(till.page.getByTestId('receipt')).toBeHidden();
    await expect(till.lines()).toHaveCount(1);
  });
});
