import { type Rows, toCartesian } from './rows.js';

type Point = readonly [number, number, number];

/**
 * Edges of the cells of a block of cells; one that two cells share is there once.
 *
 * @param repeats cells along a, b and c
 * @returns ends, Cartesian, two for each edge
 */
export function cellEdges(rows: Rows, repeats: number): Point[] {
  const ends: Point[] = [];
  for (let axis = 0; axis < 3; axis++)
    for (let i = 0; i <= repeats; i++)
      for (let j = 0; j <= repeats; j++) {
        const start = [i, j, 0];
        const end = [i, j, repeats];
        ends.push(toCartesian(rows, turned(start, axis)), toCartesian(rows, turned(end, axis)));
      }
  return ends;
}

/** Puts the last coordinate on an axis. */
const turned = ([i, j, k]: readonly number[], axis: number): Point =>
  axis === 0 ? [k!, i!, j!] : axis === 1 ? [i!, k!, j!] : [i!, j!, k!];
