import { type NamedTensor, type Prediction, type Predictor, siteWeights } from '@crystal-fourier/model';
import type { Example } from '../data/example.js';
import { throwIfInterrupted } from '../shell/failure.js';
import { namedScalars } from './derivedScalars.js';
import type { EvaluatedRecord, EvaluatedTensor } from './evaluateTarget.js';

export interface PredictExamplesOptions {
  /** Called with the number of examples predicted so far. */
  readonly onProgress?: ((done: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Message of the error once the signal is set. Defaults to `interrupted`. */
  readonly interrupted?: string | undefined;
}

/** Examples that are predicted before the signal is checked again. */
const CHUNK = 1024;

/** Predictions of examples, in their order, beside what is true of them. @throws CliError 130 once the signal is set; ModelError */
export async function predictExamples(
  predictor: Predictor,
  examples: readonly Example[],
  { onProgress, signal, interrupted }: PredictExamplesOptions = {},
): Promise<EvaluatedRecord[]> {
  const records: EvaluatedRecord[] = [];
  for (let start = 0; start < examples.length; start += CHUNK) {
    const chunk = examples.slice(start, start + CHUNK);
    const predictions = await predictor.predict(chunk);
    records.push(...chunk.map((example, i) => evaluatedRecord(example, predictions[i]!)));
    onProgress?.(records.length);
    throwIfInterrupted(signal, interrupted);
  }
  return records;
}

/** What is known of an example, numbers that follow from its tensors among it. */
export const truthOf = (
  { targets, tensors: known, features }: Example,
  tensors: readonly NamedTensor[],
): Readonly<Record<string, number>> =>
  Object.assign(
    {},
    targets,
    ...tensors.map((tensor) => {
      const components = known?.[tensor.name]?.components;
      return components === undefined ? {} : namedScalars(tensor, components, siteWeights(tensor.kind, features));
    }),
  ) as Readonly<Record<string, number>>;

function evaluatedRecord(
  example: Example,
  { values, intervals, novelty, spread, tensors }: Prediction,
): EvaluatedRecord {
  const { id, formula, group, crystalSystem, tensors: known, features } = example;
  const named = Object.entries(tensors ?? {}).map(([name, { kind, components }]) => ({ name, kind, components }));
  const predicted: Record<string, number> = { ...values };
  const compared: Record<string, EvaluatedTensor> = {};
  for (const { name, kind, components } of named) {
    const weights = siteWeights(kind, features);
    Object.assign(predicted, namedScalars({ name, kind }, components, weights));
    compared[name] = { truth: known?.[name]?.components, predicted: components, weights };
  }
  return {
    id,
    formula,
    group,
    crystalSystem,
    truth: truthOf(example, named),
    predicted,
    novelty,
    ...(intervals === undefined ? {} : { intervals }),
    ...(spread === undefined ? {} : { spread }),
    ...(named.length === 0 ? {} : { tensors: compared }),
  };
}
