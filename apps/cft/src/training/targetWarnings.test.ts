import { describe, expect, it } from 'vitest';
import { completePlan } from '../config/plan.js';
import type { DataParts } from '../data/dataParts.js';
import type { Example } from '../data/example.js';
import { targetWarnings } from './targetWarnings.js';

/** A crystal of one atom in P 1 with a cubic cell, as far as the warnings look at it. */
function crystal(id: string, edge: number, targets: Record<string, number>): Example {
  const features = {
    groupNumber: 1,
    atomicNumbers: Uint8Array.of(11),
    multiplicities: Uint16Array.of(1),
    cell: Float32Array.of(edge, edge, edge, 90, 90, 90, 1),
    radial: Float32Array.of(edge, 1),
  };
  return { id, features, targets } as unknown as Example;
}

const train = Array.from({ length: 20 }, (_, i) => crystal(`r${i}`, 3 + i, { x: i, y: Math.sin(i) }));
const warningsOf = (parts: DataParts['parts'], file: Parameters<typeof completePlan>[0] = {}): string[] =>
  targetWarnings({ parts } as DataParts, completePlan({ target: ['x', 'y'], ...file }));

describe('warnings before a training', () => {
  it('there are none for data without peculiarities', () => {
    expect(warningsOf({ train, val: [crystal('v', 2, { x: 3, y: 1 })] })).toEqual([]);
  });

  it('name values far outside, the farthest first', () => {
    const wrong = [crystal('slip', 40, { x: 1e5, y: 0 }), crystal('unit', 41, { x: 1e6, y: 0 })];
    const [warning, ...others] = warningsOf({ train: [...train, ...wrong] });
    expect(others).toEqual([]);
    expect(warning).toMatch(/^x: 2 training records are more than 30 times .*: unit \(1\.00e\+6\), slip \(100000\); /);
    const many = Array.from({ length: 7 }, (_, i) => crystal(`far-${i}`, 50 + i, { x: 1e6, y: 0 }));
    expect(warningsOf({ train: [...train, ...many] })[0]).toContain('and 2 more');
  });

  it('name targets that say the same', () => {
    const twice = train.map((one) =>
      crystal(one.id, one.features.cell[0]!, { x: one.targets['x']!, y: 5 - 2 * one.targets['x']! }),
    );
    expect(warningsOf({ train: twice })).toEqual([expect.stringMatching(/^y and x say the same/)]);
  });

  it('name crystals of other parts that are trained on', () => {
    const parts = { train, val: [crystal('other', 2.5, { x: 1, y: 1 })], test: [crystal('copy', 5, { x: 2, y: 1 })] };
    expect(warningsOf(parts)).toEqual([
      expect.stringMatching(/^part test: 1 crystal is among the training records, too \(copy\)/),
    ]);
  });

  it('look at logarithms where these are learned', () => {
    const far = [
      ...train.map((one, i) => crystal(one.id, 3 + i, { x: 1 + i, y: one.targets['y']! })),
      crystal('large', 90, { x: 1e4, y: 0 }),
    ];
    expect(warningsOf({ train: far })).toHaveLength(1);
    expect(warningsOf({ train: far }, { log10: ['x'] })).toEqual([]);
  });
});
