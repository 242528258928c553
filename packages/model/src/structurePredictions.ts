import {
  type BatchRecord,
  crystalPlacement,
  DataError,
  type FeatureRecipe,
  initMoyo,
  type StandardCrystal,
  type Structure,
  structureToFeatures,
  type StructureToFeaturesOptions,
  tensorInGivenFrame,
} from '@crystal-fourier/data';
import type { PredictedTensor, Prediction, StructurePrediction } from './prediction.js';

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
  options: Pick<StructureToFeaturesOptions, 'allowOverlap' | 'maxSites' | 'maxPairs'> = {},
): Promise<readonly StructurePrediction[]> {
  await initMoyo();
  const prepared = structures.map((structure) => {
    const id = structure.id ?? structure.reducedFormula;
    try {
      const found = structureToFeatures(structure, recipe, options);
      const { features, crystal, formula, diagnostics } = found;
      return { ok: true, id, structure, features, crystal, formula, diagnostics } as const;
    } catch (error) {
      if (!(error instanceof DataError) || error.code === 'bad-argument') throw error;
      return { ok: false, id, error } as const;
    }
  });
  const predictions = await predict(prepared.filter((item) => item.ok));
  let next = 0;
  return prepared.map((item) =>
    item.ok
      ? { ok: true, ...inGivenFrame(predictions[next++]!, item), formula: item.formula, diagnostics: item.diagnostics }
      : { ok: false, id: item.id, error: item.error },
  );
}

/** A prediction whose tensors are also told in the frame of the structure, and for all of its sites. */
function inGivenFrame(
  prediction: Prediction,
  { structure, crystal }: { readonly structure: Structure; readonly crystal: StandardCrystal },
): Prediction {
  if (prediction.tensors === undefined) return prediction;
  const placement = crystalPlacement(structure, crystal);
  const tensors = Object.fromEntries(
    Object.entries(prediction.tensors).map(([name, tensor]): [string, PredictedTensor] => [
      name,
      { ...tensor, cartesian: tensorInGivenFrame(tensor.kind, tensor.components, placement) },
    ]),
  );
  return { ...prediction, tensors };
}
