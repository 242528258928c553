import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mat3 } from '@crystal-fourier/math3';
import { spaceGroup } from '../core.js';
import { SpaceGroupError } from '../algebra/errors.js';
import { parseXyz } from './parseXyz.js';
import { settings } from '../settings/settingChoice.js';
import { rotation } from './rotation.js';
import { SymOp } from './symOp.js';

const all = settings().flatMap((s) => [...spaceGroup(s.number, { qualifier: s.qualifier }).operations]);
const anyOp = fc
  .record({
    i: fc.nat(all.length - 1),
    t: fc.tuple(
      fc.integer({ min: -50, max: 50 }),
      fc.integer({ min: -50, max: 50 }),
      fc.integer({ min: -50, max: 50 }),
    ),
  })
  .map(({ i, t }) => (all[i] as SymOp).translated(t));
/** Two operations of one group, so that their product is of finite order. */
const pair = fc.record({ s: fc.nat(529), i: fc.nat(), j: fc.nat(), k: fc.nat() }).map(({ s, i, j, k }) => {
  const { number, qualifier } = settings()[s] as { number: number; qualifier: string };
  const ops = spaceGroup(number, { qualifier }).operations;
  return [ops[i % ops.length], ops[j % ops.length], ops[k % ops.length]] as [SymOp, SymOp, SymOp];
});
const point = fc.tuple(...([0, 1, 2] as const).map(() => fc.double({ min: -3, max: 3, noNaN: true }))) as fc.Arbitrary<
  [number, number, number]
>;
const hkl = fc.tuple(...([0, 1, 2] as const).map(() => fc.integer({ min: -20, max: 20 }))) as fc.Arbitrary<
  [number, number, number]
>;

