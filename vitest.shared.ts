import { defineProject, type UserWorkspaceConfig } from 'vitest/config';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `vitest --mode dist` runs the tests under `test/` against the built packages instead of their sources. */
const built = process.argv.some((value, index, all) => value === 'dist' && all[index - 1] === '--mode');
const conditions = built ? [] : ['@crystal-fourier/source'];

/** The vitest project of one workspace package: sources are tested without a build. */
export function project(root: string): UserWorkspaceConfig {
  const { name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { name: string };
  return defineProject({
    root,
    resolve: { conditions: [...conditions, 'module', 'node', 'development|production'] },
    ssr: {
      resolve: {
        conditions: [...conditions, 'module', 'node', 'development|production'],
        externalConditions: [...conditions, 'node'],
      },
    },
    test: {
      name: name.replace('@crystal-fourier/', ''),
      environment: 'node',
      include: built ? ['test/**/*.test.ts'] : ['src/**/*.test.ts', 'test/**/*.test.ts'],
      setupFiles: [join(import.meta.dirname, 'tools/vitest/failOnWarning.ts')],
      testTimeout: 30_000,
    },
  });
}
