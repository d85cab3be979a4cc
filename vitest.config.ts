import { defineConfig } from 'vitest/config'

// unit: beside the source, in seconds, no Go. e2e: real toolchains, a real
// browser, a real terminal; they share one GOCACHE and two cores.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts'],
          environment: 'node',
          // A busy machine makes them slower, not red.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/**/*.test.ts'],
          environment: 'node',
          testTimeout: 180_000,
          hookTimeout: 300_000,
          fileParallelism: true,
          maxWorkers: 2,
          globalSetup: ['test/support/global-setup.ts'],
          setupFiles: ['test/support/leftovers.ts'],
        },
      },
    ],
  },
})
