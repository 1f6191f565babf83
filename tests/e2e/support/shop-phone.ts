import { expect, type Page } from 'playwright/test';

/** A shopper's phone on the page behind a label's code. */
export class ShopPhone {
  constructor(
    readonly page: Page,
    readonly hubUrl: string,
  ) {}

  async scanLabel(gtin: string, store: string): Promise<this> {
    await this.page.goto(`${this.hubUrl}/01/${gtin}?s=${store}`);
    await expect(this.page.getByRole('heading', { level: 1 })).toBeVisible();
    return this;
  }

  async join(phone: string, readCode: () => Promise<string>): Promise<this> {
    await this.page.getByTestId('join').click();
    await this.page.locator('input[name="phone"]').fill(phone);
    await this.page.getByTestId('join-next').click();
    const field = this.page.locator('input[name="code"]');
    await field.waitFor();
    await field.fill(await readCode());
    await this.page.getByTestId('join-next').click();
    await expect(this.page.getByTestId('join')).toBeHidden();
    return this;
  }

  async orderToCollect(phone: string): Promise<string> {
    await this.page.getByTestId('order').click();
    const sheet = this.page.getByRole('dialog');
    await sheet.locator('input[name="phone"]').fill(phone);
    await this.page.getByTestId('place-order').click();
    const done = this.page.getByTestId('order-done');
    await expect(done).toBeVisible();
    return (await done.locator('b').textContent()) ?? '';
  }
}

/** The newest code on the demo's own page, as a phone would have received it. */
export async function readDemoCode(hubUrl: string): Promise<string> {
  const html = await (await fetch(`${hubUrl}/demo/codes`)).text();
  return /data-code>(\d{6})</.exec(html)?.[1] ?? '';
}
