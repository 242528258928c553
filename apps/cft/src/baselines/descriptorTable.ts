import { CRYSTAL_DESCRIPTORS, crystalDescriptors, type DescribedCrystal } from '@crystal-fourier/data';
import { Random } from '@crystal-fourier/math3';
import type { Table } from './xgboost.js';

/** {@link crystalDescriptors} of crystals, a row for each. */
export function descriptorTable(crystals: readonly DescribedCrystal[]): Table {
  const columns = CRYSTAL_DESCRIPTORS.length;
  const values = new Float64Array(crystals.length * columns);
  crystals.forEach((crystal, i) => values.set(crystalDescriptors(crystal), i * columns));
  return { rows: crystals.length, columns, values };
}

/** Some rows of a table, in the order given. */
export function rowsOf({ columns, values }: Table, rows: readonly number[]): Table {
  const chosen = new Float64Array(rows.length * columns);
  rows.forEach((row, i) => chosen.set(values.subarray(row * columns, (row + 1) * columns), i * columns));
  return { rows: rows.length, columns, values: chosen };
}

/** Rows that settings are fitted to, and those they are judged by. */
export interface InnerSplit {
  readonly fit: readonly number[];
  readonly judge: readonly number[];
}

/** A random fifth of the rows, chosen by the seed, judges; the others are fitted. A single row judges only. */
export function innerSplit(rows: number, seed: number): InnerSplit {
  const order = Random.seeded(seed).shuffled(Array.from({ length: rows }, (_, i) => i));
  const judged = Math.max(1, Math.round(rows / 5));
  const sorted = (indices: number[]): number[] => indices.sort((a, b) => a - b);
  return { judge: sorted(order.slice(0, judged)), fit: sorted(order.slice(judged)) };
}
