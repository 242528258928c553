import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { IDENTITY, type Mat3, matMul, matVec, mod, type Vec3 } from '@crystal-fourier/math3';
import { ChangeOfBasis } from '../operations/changeOfBasis.js';
import { CoreSpaceGroup, groupOfRow } from '../group/coreGroup.js';
import { normalizer as derived, type Normalizer } from './normalizer.js';
import { parseXyz } from '../operations/parseXyz.js';
import { referenceRow, settingRows } from '../settings/settingTable.js';
import { SymOp } from '../operations/symOp.js';
import { UNITS } from '../algebra/types.js';

const group = (number: number): CoreSpaceGroup => groupOfRow(CoreSpaceGroup, referenceRow(number));
const known = new Map<CoreSpaceGroup, Normalizer>();
/** Derived once for all tests. */
function normalizer(g: CoreSpaceGroup): Normalizer {
  let n = known.get(g);
  if (n === undefined) known.set(g, (n = derived(g)));
  return n;
}
const all = settingRows().map((row) => groupOfRow(CoreSpaceGroup, row));

/** The law: n G n⁻¹ = G. Conjugation by (W,w) as a change of basis is n⁻¹ g n. */
function keeps(g: CoreSpaceGroup, W: readonly number[], w: readonly (readonly [number, number])[]): boolean {
  const cb = ChangeOfBasis.of(W, w);
  return g.generators.every((op) => g.has(cb.conjugate(op)));
}

const in24ths = (v: Vec3): [number, number][] => v.map((c) => [c, UNITS]);

function normalizes(g: CoreSpaceGroup, n: Normalizer): boolean {
  return (
    n.shifts.every((s) => keeps(g, IDENTITY, in24ths(s))) &&
    n.directions.every((d) =>
      [1, 5].every((k) => keeps(g, IDENTITY, in24ths(d.map((c) => k * c) as unknown as Vec3))),
    ) &&
    n.operations.every((op) => keeps(g, op.rot, in24ths(op.trans)))
  );
}

const cellIndex = (v: Vec3): number => (mod(v[0], UNITS) * UNITS + mod(v[1], UNITS)) * UNITS + mod(v[2], UNITS);

/** Every point of the grid of 24ths that sums of the vectors reach, modulo the cell. */
function reached(vectors: readonly Vec3[]): Set<number> {
  const points: Vec3[] = [[0, 0, 0]];
  const found = new Set([0]);
  for (const v of vectors) {
    const block = points.length;
    for (let next = v; !found.has(cellIndex(next)); next = [next[0] + v[0], next[1] + v[1], next[2] + v[2]]) {
      for (let i = 0; i < block; i++) {
        const p = points[i] as Vec3;
        const sum: Vec3 = [p[0] + next[0], p[1] + next[1], p[2] + next[2]];
        points.push(sum);
        found.add(cellIndex(sum));
      }
    }
  }
  return found;
}

/** All shifts of a normalizer on the grid of 24ths, lattice vectors included. */
const shiftsOnGrid = (g: CoreSpaceGroup, n: Normalizer): Set<number> =>
  reached([...g.centring.vectors, ...n.directions, ...n.shifts]);

type Row = [number: number, k2l: string[], l2n: string[], seminvariants: [Vec3, number][]];
// python3 tools/tables/dump_normalizers.py, cctbx 2021.12: addl_generators_of_euclidean_normalizer, structure_seminvariants.
const cctbx = (
  JSON.parse(
    readFileSync(new URL('../../../../tools/tables/sources/normalizers-cctbx.json', import.meta.url), 'utf8'),
  ) as { rows: Row[] }
).rows;

