import { type BatchRecord, type DataError, type Diagnostic, elementSymbol } from '@crystal-fourier/data';
import type { Task } from './config/config.js';
import { type Normalization, shownValue } from './features/normalization.js';

/** What a network, or an ensemble of networks, predicts for one crystal. */
export interface Prediction {
  readonly id: string;
  /**
   * Physical units; of a classification the probability. The mean over the members of an ensemble, of logarithms where those are learned
   * (that is the geometric mean of the values).
   */
  readonly values: Readonly<Record<string, number>>;
  /** Standard deviation over the members of an ensemble, in log10 units for targets learned so; absent for one network. */
  readonly spread?: Readonly<Record<string, number>>;
  /**
   * Distance from the nearest training crystal, as the network represents crystals, over what is usual (the 99 % quantile of the same
   * distance among training crystals): above 1, the crystal is unlike those of the training.
   */
  readonly novelty: number;
  /** Symbols of elements that no training crystal has. */
  readonly unknownElements: readonly string[];
  /**
   * Whether no training crystal has the space group; the prediction is as well defined, if less tested. If no training crystal is on
   * the group's kind of axes (hexagonal for trigonal and hexagonal groups), nothing was learned of those frequencies and the Fourier
   * features are left out of the prediction.
   */
  readonly unknownGroup: boolean;
}

/** A prediction for a structure, or why there is none. */
export type StructurePrediction =
  | (Prediction & {
      readonly ok: true;
      /** Reduced formula. */
      readonly formula: string;
      /** What is to be known of the structure: sites that are very close, a tolerance that had to be tightened, … */
      readonly diagnostics: readonly Diagnostic[];
    })
  | { readonly ok: false; readonly id: string; readonly error: DataError };

/**
 * The prediction that the outputs of networks mean.
 *
 * @param outputs (M, T): of each member of an ensemble
 * @param normalizations of the members; elements and groups are those of the first
 */
export function predictionOf(
  { id, features }: BatchRecord,
  outputs: readonly (readonly number[])[],
  novelty: number,
  normalizations: readonly Normalization[],
  task: Task,
): Prediction {
  const values: Record<string, number> = {};
  const spread: Record<string, number> = {};
  const { targets, elements, groups } = normalizations[0]!;
  targets.forEach(({ name, log10 }, t) => {
    const ofMembers = outputs.map((row, m) =>
      task === 'classification'
        ? 1 / (1 + Math.exp(-row[t]!))
        : shownValue(row[t]!, normalizations[m]!.targets[t]!, features),
    );
    const mean = ofMembers.reduce((sum, x) => sum + x, 0) / ofMembers.length;
    values[name] = log10 ? 10 ** mean : mean;
    if (ofMembers.length > 1)
      spread[name] = Math.sqrt(ofMembers.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (ofMembers.length - 1));
  });
  return {
    id,
    values,
    ...(outputs.length > 1 ? { spread } : {}),
    novelty,
    unknownElements: [...new Set(features.atomicNumbers)].filter((z) => !elements.includes(z)).map(elementSymbol),
    unknownGroup: !groups.includes(features.groupNumber),
  };
}
