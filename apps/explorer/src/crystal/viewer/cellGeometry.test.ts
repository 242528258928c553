import { minus } from '@crystal-fourier/math3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellEdges } from '../../cell/cellEdges.js';
import { toCartesian } from '../../cell/rows.js';
import { cellBall, faceDistances, latticeVector } from './cellGeometry.js';
import type { Vector3 } from './viewerStructure.js';

const HEXAGONAL = [3, 0, 0, -1.5, 1.5 * Math.sqrt(3), 0, 0, 0, 5];
const lattice = fc
  .array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 9, maxLength: 9 })
  .map((values) => values.map((x, i) => (i % 4 === 0 ? x + 7 : x)));

const length = (p: Vector3): number => Math.hypot(...p);

describe('cell', () => {
  it('has twelve edges, four along each lattice vector', () => {
    const ends = cellEdges(HEXAGONAL, 1);
    expect(ends).toHaveLength(24);
    const edges = Array.from({ length: 12 }, (_, i) => minus(ends[2 * i + 1]!, ends[2 * i]!));
    expect(edges.map((edge) => length(edge).toFixed(6)).toSorted()).toEqual([
      ...Array.from({ length: 8 }, () => '3.000000'),
      ...Array.from({ length: 4 }, () => '5.000000'),
    ]);
    for (const axis of [0, 1, 2] as const) {
      const along = edges.filter((edge) => length(minus(edge, latticeVector(axis, HEXAGONAL))) < 1e-9);
      expect(along).toHaveLength(4);
    }
    // Every corner is the end of three edges.
    const corners = new Map<string, number>();
    for (const end of ends) {
      const name = end.map((x) => (x + 0).toFixed(6)).join();
      corners.set(name, (corners.get(name) ?? 0) + 1);
    }
    expect([...corners.values()]).toEqual([3, 3, 3, 3, 3, 3, 3, 3]);
  });

  it('shares edges with its neighbours: a block of n cells each way has 3(n + 1)² lines', () => {
    expect(cellEdges(HEXAGONAL, 2)).toHaveLength(2 * 27);
    expect(cellEdges(HEXAGONAL, 3)).toHaveLength(2 * 48);
  });

  it('lies in its ball, and touches it', () => {
    fc.assert(
      fc.property(lattice, fc.integer({ min: 1, max: 3 }), (rows, repeats) => {
        const { centre, radius } = cellBall(rows, repeats);
        const distances = cellEdges(rows, repeats).map((end) => length(minus(end, centre)));
        expect(Math.max(...distances)).toBeCloseTo(radius, 9);
      }),
    );
  });

  it('has faces at the distances of its lattice planes', () => {
    expect(faceDistances(HEXAGONAL).map((x) => x.toFixed(6))).toEqual([
      (1.5 * Math.sqrt(3)).toFixed(6),
      (1.5 * Math.sqrt(3)).toFixed(6),
      '5.000000',
    ]);
    expect(toCartesian(HEXAGONAL, [1, 1, 0.5])).toEqual([1.5, 1.5 * Math.sqrt(3), 2.5]);
  });
});
