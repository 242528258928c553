import type { Rows3, Vec3 } from '@crystal-fourier/math3';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseAbc } from '../operations/changeOfBasis.js';
import { type CoreSpaceGroup, settings, spaceGroup } from '../core.js';
import type { Hkl } from '../algebra/types.js';
import { ascending } from './ascending.js';
import { conventionalAsu, conventionalHkl, regionOf } from './conventionalHkl.js';
import { toAsu } from './reciprocalAsu.js';
import { type UniqueReflection, uniqueReflections } from './uniqueReflections.js';
import { cube, described } from '../testing/reflections.js';

/** Rows a, b, c of a cell: a along x, b in the plane of x and y. */
function latticeOf([a, b, c, alpha, beta, gamma]: readonly number[]): Rows3 {
  const [ca, cb, cg] = [alpha!, beta!, gamma!].map((angle) => Math.cos((angle * Math.PI) / 180)) as [
    number,
    number,
    number,
  ];
  const sg = Math.sqrt(1 - cg ** 2);
  const y = (ca - cb * cg) / sg;
  return [
    [a!, 0, 0],
    [b! * cg, b! * sg, 0],
    [c! * cb, c! * y, c! * Math.sqrt(1 - cb ** 2 - y ** 2)],
  ];
}

const CUBIC = latticeOf([5, 5, 5, 90, 90, 90]);
const names = (list: readonly UniqueReflection[]): string => list.map(({ hkl }) => hkl.join(' ')).join(', ');
const linesOf = (rows: readonly (readonly number[])[]): string =>
  [...rows]
    .sort((u, v) => {
      const i = u.findIndex((c, at) => c !== v[at]);
      return i < 0 ? 0 : u[i]! - v[i]!;
    })
    .map((row) => row.join(' '))
    .join('\n');

