import {
  type FrequencyFamily,
  frequencyFamily,
  type FrequencySet,
  frequencySet,
  type InvariantBasis,
  invariantBasis,
  type Scatter,
} from '@crystal-fourier/fourier-basis';
import type { CoreSpaceGroup } from '@crystal-fourier/spacegroups';

/** Makes the features `[exp(2πi k·x)] M_G` of the frequencies k of a family, numbered by their indices. */
export interface IndexEncoder {
  readonly set: FrequencySet;
  readonly basis: InvariantBasis;
  readonly scatter: Scatter;
}

const sets = new Map<string, FrequencySet>();
const encoders = new WeakMap<FrequencySet, Map<number, IndexEncoder>>();

/** The set of a family with at least so many frequencies; made once. */
function sharedSet(family: FrequencyFamily, minCount: number): FrequencySet {
  const key = `${family} ${minCount}`;
  let set = sets.get(key);
  if (set === undefined) sets.set(key, (set = frequencySet(family, { minCount })));
  return set;
}

/** The encoder of a group in its reference setting, over a set with at least so many frequencies; made once. @internal */
export function indexEncoder(group: CoreSpaceGroup, minCount: number): IndexEncoder {
  const set = sharedSet(frequencyFamily(group), minCount);
  let ofSet = encoders.get(set);
  if (ofSet === undefined) encoders.set(set, (ofSet = new Map()));
  let encoder = ofSet.get(group.number);
  if (encoder === undefined) {
    const basis = invariantBasis(group, set);
    ofSet.set(group.number, (encoder = { set, basis, scatter: basis.scatter({ half: true }) }));
  }
  return encoder;
}

/** Numbers of a point in the encoding of both families together; those of the other family are 0. @internal */
export function indexWidth(minCount: number): number {
  return FAMILIES.reduce((sum, family) => sum + halfWidth(family, minCount), 0);
}

/** Column in which the numbers of a family begin. @internal */
export function indexOffset(family: FrequencyFamily, minCount: number): number {
  return family === 'cubic' ? 0 : halfWidth('cubic', minCount);
}

const FAMILIES = ['cubic', 'hexagonal'] as const;

/** Real and imaginary parts over the half space, k = 0 included. */
const halfWidth = (family: FrequencyFamily, minCount: number): number => sharedSet(family, minCount).count + 1;
