import { checkReadable } from '../core/brand.js';
import { DataError, show } from '../core/errors.js';
import { roundedToHalf } from '@crystal-fourier/math3';
import type { Handedness } from '../standardize/handedness.js';
import type { StandardCrystal } from '../standardize/standardCrystal.js';
import { type FrequencyFamily, frequencyFamily } from '@crystal-fourier/fourier-basis';
import { angularMoments, orbitInvariants, type OrbitMoments } from './angularMoments.js';
import { fourierFeatures } from './fourierFeatures.js';
import { orbitEncodings, type OrbitEncodings } from './orbitEncodings.js';
import { featureReach, holdsImages, type OrbitImages, orbitImages } from './orbitImages.js';
import { checkDensity } from './orbitPairs.js';
import { radialDistribution } from './radialDistribution.js';
import { featureRecipe, type FeatureRecipe, type RecipeOptions } from './recipe.js';

/** What the features are to mean, as a whole recipe or what of it is not the default, and in which numbers they are returned. */
export interface FeaturizeOptions<
  Precision extends 'float32' | 'float64' = 'float32' | 'float64',
> extends RecipeOptions {
  /** Å: defaults to what the crystal was standardised with; another one is refused. */
  readonly symprec?: number | undefined;
  /** Defaults to what the crystal was standardised with; the other one is refused. */
  readonly handedness?: Handedness | undefined;
  /** Kind of arrays returned; sums are in float64 in any case. Defaults to `float32`. */
  readonly precision?: Precision | undefined;
}

/** Orbits that have encodings of all pairs, near or far: 13.5 million numbers. */
const MOST_ENCODED = 1500;

/** Orbits that are counted in 16 bits. */
const MOST_ORBITS = 0xffff;

/**
 * What a model reads of a crystal: per orbit and per pair of orbits, no learned parameter. A is the number of orbits, in the order of
 * `crystal.orbits`. Immutable: do not write to its arrays.
 */
export interface OrbitFeatures<Floats extends Float32Array | Float64Array = Float32Array | Float64Array> {
  readonly id: string | undefined;
  /** What the numbers mean. */
  readonly recipe: FeatureRecipe;
  readonly orbitCount: number;
  /** International Tables number of the group; for mirror images that were merged the smaller one of the two enantiomorphic groups. */
  readonly groupNumber: number;
  /** (A): Z. */
  readonly atomicNumbers: Uint8Array;
  /** (A): sites in the conventional cell. */
  readonly multiplicities: Uint16Array;
  /** (7): log a, log b, log c (Å), cos α, cos β, cos γ of the conventional cell, log of the volume per site (Å³). */
  readonly cell: Floats;
  /** The frequency set that `fourier` is indexed by; within a family an index means the same for every crystal. */
  readonly family: FrequencyFamily;
  /** Frequencies of the half space, H; the same for all crystals of a family. */
  readonly frequencyCount: number;
  /** (A, 2 H): real parts, then imaginary parts. */
  readonly fourier: Floats;
  readonly binCount: number;
  /**
   * (A, A, bins): N_ij(r_b), the smeared number of sites of orbit j at distance r_b from a site of orbit i, itself left out. Empty where there are
   * `images`: `visitRadialRows` gives the numbers of either kind.
   */
  readonly radial: Floats;
  /** From 128 orbits on, in place of the numbers of `radial` and `moments`, which are computed of it when they are read; else undefined. */
  readonly images?: OrbitImages<Floats> | undefined;
  /** What metric encodings say of pairs; undefined where the recipe does not ask for it. */
  readonly encodings?: OrbitEncodings<Floats> | undefined;
  /** Where, not only how far, the sites of each orbit are; undefined where the recipe does not ask for it. */
  readonly moments?: OrbitMoments<Floats> | undefined;
}

/**
 * Features of a crystal in its canonical description: the same however the crystal was written.
 *
 * The radial distribution, distances and multiplicities see the crystal as all of its atoms: attention and means over orbits, with
 * them, equal those over the full cell. Memory grows with the number of pairs of orbits that are near each other.
 *
 * @throws DataError `unsupported` for sites that are not filled by one element; `too-large` for more than 65,535 orbits, or 1500 with encodings, and for more than 20
 *   million neighbours; `bad-structure` for sites that lie on each other; `bad-argument` for a recipe out of range, or of another symprec than the crystal's
 */
