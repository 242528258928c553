import {
  assertInvariant,
  deriveConstraints,
  type FrequencySet,
  frequencyFamily,
  frequencySet,
  frequencySetFrom,
  invariantBasis,
  minimalRadius,
  sharedSymmetry,
} from '@crystal-fourier/fourier-basis';
import { fromOperations, parseAbc, spaceGroup } from '@crystal-fourier/spacegroups/core';
import { describe, expect, it } from 'vitest';
import { planeGroups, setFor } from './groups.js';

const groups = Array.from({ length: 230 }, (_, i) => spaceGroup(i + 1));

/** Whether g = {R|t} leaves every function of the basis unchanged: kR in the star of k, and phases that fit. Floats. */
function isShared(
  rot: readonly number[],
  t: readonly number[],
  constraints: ReturnType<typeof deriveConstraints>,
): boolean {
  const { set, starOf, phase, proof } = constraints;
  for (let i = 0; i < set.count; i++) {
    if (proof[starOf[i]!]! >= 0) continue;
    const k = set.at(i);
    const image = k.map((_, j) => k.reduce((sum, h, a) => sum + h * rot[k.length * a + j]!, 0));
    const to = set.indexOf(image);
    if (to < 0 || starOf[to] !== starOf[i]) return false;
    const turn = k.reduce((sum, h, a) => sum + h * t[a]!, 0) - (phase[to]! - phase[i]!) / 24;
    if (Math.abs(turn - Math.round(turn)) > 1e-9) return false;
  }
  return true;
}

/** The 48 signed permutations. */
const signedPermutations = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
].flatMap((p) =>
  [...Array(8).keys()].map((signs) =>
    Array.from({ length: 9 }, (_, i) =>
      p[Math.floor(i / 3)] === i % 3 ? ((signs >> Math.floor(i / 3)) & 1 ? -1 : 1) : 0,
    ),
  ),
);

const det = ([a, b, c, d, e, f, g, h, i]: readonly number[]): number =>
  a! * (e! * i! - f! * h!) - b! * (d! * i! - f! * g!) + c! * (d! * h! - e! * g!);

const unimodular = Array.from({ length: 3 ** 9 }, (_, code) =>
  Array.from({ length: 9 }, (_entry, i) => (Math.floor(code / 3 ** i) % 3) - 1),
).filter((m) => Math.abs(det(m)) === 1);

/**
 * Number of unimodular matrices R with entries −1, 0, 1 for which some {R|t} leaves all functions unchanged: three frequencies that span those
 * of the group's lattice, of index `own`, give t by Cramer's rule, and all others must agree. Undefined if there are no such three.
 */
function sharedMatrices(constraints: ReturnType<typeof deriveConstraints>, own: number): number | undefined {
  const { set, starOf, proof, phase } = constraints;
  const nodes = Array.from({ length: set.count }, (_, i) => i).filter((i) => proof[starOf[i]!]! < 0);
  const basis = spanning(nodes, set, own);
  if (basis === undefined) return undefined;
  const rows = basis.flatMap((node) => set.at(node));
  return unimodular.filter((rot) => {
    const turns: number[] = [];
    for (const node of basis) {
      const k = set.at(node);
      const to = set.indexOf(k.map((_, j) => k[0]! * rot[j]! + k[1]! * rot[3 + j]! + k[2]! * rot[6 + j]!));
      if (to < 0 || starOf[to] !== starOf[node]) return false;
      turns.push((phase[to]! - phase[node]!) / 24);
    }
    const t = [0, 1, 2].map(
      (axis) => det(rows.map((c, i) => (i % 3 === axis ? turns[Math.floor(i / 3)]! : c))) / det(rows),
    );
    return isShared(rot, t, constraints);
  }).length;
}

function spanning(nodes: readonly number[], set: FrequencySet, own: number): number[] | undefined {
  for (const a of nodes) {
    for (const b of nodes.slice(0, 40)) {
      for (const c of nodes.slice(0, 40)) {
        if (Math.abs(det([...set.at(a), ...set.at(b), ...set.at(c)])) === own) return [a, b, c];
      }
    }
  }
  return undefined;
}

