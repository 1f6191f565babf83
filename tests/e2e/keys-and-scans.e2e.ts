import { expect, test } from './support/seam';
import { shownCodes } from './support/shown-codes';
import { TillPage } from './support/till-page';

test('a scan on any screen adds a garment and types nothing', async ({ seam, browser }) => {
  test.setTimeout(180_000);
  const [first, second, third = ''] = await shownCodes(seam.hub.ready.url);
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

  await test.step('beside a half typed name it goes into the basket, says so, and leaves the name', async () => {
    await till.page.keyboard.press('F3');
    await till.page.keyboard.type('shen', { delay: 90 });
    await till.scan(first);
    await expect(till.page.getByTestId('scanned-to-basket')).toBeVisible();
    await expect(till.page.getByTestId('find-person')).toHaveValue('shen');
    await till.page.keyboard.press('Escape');
    await expect(till.lines()).toHaveCount(2);
  });

  await test.step('on the panel of what is sent it goes into the basket, or says why it does not', async () => {
    await till.page.getByRole('button', { name: /sent|waiting/ }).click();
    await till.scan('6900000000012');
    await expect(till.page.locator('[data-refusal="barcode-unknown"]')).toBeVisible();
    await till.scan(second);
    await expect(till.page.getByTestId('scanned-to-basket')).toBeVisible();
    await till.page.keyboard.press('Escape');
    await expect(till.lines()).toHaveCount(3);
  });

  await test.step('when a fitting ends it is the garment that is bought', async () => {
    await till.startFitting('1', [first, second]);
    await till.page.getByTestId('end-fitting').click();
    await till.scan(second);
    await expect(till.page.getByTestId('piece').nth(1)).toHaveAttribute('data-outcome', 'bought');
    await till.scan(third);
    await expect(till.page.locator('[data-refusal="piece-unknown"]')).toBeVisible();
    await till.page.keyboard.press('Escape');
  });
});
