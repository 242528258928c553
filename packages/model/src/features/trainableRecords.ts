import { type BatchRecord, tensorFacts, type TensorTarget } from '@crystal-fourier/data';
import type { Task } from '../config/config.js';
import { type NamedTensor, namedTensors, type TensorTargets } from '../config/tensorTargets.js';
import { isLogarithmic, type TrainingOptions } from '../config/trainingOptions.js';

/** A target of a record that cannot be learned from. */
export interface Exclusion {
  /** Of the record. */
  readonly id: string;
  /** Name of the target. */
  readonly target: string;
  /** Undefined where it is missing. */
  readonly value: number | undefined;
  /** Why, in words that follow "it is". */
  readonly reason: string;
}

/** Records with at least one target that can be learned, and what was left out; nothing is clipped or guessed. */
export interface TrainableRecords {
  /** With those of their targets that can be learned. */
  readonly records: BatchRecord[];
  /** One entry per target of a record that was left out. */
  readonly excluded: Exclusion[];
}

/**
 * The records that a network can be trained on. A value that is missing, not finite, not positive under log10, or neither 0 nor 1 in a
 * classification is left out and listed; and so is a tensor that is missing, of another kind, or not finite.
 *
 * @param tensors that are learned beside the targets
 */
export function trainableRecords(
  candidates: readonly BatchRecord[],
  targets: readonly string[],
  task: Task,
  options: Pick<TrainingOptions, 'log10'>,
  tensors?: TensorTargets,
): TrainableRecords {
  const named = namedTensors({ tensors });
  const excluded: Exclusion[] = [];
  const records: BatchRecord[] = [];
  for (const record of candidates) {
    const kept: Record<string, number> = {};
    for (const target of targets) {
      const value = record.targets?.[target];
      const reason = reasonToExclude(value, task, isLogarithmic(target, options));
      if (reason === undefined) kept[target] = value!;
      else excluded.push({ id: record.id, target, value, reason });
    }
    const keptTensors: Record<string, TensorTarget> = {};
    for (const tensor of named) {
      const target = record.tensors?.[tensor.name];
      const reason = reasonToExcludeTensor(target, tensor, record);
      if (reason === undefined) keptTensors[tensor.name] = target!;
      else excluded.push({ id: record.id, target: tensor.name, value: undefined, reason });
    }
    if (Object.keys(kept).length > 0 || Object.keys(keptTensors).length > 0)
      records.push({
        id: record.id,
        features: record.features,
        targets: kept,
        ...(named.length === 0 ? {} : { tensors: keptTensors }),
      });
  }
  return { records, excluded };
}

function reasonToExcludeTensor(
  target: TensorTarget | undefined,
  { kind }: NamedTensor,
  { features }: BatchRecord,
): string | undefined {
  if (target === undefined) return 'missing, or without the symmetry of its crystal';
  const { isPerSite, size } = tensorFacts(kind);
  const expected = isPerSite ? size * features.orbitCount : size;
  if (target.kind !== kind || target.components.length !== expected)
    return `of the kind ${target.kind} with ${target.components.length} components, and not of the kind ${kind} with ${expected}`;
  return target.components.every((value) => Number.isFinite(Math.fround(value)))
    ? undefined
    : 'not of finite numbers of 32 bits';
}

function reasonToExclude(value: number | null | undefined, task: Task, log10: boolean): string | undefined {
  // null stands for a missing number in JSON.
  if (value === undefined || value === null) return 'missing';
  if (typeof value !== 'number' || !Number.isFinite(Math.fround(value))) return 'not a finite number of 32 bits';
  if (task === 'classification' && value !== 0 && value !== 1) return 'neither 0 nor 1';
  if (task === 'regression' && log10 && value <= 0) return 'not positive, so it has no logarithm';
  return undefined;
}