describe('uniqueReflections', () => {
  it('has the reflections and multiplicities of gemmi in the 230 groups', () => {
    const { rows } = JSON.parse(
      readFileSync(new URL('../../../../tools/tables/sources/unique-reflections-gemmi.json', import.meta.url), 'utf8'),
    ) as { rows: [number, number[], number, number, string][] };
    expect(rows).toHaveLength(230);
    for (const [number, cell, count, total, digest] of rows) {
      const group = spaceGroup(number);
      const found = uniqueReflections(group, latticeOf(cell), { dMin: 1.1 });
      const ours = found.map(({ hkl, multiplicity }) => [...toAsu(group, hkl).hkl.map((c) => c + 0), multiplicity]);
      expect([number, found.length, found.reduce((sum, { multiplicity }) => sum + multiplicity, 0)]).toEqual([
        number,
        count,
        total,
      ]);
      expect([number, createHash('sha256').update(linesOf(ours)).digest('hex').slice(0, 12)]).toEqual([number, digest]);
    }
  });

  it('finds what a search of all indices finds, in settings of the table and outside', () => {
    const qualifiers = [
      [2, ''],
      [9, '-c2'],
      [14, 'a3'],
      [62, 'cab'],
      [141, '1'],
      [161, 'R'],
      [166, 'R'],
      [148, 'H'],
      [205, ''],
      [227, '1'],
    ] as const;
    const groups: CoreSpaceGroup[] = [
      ...qualifiers.map(([number, qualifier]) => spaceGroup(number, qualifier === '' ? {} : { qualifier })),
      spaceGroup(136).changeBasis(parseAbc('a+b,-a+b,c')),
      spaceGroup(227).changeBasis(parseAbc('1/2*b+1/2*c,1/2*a+1/2*c,1/2*a+1/2*b')),
    ];
    for (const group of groups) {
      const lattice = symmetricLattice(group);
      const found = uniqueReflections(group, lattice, { dMin: 1.4 });
      const expected = cube(9).filter((h) => {
        if (h.every((c) => c === 0) || group.isAbsent(h) || spacing(lattice, h) < 1.4) return false;
        return conventionalHkl(group, h).join() === h.map((c) => c + 0).join();
      });
      expect(linesOf(found.map(({ hkl }) => hkl))).toBe(linesOf(expected.map((h) => h.map((c) => c + 0))));
      for (const { hkl, d, multiplicity } of found) {
        expect(d).toBeCloseTo(spacing(lattice, hkl), 10);
        expect(multiplicity).toBe(equivalents(group, hkl).size);
      }
    }
  });

  it('writes reflections as tables of minerals do', () => {
    const of = (number: number, cell: number[], dMin: number): string =>
      names(uniqueReflections(spaceGroup(number), latticeOf(cell), { dMin }));
    expect(names(uniqueReflections(spaceGroup(225), CUBIC, { dMin: 0.96 }))).toBe(
      '1 1 1, 2 0 0, 2 2 0, 3 1 1, 2 2 2, 4 0 0, 3 3 1, 4 2 0, 4 2 2, 5 1 1, 3 3 3',
    );
    expect(names(uniqueReflections(spaceGroup(229), CUBIC, { dMin: 1.3 }))).toBe(
      '1 1 0, 2 0 0, 2 1 1, 2 2 0, 3 1 0, 2 2 2, 3 2 1',
    );
    // Pyrite, rutile, hematite and quartz.
    expect(of(205, [5.417, 5.417, 5.417, 90, 90, 90], 1.6)).toBe('1 1 1, 2 0 0, 2 1 0, 2 1 1, 2 2 0, 2 2 1, 3 1 1');
    expect(of(136, [4.593, 4.593, 2.959, 90, 90, 90], 1.45)).toBe(
      '1 1 0, 1 0 1, 2 0 0, 1 1 1, 2 1 0, 2 1 1, 2 2 0, 0 0 2, 3 1 0',
    );
    expect(of(167, [5.035, 5.035, 13.748, 90, 90, 120], 1.59)).toBe(
      '0 1 2, 1 0 4, 1 1 0, 0 0 6, 1 1 3, 2 0 2, 0 2 4, 1 1 6, 2 1 1, 1 2 2, 0 1 8',
    );
    expect(of(154, [4.913, 4.913, 5.405, 90, 90, 120], 2.2)).toBe('1 0 0, 1 0 1, 0 1 1, 1 1 0, 1 0 2, 0 1 2, 1 1 1');
    // Baddeleyite.
    expect(of(14, [5.151, 5.212, 5.317, 90, 99.23, 90], 2.8)).toBe('1 0 0, 0 1 1, 1 1 0, -1 1 1, 1 1 1');
  });

  it('takes a wavelength and an angle for a distance', () => {
    const wavelength = 1.5406;
    const silicon = latticeOf([5.4309, 5.4309, 5.4309, 90, 90, 90]);
    const list = uniqueReflections(spaceGroup(227), silicon, { twoThetaMax: 60, wavelength });
    // NIST SRM 640: 28.44, 47.30, 56.12 degrees. 2 2 2 is absent for the atoms of silicon, not for the group.
    expect(list.map(({ hkl, twoTheta, multiplicity }) => [hkl.join(''), twoTheta!.toFixed(2), multiplicity])).toEqual([
      ['111', '28.44', 8],
      ['220', '47.30', 12],
      ['311', '56.12', 24],
      ['222', '58.86', 8],
    ]);
    const all = uniqueReflections(spaceGroup(227), silicon, { dMin: 0.1, wavelength });
    expect(all.at(-1)!.d).toBeGreaterThanOrEqual(wavelength / 2);
    expect(all).toEqual(uniqueReflections(spaceGroup(227), silicon, { twoThetaMax: 180, wavelength }));
    expect(uniqueReflections(spaceGroup(227), silicon, { dMin: 1.6 }).map(({ twoTheta }) => twoTheta)).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('gives reflections of the same d the same number, by decreasing d', () => {
    const list = uniqueReflections(spaceGroup(221), latticeOf([3.905, 3.905, 3.905, 90, 90, 90]), { dMin: 0.25 });
    const byNorm = new Map<number, number>();
    list.forEach(({ hkl: [h, k, l], d }, i) => {
      if (i > 0) expect(d).toBeLessThanOrEqual(list[i - 1]!.d);
      const norm = h * h + k * k + l * l;
      expect(byNorm.get(norm) ?? d).toBe(d);
      byNorm.set(norm, d);
    });
    expect(new Set(byNorm.values()).size).toBe(byNorm.size);
  });

  it('refuses lattices without the symmetry, and what is no resolution', () => {
    const group = spaceGroup(225);
    const run =
      (lattice: unknown, options: unknown): (() => unknown) =>
      () =>
        uniqueReflections(group, lattice as Rows3, options as { dMin: number });
    expect(run(latticeOf([5, 5, 5.2, 90, 90, 90]), { dMin: 1 })).toThrow(/does not have the symmetry of the group/);
    expect(run(latticeOf([5, 5, 5.01, 90, 90, 90]), { dMin: 1 })).not.toThrow();
    expect(run([5, 5, 5], { dMin: 1 })).toThrow(/three vectors in Å/);
    expect(
      run(
        [
          [1, 0, 0],
          [2, 0, 0],
          [0, 0, 1],
        ],
        { dMin: 1 },
      ),
    ).toThrow(/span a cell/);
    expect(run(CUBIC, {})).toThrow('uniqueReflections: give either dMin or twoThetaMax with a wavelength');
    expect(run(CUBIC, { dMin: 1, twoThetaMax: 60 })).toThrow('give either');
    expect(run(CUBIC, { dMin: 0 })).toThrow('dMin must be a number above 0');
    expect(run(CUBIC, { twoThetaMax: 60 })).toThrow('twoThetaMax needs a wavelength');
    expect(run(CUBIC, { twoThetaMax: 200, wavelength: 1 })).toThrow('at most 180 degrees');
    expect(run(CUBIC, { dMin: 1, wavelength: -1 })).toThrow('wavelength must be');
    expect(run(CUBIC, { dMin: 1e-3 })).toThrow('ask for a larger dMin');
  });
});

/** A lattice that the group keeps: square root of its mean metric by Cholesky. */
function symmetricLattice({ representatives }: CoreSpaceGroup): Rows3 {
  const start = [
    [30, 1, 2],
    [1, 36, 3],
    [2, 3, 44],
  ];
  const g = [0, 1, 2].map((i) =>
    [0, 1, 2].map(
      (j) =>
        representatives.reduce((sum, { rot: r }) => {
          let term = 0;
          for (let p = 0; p < 3; p++) for (let q = 0; q < 3; q++) term += r[3 * p + i]! * start[p]![q]! * r[3 * q + j]!;
          return sum + term;
        }, 0) / representatives.length,
    ),
  );
  const l: number[][] = [
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
  ];
  for (let i = 0; i < 3; i++)
    for (let j = 0; j <= i; j++) {
      const rest = g[i]![j]! - [0, 1, 2].slice(0, j).reduce((sum, k) => sum + l[i]![k]! * l[j]![k]!, 0);
      l[i]![j] = i === j ? Math.sqrt(rest) : rest / l[j]![j]!;
    }
  return l as unknown as Rows3;
}

/** By the reciprocal vectors, without a metric. */
function spacing([a, b, c]: Rows3, [h, k, l]: Hkl): number {
  const cross = (u: Vec3, v: Vec3): Vec3 => [
    u[1] * v[2] - u[2] * v[1],
    u[2] * v[0] - u[0] * v[2],
    u[0] * v[1] - u[1] * v[0],
  ];
  const volume = a[0] * cross(b, c)[0] + a[1] * cross(b, c)[1] + a[2] * cross(b, c)[2];
  const [p, q, r] = [cross(b, c), cross(c, a), cross(a, b)];
  return Math.abs(volume) / Math.hypot(...[0, 1, 2].map((i) => h * p[i]! + k * q[i]! + l * r[i]!));
}

/** The reflections ±hR. */
function equivalents(group: CoreSpaceGroup, h: Hkl): Set<string> {
  const images = group.representatives.map((op) => op.applyHkl(h));
  return new Set(images.flatMap((g) => [g.map((c) => c + 0).join(), g.map((c) => -c + 0).join()]));
}

describe('conventionalHkl', () => {
  it('is one of the equivalents, the same for all of them, and has no negative index where that can be', () => {
    const groups = settings().map(({ number, qualifier }) => spaceGroup(number, { qualifier }));
    const wrong: string[] = [];
    for (const group of groups) {
      const { has } = regionOf(group);
      for (const h of cube(2).filter((_, i) => i % 3 === 0)) {
        const own = conventionalHkl(group, h);
        const orbit = [...equivalents(group, h)].map((text) => text.split(',').map(Number) as unknown as Hkl);
        const inside = orbit.filter((g) => has(...(g as unknown as [number, number, number])));
        if (inside.length !== 1 || inside[0]!.join() !== own.join()) wrong.push(`${String(group)}: ${h.join(' ')}`);
        const canBePositive = orbit.some((g) => g.every((c) => c >= 0));
        if (group.setting.isReference && canBePositive && own.some((c) => c < 0))
          wrong.push(`${String(group)}: ${own.join(' ')}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('is described by conditions that hold for what it takes', () => {
    for (const { number, qualifier } of settings()) {
      const asu = conventionalAsu(spaceGroup(number, { qualifier }));
      const contains = described(asu.description);
      expect(cube(2).filter((h) => contains(h) !== asu.contains(h))).toEqual([]);
    }
    expect(conventionalAsu(spaceGroup(225)).description).toBe('h>=k and k>=l and l>=0');
    expect(() => conventionalAsu(spaceGroup(225)).contains([1, 2] as unknown as Hkl)).toThrow(
      'conventionalAsu.contains: Miller indices',
    );
  });

  it('has the largest index first in cubic groups', () => {
    expect(conventionalHkl(spaceGroup(225), [0, -2, 2])).toEqual([2, 2, 0]);
    expect(conventionalHkl(spaceGroup(227), [1, 3, -1])).toEqual([3, 1, 1]);
    expect(conventionalHkl(spaceGroup(205), [0, 1, 2])).toEqual([2, 0, 1]);
    expect(conventionalHkl(spaceGroup(205), [0, 2, 1])).toEqual([2, 1, 0]);
    expect(conventionalHkl(spaceGroup(75), [0, -1, 0])).toEqual([1, 0, 0]);
    expect(() => conventionalHkl(spaceGroup(225), [1, 0.5, 0])).toThrow('conventionalHkl: Miller indices');
  });
});

describe('ascending', () => {
  it('sorts, and leaves what differs by rounding as it is', () => {
    let state = 3;
    const random = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
    const values = Array.from({ length: 5000 }, () => {
      const value = random() < 0.5 ? Math.ceil(40 * random()) : random() * 40 + 1e-9;
      return value * (1 + (random() - 0.5) * 1e-14);
    });
    // What is very close, but more than rounding.
    values.push(7.25, 7.25 * (1 - 1e-11), 7.25 * (1 - 2e-11));
    const order = [...ascending(values)];
    expect(new Set(order).size).toBe(values.length);
    for (let i = 1; i < order.length; i++) {
      const [a, b] = [values[order[i - 1]!]!, values[order[i]!]!];
      if (Math.abs(a - b) <= 1e-12 * b) expect(order[i - 1]).toBeLessThan(order[i]!);
      else expect(a).toBeLessThan(b);
    }
    expect([...ascending([])]).toEqual([]);
  });
});
