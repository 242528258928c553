import type { Handedness } from '@crystal-fourier/data';

/** What may be asked for; the first is the default. */
export const HANDEDNESS: readonly Handedness[] = ['merge', 'keep'];
