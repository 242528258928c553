import { describe, expect, it } from 'vitest';
import { handMade } from '../testing/handMade.js';
import { trainableRecords } from './trainableRecords.js';

const VALUES = [1, 0, -1, 0.5, NaN, Infinity, 1e39, 3.4e38, undefined, null, '1'] as number[];
const candidates = VALUES.map((value, i) => ({ ...handMade(`r${i}`, 1, {}), targets: { y: value } }));

/** Places of the values that are kept. */
const kept = (task: 'regression' | 'classification', log10: boolean | readonly string[]): number[] =>
  trainableRecords(candidates, ['y'], task, { log10 }).records.map(({ id }) => Number(id.slice(1)));

describe('trainableRecords', () => {
  it('keeps numbers of 32 bits, positive ones where logarithms are learned, and 0 and 1 of classes', () => {
    expect(kept('regression', false)).toEqual([0, 1, 2, 3, 7]);
    expect(kept('regression', ['z'])).toEqual([0, 1, 2, 3, 7]);
    expect(kept('regression', true)).toEqual([0, 3, 7]);
    expect(kept('classification', false)).toEqual([0, 1]);
    expect(kept('classification', true)).toEqual([0, 1]);
  });

  it('lists each value that is left out, with the reason', () => {
    const { excluded } = trainableRecords(candidates, ['y'], 'regression', { log10: ['y'] });
    expect(
      excluded.map(({ id, target, value, reason }) => [id, target, value, reason.split(' ', 2).join(' ')]),
    ).toEqual([
      ['r1', 'y', 0, 'not positive,'],
      ['r2', 'y', -1, 'not positive,'],
      ['r4', 'y', NaN, 'not a'],
      ['r5', 'y', Infinity, 'not a'],
      ['r6', 'y', 1e39, 'not a'],
      ['r8', 'y', undefined, 'missing'],
      ['r9', 'y', null, 'missing'],
      ['r10', 'y', '1', 'not a'],
    ]);
  });

  it('keeps a record for the targets that it has', () => {
    const two = { ...handMade('two', 1, {}), targets: { y: 1, z: NaN, other: 5 } };
    const { records, excluded } = trainableRecords([two], ['y', 'z'], 'regression', { log10: false });
    expect(records).toEqual([{ id: 'two', features: two.features, targets: { y: 1 } }]);
    expect(excluded.map(({ target }) => target)).toEqual(['z']);
  });
});
