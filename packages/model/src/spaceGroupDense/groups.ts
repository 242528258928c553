import { spaceGroup } from '@crystal-fourier/spacegroups/core';
import { ModelError, show } from '../config/errors.js';
import type { FrequencyFamily } from '@crystal-fourier/fourier-basis';
import { familyOfGroup } from './projector.js';
import type { Permutation } from './rows.js';

/** Samples of one group, next to each other. */
export interface GroupRun {
  readonly group: number;
  readonly samples: number;
}

/** A batch sorted by family, then group. */
export interface GroupPlan {
  /** From the batch's order to the sorted one; undefined where they are the same. */
  readonly permutation: Permutation | undefined;
  /** Families of the batch, cubic before hexagonal, each with its groups in order. */
  readonly families: readonly { readonly family: FrequencyFamily; readonly runs: readonly GroupRun[] }[];
}

/**
 * Sorts the samples of a batch by their groups.
 *
 * @param groups International Tables number of each sample
 * @param batch how many samples there are
 * @param accepted the families that the layer has weights for
 * @throws ModelError `bad-argument`
 */
export function planGroups(groups: ArrayLike<number>, batch: number, accepted: readonly FrequencyFamily[]): GroupPlan {
  if (groups.length !== batch) {
    throw new ModelError(
      'bad-argument',
      `SpaceGroupDense: groups must hold one number per sample, ${batch} as points has, got ${groups.length}`,
    );
  }
  const numbers = Array.from(groups);
  const families = numbers.map((number, i) => {
    if (!Number.isInteger(number) || number < 1 || number > 230) {
      throw new ModelError(
        'bad-argument',
        `SpaceGroupDense: groups must be integers from 1 to 230, numbers of the International Tables, got ${show(number)} for sample ${i}; give padded samples 1`,
      );
    }
    const family = familyOfGroup(number);
    if (!accepted.includes(family)) {
      throw new ModelError(
        'bad-argument',
        `SpaceGroupDense: this layer has weights of the family '${accepted[0]}' only, got group ${number} (${spaceGroup(number).setting.hmExtended}) on ${family} axes for sample ${i}; make the layer with family 'both'`,
      );
    }
    return family;
  });
  const key = (i: number): number => numbers[i]! + (families[i] === 'hexagonal' ? 1000 : 0);
  const order = Int32Array.from(numbers, (_, i) => i).sort((a, b) => key(a) - key(b) || a - b);
  const inverse = new Int32Array(batch);
  order.forEach((sample, i) => (inverse[sample] = i));
  return {
    permutation: order.every((sample, i) => sample === i) ? undefined : { order, inverse },
    families: (['cubic', 'hexagonal'] as const)
      .map((family) => ({ family, runs: runsOf(order, numbers, families, family) }))
      .filter(({ runs }) => runs.length > 0),
  };
}

function runsOf(
  order: Int32Array,
  numbers: readonly number[],
  families: readonly FrequencyFamily[],
  family: FrequencyFamily,
): GroupRun[] {
  const counts = new Map<number, number>();
  for (const sample of order) {
    if (families[sample] !== family) continue;
    const group = numbers[sample]!;
    counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  return Array.from(counts, ([group, samples]) => ({ group, samples }));
}
