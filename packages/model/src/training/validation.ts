import type { BatchRecord } from '@crystal-fourier/data';
import type { CrystalModel } from '../layers/crystalModel.js';
import { ModelError } from '../config/errors.js';
import { outputsOf } from '../layers/evaluation.js';
import type { FeatureBank } from '../ops/featureBank.js';
import { type ClassificationMetrics, classificationMetrics, regressionMetrics, type TargetMetrics } from './metrics.js';
import { type Normalization, shownValue, toScale } from '../features/normalization.js';
import { componentsIn, outputLayout } from '../features/outputLayout.js';
import { siteWeights, symmetricTensor, tensorSpread } from '../features/tensorScales.js';
import { tensorMetrics, type TensorMetrics } from './tensorMetrics.js';

/** How well a network does on records that it was not trained on. */
export interface Validation {
  /** By target, in its unit (log10 of it where so learned); of targets that no record has, none. */
  readonly metrics: Readonly<Record<string, TargetMetrics | ClassificationMetrics | TensorMetrics>>;
  /** Mean over the targets of the MAE of what is learned, standardised, or of the cross-entropy; of a tensor in units of its spread. Undefined without records. */
  readonly score: number | undefined;
}

/**
 * Compares a network, with the weights that it has now, with the targets of records.
 *
 * @param bank features of the records, in their order
 * @throws ModelError `diverged` with the ids of records whose outputs are not finite
 */
export async function validate(
  model: CrystalModel,
  bank: FeatureBank,
  records: readonly BatchRecord[],
  { targets, tensors = [] }: Pick<Normalization, 'targets' | 'tensors'>,
): Promise<Validation> {
  const outputs = await outputsOf(
    model,
    bank,
    records.map(({ features }) => features.orbitCount),
  );
  checkFinite(records, outputs);
  const classes = model.config.task === 'classification';
  const metrics: Record<string, TargetMetrics | ClassificationMetrics | TensorMetrics> = {};
  const scores: number[] = [];
  targets.forEach((scale, t) => {
    const truth: number[] = [];
    const predicted: number[] = [];
    let deviation = 0;
    records.forEach(({ targets: known, features }, i) => {
      const value = known?.[scale.name];
      if (value === undefined) return;
      const output = outputs[i]![t]!;
      truth.push(scale.log10 ? Math.log10(value) : value);
      predicted.push(classes ? 1 / (1 + Math.exp(-output)) : shownValue(output, scale, features));
      deviation += classes ? 0 : Math.abs(output - toScale(value, scale, features)!);
    });
    if (truth.length === 0) return;
    if (classes) {
      const found = classificationMetrics(truth, predicted);
      metrics[scale.name] = found;
      scores.push(found.logLoss);
    } else {
      metrics[scale.name] = regressionMetrics(truth, predicted);
      scores.push(deviation / truth.length);
    }
  });
  const layout = outputLayout(model.config);
  layout.tensors.forEach((place, k) => {
    const known = records.flatMap(({ tensors: own, features }, i) => {
      const target = own?.[place.name];
      if (target === undefined) return [];
      const components = componentsIn(outputs[i]!, place, layout, features.orbitCount);
      const predicted = symmetricTensor(components, tensors[k]!, features);
      return [{ truth: target.components, predicted, weights: siteWeights(place.kind, features) }];
    });
    if (known.length === 0) return;
    const found = tensorMetrics(place.kind, known);
    metrics[place.name] = found;
    scores.push(found.mae / tensorSpread(tensors[k]!));
  });
  return {
    metrics,
    score: scores.length === 0 ? undefined : scores.reduce((sum, score) => sum + score, 0) / scores.length,
  };
}

function checkFinite(records: readonly BatchRecord[], outputs: readonly (readonly number[])[]): void {
  const ids = records.filter((_, i) => !outputs[i]!.every(Number.isFinite)).map(({ id }) => id);
  if (ids.length === 0) return;
  throw new ModelError(
    'diverged',
    `validation: outputs must be finite, got others for ${ids.slice(0, 8).join(', ')}${ids.length > 8 ? ` and ${ids.length - 8} more` : ''}; lower the learning rate, or look at these records`,
    ids,
  );
}
