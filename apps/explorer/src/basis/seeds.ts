/** Seeds are integers from 0 to this. */
export const MAX_SEED = 0xffff_ffff;

/** The next seed; after the last one comes the first. */
export const nextSeed = (seed: number): number => (seed >= MAX_SEED ? 0 : seed + 1);
