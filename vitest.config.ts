import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      'packages/*/vitest.config.ts',
      'apps/*/vitest.config.ts',
      'apps/explorer/e2e/vitest.config.ts',
      'tools/bench/vitest.config.ts',
    ],
    passWithNoTests: false,
    coverage: {
      provider: 'v8',
      include: ['packages/*/src/**/*.ts', 'apps/*/src/**/*.ts'],
      exclude: [
        '**/*.test.ts',
        '**/tables/**',
        // What tests are made with.
        '**/src/testing/**',
        // Tests run it in a process of its own, which is not measured.
        'apps/cft/src/main.ts',
        // What needs a page or WebGL is tested in Chromium, which is not measured.
        'apps/explorer/src/**/*.browser.ts',
      ],
      reporter: ['text-summary', 'lcov', 'html'],
      thresholds: { lines: 95, functions: 95, statements: 95, branches: 90 },
    },
  },
});
