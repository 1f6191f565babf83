import type { ShopWindow } from '#shared/contract/shop';
import { expect, test } from './support/seam';
import { TillPage } from './support/till-page';

test('a card that was charged is shown again after a reload, and its basket can not be left', async ({
  seam,
  browser,
}) => {
  test.setTimeout(180_000);
  const shown = (await (await fetch(`${seam.hub.ready.url}/v1/shop/window?tenant=yanxia`)).json()) as ShopWindow;
  const [gtin = ''] = shown.garments.map((garment) => garment.gtin.replace(/^0/, ''));
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1366, height: 768 } });
  const till = new TillPage(await context.newPage());
  const { page } = till;
  await till.open(seam.tillUrl());
  await till.signIn(/Leo He/, '3714');
  await till.openShift();
  await till.scan(gtin);
  await expect(till.lines()).toHaveCount(1);
  const charged = page.getByTestId('card-taken');

  await test.step('the clerk takes one yuan by card', async () => {
    await page.keyboard.press('F9');
    await page.getByRole('button', { name: /Bank card/ }).click();
    await page.getByRole('textbox', { name: 'Reference' }).fill('4711');
    await page.getByRole('button', { name: '1', exact: true }).click();
    await page.getByRole('button', { name: '0', exact: true }).click();
    await page.getByRole('button', { name: '0', exact: true }).click();
    await page.getByTestId('complete-sale').click();
    await expect(charged).toContainText('4711');
  });

  await test.step('after a reload and a sign-in the payment is open again with the card in it', async () => {
    await page.reload();
    await page.getByRole('button', { name: /Leo He/ }).click({ timeout: 60_000 });
    await page.keyboard.type('3714', { delay: 60 });
    await expect(charged).toContainText('4711', { timeout: 30_000 });
    await page.keyboard.press('Escape');
    await expect(page.locator('[data-refusal="tenders-taken"]')).toBeVisible();
    await expect(charged).toBeVisible();
  });

  await test.step('the rest is paid in cash, and both are on the receipt', async () => {
    await page.getByTestId('complete-sale').click();
    await expect(page.getByTestId('receipt-number')).toContainText('-000001');
    await expect(page.getByTestId('receipt')).toContainText('Bank card');
    await expect(page.getByTestId('receipt')).toContainText('Cash');
    await page.reload();
    await page.getByRole('button', { name: /Leo He/ }).click({ timeout: 60_000 });
    await page.keyboard.type('3714', { delay: 60 });
    await expect(page.getByTestId('pay')).toBeVisible({ timeout: 30_000 });
    await expect(charged).toHaveCount(0);
    await expect(till.lines()).toHaveCount(0);
  });
});
