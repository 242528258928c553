import { type BatchRecord, type FeatureRecipe, type OrbitFeatures, SIZE_LIMITS } from '@crystal-fourier/data';
import { compositionStatistics } from './compositionStatistics.js';
import type { ModelConfig } from '../config/config.js';
import { dampingFactors, halfSpace } from './damping.js';
import { ModelError } from '../config/errors.js';
import { ENCODED_WIDTH, writeEncodedPairs } from './encodedPairs.js';
import { checkDamping, recipeMismatch } from './modelRecipe.js';
import type { Columns, Normalization } from './normalization.js';
import { type LargeCrystals, largeCrystals } from './largeCrystals.js';
import type { MomentTable } from './momentRows.js';
import { surroundings, SURROUNDINGS_WIDTH } from './surroundings.js';
import { contextWidth, type FeatureChoice, fourierWidth, pairWidth, usedFeatures } from './usedFeatures.js';

/** Rows of numbers, row-major. */
export interface Table {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/**
 * Features of many crystals as a network reads them: standardised, damped and laid out in rows. A table that the network does not use is
 * undefined. Row 0 of the tables of orbits and of pairs is padding: all 0.
 */
export interface FeatureTables {
  /** Whether pairs have functions of the distance; without, a pair is the share of sites of the other orbit alone. */
  readonly hasDistances: boolean;
  /** Whether pairs have encodings, beside the share of sites of the other orbit. */
  readonly hasEncodings: boolean;
  /** (A) of each crystal: Z of its orbits. */
  readonly atomicNumbers: readonly Uint8Array[];
  /** (A) of each crystal: share of the sites that an orbit has; sums to 1. */
  readonly shares: readonly Float32Array[];
  /** First row of each crystal in `fourier`, and of none: one more than there are crystals. */
  readonly orbitStart: Int32Array;
  /**
   * First row of each crystal in `pairs`, or in `encodings`. Pair (i, j) of a crystal of A orbits is in row `start + i A + j` of `pairs`, and for i ≥ j in row
   * `start + i (i + 1) / 2 + j` of `encodings`, which are the same from both sides.
   */
  readonly pairStart: Int32Array;
  /** One row per pair of orbits, columns as `pairWidth` counts them; none of `large` crystals. */
  readonly pairs: Table | undefined;
  /** Columns of `pairs`; 0 without. */
  readonly pairColumns: number;
  /** Crystals whose pairs and moments are computed for each batch. */
  readonly large: LargeCrystals;
  /** One row per pair i ≥ j of orbits: what its learned distance is computed of, columns as `encodedPairs` says. */
  readonly encodings: Table | undefined;
  /** One row per orbit: damped Fourier features, scaled to mean square 1; those of the other family are 0. */
  readonly fourier: Table | undefined;
  /** One row per orbit: the numbers of its neighbours, as `surroundings` has them. */
  readonly surroundings: Table | undefined;
  readonly moments: MomentTable | undefined;
  /** One row per crystal: volume or cell, and statistics of the composition, standardised. */
  readonly context: Table | undefined;
}

/**
 * Tables of the features of crystals.
 *
 * @param recipe of the features that the network was, or is to be, trained on
 * @throws ModelError `bad-data` for features of another recipe, and for so many that a table does not fit into memory; `bad-config` for a
 *   network that would damp features a second time
 */
export function featureTables(
  records: readonly BatchRecord[],
  config: FeatureChoice & Pick<ModelConfig, 'damping' | 'fourierDropout'>,
  normalization: Normalization,
  recipe: FeatureRecipe,
): FeatureTables {
  checkDamping(config, recipe);
  const used = usedFeatures(config);
  const features = records.map((record) => checkedFeatures(record, normalization, recipe));
  const shares = features.map(sharesOf);
  const orbitStart = new Int32Array(features.length + 1).fill(1);
  const pairStart = new Int32Array(features.length + 1).fill(1);
  const large = largeCrystals(features);
  features.forEach(({ orbitCount }, i) => {
    orbitStart[i + 1] = orbitStart[i]! + orbitCount;
    const ofDistances = large.has(i) ? 0 : orbitCount * orbitCount;
    const ofPairs = used.encodings ? (orbitCount * (orbitCount + 1)) / 2 : ofDistances;
    pairStart[i + 1] = pairStart[i]! + ofPairs;
  });
  const pairs = used.distance
    ? emptyTable(pairStart.at(-1)!, pairWidth(config, normalization.bins), features.length)
    : undefined;
  const encodings = used.encodings ? emptyTable(pairStart.at(-1)!, ENCODED_WIDTH, features.length) : undefined;
  const fourier = used.fourier
    ? emptyTable(orbitStart.at(-1)!, fourierWidth(normalization), features.length)
    : undefined;
  const around = used.surroundings ? emptyTable(orbitStart.at(-1)!, SURROUNDINGS_WIDTH, features.length) : undefined;
  const isHidden = hiddenFourier(config, normalization);
  features.forEach((crystal, i) => {
    if (pairs !== undefined && !large.has(i)) writePairs(pairs, pairStart[i]!, crystal, shares[i]!);
    if (encodings !== undefined) writeEncodedPairs(encodings.values, pairStart[i]!, crystal);
    if (fourier !== undefined && !isHidden(crystal))
      writeFourier(fourier, orbitStart[i]!, crystal, normalization, config.damping);
    around?.values.set(surroundings(crystal), orbitStart[i]! * SURROUNDINGS_WIDTH);
  });
  return {
    hasDistances: used.distance,
    hasEncodings: used.encodings,
    atomicNumbers: features.map(({ atomicNumbers }) => atomicNumbers),
    shares,
    orbitStart,
    pairStart,
    pairs,
    pairColumns: pairs?.columns ?? 0,
    large,
    encodings,
    fourier,
    surroundings: around,
    moments: used.moments ? momentTable(features, recipe, { large, withFrames: used.frames }) : undefined,
    context: contextTable(features, config, normalization),
  };
}

function momentTable(
  features: readonly OrbitFeatures[],
  { moments }: FeatureRecipe,
  { large, withFrames }: { readonly large: LargeCrystals; readonly withFrames: boolean },
): MomentTable {
  const ofCrystals = features.flatMap((crystal) => crystal.moments ?? []);
  if (!moments || ofCrystals.length < features.length)
    throw new ModelError(
      'bad-data',
      'features: a network with angular moments needs features with moments, got a recipe without; prepare the crystals with `moments`',
    );
  const groups = withFrames ? Uint8Array.from(features, ({ groupNumber }) => groupNumber) : undefined;
  return { degrees: moments.degree, functions: moments.functions, ofCrystals, large, groups };
}

/**
 * Crystals whose Fourier features stay 0: those of groups that were not trained on, if the network was trained to do without. Another group has
 * other stars, so that features of an index mean something else there; what the network would make of them is not learned.
 */
function hiddenFourier(
  { fourierDropout }: Pick<ModelConfig, 'fourierDropout'>,
  { groups }: Normalization,
): (crystal: OrbitFeatures) => boolean {
  if (fourierDropout === 0) return () => false;
  const known = new Set(groups);
  return ({ groupNumber }) => !known.has(groupNumber);
}

function checkedFeatures(
  { id, features }: BatchRecord,
  normalization: Normalization,
  recipe: FeatureRecipe,
): OrbitFeatures {
  if (features.orbitCount === 0) throw new ModelError('bad-data', `features: ${id} has no site`, [id]);
  checkPairCount(id, features);
  const mismatch = recipeMismatch(features, recipe, normalization);
  if (mismatch.length > 0)
    throw new ModelError(
      'bad-data',
      `features: ${id} must be prepared as the crystals of the training were, got ${mismatch.join(', ')} of the model; prepare it with the recipe of the model`,
      [id],
    );
  const { bins, frequencies } = normalization;
  const expected = frequencies[features.family];
  // A model whose training set has no crystal of a family has no weights for its frequencies; its other parts still work.
  if (features.binCount !== bins || (expected !== 0 && features.frequencyCount !== expected)) {
    throw new ModelError(
      'bad-data',
      `features: ${id} must have ${bins} radial bins and ${expected} ${features.family} frequencies, as in training, got ${features.binCount} and ${features.frequencyCount}; prepare it with the same options`,
      [id],
    );
  }
  return features;
}

/** A batch needs some hundred bytes for each pair of orbits. */
function checkPairCount(id: string, { orbitCount }: OrbitFeatures): void {
  if (orbitCount ** 2 <= SIZE_LIMITS.maxPairs) return;
  throw new ModelError(
    'bad-data',
    `features: a network weighs at most ${SIZE_LIMITS.maxPairs} pairs of orbits, ${id} has ${orbitCount ** 2}, of ${orbitCount} orbits; a structure with its symmetry, or a smaller cell, has fewer`,
    [id],
  );
}

function emptyTable(rows: number, columns: number, crystals: number): Table {
  try {
    return { rows, columns, values: new Float32Array(rows * columns) };
  } catch {
    throw new ModelError(
      'bad-data',
      `features: ${crystals} crystals need ${Math.ceil((4 * rows * columns) / 2 ** 30)} GiB in one table, more than there is; leave out crystals with many orbits, or take fewer`,
    );
  }
}

function sharesOf({ multiplicities }: OrbitFeatures): Float32Array {
  const sites = multiplicities.reduce((sum, m) => sum + m, 0);
  return Float32Array.from(multiplicities, (m) => m / sites);
}

/** Rows of the pairs of one crystal: its radial distribution, 1 for a site itself, the share of sites of the other orbit. */
function writePairs(
  { columns, values }: Table,
  row: number,
  { orbitCount: n, binCount, radial }: OrbitFeatures,
  shares: Float32Array,
): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const at = (row + i * n + j) * columns;
      values.set(radial.subarray((i * n + j) * binCount, (i * n + j + 1) * binCount), at);
      values[at + binCount] = i === j ? 1 : 0;
      values[at + binCount + 1] = shares[j]!;
    }
  }
}