describe('normalizer', () => {
  it('returns elements that map the group onto itself, in all 530 settings', () => {
    expect(all.filter((g) => !normalizes(g, normalizer(g))).map(String)).toEqual([]);
  });

  it('lists every shift once, and generators that give all of them', () => {
    for (const g of all) {
      const { shifts, generators, directions } = normalizer(g);
      const lattice = [...g.centring.vectors, ...directions];
      const points = reached([...lattice, ...shifts]);
      expect(points.size).toBe(shifts.length * reached(lattice).size);
      expect(reached([...lattice, ...generators])).toEqual(points);
      // None can be spared.
      expect(
        generators.filter(
          (_, i) => reached([...lattice, ...generators.filter((__, k) => k !== i)]).size === points.size,
        ),
      ).toEqual([]);
      expect(shifts[0]).toEqual([0, 0, 0]);
    }
  });

  it('finds all shifts that a search on the grid of 24ths finds', () => {
    for (const number of [2, 5, 22, 43, 82, 88, 122, 146, 151, 167, 174, 196, 210, 216, 220, 230]) {
      const g = group(number);
      const lattice = reached(g.centring.vectors);
      // The origin at s changes the translation of {R|t} by (R − 1)s.
      const equations = g.generators.map(
        ({ rot }) => rot.map((c, i) => c - (IDENTITY[i] as number)) as unknown as Mat3,
      );
      const found = new Set<number>();
      for (let i = 0; i < UNITS ** 3; i++) {
        const s: Vec3 = [Math.floor(i / UNITS ** 2), Math.floor(i / UNITS) % UNITS, i % UNITS];
        if (equations.every((m) => lattice.has(cellIndex(matVec(m, s))))) found.add(i);
      }
      expect(shiftsOnGrid(g, normalizer(g))).toEqual(found);
    }
  });

  it('has the shifts of cctbx in the 230 reference settings', () => {
    for (const [number, , , seminvariants] of cctbx) {
      const g = group(number);
      const n = normalizer(g);
      const continuous = seminvariants.filter(([, modulus]) => modulus === 0).map(([v]) => v);
      expect(reached(n.directions)).toEqual(reached(continuous));
      const discrete = seminvariants
        .filter(([, modulus]) => modulus > 0)
        .map(([v, modulus]) => v.map((c) => (c * UNITS) / modulus) as unknown as Vec3);
      expect(shiftsOnGrid(g, n)).toEqual(reached([...g.centring.vectors, ...continuous, ...discrete]));
    }
  });

  it('has the additional operations of cctbx in the 230 reference settings', () => {
    for (const [number, k2l, l2n] of cctbx) {
      const g = group(number);
      const n = normalizer(g);
      const shifts = shiftsOnGrid(g, n);
      const theirs = [...k2l, ...l2n].map(parseXyz);
      const ours = [SymOp.identity, ...n.operations].flatMap((op) => g.representatives.map((h) => op.mul(h)));
      for (const op of theirs) {
        const same = ours.filter((o) => o.rot.join() === op.rot.join());
        expect(same).toHaveLength(1);
        const difference = op.trans.map((t, i) => t - ((same[0] as SymOp).trans[i] as number)) as unknown as Vec3;
        expect(shifts.has(cellIndex(difference))).toBe(true);
      }
      // Their generators and the point group give no more linear parts than ours.
      const generated = new Map([[IDENTITY.join(), IDENTITY]]);
      for (const m of generated.values()) {
        for (const s of [...theirs, ...g.generators]) {
          const product = matMul(s.rot, m);
          generated.set(product.join(), product);
        }
      }
      expect(generated.size).toBe(ours.length);
    }
  });

  it('is the same group in every setting', () => {
    for (const g of all) {
      const n = normalizer(g);
      const reference = normalizer(group(g.number));
      expect([n.index, n.shifts.length, n.directions.length]).toEqual([
        reference.index,
        reference.shifts.length,
        reference.directions.length,
      ]);
    }
  });

  it('works outside the table: primitive, skewed and doubled cells', () => {
    const skew = ChangeOfBasis.of(
      [1, 1, 0, 0, 1, 2, 0, 0, 1],
      [
        [1, 8],
        [1, 3],
        [0, 1],
      ],
    );
    const doubled = ChangeOfBasis.of([2, 0, 0, 0, 1, 0, 0, 0, 1]);
    for (const g of all) {
      for (const other of [g.primitive, g.changeBasis(skew)]) {
        const n = normalizer(other);
        expect(normalizes(other, n)).toBe(true);
        expect(n.index).toBe(normalizer(g).index);
      }
    }
    for (const number of [1, 2, 14, 19, 25, 62]) {
      const g = group(number).changeBasis(doubled);
      const n = normalizer(g);
      expect(normalizes(g, n)).toBe(true);
      expect(n.index).toBe(normalizer(group(number)).index);
    }
  });

  it('says when a supercell is too large for shifts in 24ths', () => {
    const wide = ChangeOfBasis.of([8, 0, 0, 0, 1, 0, 0, 0, 1]);
    expect(() => normalizer(group(2).changeBasis(wide))).toThrow(/no multiples of 1\/24/);
  });

  // International Tables A (2016), section 3.5.2: additional generators of the Euclidean normalizers for a general metric, and
  // their index (for the polar groups that of the discrete part).
  it.each([
    [1, [], ['1,0,0', '0,1,0', '0,0,1'], ['-x,-y,-z'], 2],
    [2, ['12,0,0', '0,12,0', '0,0,12'], [], [], 8],
    [4, ['12,0,0', '0,0,12'], ['0,1,0'], ['-x,-y,-z'], 8],
    [19, ['12,0,0', '0,12,0', '0,0,12'], [], ['-x,-y,-z'], 16],
    [22, ['6,6,6'], [], ['-x,-y,-z'], 8],
    [43, [], ['0,0,1'], ['-x+1/4,-y+1/4,-z'], 2],
    [62, ['12,0,0', '0,12,0', '0,0,12'], [], [], 8],
    [129, ['0,0,12', '12,12,0'], [], [], 4],
    [205, ['12,12,12'], [], [], 2],
    [212, ['12,12,12'], [], [], 2],
    [216, ['6,6,6'], [], ['-x,-y,-z'], 8],
    [230, [], [], [], 1],
  ] as const)(
    'agrees with the International Tables for group %i',
    (number, generators, directions, operations, index) => {
      const n = normalizer(group(number));
      expect(n.generators.map((v) => v.join())).toEqual(generators);
      expect(n.directions.map((v) => v.join())).toEqual(directions);
      expect(n.operations.map((op) => op.toXyz())).toEqual(operations);
      expect(n.index).toBe(index);
    },
  );
});
