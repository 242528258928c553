import { describe, expect, it } from 'vitest';
import { parseAbc } from '../operations/changeOfBasis.js';
import { fromHall, fromOperations, lookup, spaceGroup } from '../core.js';

describe('CoreSpaceGroup', () => {
  it('is one instance per setting, with a readable name', () => {
    expect(spaceGroup(62)).toBe(spaceGroup(62));
    expect(fromHall('-P 2ac 2n')).toBe(spaceGroup(62));
    expect(String(spaceGroup(62))).toBe('P n m a (62)');
    expect(JSON.stringify(spaceGroup(62))).toBe('{"number":62,"hall":"-P 2ac 2n","hm":"P n m a"}');
    const found = lookup('Pnma');
    expect(found.ok && found.group).toBe(spaceGroup(62));
  });

  it('polar directions of P1, m, 2 and a non-polar group', () => {
    expect(spaceGroup(1).polarDirections).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    expect(spaceGroup(8).polarDirections).toEqual([
      [1, 0, 0],
      [0, 0, 1],
    ]);
    expect(spaceGroup(4).polarDirections).toEqual([[0, 1, 0]]);
    expect(spaceGroup(160, { axes: 'R' }).polarDirections).toEqual([[1, 1, 1]]);
    expect(spaceGroup(195).polarDirections).toEqual([]);
  });

  it('refuses Miller indices that are no integers', () => {
    expect(() => spaceGroup(1).isAbsent([0.5, 0, 0])).toThrow(/isAbsent: Miller indices must be three integers/);
    expect(() => spaceGroup(1).epsilon([1, 2] as unknown as [number, number, number])).toThrow(/epsilon/);
    expect(() => spaceGroup(1).isCentric('100' as unknown as [number, number, number])).toThrow(/isCentric/);
  });

  it('gives cells outside the table a name that can be read again', () => {
    const super2 = spaceGroup(2).changeBasis(parseAbc('a,b,2c'));
    expect(super2.setting).toMatchObject({
      index: null,
      number: 2,
      hall: '-P 1 (x,y,1/2*z)',
      hmExtended: 'P -1 (a,b,2c)',
      qualifier: 'a,b,2c',
      isReference: false,
    });
    expect(super2.centring).toEqual({
      symbol: null,
      vectors: [
        [0, 0, 0],
        [0, 0, 12],
      ],
    });
    expect(super2.order).toBe(4);
    expect(fromHall(super2.setting.hall).operations.join(' ')).toBe(super2.operations.join(' '));
    expect(fromOperations(super2.operations).number).toBe(2);
    expect(super2.toPrimitive.volumeRatio).toEqual([1, 2]);
    expect(super2.primitive.order).toBe(2);
  });
});
