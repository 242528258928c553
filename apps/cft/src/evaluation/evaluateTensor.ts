import { cartesianTensor, CRYSTAL_SYSTEMS, isElasticallyStable } from '@crystal-fourier/data';
import { type ComparedTensor, type NamedTensor, type TargetMetrics, tensorMetrics } from '@crystal-fourier/model';
import type { ComparedModel, EvaluatedRecord, OtherModel, Slice, TargetEvaluation } from './evaluateTarget.js';

/** Predictions of a tensor by another model, one for each record. */
export interface OtherTensorModel extends Omit<OtherModel, 'predicted'> {
  readonly predicted: readonly ArrayLike<number>[];
}

/**
 * Compares predictions of a tensor with what is true, overall, by crystal system and by group; other models on the same records. Errors are Frobenius norms.
 *
 * @param label of the network among the models
 * @returns undefined where no record has the tensor
 */
export function evaluateTensor(
  records: readonly EvaluatedRecord[],
  { name, kind }: NamedTensor,
  label = 'network',
  others: readonly OtherTensorModel[] = [],
): TargetEvaluation | undefined {
  const known = records.flatMap((record, index) => {
    const tensor = record.tensors?.[name];
    return tensor?.truth === undefined ? [] : [{ record, index, tensor: { ...tensor, truth: tensor.truth } }];
  });
  if (known.length === 0) return undefined;
  const metricsOf = (some: readonly ComparedTensor[]): TargetMetrics => {
    const { count, mae, rmse, r2 } = tensorMetrics(kind, some);
    return { count, mae, rmse, r2 };
  };
  const slices = <Key>(keys: readonly Key[], keyOf: (record: EvaluatedRecord) => Key): Slice[] =>
    keys.flatMap((key) => {
      const some = known.filter(({ record }) => keyOf(record) === key);
      if (some.length === 0) return [];
      return [{ name: String(key), score: { metrics: metricsOf(some.map(({ tensor }) => tensor)) } }];
    });
  const compared = (predicted?: readonly ArrayLike<number>[]): Pick<ComparedModel, 'score' | 'notCubic'> => {
    const all = known.map(({ tensor, index }) =>
      predicted === undefined ? tensor : { ...tensor, predicted: predicted[index]! },
    );
    const notCubic = all.filter((_, i) => known[i]!.record.crystalSystem !== 'cubic');
    return {
      score: { metrics: metricsOf(all) },
      ...(notCubic.length === 0 ? {} : { notCubic: metricsOf(notCubic).mae }),
    };
  };
  const groups = [...new Set(known.map(({ record }) => record.group))].sort((a, b) => a - b);
  const all = known.map(({ tensor }) => tensor);
  return {
    name,
    task: 'regression',
    log10: false,
    count: known.length,
    leftOut: records.length - known.length,
    models: [
      { name: label, ...compared() },
      ...others.map(({ predicted, ...other }) => ({ ...other, ...compared(predicted) })),
    ],
    bySystem: slices(CRYSTAL_SYSTEMS, ({ crystalSystem }) => crystalSystem),
    byGroup: slices(groups, ({ group }) => group),
    tensor: {
      kind,
      byDegree: tensorMetrics(kind, all).byDegree,
      ...(kind === 'elastic' ? { stable: stableShare(all) } : {}),
    },
  };
}

/** Share of the predicted stiffnesses that are positive definite. */
const stableShare = (all: readonly ComparedTensor[]): number =>
  all.filter(({ predicted }) => isElasticallyStable(cartesianTensor('elastic', predicted))).length / all.length;
