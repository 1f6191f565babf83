import { expect, type Page } from 'playwright/test';

/** One tag on a person's page, with the facts it rests on. */
export type ShownTag = {
  readonly tag: string;
  readonly evidence: readonly { readonly source: string; readonly fact: string }[];
};

/** The manager's page. */
export class RegionPage {
  constructor(
    readonly page: Page,
    readonly hubUrl: string,
  ) {}

  async signIn(name: string, password: string): Promise<this> {
    await this.page.goto(`${this.hubUrl}/region/`);
    await this.page.getByTestId('manager-name').fill(name);
    await this.page.getByTestId('manager-password').fill(password);
    await this.page.getByTestId('manager-sign-in').click();
    await expect(this.page.getByTestId('overview')).toBeVisible();
    return this;
  }

  /** Of the people known in a store and online, the one whose phone ends so. */
  async openPersonOfBoth(phoneTail: string): Promise<this> {
    await this.page.goto(`${this.hubUrl}/region/people?both=1&phone=${phoneTail}`);
    await expect(this.page.getByTestId('person-row')).toHaveCount(1);
    await this.page.getByTestId('person-row').click();
    await expect(this.page.getByTestId('identity')).toHaveCount(2);
    return this;
  }

  /** Where each identity was made, and what made it part of this person. */
  async identities(): Promise<readonly { readonly thread: string | null; readonly because: string }[]> {
    const rows = await this.page.getByTestId('identity').all();
    return Promise.all(
      rows.map(async (row) => ({
        thread: await row.getAttribute('data-thread'),
        because: await row.locator('p').last().innerText(),
      })),
    );
  }

  /** Which channels the person's timeline tells of. */
  async timelineSources(): Promise<ReadonlySet<string | null>> {
    const entries = this.page.getByTestId('timeline').locator('[data-source]');
    await expect(entries.first()).toBeVisible();
    return new Set(await Promise.all((await entries.all()).map((entry) => entry.getAttribute('data-source'))));
  }

  /** Every tag, opened one after the other. */
  async tags(): Promise<readonly ShownTag[]> {
    const cards = await this.page.getByTestId('tags').locator('[data-tag]').all();
    const shown: ShownTag[] = [];
    for (const card of cards) {
      const rows = card.locator('tr[data-source]');
      if ((await rows.count()) === 0) await card.getByTestId('tag-evidence').click();
      await expect(rows.first()).toBeVisible();
      const evidence = await rows.evaluateAll((all) =>
        all.map((row) => ({
          source: row.getAttribute('data-source') ?? '',
          fact: row.querySelector('td:last-child')?.getAttribute('title') ?? '',
        })),
      );
      shown.push({ tag: (await card.getAttribute('data-tag')) ?? '', evidence });
    }
    return shown;
  }
}
