import { mergeConfig } from 'vitest/config';
import { project } from '../../vitest.shared.ts';

// Sources only: nothing here is published. Processes, not threads: several threads with the native backend crash.
export default mergeConfig(project(import.meta.dirname), {
  test: {
    name: 'bench',
    pool: 'forks',
    include: process.argv.includes('--mode=dist') ? [] : ['{exactness,generalisation,properties}/*.test.ts'],
  },
});
