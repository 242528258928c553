import type { OptionLimit } from '@crystal-fourier/model';

/**
 * What the options of the command line may be. The model package is loaded by some commands only, so the limits that it has too stand here
 * again; a test holds them to be the same (`config/configSchema.test.ts`).
 */
export const LIMITS = {
  seed: { kind: 'integer', min: 0, max: 2 ** 32 - 1 },
  epochs: { kind: 'integer', min: 1, max: 1_000_000 },
  batchSize: { kind: 'integer', min: 1, max: 1_000_000 },
  /** Networks of a run. */
  ensemble: { kind: 'integer', min: 1, max: 64 },
  /** Threads; 0 works in the main one. */
  workers: { kind: 'integer', min: 0, max: 256 },
  /** Sites of a cell, and pairs of its orbits, of which features are made. */
  maxSites: { kind: 'integer', min: 1, max: 1_000_000 },
  maxPairs: { kind: 'integer', min: 1, max: 10_000_000_000 },
  /** Å. */
  symprec: { kind: 'number', min: 0, max: 1, exclusive: 'min' },
} as const satisfies Readonly<Record<string, OptionLimit>>;
