import { describe, expect, it } from 'vitest';
import { rotatedTensor } from './irreducibleParts.js';
import { fromVoigt, toVoigt } from './voigt.js';

// /usr/bin/python3 with pymatgen 2022.11.7: PiezoTensor.from_voigt(PIEZO).rotate(R).voigt, ElasticTensor.from_voigt(STIFFNESS).rotate(R).voigt
const R = [0.36, 0.48, -0.8, -0.8, 0.6, 0, 0.48, 0.64, 0.6] as const;
const PIEZO = [
  [0.1, -0.2, 0.3, 0.4, -0.5, 0.6],
  [0.7, 0.8, -0.9, 1, 1.1, -1.2],
  [-1.3, 1.4, 1.5, -1.6, 1.7, 1.8],
];
const PIEZO_ROTATED = [
  [-2.479968, 2.3408, -0.780832, 0.72192, -0.358624, -1.89856],
  [-1.548, 1.6, 0.148, -0.024, -0.164, 0.832],
  [0.002976, -0.3056, 1.742624, -0.30144, 0.167968, 1.35392],
];
const STIFFNESS = [
  [277, -123, -73, 27, 125, 21],
  [-123, 248, 83, -143, -51, -80],
  [-73, 83, 131, -48, -72, -17],
  [27, -143, -48, 296, -49, 79],
  [125, -51, -72, -49, 176, -61],
  [21, -80, -17, 79, -61, 228],
];
const STIFFNESS_ROTATED = [
  [397.70445056, -31.258816, -119.25043456, 98.1310336, 47.53905408, 121.1194752],
  [-31.258816, 328.5376, -97.598784, -54.62496, -56.897088, 161.76128],
  [-119.25043456, -97.598784, 199.97401856, -37.7140736, 20.95163392, -153.5367552],
  [98.1310336, -54.62496, -37.7140736, 230.370816, -33.0887552, -18.589888],
  [47.53905408, -56.897088, 20.95163392, -33.0887552, 75.98956544, -2.6049664],
  [121.1194752, 161.76128, -153.5367552, -18.589888, -2.6049664, 258.531584],
];

const close = (rows: readonly (readonly number[])[], digits: number): unknown[] =>
  rows.map((row) => row.map((value) => expect.closeTo(value, digits) as number));

describe('Voigt’s notation', () => {
  it('rotates to what pymatgen has', () => {
    expect(toVoigt(rotatedTensor('piezoelectric', fromVoigt(PIEZO.flat()), R))).toEqual(close(PIEZO_ROTATED, 10));
    expect(toVoigt(rotatedTensor('elastic', fromVoigt(STIFFNESS.flat()), R))).toEqual(close(STIFFNESS_ROTATED, 7));
  });

  it('has its factors: none for stress, 2 and 4 for strain', () => {
    const piezo = fromVoigt(PIEZO.flat());
    // e_123, e_213, e_321
    expect([piezo[5], piezo[9 + 2], piezo[18 + 3]]).toEqual([0.4, 1.1, 1.8]);
    const strain = fromVoigt(PIEZO.flat(), 'strain');
    expect([strain[0], strain[5], strain[9 + 2]]).toEqual([0.1, 0.2, 0.55]);
    const stiffness = fromVoigt(STIFFNESS.flat());
    const compliance = fromVoigt(STIFFNESS.flat(), 'strain');
    // xxyz, yzyz, xzxy
    expect([stiffness[5], stiffness[9 * 5 + 5], stiffness[9 * 2 + 1]]).toEqual([27, 296, -61]);
    expect([compliance[5], compliance[9 * 5 + 5], compliance[9 * 2 + 1]]).toEqual([13.5, 74, -15.25]);
    expect([...fromVoigt([1, 2, 3, 4, 5, 6])]).toEqual([1, 6, 5, 6, 2, 4, 5, 4, 3]);
    expect([...fromVoigt([1, 2, 3, 4, 5, 6], 'strain')]).toEqual([1, 3, 2.5, 3, 2, 2, 2.5, 2, 3]);
  });

  it('is read back, in both forms', () => {
    for (const form of ['stress', 'strain'] as const)
      for (const rows of [[[1, 2, 3, 4, 5, 6]], PIEZO, STIFFNESS])
        expect(toVoigt(fromVoigt(rows.flat(), form), form)).toEqual(rows);
  });

  it('takes the mean of components that should be equal', () => {
    expect(toVoigt([1, 2, 3, 4, 5, 6, 7, 8, 9])).toEqual([[1, 5, 9, 7, 5, 3]]);
  });

  it('refuses other numbers of values', () => {
    expect(() => fromVoigt([1, 2, 3])).toThrow('6, 18 (3 × 6) or 36 (6 × 6) numbers, got 3');
    expect(() => toVoigt([1, 2, 3])).toThrow('9, 27 or 81 components, got 3');
  });
});
