import { expect, test } from './support/seam';

test('a manager sees stores and tags at once, and a shopper only with a reason; everything works by keyboard', async ({
  seam,
  browser,
}) => {
  test.setTimeout(180_000);
  const hubUrl = seam.hub.ready.url;
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();

  await test.step('a page that gets no answer says so and opens by itself', async () => {
    await page.route('**/v1/region/overview', (route) => route.abort());
    await page.goto(`${hubUrl}/region/`);
    await expect(page.getByTestId('cut')).toBeVisible();
    await page.unroute('**/v1/region/overview');
    await expect(page.getByTestId('manager-name')).toBeVisible({ timeout: 30_000 });
  });

  await test.step('a wrong password is refused at its field, the right one opens the page asked for', async () => {
    await page.getByTestId('manager-name').fill('luyan');
    await page.getByTestId('manager-password').fill('not-this-one');
    await page.keyboard.press('Enter');
    await expect(page.getByText('Name or password is wrong.')).toBeVisible();
    await page.getByTestId('manager-password').fill('linen-thread-26');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('stores')).toBeVisible();
  });

  await test.step('the overview has a week beside today, whatever the hour', async () => {
    await expect(page.getByTestId('store-row')).toHaveCount(3);
    await expect(page.getByTestId('known')).toContainText(/of \d+ sales in 7 days/);
    await expect(page.getByTestId('overview-tags').getByRole('link').first()).toBeVisible();
  });

  await test.step('the list is masked; a row opens by keyboard', async () => {
    await page.goto(`${hubUrl}/region/people?both=1`);
    const first = page.getByTestId('person-row').first();
    await expect(first).toContainText('**');
    await first.getByRole('link').focus();
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('identity')).toHaveCount(2);
  });

  await test.step('a name shows only after a reason of some words, and stays shown through a reload', async () => {
    const heading = page.getByRole('heading', { level: 1 });
    const masked = (await heading.textContent()) ?? '';
    expect(masked).toContain('**');
    await page.getByTestId('reveal').focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await expect(page.getByTestId('reason')).toBeFocused();
    await page.keyboard.type('why');
    await page.keyboard.press('Enter');
    await expect(dialog.getByText(/At least 5 characters/)).toBeVisible();
    await page.keyboard.type(': she called about a pick-up');
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(heading).not.toContainText('**');
    await expect(page.getByText(/masked again in/)).toBeVisible();
    await page.reload();
    await expect(page.getByRole('heading', { level: 1 })).not.toContainText('**');
  });

  await test.step('another manager’s session still sees the mask, and after signing out nobody sees anything', async () => {
    const url = page.url();
    const other = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    await other.goto(url);
    await other.getByTestId('manager-name').fill('luyan');
    await other.getByTestId('manager-password').fill('linen-thread-26');
    await other.getByTestId('manager-sign-in').click();
    await expect(other.getByRole('heading', { level: 1 })).toContainText('**');
    await page.getByTestId('sign-out').click();
    await expect(page.getByTestId('manager-name')).toBeVisible();
    await expect(page.getByTestId('identity')).toHaveCount(0);
  });
});
