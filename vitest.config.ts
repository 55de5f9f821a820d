import { defineConfig } from 'vitest/config';

// A suffix tells a test's cost: `x.test.ts` is fast and always run; `x.slow.test.ts` runs in CI and by night.
export default defineConfig({
  test: {
    include: ['{groundhog,init,doctor,mcp,services,scenarios,sim,harness,reports,scripts}/**/*.test.ts'],
    exclude: process.env.SLOW ? ['**/node_modules/**'] : ['**/node_modules/**', '**/*.slow.test.ts'],
    pool: 'forks',
    // Some of the slow ones take the time: they have the machine to themselves.
    fileParallelism: !process.env.SLOW,
    // Vitest would keep a core for itself, which needs next to none.
    maxWorkers: '100%',
    // These end what hangs, and nothing else: beside busy processes a test takes ten times as long.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 300_000 } },
  },
});
