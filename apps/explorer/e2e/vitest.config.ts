import { join } from 'node:path';
import { defineProject } from 'vitest/config';

const root = import.meta.dirname;

/** The built page in Chromium. One build and one server for all files, which run two at a time, when all other tests are done. */
export default defineProject({
  root,
  test: {
    name: 'explorer-e2e',
    environment: 'node',
    // The packages are tested from their sources: there is nothing else to see in what is built.
    include: process.argv.includes('--mode=dist') ? [] : ['*.test.ts'],
    globalSetup: join(root, 'site.ts'),
    maxWorkers: 2,
    sequence: { groupOrder: 1 },
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
