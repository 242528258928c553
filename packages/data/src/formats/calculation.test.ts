import { describe, expect, it } from 'vitest';
import { bandGapOf } from './calculation.js';

const k = (energies: number[], occupations: number[]) => ({ energies, occupations });

describe('bandGapOf', () => {
  it('finds the indirect and the direct gap', () => {
    const gap = bandGapOf([[k([0, 1, 4], [1, 1, 0]), k([0, 2, 3.5], [1, 1, 0])]]);
    expect(gap).toEqual({ value: 1.5, direct: 1.5, valenceMaximum: 2, conductionMinimum: 3.5, isMetal: false });
    expect(bandGapOf([[k([2, 4], [1, 0]), k([1, 3], [1, 0])]])).toMatchObject({ value: 1, direct: 2 });
  });

  it('takes the smaller gap over both spins', () => {
    expect(bandGapOf([[k([0, 5], [1, 0])], [k([1, 4], [1, 0])]])).toMatchObject({ value: 3, direct: 3 });
  });

  it.each([
    ['a partly filled state', [[k([0, 1, 2], [1, 0.5, 0])]]],
    ['a band that is filled at one k-point only', [[k([0, 1, 2], [1, 1, 0]), k([0, 1.5, 2], [1, 0, 0])]]],
    ['overlapping bands', [[k([0, 1], [1, 0]), k([2, 3], [1, 0])]]],
    ['overlapping spins', [[k([0, 1], [1, 0])], [k([2, 3], [1, 0])]]],
  ])('finds no gap in %s', (_what, spins) => {
    expect(bandGapOf(spins)).toMatchObject({ value: 0, direct: 0, isMetal: true });
  });

  it('bears the tails of a smearing', () => {
    expect(bandGapOf([[k([0, 1], [1.05, -0.05]), k([0, 1.2], [0.97, 0.03])]])).toMatchObject({
      value: 1,
      isMetal: false,
    });
  });

  it('gives nothing without empty or filled states', () => {
    expect(bandGapOf([[k([0, 1], [1, 1])]])).toBeUndefined();
    expect(bandGapOf([[k([0, 1], [0, 0])]])).toBeUndefined();
    expect(bandGapOf([])).toBeUndefined();
  });
});
