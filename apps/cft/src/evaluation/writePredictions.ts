import { cartesianTensor, tensorFacts, type TensorKind } from '@crystal-fourier/data';
import type { Predictor } from '@crystal-fourier/model';
import type { RunFolder } from '../runs/runFolder.js';
import { derivedNames } from './derivedScalars.js';
import type { EvaluatedRecord } from './evaluateTarget.js';
import { predictionsFile, tensorsFile } from './evaluationFile.js';
import { predictionTable } from './predictionTable.js';

/**
 * Writes predictions of a part into a run: a table of the numbers, those that follow from tensors among them, and tensors as lines of JSON.
 *
 * @throws CliError where the folder cannot be written to
 */
export async function writePredictions(
  run: RunFolder,
  part: string,
  records: readonly EvaluatedRecord[],
  { targets, tensors }: Pick<Predictor, 'targets' | 'tensors'>,
): Promise<void> {
  await run.write(predictionsFile(part), predictionTable(records, [...targets, ...derivedNames(tensors)]));
  if (tensors.length === 0) return;
  const lines = records.flatMap(({ id, group, tensors: own = {} }) =>
    tensors.flatMap(({ name, kind }) => {
      const tensor = own[name];
      if (tensor === undefined) return [];
      const { truth, predicted } = tensor;
      const of = (components: ArrayLike<number>): readonly number[] => inStandardFrame(kind, components);
      return `${JSON.stringify({ id, group, name, kind, true: truth === undefined ? null : of(truth), predicted: of(predicted) })}\n`;
    }),
  );
  await run.write(tensorsFile(part), lines.join(''));
}

/** Cartesian components in the standard frame: 3^rank, or (orbits, 9). */
function inStandardFrame(kind: TensorKind, components: ArrayLike<number>): number[] {
  const { size } = tensorFacts(kind);
  const all = Float64Array.from(components);
  return Array.from({ length: all.length / size }, (_, i) => [
    ...cartesianTensor(kind, all.subarray(i * size, (i + 1) * size)),
  ]).flat();
}
