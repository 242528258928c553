import { mergeConfig } from 'vitest/config';
import { project } from '../../vitest.shared.ts';

// Processes, not threads: several threads with the native backend crash.
export default mergeConfig(project(import.meta.dirname), { test: { pool: 'forks' } });
