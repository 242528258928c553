import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChangeOfBasis, parseAbc, readAbc } from './changeOfBasis.js';
import { spaceGroup } from '../index.js';
import { parseXyz } from './parseXyz.js';

const fractionOf = fc.tuple(fc.integer({ min: -6, max: 6 }), fc.constantFrom(1, 2, 3, 4, 6, 8));
const basis = fc
  .tuple(fc.array(fractionOf, { minLength: 9, maxLength: 9 }), fc.array(fractionOf, { minLength: 3, maxLength: 3 }))
  .map(([P, p]) => {
    try {
      return ChangeOfBasis.of(P, p);
    } catch {
      return ChangeOfBasis.identity;
    }
  });

describe('ChangeOfBasis', () => {
  it('round-trips through its text, and inverts exactly', () => {
    fc.assert(
      fc.property(basis, (cb) => {
        expect(parseAbc(cb.toAbc()).equals(cb)).toBe(true);
        expect(cb.followedBy(cb.inverse()).isIdentity).toBe(true);
        expect(cb.inverse().followedBy(cb).isIdentity).toBe(true);
        expect(cb.inverse().inverse().equals(cb)).toBe(true);
        const [n, d] = cb.volumeRatio;
        expect(cb.inverse().volumeRatio).toEqual(n < 0 ? [-d, -n] : [d, n]);
        expect(String(cb)).toBe(cb.toAbc());
        expect(JSON.stringify({ cb })).toBe(`{"cb":"${cb.toAbc()}"}`);
      }),
    );
  });

  it('of universal symbols is read with the origin shift in the vectors, as cctbx writes it', () => {
    for (const [text, same] of [
      ['a-1/4,b,c+1/3', 'a,b,c;-1/4,0,1/3'],
      ['a+b+1/2,-a+b,c', 'a+b,-a+b,c;1/2,0,0'],
      ['c-1/4,a+2*c-1/4,1/2*b', 'c,a+2c,b/2;-1/4,-1/4,0'],
    ] as const)
      expect(readAbc(text, true).equals(parseAbc(same)), text).toBe(true);
  });

  it('composes: coordinates through two changes are those through their product', () => {
    fc.assert(
      fc.property(basis, basis, (a, b) => {
        const x = [0.1, 0.2, 0.3] as const;
        const two = b.apply(a.apply(x));
        const one = a.followedBy(b).apply(x);
        const size = Math.max(1, ...one.map(Math.abs));
        // Relative to the size of the result; nearly singular bases amplify rounding.
        for (let i = 0; i < 3; i++) expect(Math.abs((one[i] as number) - (two[i] as number)) / size).toBeLessThan(1e-9);
      }),
    );
  });

  it('follows the convention of the International Tables: (a′,b′,c′) = (a,b,c)P, x′ = P⁻¹(x − p), h′ = hP', () => {
    const cb = parseAbc('a+b,-a+b,c;1/4,0,0');
    expect(cb.P).toEqual([1, -1, 0, 1, 1, 0, 0, 0, 1].map((n) => [n, 1]));
    expect(cb.p).toEqual([
      [1, 4],
      [0, 1],
      [0, 1],
    ]);
    expect(cb.apply([1.25, 1, 0])).toEqual([1, 0, 0]);
    expect(cb.applyHkl([1, 2, 3])).toEqual([3, 1, 3]);
    expect(
      cb.applyLattice([
        [1, 0, 0],
        [0, 2, 0],
        [0, 0, 3],
      ]),
    ).toEqual([
      [1, 2, 0],
      [-1, 2, 0],
      [0, 0, 3],
    ]);
    expect(cb.toXyz()).toBe('1/2*x+1/2*y-1/8,-1/2*x+1/2*y+1/8,z');
    expect(cb.volumeRatio).toEqual([2, 1]);
    expect(() => cb.inverse().applyHkl([1, 0, 0])).toThrow(/no integer indices/);
  });

  it('leaves h·x unchanged but for the origin', () => {
    const cb = parseAbc('b,c,a;1/4,1/3,0');
    const x = [0.3, 0.7, 0.9] as const;
    const h = [2, -1, 5] as const;
    const dot = (u: readonly number[], v: readonly number[]): number =>
      u.reduce((s, c, i) => s + c * (v[i] as number), 0);
    expect(dot(cb.applyHkl(h), cb.apply(x))).toBeCloseTo(dot(h, x) - dot(h, [0.25, 1 / 3, 0]), 12);
  });

  it('conjugates operations as a homomorphism, and refuses what leaves the integers', () => {
    const cb = spaceGroup(166, { axes: 'R' }).setting.toReference;
    const ops = spaceGroup(166, { axes: 'R' }).operations;
    for (const g of ops)
      for (const h of ops) expect(cb.conjugate(g.mul(h)).equals(cb.conjugate(g).mul(cb.conjugate(h)))).toBe(true);
    expect(() => parseAbc('2a,b,c').conjugate(parseXyz('y,x,z'))).toThrow(/no operation with integer matrix/);
    expect(() => parseAbc('a,b,c;1/5,0,0').conjugate(parseXyz('-x,y,z'))).toThrow(/multiples of 1\/24/);
  });

  it('refuses singular, oversized and malformed input', () => {
    expect(() => ChangeOfBasis.of([1, 0, 0, 0, 1, 0, 0, 1, 0])).toThrow(/linearly independent/);
    expect(() => ChangeOfBasis.of([1, 0, 0])).toThrow(/9 entries and p 3/);
    expect(() => ChangeOfBasis.of([1.5, 0, 0, 0, 1, 0, 0, 0, 1])).toThrow(/integers or \[numerator, denominator\]/);
    expect(() => ChangeOfBasis.of([[1, 0], 0, 0, 0, 1, 0, 0, 0, 1])).toThrow(/integers or/);
    expect(() => ChangeOfBasis.of([2 ** 45, 0, 0, 0, 1, 0, 0, 0, 1])).toThrow(/2\^16/);
    // Determinants of such entries are not exact in floats.
    for (const P of [
      [1000003, 999983, 1, 999979, 1000033, 7, 13, 999961, 1000037],
      [94906267, 94906266, 0, 94906266, 94906265, 0, 0, 0, 1],
      [[1, 65521], [1, 65519], 0, 0, 1, 0, 0, 0, 1],
    ] as const)
      expect(() => ChangeOfBasis.of(P as never)).toThrow(/must not exceed 2\^16/);
    const largest = ChangeOfBasis.of([65536, 65535, 0, 65535, 65534, 0, 0, 0, 1]);
    expect(largest.volumeRatio).toEqual([-1, 1]);
    expect(largest.inverse().volumeRatio).toEqual([-1, 1]);
    expect(largest.followedBy(largest.inverse()).isIdentity).toBe(true);
    expect(() => largest.followedBy(largest).followedBy(largest)).toThrow(/2\^40|exact/);
    expect(() => parseAbc(5 as unknown as string)).toThrow(/expected text/);
    expect(() => parseAbc('a+1/4,b,c;0,0,1/4')).toThrow(/origin shift after a semicolon/);
  });
});

