import { expect, test } from './support/seam';
import { shownCodes } from './support/shown-codes';
import { TillPage } from './support/till-page';

/** Slow enough for a person. */
const byHand = { delay: 90 };

test('the whole visit is done by keyboard alone, with the network cut in the middle', async ({ seam, browser }) => {
  test.setTimeout(240_000);
  const [first, second] = await shownCodes(seam.hub.ready.url);
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1366, height: 768 } });
  const page = await context.newPage();
  const till = new TillPage(page);
  const signIn = async (): Promise<void> => {
    await expect(page.getByRole('button', { name: /Leo He/ })).toBeVisible({ timeout: 60_000 });
    await expect(async () => {
      await page.keyboard.press('ArrowDown');
      await expect(page.getByRole('button', { name: /Leo He/ })).toBeFocused({ timeout: 200 });
    }).toPass();
    await page.keyboard.press('Enter');
    await page.keyboard.type('3714', byHand);
  };

  await test.step('signs in and opens the shift', async () => {
    await till.open(seam.tillUrl());
    await signIn();
    await expect(page.getByTestId('open-shift')).toBeVisible({ timeout: 60_000 });
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('pay')).toBeVisible({ timeout: 60_000 });
  });

  await test.step('two garments go into a room by their numbers', async () => {
    await page.keyboard.press('F4');
    await expect(page.getByTestId('start-fitting')).toBeVisible();
    await page.keyboard.press('2');
    await expect(page.getByRole('heading', { name: /Room 2/ })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('find-garment')).toBeVisible({ timeout: 30_000 });
    await page.keyboard.press('F2');
    for (const [place, code] of [first, second].entries()) {
      await page.keyboard.type(code, byHand);
      await page.keyboard.press('Enter');
      await expect(page.getByTestId('fitting-piece')).toHaveCount(place + 1, { timeout: 30_000 });
    }
    await page.keyboard.press('Enter');
  });

  await test.step('one is bought, one is left because it is too small', async () => {
    const pieces = page.getByTestId('piece');
    await expect(pieces).toHaveCount(2);
    await page.keyboard.press('1');
    await expect(pieces.nth(0)).toHaveAttribute('data-outcome', 'bought');
    await page.keyboard.press('2');
    await expect(pieces.nth(1)).toHaveAttribute('data-outcome', 'left');
    await page.keyboard.press('q');
    await expect(page.getByRole('button', { name: 'Too small', exact: true, pressed: true })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('end-fitting-panel')).toBeHidden({ timeout: 30_000 });
    await expect(till.lines()).toHaveCount(1);
  });

  await test.step('another garment is found by name and its size chosen with the arrows', async () => {
    await page.keyboard.press('F2');
    await page.keyboard.type('coat', byHand);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('grid').locator(':focus')).toHaveCount(1);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect(till.lines()).toHaveCount(2);
  });

  await test.step('the network is cut, a member is enrolled, and the page is reloaded', async () => {
    await seam.network.cut();
    await till.expectSync(/Offline/);
    await page.keyboard.press('F3');
    await expect(page.getByTestId('find-person')).toBeFocused();
    await page.keyboard.type('19900007755', byHand);
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('enrol-name')).toBeFocused();
    await page.keyboard.type('Shen Keys', byHand);
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('profile')).toBeVisible({ timeout: 30_000 });
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('customer-strip')).toContainText('Shen Keys');
    await page.reload();
    await signIn();
    await expect(till.lines()).toHaveCount(2, { timeout: 60_000 });
    await expect(page.getByTestId('customer-strip')).toContainText('Shen Keys', { timeout: 30_000 });
  });

  await test.step('cash is typed, the change is shown, the receipt stands and is sent later', async () => {
    await page.keyboard.press('F9');
    await expect(page.getByTestId('complete-sale')).toBeVisible();
    await page.keyboard.type('2000000', byHand);
    await expect(page.getByText('Change', { exact: true })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('receipt-number')).toContainText('-000001', { timeout: 30_000 });
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('receipt')).toBeHidden();
    await seam.network.mend();
    await till.expectSync(/All sent/);
  });
});
