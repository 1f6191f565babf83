import { expect, test } from './support/seam';
import { TillPage } from './support/till-page';

test('the whole visit is done by finger alone, with the network cut in the middle', async ({ seam, browser }) => {
  test.setTimeout(240_000);
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 1366, height: 768 },
    hasTouch: true,
  });
  const page = await context.newPage();
  const till = new TillPage(page);
  const tapDigits = async (digits: string): Promise<void> => {
    for (const digit of digits) await page.locator(`[data-key="${digit}"]`).tap();
  };
  const signIn = async (): Promise<void> => {
    await page.getByRole('button', { name: /Leo He/ }).tap({ timeout: 60_000 });
    await tapDigits('3714');
  };

  await test.step('signs in and opens the shift', async () => {
    await till.open(seam.tillUrl());
    await signIn();
    await page.getByTestId('open-shift').tap({ timeout: 60_000 });
    await expect(page.getByTestId('pay')).toBeVisible({ timeout: 60_000 });
  });

  await test.step('two garments without labels are picked into a room', async () => {
    await page.locator('[data-room="1"]').tap();
    await page.getByTestId('start-fitting').tap();
    for (const [place, style] of [0, 1].entries()) {
      await page.getByTestId('browse-garments').tap();
      await page.getByTestId('found-garment').nth(style).tap();
      await page.getByRole('dialog').getByRole('grid').locator('[data-variant]').first().tap();
      await expect(page.getByTestId('fitting-piece')).toHaveCount(place + 1, { timeout: 30_000 });
    }
    await page.getByTestId('end-fitting').tap();
  });

  await test.step('one is bought, one is left because it is too small', async () => {
    const [bought, left] = [page.getByTestId('piece').nth(0), page.getByTestId('piece').nth(1)];
    await bought.getByRole('button', { name: 'Bought', exact: true }).tap();
    await left.getByRole('button', { name: 'Left on the rail', exact: true }).tap();
    await left.getByRole('button', { name: 'Too small', exact: true }).tap();
    await page.getByTestId('finish-fitting').tap();
    await expect(page.getByTestId('end-fitting-panel')).toBeHidden({ timeout: 30_000 });
    await expect(till.lines()).toHaveCount(1);
  });

  await test.step('the network is cut, a member is enrolled by number, and the page is reloaded', async () => {
    await seam.network.cut();
    await till.expectSync(/Offline/);
    await page.getByTestId('find-customer').tap();
    await tapDigits('19900006644');
    await page.getByTestId('enrol-typed').tap();
    await page.getByTestId('enrol-save').tap();
    await page.getByTestId('profile-done').tap({ timeout: 30_000 });
    await expect(page.getByTestId('customer-strip')).toContainText('6644');
    await page.reload();
    await signIn();
    await expect(till.lines()).toHaveCount(1, { timeout: 60_000 });
    await expect(page.getByTestId('customer-strip')).toContainText('6644', { timeout: 30_000 });
  });

  await test.step('a note is tapped, the change is shown, the receipt stands and is sent later', async () => {
    await page.getByTestId('pay').tap();
    await tapDigits('9');
    for (let zeros = 0; zeros < 3; zeros += 1) await page.locator('[data-key="00"]').tap();
    await expect(page.getByText('Change', { exact: true })).toBeVisible();
    await page.getByTestId('complete-sale').tap();
    await expect(page.getByTestId('receipt-number')).toContainText('-000001', { timeout: 30_000 });
    await page.getByTestId('next-shopper').tap();
    await expect(page.getByTestId('receipt')).toBeHidden();
    await seam.network.mend();
    await till.expectSync(/All sent/);
  });
});
