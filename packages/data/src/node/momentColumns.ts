import { type Column, float32, uint16, uint8 } from '@uwdata/flechette';
import { fromHalfFloats, toHalfFloats } from '@crystal-fourier/math3';
import type { OrbitMoments } from '../features/angularMoments.js';
import type { FeatureRecipe } from '../features/recipe.js';
import type { CrystalRecord } from '../features/structureToFeatures.js';
import { listColumn, type Numbers } from './listColumn.js';

const NAMES = { counts: 'momentCounts', values: 'momentValues', basis: 'momentBasis' } as const;

/** The columns of the angular moments; half floats are stored as their bits, so that they take 16 of these. */
export function momentColumns(
  rows: readonly CrystalRecord[],
  { bits }: NonNullable<FeatureRecipe['moments']>,
): Record<string, Column<unknown>> {
  const moments = rows.map(({ features }) => features.moments!);
  const values = moments.map((one) => one.values);
  return {
    [NAMES.counts]: listColumn(
      moments.map(({ counts }) => counts),
      uint8(),
      Uint8Array,
    ),
    [NAMES.values]:
      bits === 16
        ? listColumn(values.map(toHalfFloats), uint16(), Uint16Array)
        : listColumn(values, float32(), Float32Array),
    [NAMES.basis]: listColumn(
      moments.map(({ basis }) => basis),
      float32(),
      Float32Array,
    ),
  };
}

/**
 * The moments of a row, as they were before. Half floats stay in the chunk's bytes and become numbers each time that the values are asked for: many records at a
 * time, as a training holds them, take half the memory.
 *
 * @param at the array of a column in this row
 */
export function storedMoments(at: (name: string) => Numbers): OrbitMoments<Float32Array> {
  const [counts, values, basis] = [at(NAMES.counts) as Uint8Array, at(NAMES.values), at(NAMES.basis) as Float32Array];
  if (!(values instanceof Uint16Array)) return { counts, values: values as Float32Array, basis };
  return {
    counts,
    get values() {
      return fromHalfFloats(values);
    },
    basis,
  };
}