describe('SymOp', () => {
  it('forms a group: associative, with inverses', () => {
    fc.assert(
      fc.property(pair, ([g, h, k]) => {
        expect(
          g
            .mul(h)
            .mul(k)
            .equals(g.mul(h.mul(k))),
        ).toBe(true);
        expect(g.mul(g.inverse()).equals(SymOp.identity)).toBe(true);
        expect(g.inverse().mul(g).equals(SymOp.identity)).toBe(true);
      }),
    );
  });

  it('acts on points from the left and on Miller indices from the right: (gh)x = g(hx), h(gk) = (hg)k', () => {
    fc.assert(
      fc.property(pair, point, hkl, ([g, h], x, q) => {
        const one = g.mul(h).apply(x);
        const two = g.apply(h.apply(x));
        // Sums of at most four terms below 10: rounding stays far below 1e-13.
        for (let i = 0; i < 3; i++) expect(Math.abs((one[i] as number) - (two[i] as number))).toBeLessThan(1e-13);
        expect(g.mul(h).applyHkl(q)).toEqual(h.applyHkl(g.applyHkl(q)));
        expect(g.mul(h).phaseShift(q)).toBe((g.phaseShift(q) + h.phaseShift(g.applyHkl(q))) % 24);
      }),
    );
  });

  it('returns to a lattice translation after `order` steps; the intrinsic part is that translation over the order', () => {
    for (const op of new Set(all)) {
      let power = op;
      for (let i = 1; i < op.order; i++) power = power.mul(op);
      expect(power.type).toBe('1');
      const total = op.intrinsic.map((w) => w * op.order);
      expect(power.trans).toEqual(total);
      expect(op.isScrewOrGlide).toBe(total.some((w) => w !== 0));
      // −1 and rotoinversions other than m keep a point fixed.
      if (['-1', '-3', '-4', '-6'].includes(op.type)) expect(op.isScrewOrGlide).toBe(false);
    }
  });

  it('keeps its axis, and turns about it in its sense', () => {
    for (const rot of new Set(all.map((g) => g.rot))) {
      const op = SymOp.of(rot, [0, 0, 0]);
      const { axis } = op;
      if (axis === null) {
        expect(['1', '-1']).toContain(op.type);
        continue;
      }
      expect(op.apply(axis)).toEqual(axis.map((c) => c * op.det + 0));
      expect(op.sense).toBe(['2', 'm'].includes(op.type) ? 0 : -op.inverse().sense);
    }
    expect(parseXyz('-y,x,z').sense).toBe(1);
    expect(parseXyz('z,x,y').axis).toEqual([1, 1, 1]);
    expect(parseXyz('z,x,y').sense).toBe(1);
  });

  it('round-trips through its triplet', () => {
    fc.assert(
      fc.property(anyOp, (op) => {
        expect(parseXyz(op.toXyz()).equals(op)).toBe(true);
        expect(parseXyz(op.toXyz().toUpperCase().replaceAll(',', ' , ')).equals(op)).toBe(true);
        expect(SymOp.of(op.toJSON().rot, op.toJSON().trans).equals(op)).toBe(true);
        expect(String(op)).toBe(op.toXyz());
      }),
    );
  });

  it.each([
    ['x,y,z', '1', '{1|0,0,0}'],
    ['-y, x, z+1/4', '4', '{4+_001|0,0,1/4}'],
    ['y,-x,z+3/4', '4', '{4-_001|0,0,3/4}'],
    ['-x,-y,-z', '-1', '{-1|0,0,0}'],
    ['x,1/2-y,z+.5', 'm', '{m_010|0,1/2,1/2}'],
    ['-z,-x,-y', '-3', '{-3+_111|0,0,0}'],
    ['y,-x,-z', '-4', '{-4+_001|0,0,0}'],
    ['-y,x-y,-z', '-6', '{-6-_001|0,0,0}'],
    ['x-y,x,z+1/6', '6', '{6+_001|0,0,1/6}'],
    ['y,x,-z', '2', '{2_110|0,0,0}'],
    ['-y,-x,-z+0.333', '2', '{2_1-10|0,0,1/3}'],
    ['x+1,y-1/2,z', '1', '{1|1,-1/2,0}'],
    ['x,y,z+0.66667', '1', '{1|0,0,2/3}'],
    ['x,y,z+0.66666', '1', '{1|0,0,2/3}'],
    ['x, x-y, 0.041667 + z', 'm', '{m_010|0,0,1/24}'],
  ])('%s is %s %s', (xyz, type, seitz) => {
    const op = parseXyz(xyz);
    expect(op.type).toBe(type);
    expect(op.toSeitz()).toBe(seitz);
  });

  it('phaseShift is h·t modulo 24, exactly, for negative indices too', () => {
    const op = parseXyz('-y,x,z+1/4');
    expect([1, 2, 3, 4, -1].map((l) => op.phaseShift([0, 0, l]))).toEqual([6, 12, 18, 0, 18]);
  });

  it('refuses what is no operation', () => {
    expect(() => SymOp.of([1, 0, 0, 0, 1, 0, 0, 0], [0, 0, 0])).toThrow(/9 integers, row-major/);
    expect(() => SymOp.of([1, 0, 0, 0, 1, 0, 0, 0, 1], [0.5, 0, 0])).toThrow(/units of 1\/24 \(a half is 12\)/);
    expect(() => SymOp.of([1, 1, 0, 0, 1, 0, 0, 0, 1], [0, 0, 0])).toThrow(/order 1, 2, 3, 4 or 6/);
    expect(() => SymOp.of([2, 0, 0, 0, 1, 0, 0, 0, 1], [0, 0, 0])).toThrow(SpaceGroupError);
    expect(() => parseXyz('-x,y,z').mul(parseXyz('x,-x-y,z')).mul(parseXyz('y,x,z'))).toThrow(/infinite order/);
  });

  it('keeps matrices with large entries apart and exact', () => {
    const skew = [1, 0, 0, 40, -1, 0, 0, 0, -1] as unknown as Mat3;
    const r = rotation(skew);
    expect(r?.type).toBe('2');
    const op = SymOp.of(skew, [3, 5, 7]);
    expect(op.mul(op).type).toBe('1');
    expect(op.inverse().mul(op).equals(SymOp.identity)).toBe(true);
    expect(op.key).not.toBe(SymOp.of([1, 0, 0, 39, -1, 0, 0, 0, -1], [3, 5, 7]).key);
  });
});
