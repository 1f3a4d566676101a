import { defineConfig } from 'vitest/config';

/**
 * `unit`: beside the code, needs nothing. `world`: what needs a real Kafka, Postgres, S3 API or browser, or spans services;
 * `test/support/world.ts` starts what it needs.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['services/**/*.test.ts', 'shared/**/*.test.ts', 'rules/**/*.test.ts'],
          exclude: ['**/node_modules/**'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'world',
          include: ['test/**/*.test.ts'],
          globalSetup: ['test/support/world.ts'],
          exclude: ['**/node_modules/**'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
