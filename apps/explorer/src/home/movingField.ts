import { frequencySet, invariantBasis } from '@crystal-fourier/fourier-basis';
import { type PlaneGroup } from '@crystal-fourier/spacegroups';

/** An invariant function of a plane group whose weights swing, each with its own slow period. */
export interface MovingField {
  /** Points along each axis of the cell. */
  readonly size: number;
  /** (size, size), row-major, y first: values in [−1, 1] at the points (column/size, row/size) of the cell, at a time in seconds. */
  at(time: number): Float32Array;
}

/** Weights fall with the frequency, so that the picture is smooth. */
const DECAY = 0.55;

/**
 * @param size points along each axis. Defaults to 96
 * @param phase shifts all swings, in turns: another one is another picture. Defaults to 0
 */
export function movingField(group: PlaneGroup, size = 96, phase = 0): MovingField {
  const basis = invariantBasis(group, frequencySet(group, { radius: 3.7 }));
  const points = new Float32Array(2 * size * size);
  for (let i = 0; i < size * size; i++) {
    points[2 * i] = (i % size) / size;
    points[2 * i + 1] = Math.floor(i / size) / size;
  }
  const all = basis.evaluate(points);
  const { set, starStart, members } = basis.constraints;
  const shell = Array.from(basis.stars, (star) => shellOf(set.shellStart, members[starStart[star]!]!));
  // Column by column, without the constant.
  const columns = Array.from({ length: basis.count }, (_, j) => j)
    .filter((j) => shell[j]! > 0)
    .map((j) => ({
      values: Float32Array.from({ length: size * size }, (_, i) => all[i * basis.count + j]!),
      amplitude: Math.exp(-DECAY * (shell[j]! - 1)),
      // Golden and plastic ratio: no two periods are commensurate.
      frequency: 0.05 + 0.11 * ((j * 0.618034) % 1),
      phase: phase + ((j * 0.754878) % 1),
    }));
  const sum = new Float32Array(size * size);
  return {
    size,
    at(time) {
      sum.fill(0);
      for (const { values, amplitude, frequency, phase } of columns) {
        const weight = amplitude * Math.cos(2 * Math.PI * (frequency * time + phase));
        for (let i = 0; i < sum.length; i++) sum[i]! += weight * values[i]!;
      }
      const most = sum.reduce((max, value) => Math.max(max, Math.abs(value)), 1e-6);
      for (let i = 0; i < sum.length; i++) sum[i]! /= most;
      return sum;
    },
  };
}

/** Position of the shell that a node is in. */
function shellOf(shellStart: Int32Array, node: number): number {
  return shellStart.findLastIndex((start) => start <= node);
}
