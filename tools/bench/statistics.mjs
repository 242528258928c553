// What the benchmarks share: quantiles of lists of times, and the line that names the machine.
import { cpus } from 'node:os';

/**
 * The number below which the share `q` of a list lies: its middle for 0.5.
 *
 * @param {readonly number[]} list
 * @param {number} q
 */
export const quantile = (list, q) =>
  list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(q * list.length))] ?? Number.NaN;

/** @param {readonly number[]} list */
export const median = (list) => quantile(list, 0.5);

/** @param {readonly number[]} list */
export const mean = (list) => list.reduce((sum, x) => sum + x, 0) / list.length;

/** Processor, cores and version of Node: no table of times says anything without them. */
export const machine = () => `${cpus()[0]?.model.trim()}, ${cpus().length} cores, Node ${process.version}`;
