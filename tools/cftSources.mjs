// The command `cft` from the sources, for the scripts of this folder: no build is needed.
import { join } from 'node:path';

/** The root of the repository. */
export const root = join(import.meta.dirname, '..');

/** Arguments of Node that run `cft`; those of the command follow. */
export const CFT = ['--conditions=@crystal-fourier/source', '--import', 'tsx', join(root, 'apps/cft/src/main.ts')];