/** Rows of the orbits of one crystal: each orbit's features, damped, then scaled to mean square 1; columns of the other family stay 0. */
function writeFourier(
  { columns, values }: Table,
  row: number,
  { orbitCount, cell, family, frequencyCount: h, fourier }: OrbitFeatures,
  { frequencies }: Normalization,
  damping: number,
): void {
  if (frequencies[family] === 0) return;
  const offset = family === 'hexagonal' ? 2 * frequencies.cubic : 0;
  const factors = dampingFactors(cell, halfSpace(family, h), damping);
  for (let i = 0; i < orbitCount; i++) {
    const at = (row + i) * columns + offset;
    let square = 0;
    for (let c = 0; c < 2 * h; c++) {
      const value = fourier[2 * h * i + c]! * factors[c % h]!;
      values[at + c] = value;
      square += value * value;
    }
    const scale = square > 0 ? Math.sqrt((2 * h) / square) : 0;
    for (let c = 0; c < 2 * h; c++) values[at + c]! *= scale;
  }
}

/** The volume or the cell, then the statistics of the composition, of each crystal; undefined where the network uses neither. */
function contextTable(
  features: readonly OrbitFeatures[],
  config: FeatureChoice,
  normalization: Normalization,
): Table | undefined {
  const columns = contextWidth(config, normalization);
  if (columns === 0) return undefined;
  const used = usedFeatures(config);
  const cellColumns: Columns = {
    mean: used.cell.map((column) => normalization.cell.mean[column]!),
    spread: used.cell.map((column) => normalization.cell.spread[column]!),
  };
  const values = new Float32Array(features.length * columns);
  features.forEach((crystal, i) => {
    const at = i * columns;
    const cell = used.cell.map((column) => crystal.cell[column]!);
    writeStandardized(values, at, cell, cellColumns);
    if (used.statistics)
      writeStandardized(values, at + cell.length, compositionStatistics(crystal), normalization.statistics);
  });
  return { rows: features.length, columns, values };
}

/** What is unknown (NaN) becomes 0, the mean of the training set. */
function writeStandardized(out: Float32Array, at: number, row: ArrayLike<number>, { mean, spread }: Columns): void {
  for (let c = 0; c < mean.length; c++) {
    const value = (row[c]! - mean[c]!) / spread[c]!;
    out[at + c] = Number.isNaN(value) ? 0 : value;
  }
}
