import { expect, type Page } from 'playwright/test';

/**
 * Keys as a scanner sends them: all at once, without waiting for the page between two of them, so that a busy machine
 * does not make a person of it.
 */
async function typeLikeAScanner(page: Page, code: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const keys = [...code].map((key) => ({
    key,
    // A capital or a sign as Bluetooth scanners send it: as a character, without a place on the keyboard.
    code: /\d/.test(key) ? `Digit${key}` : /[a-z]/.test(key) ? `Key${key.toUpperCase()}` : '',
    text: key,
  }));
  const strokes = [...keys, { key: 'Enter', code: 'Enter', text: '\r' }].flatMap((stroke) => [
    session.send('Input.dispatchKeyEvent', { type: 'keyDown', ...stroke }),
    session.send('Input.dispatchKeyEvent', { type: 'keyUp', key: stroke.key, code: stroke.code }),
  ]);
  await Promise.all(strokes);
  await session.detach();
}

/** The till as a clerk works it: by scanner, keyboard and touch. Methods are named after what the clerk does. */
export class TillPage {
  constructor(readonly page: Page) {}

  async open(url: string): Promise<this> {
    await this.page.goto(url);
    return this;
  }

  async signIn(name: string | RegExp, pin: string): Promise<this> {
    await this.page.getByRole('button', { name }).click({ timeout: 60_000 });
    await this.page.keyboard.type(pin, { delay: 60 });
    await expect(this.page.getByTestId('open-shift').or(this.page.getByTestId('pay'))).toBeVisible();
    return this;
  }

  async openShift(): Promise<this> {
    await this.page.getByTestId('open-shift').click();
    await expect(this.page.getByTestId('pay')).toBeVisible();
    return this;
  }

  /** As a keyboard scanner types: fast, ended by Enter, wherever the focus is. */
  async scan(code: string): Promise<this> {
    await typeLikeAScanner(this.page, code);
    return this;
  }

  lines() {
    return this.page.getByTestId('basket-line');
  }

  async payExactCash(): Promise<string> {
    await this.page.getByTestId('cash-exact').click();
    return this.readReceiptNumber();
  }

  async readReceiptNumber(): Promise<string> {
    const number = await this.page.getByTestId('receipt-number').textContent();
    return number?.trim() ?? '';
  }

  async nextShopper(): Promise<this> {
    await this.page.getByTestId('next-shopper').click();
    await expect(this.page.getByTestId('receipt')).toBeHidden();
    return this;
  }

  async enrol(phone: string, name: string): Promise<this> {
    await this.page.keyboard.press('F3');
    await this.page.getByTestId('find-person').fill(phone);
    await this.page.getByTestId('enrol-typed').click();
    await this.page.getByTestId('enrol-name').fill(name);
    await this.page.getByTestId('enrol-save').click();
    await this.page.getByTestId('profile-done').click();
    return this;
  }

  async attachByTail(tail: string): Promise<this> {
    await this.page.keyboard.press('F3');
    await this.page.getByTestId('find-person').fill(tail);
    await this.page.getByTestId('found-person').first().click();
    await this.page.getByTestId('profile-done').click();
    return this;
  }

  async startFitting(room: string, codes: readonly string[]): Promise<this> {
    await this.page.locator(`[data-room="${room}"]`).getByRole('button').first().click();
    await this.page.getByTestId('start-fitting').click();
    for (const [place, code] of codes.entries()) {
      await this.scan(code);
      await expect(this.page.getByTestId('fitting-piece')).toHaveCount(place + 1);
    }
    return this;
  }

  /** `outcomes` in the order the garments were scanned; words in the language on screen. */
  async endFitting(outcomes: readonly { readonly outcome: string; readonly reason?: string }[]): Promise<this> {
    await this.page.getByTestId('end-fitting').click();
    for (const [place, { outcome, reason }] of outcomes.entries()) {
      const piece = this.page.getByTestId('piece').nth(place);
      await piece.getByRole('button', { name: outcome, exact: true }).click();
      if (reason) await piece.getByRole('button', { name: reason, exact: true }).click();
    }
    await this.page.getByTestId('finish-fitting').click();
    await expect(this.page.getByTestId('end-fitting-panel')).toBeHidden();
    return this;
  }

  async openProfile(): Promise<this> {
    await this.page.keyboard.press('F3');
    await expect(this.page.getByTestId('profile')).toBeVisible();
    return this;
  }

  /** The pill's words, for example “All sent”. */
  async expectSync(words: RegExp): Promise<this> {
    await expect(this.page.getByRole('button', { name: words })).toBeVisible();
    return this;
  }
}
