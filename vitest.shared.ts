import { defineProject, type UserWorkspaceConfig } from 'vitest/config';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The vitest project of one workspace package. Sources are tested, without a build; `vitest --mode=dist` runs the tests
 * under `test/` against the built packages. (Vitest does not hand its mode down to projects.)
 */
export function project(root: string): UserWorkspaceConfig {
  const { name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { name: string };
  const built = process.argv.includes('--mode=dist');
  const source = built ? [] : ['@crystal-fourier/source'];
  const conditions = [...source, 'module', 'node', 'development|production'];
  return defineProject({
    root,
    resolve: { conditions },
    ssr: { resolve: { conditions, externalConditions: [...source, 'node'] } },
    test: {
      name: name.replace('@crystal-fourier/', ''),
      environment: 'node',
      include: built ? ['test/**/*.test.ts'] : ['src/**/*.test.ts', 'test/**/*.test.ts'],
      setupFiles: [join(import.meta.dirname, 'tools/vitest/failOnWarning.ts')],
      testTimeout: 30_000,
      // Hooks train networks, too; a slow machine, or one with other work, takes longer than the 10 s that are the default.
      hookTimeout: 60_000,
    },
  });
}
