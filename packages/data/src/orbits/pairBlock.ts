import { frequencyFamily } from '@crystal-fourier/fourier-basis';
import { DataError, show } from '../core/errors.js';
import { parametersOfRows } from '../structure/lattice.js';
import { EncodedPairs, PAIR_INPUTS } from './encodedPair.js';
import { indexEncoder, indexOffset, indexWidth } from './indexEncoding.js';
import { MetricBasis } from './metricBasis.js';
import { type CellOfPairs, cellOfPairs, PAIRS_PER_CELL } from './cellOfPairs.js';

/**
 * How points are encoded.
 *
 * - `metric`: the functions of smallest real |k| in the cell, and what scalar products of them say of a distance.
 * - `index`: the projected plane waves of fixed indices hkl, and the cell (as arXiv:2512.13989 has it).
 */
export type PairForm = 'metric' | 'index';

/** Which pairs are made, and of what. */
export interface PairBlockRequest {
  readonly form: PairForm;
  /** Invariant functions of the form `metric`; least number of frequencies of the form `index`. */
  readonly functions: number;
  /** International Tables numbers. */
  readonly groups: readonly number[];
  /** From 0 to 2³²−1. */
  readonly seed: number;
  /** Number of the first cell in the stream. */
  readonly from: number;
  readonly cells: number;
}

/** Pairs of encoded points with the distances of their orbits, n = 8 per cell. */
export interface PairBlock {
  /** (n): International Tables numbers. */
  readonly groups: Uint8Array;
  /** (n): Å, (V / order of the group)^(1/3). */
  readonly lengths: Float32Array;
  /** (n): Å, exact. */
  readonly distances: Float32Array;
  /** (n): share of the frequencies of the form `index` that the group's absences and stars leave independent; 1 for the form `metric`. */
  readonly survivors: Float32Array;
  /** (n, width): see {@link pairWidth}. */
  readonly inputs: Float32Array;
  /** (n): Å, what a prediction is multiplied with. */
  readonly scales: Float32Array;
}

/** Numbers that describe a cell in the form `index`: log a, log b, log c, cosines of the angles, log of the length. */
export const CELL_INPUTS = 7;

/** Numbers of a pair: of the form `metric` as `EncodedPairs` writes them; of the form `index` both encodings, then the cell. */
export function pairWidth(form: PairForm, functions: number): number {
  return form === 'metric' ? PAIR_INPUTS : 2 * indexWidth(functions) + CELL_INPUTS;
}

/**
 * Makes the pairs of some cells of the stream.
 *
 * @throws DataError `bad-argument`
 */
export function pairBlock({ form, functions, groups, seed, from, cells }: PairBlockRequest): PairBlock {
  if (!(Number.isInteger(functions) && functions >= 8 && functions <= 4096))
    throw new DataError(
      'bad-argument',
      `pairBlock: functions must be an integer from 8 to 4096, got ${show(functions)}`,
    );
  const n = cells * PAIRS_PER_CELL;
  const width = pairWidth(form, functions);
  const block: PairBlock = {
    groups: new Uint8Array(n),
    lengths: new Float32Array(n),
    distances: new Float32Array(n),
    survivors: new Float32Array(n).fill(1),
    inputs: new Float32Array(n * width),
    scales: new Float32Array(n).fill(1),
  };
  for (let c = 0; c < cells; c++) {
    const cell = cellOfPairs(groups, seed, from + c);
    const at = c * PAIRS_PER_CELL;
    const last = at + PAIRS_PER_CELL;
    block.groups.fill(cell.group.number, at, last);
    block.distances.set(cell.distances, at);
    block.lengths.fill(cell.length, at, last);
    if (form === 'metric') writeMetric(block, at, cell, functions);
    else block.survivors.fill(writeIndex(block, at, cell, functions), at, last);
  }
  return block;
}

function writeMetric(
  { inputs, scales }: PairBlock,
  at: number,
  { group, lattice, points }: CellOfPairs,
  count: number,
): void {
  const pairs = new EncodedPairs(new MetricBasis(group, lattice, count));
  const encodings = pairs.basis.evaluate(points);
  for (let i = 0; i < PAIRS_PER_CELL; i++)
    scales[at + i] = pairs.write(encodings, 2 * i, 2 * i + 1, inputs, (at + i) * PAIR_INPUTS);
}

/** @returns share of the frequencies that is left */
function writeIndex(
  { inputs }: PairBlock,
  at: number,
  { group, lattice, points, length }: CellOfPairs,
  minCount: number,
): number {
  const { set, basis, scatter } = indexEncoder(group, minCount);
  const encodings = scatter.apply(basis.evaluate(points));
  const own = encodings.length / (2 * PAIRS_PER_CELL);
  const [width, offset] = [indexWidth(minCount), indexOffset(frequencyFamily(group), minCount)];
  const { a, b, c, alpha, beta, gamma } = parametersOfRows(lattice);
  const cosines = [alpha, beta, gamma].map((angle) => Math.cos((angle * Math.PI) / 180)) as [number, number, number];
  const cell = [Math.log(a), Math.log(b), Math.log(c), ...cosines, Math.log(length)];
  for (let i = 0; i < PAIRS_PER_CELL; i++) {
    const row = (at + i) * (2 * width + CELL_INPUTS);
    for (const side of [0, 1]) {
      const first = (2 * i + side) * own;
      inputs.set(encodings.subarray(first, first + own), row + side * width + offset);
    }
    inputs.set(cell, row + 2 * width);
  }
  return basis.count / set.count;
}
