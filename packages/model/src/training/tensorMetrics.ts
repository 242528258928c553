import { tensorFacts, type TensorKind } from '@crystal-fourier/data';
import { ModelError } from '../config/errors.js';
import type { TargetMetrics } from './metrics.js';

/** A tensor that is known, and what was predicted of it: components (size), or (orbits, size) for a tensor of each site. */
export interface ComparedTensor {
  readonly truth: ArrayLike<number>;
  readonly predicted: ArrayLike<number>;
  /** Of the blocks of components, that add up to 1: shares of the sites for a tensor of each site. Defaults to one block. */
  readonly weights?: readonly number[] | undefined;
}

/** How well tensors are predicted: as {@link TargetMetrics}, with the Frobenius norm in place of the absolute value. */
export interface TensorMetrics extends TargetMetrics {
  /** Root mean square of the errors by degree of the irreducible parts, from 0 on; those of one degree together. */
  readonly byDegree: readonly { readonly degree: number; readonly rmse: number; readonly spread: number }[];
}

/**
 * Errors of tensors. The norm of an error is over all Cartesian components; for a tensor of each site it is the root of the mean over the sites. `r2` compares
 * with the mean isotropic tensor of the records.
 *
 * @param compared at least one, components in one frame each
 * @throws ModelError `bad-argument` for none, and for lists of different lengths
 */
export function tensorMetrics(kind: TensorKind, compared: readonly ComparedTensor[]): TensorMetrics {
  const { parts, size } = tensorFacts(kind);
  const count = compared.length;
  if (count === 0) throw new ModelError('bad-argument', 'tensorMetrics: at least one tensor must be known, got none');
  const blocks = compared.map(({ truth, predicted, weights = [1] }) => {
    if (truth.length !== predicted.length || truth.length !== size * weights.length)
      throw new ModelError(
        'bad-argument',
        `tensorMetrics: ${kind} must have ${size * weights.length} components, got ${truth.length} and ${predicted.length}`,
      );
    return { truth, predicted, weights };
  });
  /** Mean of the squares of what is left of a part, over the blocks of a record. */
  const square = (
    { weights }: (typeof blocks)[number],
    { degree, offset }: (typeof parts)[number],
    value: (at: number, m: number) => number,
  ): number =>
    weights.reduce((sum, weight, i) => {
      let own = 0;
      for (let m = 0; m <= 2 * degree; m++) own += value(i * size + offset + m, m) ** 2;
      return sum + weight * own;
    }, 0);
  const means = parts.map(({ degree, offset }) =>
    degree > 0
      ? 0
      : blocks.reduce(
          (sum, { truth, weights }) =>
            sum + weights.reduce((own, weight, i) => own + weight * truth[i * size + offset]!, 0) / count,
          0,
        ),
  );
  const errors = blocks.map((block) =>
    parts.map((part) => square(block, part, (at) => block.predicted[at]! - block.truth[at]!)),
  );
  const spreads = blocks.map((block) =>
    parts.map((part, p) => square(block, part, (at) => block.truth[at]! - means[p]!)),
  );
  const total = (rows: readonly (readonly number[])[]): number[] =>
    rows.map((row) => row.reduce((sum, value) => sum + value, 0));
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value / count, 0);
  const [error, spread] = [mean(total(errors)), mean(total(spreads))];
  const byDegree = [...new Set(parts.map(({ degree }) => degree))].map((degree) => {
    const of = (rows: readonly (readonly number[])[]): number =>
      Math.sqrt(mean(total(rows.map((row) => row.filter((_, p) => parts[p]!.degree === degree)))));
    return { degree, rmse: of(errors), spread: of(spreads) };
  });
  return {
    count,
    mae: mean(total(errors).map(Math.sqrt)),
    rmse: Math.sqrt(error),
    r2: spread === 0 ? Number(error === 0) : 1 - error / spread,
    byDegree,
  };
}
