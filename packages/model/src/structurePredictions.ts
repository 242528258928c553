import {
  type BatchRecord,
  DataError,
  type FeatureRecipe,
  initMoyo,
  type Structure,
  structureToFeatures,
} from '@crystal-fourier/data';
import type { Prediction, StructurePrediction } from './prediction.js';

/**
 * Predictions for structures, in their order.
 *
 * @param recipe of the features
 * @param predict predicts from features; gives one prediction per record, in their order
 * @throws DataError where the symmetry finder cannot be loaded; what is wrong with a structure becomes the error of its entry
 */
export async function structurePredictions(
  structures: readonly Structure[],
  recipe: FeatureRecipe,
  predict: (records: readonly BatchRecord[]) => Promise<readonly Prediction[]>,
  { allowOverlap }: { readonly allowOverlap?: boolean | undefined } = {},
): Promise<readonly StructurePrediction[]> {
  await initMoyo();
  const prepared = structures.map((structure) => {
    const id = structure.id ?? structure.reducedFormula;
    try {
      const { features, formula, diagnostics } = structureToFeatures(structure, recipe, { allowOverlap });
      return { ok: true, id, features, formula, diagnostics } as const;
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      return { ok: false, id, error } as const;
    }
  });
  const predictions = await predict(prepared.filter((item) => item.ok));
  let next = 0;
  return prepared.map((item) =>
    item.ok
      ? { ok: true, ...predictions[next++]!, formula: item.formula, diagnostics: item.diagnostics }
      : { ok: false, id: item.id, error: item.error },
  );
}
