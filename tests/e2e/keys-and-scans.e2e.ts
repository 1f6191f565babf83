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

  await test.step('an amount typed at a clerk’s speed counts to its last digit, however soon Enter follows', async () => {
    await till.page.keyboard.press('Enter');
    await till.scan(first);
    await till.page.keyboard.press('F9');
    await expect(till.page.getByText('Change', { exact: true })).toBeVisible();
    await till.page.keyboard.type('900000', { delay: 60 });
    await till.page.keyboard.press('Enter');
    await expect(till.page.getByTestId('receipt')).toContainText('9,000.00');
    await till.page.keyboard.press('Enter');
    await till.scan(first);
    await till.page.keyboard.press('F9');
    await expect(till.page.getByText('Change', { exact: true })).toBeVisible();
    await till.page.keyboard.press('k');
    await till.page.keyboard.press('Enter');
    await expect(till.page.getByTestId('card-taken')).toBeVisible();
    await till.page.keyboard.press('Enter');
    await expect(till.page.getByTestId('receipt-number')).toContainText('-000003');
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

  await test.step('wherever the caret stands in a field, text, caret and selection are what they were', async () => {
    await till.page.keyboard.press('F3');
    await till.page.getByTestId('find-person').fill('13911112222');
    await till.page.getByTestId('enrol-typed').click();
    const name = till.page.getByTestId('enrol-name');
    await name.fill('Wang Xiaoming');
    for (const [start, end] of [
      [0, 0],
      [4, 4],
      [5, 9],
      [0, 13],
      [13, 13],
    ] as const) {
      await name.evaluate((field: HTMLInputElement, at) => field.setSelectionRange(...at), [start, end] as const);
      await till.scan(first);
      await expect(name).toHaveValue('Wang Xiaoming');
      const at = await name.evaluate((field: HTMLInputElement) => [field.selectionStart, field.selectionEnd]);
      expect(at).toEqual([start, end]);
    }
    await till.page.keyboard.press('Escape');
    await till.page.keyboard.press('Escape');
  });

  await test.step('into a fitting room as fast as they come, however slow the disk is', async () => {
    await till.page.route('**/host/request', async (route) => {
      const isAppend = route.request().postData()?.includes('"journal.append"') === true;
      if (isAppend) await new Promise((resolve) => setTimeout(resolve, 700));
      await route.continue();
    });
    await till.page.locator('[data-room="2"]').getByRole('button').first().click();
    for (const code of [first, second, third]) await till.scan(code);
    await expect(till.page.getByTestId('fitting-piece')).toHaveCount(3);
    await till.page.unroute('**/host/request');
    await till.page.keyboard.press('Escape');
  });
});

test('what is scanned by accident while a card is charged can be taken off again', async ({ seam, browser }) => {
  test.setTimeout(180_000);
  const [first, second] = await shownCodes(seam.hub.ready.url);
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1366, height: 768 } });
  const till = new TillPage(await context.newPage());
  await till.open(seam.tillUrl());
  await till.signIn(/Leo He/, '3714');
  await till.openShift();
  const slip = till.page.getByTestId('slip-line');
  await till.scan(first);
  await till.page.keyboard.press('F9');
  await till.page.keyboard.press('k');
  await expect(till.page.getByRole('textbox', { name: 'Reference' })).toBeVisible();
  await till.page.getByTestId('complete-sale').click();
  await expect(till.page.getByTestId('card-taken')).toHaveCount(1);

  await test.step('by keyboard and by finger', async () => {
    await till.scan(second);
    await expect(slip).toHaveCount(2);
    await till.page.keyboard.press('Delete');
    await expect(slip).toHaveCount(1);
    await till.scan(second);
    await slip.nth(1).getByRole('button').click();
    await expect(slip).toHaveCount(1);
  });

  await test.step('but not what the card has paid for', async () => {
    await till.page.keyboard.press('Delete');
    await expect(till.page.locator('[data-refusal="card-over-total"]')).toBeVisible();
    await expect(slip).toHaveCount(1);
  });

  await test.step('and a code that is no garment is not passed over in silence', async () => {
    await till.scan('SEAM-ROOM:2');
    await expect(till.page.locator('[data-refusal="code-not-here"]')).toBeVisible();
  });

  await till.page.getByTestId('complete-sale').click();
  await expect(till.page.getByTestId('receipt-number')).toContainText('-000001');
});

test('what one basket was refused is not said over the next', async ({ seam, browser }) => {
  test.setTimeout(180_000);
  const [first, second] = await shownCodes(seam.hub.ready.url);
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1366, height: 768 } });
  const till = new TillPage(await context.newPage());
  await till.open(seam.tillUrl());
  await till.signIn(/Leo He/, '3714');
  await till.openShift();
  const refusal = till.page.locator('[data-refusal="forbidden"]');
  await till.page.route('**/host/request', (route) =>
    route.request().postData()?.includes('"journal.append"') === true
      ? route.fulfill({ status: 403, json: { code: 'forbidden', params: {}, requestId: 'r-1' } })
      : route.continue(),
  );
  await till.scan(first);
  await till.page.keyboard.press('F10');
  await expect(refusal).toBeVisible();
  await till.page.unroute('**/host/request');
  await till.page.keyboard.press('F7');
  await till.scan(second);
  await expect(till.lines()).toHaveCount(1);
  await expect(refusal).toBeHidden();
  await till.payExactCash();
  await till.nextShopper();
  await expect(till.lines()).toHaveCount(1);
  await expect(refusal).toBeHidden();
});
