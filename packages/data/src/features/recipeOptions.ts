import { DataError, show } from '../core/errors.js';
import { MOST_DEGREE } from './sphericalHarmonics.js';

/** The distances at which a radial distribution is stored. */
export interface RadialOptions {
  /** Number of bins. Defaults to 48. */
  readonly bins?: number;
  /** Centre of the first bin in Å. Defaults to 0.6. */
  readonly first?: number;
  /** Centre of the last bin in Å. Defaults to 9. */
  readonly last?: number;
  /** Standard deviation in Å of the Gaussian by which a distance is spread over the bins. Defaults to 0.15. */
  readonly smearing?: number;
}

/** The distances, checked; defaults where nothing else is given. @internal */
export function radialGrid({
  bins = 48,
  first = 0.6,
  last = 9,
  smearing = 0.15,
}: RadialOptions): Required<RadialOptions> {
  if (
    !(
      Number.isInteger(bins) &&
      bins >= 2 &&
      bins <= 4096 &&
      first > 0 &&
      last > first &&
      last <= 100 &&
      smearing > 0 &&
      smearing <= 10
    )
  ) {
    throw new DataError(
      'bad-argument',
      `featurize: radial bins must be 2 to 4096 from first > 0 to last ≤ 100 Å with smearing in (0, 10] Å, got ${show([bins, first, last, smearing])}`,
    );
  }
  return { bins, first, last, smearing };
}

/** Which frequencies are used, and how they are damped. */
export interface FourierOptions {
  /** Shells of the frequency set are added until it has so many frequencies, k and −k counted. Defaults to 256. */
  readonly minCount?: number;
  /**
   * σ in Å of the Gaussian that the features are damped with, `exp(−2π²σ²|k|²)` with the real length |k| in 1/Å. Defaults to 0: no
   * damping.
   */
  readonly damping?: number;
}

/** The frequencies, checked; defaults where nothing else is given. @internal */
export function fourierOptions({ minCount = 256, damping = 0 }: FourierOptions): Required<FourierOptions> {
  if (!(Number.isInteger(minCount) && minCount >= 1 && minCount <= 100_000)) {
    throw new DataError(
      'bad-argument',
      `featurize: fourier.minCount must be an integer from 1 to 100000, got ${show(minCount)}`,
    );
  }
  if (!(damping >= 0 && damping <= 10)) {
    throw new DataError(
      'bad-argument',
      `featurize: fourier.damping must be a width from 0 to 10 Å, got ${show(damping)}`,
    );
  }
  return { minCount, damping };
}

/** What is said of pairs of orbits by their metric encodings. */
export interface EncodingOptions {
  /** Invariant functions of an encoding, as many as the learned distance was trained with. Defaults to 256. */
  readonly functions?: number;
}

/** The encodings, checked; defaults where nothing else is given. @internal */
export function encodingOptions({ functions = 256 }: EncodingOptions): Required<EncodingOptions> {
  if (!(Number.isInteger(functions) && functions >= 8 && functions <= 4096)) {
    throw new DataError(
      'bad-argument',
      `featurize: encodings.functions must be an integer from 8 to 4096, got ${show(functions)}`,
    );
  }
  return { functions };
}

/** The distances and the degrees of angular moments. */
export interface MomentOptions {
  /** Largest degree of the spherical harmonics, 1 to 4. Defaults to 4. */
  readonly degree?: number;
  /** Number of Gaussians of the distance. Defaults to 6. */
  readonly functions?: number;
  /** Centre of the first Gaussian in Å. Defaults to 1.5. */
  readonly first?: number;
  /** Centre of the last Gaussian in Å. Defaults to 5.25. */
  readonly last?: number;
  /** Standard deviation of the Gaussians in Å. Defaults to 0.5. */
  readonly width?: number;
  /** Distance in Å at which neighbours have faded out. Defaults to 6.5. */
  readonly cutoff?: number;
  /** Bits of a number: 16, with a relative error of 5e-4, or 32, which takes twice the memory. Defaults to 16. */
  readonly bits?: 16 | 32;
}

/** The moments, checked; defaults where nothing else is given. @internal */
export function momentGrid({
  degree = 4,
  functions = 6,
  first = 1.5,
  last = 5.25,
  width = 0.5,
  cutoff = 6.5,
  bits = 16,
}: MomentOptions): Required<MomentOptions> {
  if (!(Number.isInteger(degree) && degree >= 1 && degree <= MOST_DEGREE))
    throw new DataError(
      'bad-argument',
      `featurize: moments.degree must be an integer from 1 to ${MOST_DEGREE}, got ${show(degree)}`,
    );
  if (
    !(
      Number.isInteger(functions) &&
      functions >= 2 &&
      functions <= 64 &&
      first > 0 &&
      last > first &&
      cutoff > first &&
      Math.max(last, cutoff) <= 20 &&
      width > 0 &&
      width <= 10
    )
  )
    throw new DataError(
      'bad-argument',
      `featurize: moments must have 2 to 64 functions from first > 0 to last > first with a width in (0, 10] Å and a cutoff beyond first, nothing beyond 20 Å, got ${show([functions, first, last, width, cutoff])}`,
    );
  if (bits !== 16 && bits !== 32)
    throw new DataError('bad-argument', `featurize: moments.bits must be 16 or 32, got ${show(bits)}`);
  return { degree, functions, first, last, width, cutoff, bits };
}
