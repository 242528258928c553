import { DataError } from '../core/errors.js';
import { familyOf, fourierFeatures, type FourierOptions, fourierOptions } from './fourierFeatures.js';
import { pairTermGrid, type PairTermOptions, pairTerms } from './pairTerms.js';
import { radialDistribution, radialGrid, type RadialOptions } from './radialDistribution.js';
import type { StandardCrystal } from '../standardize/standardCrystal.js';

/** What is computed, and in which numbers it is returned. */
export interface FeaturizeOptions<Precision extends 'float32' | 'float64' = 'float32' | 'float64'> {
  readonly radial?: RadialOptions;
  readonly fourier?: FourierOptions;
  /** The attention terms of fixed Gaussians, `bias` and `values`, too. Defaults to false: they follow from `radial`. */
  readonly pairTerms?: PairTermOptions | boolean;
  /** Kind of arrays returned; sums are in float64 in any case. Defaults to `float32`. */
  readonly precision?: Precision;
}

/**
 * What a model reads of a crystal: per orbit and per pair of orbits, no learned parameter. A is the number of orbits, in the order of
 * `crystal.orbits`. Immutable: do not write to its arrays.
 */
export interface OrbitFeatures<Floats extends Float32Array | Float64Array = Float32Array | Float64Array> {
  readonly id: string | undefined;
  readonly orbitCount: number;
  /** International Tables number of the group. */
  readonly groupNumber: number;
  /** (A): Z. */
  readonly atomicNumbers: Uint8Array;
  /** (A): sites in the conventional cell. */
  readonly multiplicities: Uint16Array;
  /** (7): log a, log b, log c (Å), cos α, cos β, cos γ of the conventional cell, log of the volume per site (Å³). */
  readonly cell: Floats;
  /** The frequency set that `fourier` is indexed by; within a family an index means the same for every crystal. */
  readonly family: 'cubic' | 'hexagonal';
  /** Frequencies of the half space, H; the same for all crystals of a family. */
  readonly frequencyCount: number;
  /** (A, 2 H): real parts, then imaginary parts. */
  readonly fourier: Floats;
  readonly binCount: number;
  /** (A, A, bins): N_ij(r_b), the smeared number of sites of orbit j at distance r_b from a site of orbit i, itself left out. */
  readonly radial: Floats;
  /** Where asked for. */
  readonly pairTerms?: {
    readonly headCount: number;
    readonly centreCount: number;
    /** (A, A, heads): P_ij,h = log Σ_r exp(−r²/2σ_h²) over all images of orbit j about a site of orbit i, itself (r = 0) included. */
    readonly bias: Floats;
    /** (A, A, heads, centres): averages of the radial functions with these weights, V_ij,h. */
    readonly values: Floats;
    /** Å: images up to this distance were summed. */
    readonly cutoff: number;
  };
}

/**
 * Features of a crystal in its canonical description: the same however the crystal was written.
 *
 * The radial distribution, distances and multiplicities see the crystal as all of its atoms: attention and means over orbits, with
 * them, equal those over the full cell.
 *
 * @throws DataError `unsupported` for sites that are not filled by one element, `bad-argument`
 */
export function featurize(crystal: StandardCrystal, options?: FeaturizeOptions<'float32'>): OrbitFeatures<Float32Array>;
export function featurize(crystal: StandardCrystal, options: FeaturizeOptions<'float64'>): OrbitFeatures<Float64Array>;
export function featurize(crystal: StandardCrystal, options: FeaturizeOptions = {}): OrbitFeatures {
  const mixed = crystal.kinds.find((kind) => !kind.isElement);
  if (mixed !== undefined) {
    throw new DataError(
      'unsupported',
      `featurize: every site must be filled by one element, got ${mixed.name}; make an ordered approximant`,
      crystal.id === undefined ? {} : { record: crystal.id },
    );
  }
  const { radial = {}, fourier = {}, pairTerms: terms = false, precision = 'float32' } = options;
  const grid = radialGrid(radial);
  const frequencies = fourierOptions(fourier);
  const { orbits } = crystal;
  const floats = (values: Float64Array): Float32Array | Float64Array =>
    precision === 'float64' ? values : Float32Array.from(values);
  const encoded = fourierFeatures(crystal, frequencies);
  return {
    id: crystal.id,
    orbitCount: orbits.length,
    groupNumber: crystal.group.number,
    atomicNumbers: Uint8Array.from(orbits, ({ kind }) => kind.atomicNumber),
    multiplicities: Uint16Array.from(orbits, ({ multiplicity }) => multiplicity),
    cell: floats(cellFeatures(crystal)),
    family: familyOf(crystal),
    frequencyCount: encoded.length / orbits.length / 2,
    fourier: floats(encoded),
    binCount: grid.bins,
    radial: floats(radialDistribution(crystal, grid)),
    ...(terms === false ? {} : { pairTerms: explicitTerms(crystal, terms === true ? {} : terms, floats) }),
  };
}

function explicitTerms(
  crystal: StandardCrystal,
  options: PairTermOptions,
  floats: (values: Float64Array) => Float32Array | Float64Array,
): NonNullable<OrbitFeatures['pairTerms']> {
  const grid = pairTermGrid(options);
  const { bias, radial, cutoff } = pairTerms(crystal, grid);
  return {
    headCount: grid.widths.length,
    centreCount: grid.centres.length,
    bias: floats(bias),
    values: floats(radial),
    cutoff,
  };
}

function cellFeatures({ lattice: [a, b, c], volume, siteCount }: StandardCrystal): Float64Array {
  const [la, lb, lc] = [Math.hypot(...a), Math.hypot(...b), Math.hypot(...c)];
  const dot = (x: readonly number[], y: readonly number[]): number => x[0]! * y[0]! + x[1]! * y[1]! + x[2]! * y[2]!;
  return Float64Array.of(
    Math.log(la),
    Math.log(lb),
    Math.log(lc),
    dot(b, c) / (lb * lc),
    dot(a, c) / (la * lc),
    dot(a, b) / (la * lb),
    Math.log(volume / siteCount),
  );
}