describe('minimalRadius', () => {
  it('is the first shell at which the symmetry is exact, for all 230 groups and 17 plane groups', () => {
    for (const group of [...groups, ...planeGroups.map((plane) => plane.group)]) {
      const { radius, frequencies, functions, family } = minimalRadius(group);
      const set = frequencySet(family, { radius });
      const constraints = deriveConstraints(group, set);
      expect(set.count).toBe(frequencies);
      expect(constraints.consistentCount).toBe(functions);
      expect(sharedSymmetry(constraints).exact).toBe(true);
      const inner = frequencySet(family, { minCount: set.shellStart.at(-2)! });
      expect(sharedSymmetry(deriveConstraints(group, inner)).exact).toBe(false);
    }
  });

  it('agrees with a search through all translations by eighths and signed permutations, for cubic groups', () => {
    for (const number of [195, 198, 201, 203, 207, 212, 218, 224]) {
      const group = spaceGroup(number);
      const { radius } = minimalRadius(group);
      const set = frequencySet('cubic', { radius });
      const inner = frequencySet('cubic', { minCount: set.shellStart.at(-2)! });
      const count = (of: typeof set): number => {
        const constraints = deriveConstraints(group, of);
        let found = 0;
        for (const rot of signedPermutations) {
          for (let t = 0; t < 512; t++) {
            if (isShared(rot, [(t >> 6) / 8, ((t >> 3) & 7) / 8, (t & 7) / 8], constraints)) found++;
          }
        }
        return found;
      };
      expect(count(set)).toBe(group.order);
      expect(count(inner)).toBeGreaterThan(group.order);
    }
  });

  it('agrees with a search through all unimodular matrices of entries −1, 0, 1 and any translation', () => {
    for (const number of [88, 147, 150, 165, 182, 190, 193, 219, 228]) {
      const group = spaceGroup(number);
      const { family, radius } = minimalRadius(group);
      const set = frequencySet(family, { radius });
      const inner = frequencySet(family, { minCount: set.shellStart.at(-2)! });
      const own = group.operations.filter(({ rot }) => rot.join() === '1,0,0,0,1,0,0,0,1').length;
      const order = group.order / own;
      expect(sharedMatrices(deriveConstraints(group, set), own)).toBe(order);
      expect(sharedMatrices(deriveConstraints(group, inner), own) ?? Infinity).toBeGreaterThan(order);
    }
  });

  it('goes as far as a supercell needs', () => {
    const of = (cell: string): number => minimalRadius(spaceGroup(1).changeBasis(parseAbc(cell))).radius;
    expect([of('a,b,12c'), of('a,b,24c')]).toEqual([12, 24]);
  });

  it('may find maps that are no isometries in general below it, as in group 141', () => {
    const group = spaceGroup(141);
    expect(minimalRadius(group).radius).toBe(2);
    const inner = deriveConstraints(group, frequencySet('cubic', { radius: Math.sqrt(3) }));
    expect(sharedSymmetry(inner)).toEqual({ exact: false, translations: 1, pointOrder: 48 });
  });

  it('is larger where cubic groups differ only in high indices', () => {
    // h k l all odd and different, 5 3 1, tells the diagonal mirrors of m-3m from m-3 in these.
    expect(minimalRadius(spaceGroup(203)).radius ** 2).toBeCloseTo(35, 9);
    expect(minimalRadius(spaceGroup(1)).radius).toBe(1);
    expect(Math.max(...groups.map((group) => minimalRadius(group).frequencies))).toBe(895);
  });
});

