import { defineConfig } from 'playwright/test';
import { chromiumArguments, findChromium } from './support/chromium';
import type { ElectronOptions } from './support/electron-fixtures';

/**
 * `browser`: the story in a real Chromium. `standin` and `electron`: the built main and preload, on the stand-in and on a
 * real Electron where its binary is.
 */
export default defineConfig<ElectronOptions>({
  testDir: '.',
  testMatch: '**/*.e2e.ts',
  outputDir: '../../test-results',
  workers: 1,
  // A loaded machine is slow, not wrong: these only end what would never come.
  timeout: 180_000,
  expect: { timeout: 60_000 },
  reporter: 'list',
  forbidOnly: process.env.CI !== undefined,
  use: {
    launchOptions: { executablePath: findChromium(), args: [...chromiumArguments] },
    trace: 'retain-on-failure',
  },
  projects: [
    { name: 'browser', testIgnore: '**/electron*.e2e.ts' },
    { name: 'standin', testMatch: '**/electron*.e2e.ts', use: { isStandin: true } },
    { name: 'electron', testMatch: '**/electron*.e2e.ts' },
  ],
});
