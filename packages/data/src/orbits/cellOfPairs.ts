import { Random, rowsDet } from '@crystal-fourier/math3';
import { type CoreSpaceGroup, spaceGroup } from '@crystal-fourier/spacegroups/core';
import { DataError, show } from '../core/errors.js';
import type { LatticeRows } from '../structure/lattice.js';
import { OrbitMetric } from './orbitMetric.js';
import { randomCell } from './randomCell.js';

/** Pairs of points in one random cell: a cell costs more than a pair. */
export const PAIRS_PER_CELL = 8;

/** A random cell of a group, and pairs of random points in it with the distances of their orbits. */
export interface CellOfPairs {
  readonly group: CoreSpaceGroup;
  /** Row vectors in Å. */
  readonly lattice: LatticeRows;
  /** (2 · 8, 3): fractional coordinates; pair i has the points 2 i and 2 i + 1. */
  readonly points: Float64Array;
  /** Å: (V / order of the group)^(1/3). */
  readonly length: number;
  /** (8): Å. */
  readonly distances: Float64Array;
}

/**
 * Cell number `index` of the endless stream of random cells that a seed has. It depends on nothing but these arguments, so the stream is the same
 * however many threads make it, and goes on at any place. The groups take turns.
 *
 * @param groups International Tables numbers
 * @param seed an integer from 0 to 2³²−1
 * @param index from 0
 * @throws DataError `bad-argument`
 */
export function cellOfPairs(groups: readonly number[], seed: number, index: number): CellOfPairs {
  if (groups.length === 0 || !isWord(seed) || !Number.isSafeInteger(index) || index < 0)
    throw new DataError(
      'bad-argument',
      `cellOfPairs: there must be a group, a seed from 0 to 4294967295 and an index from 0, got ${show([groups.length, seed, index])}`,
    );
  const random = randomAt(seed, index);
  const group = spaceGroup(groups[index % groups.length]!);
  const lattice = randomCell(group.crystalSystem, random);
  const metric = new OrbitMetric(group, lattice);
  const points = Float64Array.from({ length: 6 * PAIRS_PER_CELL }, () => random.bits() / 2 ** 32);
  const distances = Float64Array.from({ length: PAIRS_PER_CELL }, (_, i) =>
    metric.distance(points.subarray(6 * i, 6 * i + 3), points.subarray(6 * i + 3, 6 * i + 6)),
  );
  const length = Math.cbrt(Math.abs(rowsDet(lattice)) / group.order);
  return { group, lattice, points, length, distances };
}

const isWord = (x: number): boolean => Number.isInteger(x) && x >= 0 && x < 2 ** 32;

/** A generator of its own for each cell of each seed. */
function randomAt(seed: number, index: number): Random {
  const low = index % 2 ** 32;
  const words: [number, number, number, number] = [seed, low, Math.floor(index / 2 ** 32), 0x9e37_79b9];
  const random = Random.fromState(words);
  // Neighbouring states give similar numbers at first.
  for (let i = 0; i < 32; i++) random.bits();
  return random;
}
