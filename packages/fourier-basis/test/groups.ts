import { parseXyz, settings, spaceGroup } from '@crystal-fourier/spacegroups/core';
import { frequencyFamily, type FrequencySet, frequencySet, type SymmetryGroup } from '@crystal-fourier/fourier-basis';
import { readFileSync } from 'node:fs';

interface PlaneRow {
  readonly rows: readonly [number: number, name: string, operations: readonly string[]][];
}

/** The plane groups as GAP has them. */
const source = new URL('../../../tools/tables/sources/plane-groups-cryst.json', import.meta.url);

export interface NamedGroup {
  readonly name: string;
  readonly group: SymmetryGroup;
}

/** The 17 plane groups with 2×2 matrices. */
export const planeGroups: readonly NamedGroup[] = (JSON.parse(readFileSync(source, 'utf8')) as PlaneRow).rows.map(
  ([number, , triplets]) => ({
    name: `plane group ${number}`,
    group: {
      operations: triplets.map((triplet) => {
        const { rot, trans } = parseXyz(`${triplet},z`);
        return { rot: [rot[0], rot[1], rot[3], rot[4]], trans: [trans[0], trans[1]] };
      }),
    },
  }),
);

/** All 530 settings. */
export const spaceGroups: readonly NamedGroup[] = settings().map(({ number, qualifier, hmExtended }) => ({
  name: hmExtended,
  group: spaceGroup(number, { qualifier }),
}));

export const allGroups: readonly NamedGroup[] = [...spaceGroups, ...planeGroups];

const sets = new Map<string, FrequencySet>();

/** The set of at least so many frequencies that fits the group; shared. */
export function setFor(group: SymmetryGroup, minCount: number): FrequencySet {
  const family = frequencyFamily(group);
  const key = `${family} ${minCount}`;
  let set = sets.get(key);
  if (set === undefined) sets.set(key, (set = frequencySet(family, { minCount })));
  return set;
}

/** A generator of numbers in [0, 1) that is the same in every run (Park and Miller). */
export function random(seed: number): () => number {
  // Small seeds give small first numbers otherwise.
  let state = ((seed + 1) * 16807 * 7919) % 2147483647;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

export function randomPoints(count: number, dim: number, seed: number): Float64Array {
  const next = random(seed);
  return Float64Array.from({ length: count * dim }, next);
}

/** The images of one point under all operations, one after the other, wrapped into [−½, ½). */
export function imagesOf(group: SymmetryGroup, x: ArrayLike<number>): Float64Array {
  const dim = x.length;
  return Float64Array.from(
    group.operations.flatMap(({ rot, trans }) =>
      Array.from({ length: dim }, (_, i) => {
        let sum = trans[i]! / 24;
        for (let j = 0; j < dim; j++) sum += rot[dim * i + j]! * x[j]!;
        return sum - Math.floor(sum + 0.5);
      }),
    ),
  );
}

/** Largest |actual − expected|, with its place, as a message; undefined if it is within the tolerance. */
export function worst(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): string | undefined {
  if (actual.length !== expected.length) return `lengths ${actual.length} and ${expected.length}`;
  let [at, largest] = [-1, tolerance];
  for (let i = 0; i < actual.length; i++) {
    const deviation = Math.abs(actual[i]! - expected[i]!);
    if (!(deviation <= largest)) [at, largest] = [i, Number.isNaN(deviation) ? Infinity : deviation];
  }
  return at < 0 ? undefined : `[${at}]: ${actual[at]} instead of ${expected[at]}, off by ${largest}`;
}