describe('sharedSymmetry', () => {
  it('sees constants, extra translations and extra point operations', () => {
    const p1 = spaceGroup(1);
    expect(sharedSymmetry(deriveConstraints(p1, frequencySetFrom([[0, 0, 0]])))).toEqual({
      exact: false,
      translations: Infinity,
      pointOrder: null,
    });
    const even = frequencySetFrom([
      [0, 0, 0],
      [2, 0, 0],
      [-2, 0, 0],
      [0, 1, 0],
      [0, -1, 0],
      [0, 0, 1],
      [0, 0, -1],
    ]);
    expect(sharedSymmetry(deriveConstraints(p1, even))).toEqual({ exact: false, translations: 2, pointOrder: 1 });
    // Up to (1 1 1), P 2 3 cannot be told from P -4 3 m.
    expect(sharedSymmetry(deriveConstraints(spaceGroup(195), frequencySet('cubic', { radius: 1.8 })))).toEqual({
      exact: false,
      translations: 1,
      pointOrder: 24,
    });
  });

  it('works on axes of no family', () => {
    const primitive = spaceGroup(225).primitive;
    expect(() => frequencyFamily(primitive)).toThrow(/lattice/);
    const star = (k: readonly [number, number, number]): number[][] =>
      primitive.operations.map((op) => [...op.applyHkl(k)]);
    const distinct = [
      ...new Map([...star([0, 0, 0]), ...star([1, 0, 0]), ...star([1, 1, 0])].map((k) => [k.join(), k])).values(),
    ];
    expect(sharedSymmetry(deriveConstraints(primitive, frequencySetFrom(distinct)))).toEqual({
      exact: true,
      translations: 1,
      pointOrder: 48,
    });
  });
});

describe('assertInvariant', () => {
  it('passes invariant functions of any width, and basis functions of every group', () => {
    for (const group of [...groups.filter((_, i) => i % 7 === 0), ...planeGroups.map((plane) => plane.group)]) {
      const basis = invariantBasis(group, setFor(group, 60));
      assertInvariant((points) => basis.evaluate(points), group, { tolerance: 1e-12 });
      assertInvariant((points, count) => new Float32Array(count).fill(points.length), group, { points: 3 });
    }
  });

  it('names the operation, the point and the deviation', () => {
    const group = fromOperations(['x,y,z', '-x,y+1/2,-z']);
    const height = (points: Float64Array): Float64Array =>
      Float64Array.from({ length: points.length / 3 }, (_, i) => Math.cos(2 * Math.PI * points[3 * i + 1]!));
    expect(() => assertInvariant(height, group)).toThrow(
      /not invariant under operation 1 of .*-x,y\+1\/2,-z: value 0 changes from .* at x = \[.*\] to .*, by/,
    );
    expect(() => assertInvariant(height, group, { tolerance: 2.1 })).not.toThrow();
    const planar = {
      operations: [
        { rot: [1, 0, 0, 1], trans: [0, 0] },
        { rot: [-1, 0, 0, -1], trans: [0, 0] },
      ],
    };
    const wave = (points: Float64Array): Float64Array => points.map((value) => Math.sin(2 * Math.PI * value));
    expect(() => assertInvariant(wave, planar, { points: new Float64Array([0.1, 0.2]) })).toThrow(
      /operation 1 of the group, \{-1 0 0 -1 \| 0 0\/24\}/,
    );
  });

  it('tests lattice translations, which no list of operations holds', () => {
    const group = spaceGroup(2);
    expect(() => assertInvariant((points) => points, spaceGroup(1))).toThrow(
      /fn is not periodic along a: value 0 changes/,
    );
    const along = (axis: number): (() => void) => {
      const even = (points: Float64Array): Float64Array =>
        points.filter((_, i) => i % 3 === axis).map((value) => Math.cos(Math.PI * value));
      return () => assertInvariant(even, group);
    };
    expect(along(1)).toThrow(/not periodic along b/);
    expect(along(2)).toThrow(/not periodic along c/);
  });

  it('measures each value by its own size', () => {
    const group = spaceGroup(2);
    const odd = (points: Float64Array, scale: number): Float64Array =>
      points.filter((_, i) => i % 3 === 0).map((value) => scale * Math.sin(2 * Math.PI * value));
    expect(() => assertInvariant((points) => odd(points, 1e-10), group)).toThrow(/operation 1/);
    expect(() => assertInvariant((points) => odd(points, 1e-10), group, { absolute: 1e-9 })).not.toThrow();
    const beside = (points: Float64Array): number[] => Array.from(odd(points, 1)).flatMap((value) => [1e10, value]);
    expect(() => assertInvariant(beside, group)).toThrow(/operation 1 .*value 1 changes/);
  });

  it('sees NaN', () => {
    let calls = 0;
    expect(() =>
      assertInvariant((_, count) => new Float64Array(count).fill(calls++ > 0 ? NaN : 0), spaceGroup(2)),
    ).toThrow(/fn returned NaN at point/);
  });
});
