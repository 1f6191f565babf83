import { defineConfig } from 'vitest/config';

/** Unit, property and flow tests. `SEAM_PG_URL` adds PostgreSQL to the suites that run on both engines. */
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    exclude: ['tests/e2e/**', 'node_modules/**'],
    // A loaded machine is slow, not wrong: tests wait for conditions, and these only end what would never come.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    pool: 'forks',
    maxWorkers: 2,
  },
});