export function featurize(crystal: StandardCrystal, options?: FeaturizeOptions<'float32'>): OrbitFeatures<Float32Array>;
export function featurize(crystal: StandardCrystal, options: FeaturizeOptions<'float64'>): OrbitFeatures<Float64Array>;
export function featurize(crystal: StandardCrystal, options: FeaturizeOptions = {}): OrbitFeatures {
  checkReadable(crystal, 'StandardCrystal', 'featurize');
  const { precision = 'float32', ...own } = options;
  // A recipe that was checked before is taken as it is: the features of a data set share it.
  const recipe = recipeFor(crystal, 'precision' in options ? own : options);
  checkOrbits(crystal, recipe);
  const { orbits } = crystal;
  const floats = (values: Float64Array): Float32Array | Float64Array =>
    precision === 'float64' ? values : new Float32Array(values);
  const images = holdsImages(orbits.length) ? imagesOf(crystal, recipe, floats) : undefined;
  const encoded = fourierFeatures(crystal, recipe.fourier);
  const features: OrbitFeatures = {
    id: crystal.id,
    recipe,
    orbitCount: orbits.length,
    groupNumber: crystal.group.number,
    atomicNumbers: Uint8Array.from(orbits, ({ kind }) => kind.atomicNumber),
    multiplicities: Uint16Array.from(orbits, ({ multiplicity }) => multiplicity),
    cell: floats(cellFeatures(crystal)),
    family: frequencyFamily(crystal.group),
    frequencyCount: encoded.length / orbits.length / 2,
    fourier: floats(encoded),
    binCount: recipe.radial.bins,
    radial: floats(images ? new Float64Array(0) : radialDistribution(crystal, recipe.radial)),
    ...(images && { images }),
    ...(recipe.encodings && { encodings: encodingsOf(crystal, recipe.encodings, floats) }),
    ...(recipe.moments && { moments: momentsOf(crystal, recipe.moments, floats, images !== undefined) }),
  };
  const { fourier, radial, cell, encodings, moments } = features;
  const more = [encodings?.scales, encodings?.kernels, moments?.values, images?.vectors].filter(
    (one) => one !== undefined,
  );
  if (![fourier, radial, cell, ...more].every(areFinite))
    throw new DataError(
      'bad-structure',
      'featurize: the features of a crystal must be finite numbers; two sites may lie on each other, or a length is out of range',
      placeOf(crystal),
    );
  return features;
}

function encodingsOf(
  crystal: StandardCrystal,
  options: NonNullable<FeatureRecipe['encodings']>,
  floats: (values: Float64Array) => Float32Array | Float64Array,
): OrbitEncodings {
  const { scales, kernels } = orbitEncodings(crystal, options);
  return { scales: floats(scales), kernels: floats(kernels) };
}

function imagesOf(
  crystal: StandardCrystal,
  recipe: FeatureRecipe,
  floats: (values: Float64Array) => Float32Array | Float64Array,
): OrbitImages {
  const reach = featureReach(recipe);
  checkDensity(crystal, reach);
  const { starts, partners, vectors } = orbitImages(crystal, reach);
  return { starts, partners, vectors: floats(vectors) };
}

/** @param hasImages of which the values are computed when they are read */
function momentsOf(
  crystal: StandardCrystal,
  options: NonNullable<FeatureRecipe['moments']>,
  floats: (values: Float64Array) => Float32Array | Float64Array,
  hasImages: boolean,
): OrbitMoments {
  if (hasImages) {
    const sites = orbitInvariants(crystal, options.degree);
    return {
      counts: Uint8Array.from(sites.flatMap((site) => site.counts)),
      values: floats(new Float64Array(0)),
      basis: floats(Float64Array.from(sites.flatMap((site) => site.basis))),
    };
  }
  const { counts, values, basis } = angularMoments(crystal, options);
  const numbers = floats(values);
  // Rounded already here, so that features are the same before and after they are stored.
  const isHalf = options.bits === 16 && numbers instanceof Float32Array;
  return { counts, values: isHalf ? roundedToHalf(numbers) : numbers, basis: floats(basis) };
}

const placeOf = ({ id }: StandardCrystal): { readonly record?: string } => (id === undefined ? {} : { record: id });

/** The recipe that is asked for, with what the crystal was standardised with where it does not say that. */
function recipeFor(crystal: StandardCrystal, options: RecipeOptions): FeatureRecipe {
  const { requestedSymprec, handedness } = crystal;
  const isWhole = options.symprec !== undefined && options.handedness !== undefined;
  const recipe = featureRecipe(
    isWhole
      ? options
      : { ...options, symprec: options.symprec ?? requestedSymprec, handedness: options.handedness ?? handedness },
  );
  const refuse = (name: string, own: string, found: string): DataError =>
    new DataError(
      'bad-argument',
      `featurize: the recipe must have the ${name} that the crystal was standardised with, ${own}, got ${found}; standardize with the ${name} of the recipe, or use structureToFeatures`,
      placeOf(crystal),
    );
  if (recipe.symprec !== requestedSymprec) throw refuse('symprec', `${requestedSymprec} Å`, `${recipe.symprec} Å`);
  if (recipe.handedness !== handedness) throw refuse('handedness', show(handedness), show(recipe.handedness));
  return recipe;
}

/** Before memory is taken: what cannot be a feature, and what would be too many. */
function checkOrbits(crystal: StandardCrystal, { encodings }: FeatureRecipe): void {
  const mixed = crystal.kinds.find((kind) => !kind.isElement);
  if (mixed !== undefined)
    throw new DataError(
      'unsupported',
      `featurize: every site must be filled by one element, got ${mixed.name}; make an ordered approximant`,
      placeOf(crystal),
    );
  const { length } = crystal.orbits;
  const most = encodings ? MOST_ENCODED : MOST_ORBITS;
  if (length > most)
    throw new DataError(
      'too-large',
      `featurize: a crystal must have at most ${most} orbits${encodings ? ' for encodings of all pairs' : ''}, this one has ${length}; a structure with its symmetry, or a smaller cell, has fewer`,
      placeOf(crystal),
    );
}

function areFinite(values: ArrayLike<number>): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return false;
  return true;
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