describe('changeBasis of a group', () => {
  it('describes cells outside the table, larger and smaller, and finds the way back', () => {
    for (const [number, abc] of [
      [225, '1/2*b+1/2*c,1/2*a+1/2*c,1/2*a+1/2*b'],
      [14, 'a+c,b,c'],
      [194, '2a,2b,c'],
      [1, 'a,b,3c'],
      [62, 'a,b,c;1/8,1/24,0'],
      [166, '2/3*a+1/3*b+1/3*c,-1/3*a+1/3*b+1/3*c,-1/3*a-2/3*b+1/3*c'],
    ] as const) {
      const group = spaceGroup(number);
      const cb = parseAbc(abc);
      const moved = group.changeBasis(cb);
      const [n, d] = cb.volumeRatio;
      expect(moved.order * d).toBe(group.order * n);
      expect(moved.number).toBe(number);
      expect(moved.changeBasis(cb.inverse())).toBe(group);
      expect(moved.changeBasis(moved.setting.toReference)).toBe(group);
      expect(moved.toJSON()).toEqual({ number, hall: moved.setting.hall, hm: moved.setting.hmExtended });
      expect(moved.patterson.isSymmorphic && moved.patterson.isCentrosymmetric).toBe(true);
      expect(moved.primitive.order).toBe(group.representatives.length);
    }
  });

  it('refuses bases that are no lattice vectors of the group', () => {
    expect(() => spaceGroup(225).changeBasis(parseAbc('1/2*a,b,c'))).toThrow(/lattice vectors/);
    expect(() => spaceGroup(221).changeBasis(parseAbc('1/2*a+1/2*b,-1/2*a+1/2*b,c'))).toThrow(/lattice vectors/);
    expect(() => spaceGroup(2).changeBasis(parseAbc('a,b,c;1/5,0,0'))).toThrow(/1\/24/);
  });
});
