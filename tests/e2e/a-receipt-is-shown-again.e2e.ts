import type { Page } from 'playwright/test';
import type { FactOf } from '#shared/facts/registry';
import { expect, test } from './support/seam';
import { shownCodes } from './support/shown-codes';
import { TillPage } from './support/till-page';

async function reloadAndSignIn(page: Page): Promise<void> {
  await page.reload();
  await page.getByRole('button', { name: /Leo He/ }).click({ timeout: 60_000 });
  await page.keyboard.type('3714', { delay: 60 });
  await expect(page.getByTestId('pay')).toBeVisible({ timeout: 60_000 });
}

/** What the code on this till's first receipt says, made from the sale as its browser keeps it. */
async function firstReceiptCode(page: Page): Promise<string> {
  const sales = await page.evaluate(async () => {
    const names = (await indexedDB.databases()).map(({ name }) => name ?? '');
    const found: unknown[] = [];
    for (const name of names.filter((one) => one.includes('-ledger-') && one.includes('facts'))) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const asked = indexedDB.open(name);
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
      });
      const rows = await new Promise<{ readonly kind: string; readonly text: string }[]>((resolve, reject) => {
        const asked = database.transaction('docs').objectStore('docs').getAll();
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
      });
      database.close();
      found.push(...rows.filter(({ kind }) => kind === 'SaleCompleted').map(({ text }) => JSON.parse(text)));
    }
    return found;
  });
  const first = (sales as readonly FactOf<'SaleCompleted'>[]).find(({ body }) => body.receipt.number === 1);
  if (first === undefined) throw new Error('the first sale is not there');
  const { currency, totalMinor, lines } = first.body;
  const said = lines.map(({ line, garment, qty, netMinor }) => [line, garment.gtin, qty, netMinor].join('*'));
  return `SEAM-R:1/${first.id}/${currency}/${totalMinor}/${said.join(',')}//`;
}

test('a receipt is there again after a reload until it is put away, and can be looked at again all day', async ({
  seam,
  browser,
}) => {
  test.setTimeout(240_000);
  const [first, second] = await shownCodes(seam.hub.ready.url);
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1366, height: 768 } });
  const till = new TillPage(await context.newPage());
  const { page } = till;
  await till.open(seam.tillUrl());
  await till.signIn(/Leo He/, '3714');
  await till.openShift();
  await till.scan(first);
  await expect(till.lines()).toHaveCount(1);
  const receipt = page.getByTestId('receipt');
  const copy = page.getByTestId('receipt-copy');
  const today = page.getByTestId('todays-receipt');
  let number = '';
  let said = '';

  await test.step('after a reload the receipt lies there as it did, with its change', async () => {
    await page.keyboard.press('F9');
    await page.getByRole('button', { name: '9', exact: true }).click();
    for (const _ of '00000') await page.getByRole('button', { name: '0', exact: true }).click();
    await page.getByTestId('complete-sale').click();
    number = await till.readReceiptNumber();
    expect(number).toContain('-000001');
    said = (await receipt.innerText()).replace(/\s+/g, ' ');
    await reloadAndSignIn(page);
    await expect(page.getByTestId('receipt-number')).toHaveText(number, { timeout: 60_000 });
    expect((await receipt.innerText()).replace(/\s+/g, ' ')).toBe(said);
  });

  await test.step('what was put away stays away', async () => {
    await till.nextShopper();
    await till.scan(second);
    await expect(till.lines()).toHaveCount(1);
    expect(await till.payExactCash()).toContain('-000002');
    await till.nextShopper();
    await reloadAndSignIn(page);
    await expect(receipt).toBeHidden();
  });

  await test.step('by keys: the newest first, and back the way one came', async () => {
    await page.keyboard.press('F6');
    await expect(today).toHaveCount(2);
    await expect(today.first()).toContainText('-000002');
    await expect(today.first()).toContainText('Cash');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(copy).toContainText('Copy');
    await expect(copy.getByTestId('receipt-number')).toHaveText(number);
    await page.keyboard.press('Escape');
    await expect(today).toHaveCount(2);
    await page.keyboard.press('Escape');
    await expect(today).toHaveCount(0);
  });

  await test.step('by touch', async () => {
    await page.getByTestId('open-receipts').click();
    await today.nth(1).click();
    await expect(copy.getByTestId('receipt-number')).toHaveText(number);
    await page.getByTestId('put-copy-away').click();
    await page.getByTestId('receipts-done').click();
    await expect(today).toHaveCount(0);
  });

  await test.step('by its code, from the selling screen and from the list, and not what another till made', async () => {
    const code = await firstReceiptCode(page);
    await till.scan(code);
    await expect(copy.getByTestId('receipt-number')).toHaveText(number);
    await page.keyboard.press('Escape');
    await expect(copy).toBeHidden();
    await page.keyboard.press('F6');
    await expect(today).toHaveCount(2);
    await till.scan(code.replace(/sale_[^/]{8}/, 'sale_01jzzzzz'));
    await expect(page.locator('[data-refusal="receipt-not-here"]')).toBeVisible();
    await till.scan(code);
    await expect(copy.getByTestId('receipt-number')).toHaveText(number);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(today).toHaveCount(0);
    await expect(till.lines()).toHaveCount(0);
  });

  await test.step('over a copy a scanned garment begins to be sold, and nothing else has happened', async () => {
    await page.keyboard.press('F6');
    await page.keyboard.press('Enter');
    await expect(copy).toBeVisible();
    await till.scan(second);
    await expect(copy).toBeHidden();
    await expect(till.lines()).toHaveCount(1);
    expect(await till.payExactCash()).toContain('-000003');
  });
  await context.close();
});
