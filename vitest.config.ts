import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: ['packages/*/vitest.config.ts', 'apps/*/vitest.config.ts'],
    passWithNoTests: false,
    coverage: {
      provider: 'v8',
      include: ['packages/*/src/**/*.ts'],
      exclude: ['**/*.test.ts', '**/tables/**'],
      reporter: ['text-summary', 'lcov', 'html'],
      thresholds: { lines: 95, functions: 95, statements: 95, branches: 90 },
    },
  },
});
