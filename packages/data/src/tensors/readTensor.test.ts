import { describe, expect, it } from 'vitest';
import { readTensor } from './readTensor.js';
import type { TensorKind } from './tensorKinds.js';
import { fromVoigt } from './voigt.js';

const count = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);
const rows = (list: readonly number[], width: number): number[][] =>
  Array.from({ length: list.length / width }, (_, i) => list.slice(width * i, width * (i + 1)));

describe('readTensor', () => {
  it.each<[TensorKind, string, unknown, ArrayLike<number>]>([
    ['dielectric', '3 × 3', rows(count(9), 3), count(9)],
    ['dielectric', '9', count(9), count(9)],
    ['dielectric', '6', count(6), [1, 6, 5, 6, 2, 4, 5, 4, 3]],
    ['dielectric', 'JSON', '[[1, 2, 3], [4, 5, 6], [7, 8, 9]]', count(9)],
    ['rank2', '3 × 3', rows(count(9), 3), count(9)],
    ['born', 'n × 3 × 3', [rows(count(9), 3), rows(count(9), 3)], [...count(9), ...count(9)]],
    ['born', 'n × 9', [count(9), count(9)], [...count(9), ...count(9)]],
    ['born', '9 n', count(18), count(18)],
    ['piezoelectric', '3 × 6', rows(count(18), 6), fromVoigt(count(18))],
    ['piezoelectric', '18', count(18), fromVoigt(count(18))],
    ['piezoelectric', '3 × 3 × 3', rows(count(27), 9).map((row) => rows(row, 3)), count(27)],
    ['elastic', '6 × 6', rows(count(36), 6), fromVoigt(count(36))],
    ['elastic', '81', count(81), count(81)],
    [
      'elastic',
      '3 × 3 × 3 × 3',
      rows(count(81), 27).map((cube) => rows(cube, 9).map((row) => rows(row, 3))),
      count(81),
    ],
  ])('reads kind %s from %s', (kind, _, value, expected) => {
    expect([...readTensor(kind, value)]).toEqual(Array.from(expected));
  });

  it('reads the upper triangle of an elastic matrix', () => {
    const matrix = [
      [1, 2, 3, 4, 5, 6],
      [2, 7, 8, 9, 10, 11],
      [3, 8, 12, 13, 14, 15],
      [4, 9, 13, 16, 17, 18],
      [5, 10, 14, 17, 19, 20],
      [6, 11, 15, 18, 20, 21],
    ];
    expect(readTensor('elastic', count(21))).toEqual(fromVoigt(matrix.flat()));
  });

  it.each<[TensorKind, unknown, string]>([
    ['dielectric', rows(count(18), 6), 'must be 3 × 3, 9 or 6 numbers (xx, yy, zz, yz, xz, xy), got a list of 3 × 6'],
    ['rank2', count(6), 'must be 3 × 3 or 9 numbers, got a list of 6'],
    ['piezoelectric', rows(count(18), 3), 'got a list of 6 × 3'],
    ['elastic', rows(count(18), 6), 'got a list of 3 × 6'],
    ['born', count(8), 'got a list of 8'],
    [
      'dielectric',
      [
        [1, 2, 3],
        [4, 5],
        [6, 7, 8],
      ],
      'got [a list of 3, a list of 2, a list of 3]',
    ],
    ['dielectric', [...count(8), null], 'got a component null'],
    ['dielectric', [...count(8), '9'], 'got a component "9"'],
    ['elastic', 'soft', 'got "soft"'],
    ['elastic', 3, 'got 3'],
    ['elastic', [], 'got []'],
  ])('refuses for kind %s %j', (kind, value, message) => {
    expect(() => readTensor(kind, value)).toThrow(message);
  });
});
