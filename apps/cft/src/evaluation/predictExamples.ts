import type { Prediction, Predictor } from '@crystal-fourier/model';
import type { Example } from '../data/example.js';
import { throwIfInterrupted } from '../shell/failure.js';
import type { EvaluatedRecord } from './evaluateTarget.js';

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

function evaluatedRecord(
  { id, formula, group, crystalSystem, targets }: Example,
  { values, spread }: Prediction,
): EvaluatedRecord {
  return {
    id,
    formula,
    group,
    crystalSystem,
    truth: targets,
    predicted: values,
    ...(spread === undefined ? {} : { spread }),
  };
}
