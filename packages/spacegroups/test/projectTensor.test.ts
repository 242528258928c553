import { readFileSync } from 'node:fs';
import { inverse, matMul, matOfRows, type Rows3, rowsOf, transpose } from '@crystal-fourier/math3';
import { settings, spaceGroup } from '@crystal-fourier/spacegroups';
import {
  conventionalFrame,
  projectTensor,
  rotateTensor,
  TENSOR_KINDS,
  tensorDeviation,
  tensorForm,
  tensorFromComponents,
  type TensorKind,
} from '@crystal-fourier/spacegroups/tensors';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { latticeFor, rotationOf } from './tensorLattices.js';

const GROUPS = settings().map(({ number, qualifier }) => spaceGroup(number, { qualifier }));
const sizeOf = (kind: TensorKind): number => tensorForm('1', kind).entries.flat().length;
const largest = (values: ArrayLike<number>): number => Math.max(...Array.from(values, Math.abs));
const difference = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  largest(Array.from(a, (value, i) => value - (b[i] as number)));

const anyGroup = fc.nat({ max: 529 }).map((index) => GROUPS[index] as (typeof GROUPS)[number]);
const anyRotation = fc
  .tuple(
    ...([0, 1, 2, 3].map(() => fc.integer({ min: -9, max: 9 })) as [
      fc.Arbitrary<number>,
      fc.Arbitrary<number>,
      fc.Arbitrary<number>,
      fc.Arbitrary<number>,
    ]),
  )
  .filter((q) => q.some((c) => c !== 0))
  .map(rotationOf);
/** Below 1e-290 a bound of 1e-12 of the largest component would be a number without 53 bits, or 0. */
const anyComponent = fc
  .double({ min: -10, max: 10, noNaN: true })
  .map((value) => (Math.abs(value) < 1e-290 ? 0 : value));
const anyTensor = fc
  .constantFrom(...TENSOR_KINDS)
  .chain((kind) =>
    fc.array(anyComponent, { minLength: sizeOf(kind), maxLength: sizeOf(kind) }).map((tensor) => ({ kind, tensor })),
  );

// python3 tools/tables/dump_tensors.py, pymatgen 2022.11.7: fit_to_structure of crystals in general positions.
describe('pymatgen', () => {
  const file = new URL('../../../tools/tables/sources/tensors-pymatgen.json', import.meta.url);
  type Row = [number, Rows3, ...number[][]];
  const { rows } = JSON.parse(readFileSync(file, 'utf8')) as { rows: Row[] };

  it('has the same projections in every point group', () => {
    expect(new Set(rows.map(([number]) => spaceGroup(number).pointGroup)).size).toBe(32);
    for (const [number, lattice, ...tensors] of rows) {
      (['dielectric', 'piezoelectric', 'elastic'] as const).forEach((kind, i) => {
        const [given, fitted] = [tensors[2 * i], tensors[2 * i + 1]] as [number[], number[]];
        const ours = projectTensor(spaceGroup(number), lattice, given, kind);
        expect([number, kind, difference(ours, fitted) < 1e-9]).toEqual([number, kind, true]);
      });
    }
  });
});

/** The nearest invariant tensor, from the exact form: least squares in the frame of the form, carried to that of the lattice. */
function nearest(
  group: (typeof GROUPS)[number],
  lattice: Rows3,
  tensor: ArrayLike<number>,
  kind: TensorKind,
): Float64Array {
  const frame = conventionalFrame(group, lattice);
  const form = tensorForm(group, kind);
  const weights = weightsOf(kind);
  const inFrame = rotateTensor(frame, tensor, kind);
  const basis = form.independent.map((_, k) =>
    tensorFromComponents(
      form,
      form.independent.map((__, j) => (j === k ? 1 : 0)),
    ),
  );
  const inner = (u: ArrayLike<number>, v: ArrayLike<number>): number =>
    weights.reduce((sum, weight, i) => sum + weight * (u[i] as number) * (v[i] as number), 0);
  // Gram–Schmidt: the basis has at most 21 vectors.
  const orthogonal: Float64Array[] = [];
  for (const vector of basis) {
    let rest = vector;
    for (const known of orthogonal) {
      const share = inner(rest, known) / inner(known, known);
      rest = rest.map((value, i) => value - share * (known[i] as number));
    }
    orthogonal.push(rest);
  }
  const sum = new Float64Array(weights.length);
  for (const known of orthogonal) {
    const share = inner(inFrame, known) / inner(known, known);
    known.forEach((value, i) => (sum[i] = (sum[i] as number) + share * value));
  }
  return rotateTensor(rowsOf(transpose(matOfRows(frame))), sum, kind);
}

/** How much the square of an entry of the matrix counts in the sum of squares of the full tensor. */
function weightsOf(kind: TensorKind): number[] {
  const pair = (column: number): number => (column > 2 ? 2 : 1);
  const shear = kind === 'compliance' || kind === 'piezoelectricStrain' ? 4 : 1;
  const factor = (column: number): number => (column > 2 ? pair(column) / shear : 1);
  return tensorForm('1', kind).entries.flatMap((row, r) =>
    row.map((_, c) => (kind === 'elastic' || kind === 'compliance' ? factor(r) : 1) * factor(c)),
  );
}

describe('the projection', () => {
  it('is that on the form, within 1e-12 of the largest component', () => {
    fc.assert(
      fc.property(anyGroup, anyRotation, anyTensor, (group, turn, { kind, tensor }) => {
        const lattice = latticeFor(group, turn);
        const projected = projectTensor(group, lattice, tensor, kind);
        expect(difference(projected, nearest(group, lattice, tensor, kind))).toBeLessThanOrEqual(
          1e-12 * largest(tensor),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('holds this bound in cells that are 100 times as long as they are wide', () => {
    for (const number of [3, 10, 75, 143, 168, 191, 16, 47, 1, 2]) {
      const group = spaceGroup(number);
      const [a, b, c] = latticeFor(group, rotationOf([1, 2, 3, 4]));
      const stretched: Rows3 = [a, b, [60 * c[0], 60 * c[1], 60 * c[2]]];
      for (const kind of TENSOR_KINDS) {
        const tensor = Array.from({ length: sizeOf(kind) }, (_, i) => Math.cos(5 * i));
        const projected = projectTensor(group, stretched, tensor, kind);
        expect(difference(projected, nearest(group, stretched, tensor, kind))).toBeLessThan(1e-12);
      }
    }
  });

  it('is idempotent, and its result is invariant under each operation', () => {
    fc.assert(
      fc.property(anyGroup, anyRotation, anyTensor, (group, turn, { kind, tensor }) => {
        const lattice = latticeFor(group, turn);
        const once = projectTensor(group, lattice, tensor, kind);
        const bound = 1e-12 * largest(tensor);
        expect(difference(projectTensor(group, lattice, once, kind), once)).toBeLessThanOrEqual(bound);
        const columns = transpose(matOfRows(lattice));
        for (const op of group.representatives) {
          const q = matMul(matMul(columns, op.rot), inverse(columns));
          expect(difference(rotateTensor(rowsOf(q), once, kind), once)).toBeLessThanOrEqual(bound);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('turns with the frame of the lattice', () => {
    fc.assert(
      fc.property(anyGroup, anyRotation, anyRotation, anyTensor, (group, first, second, { kind, tensor }) => {
        const q = rowsOf(second);
        const before = projectTensor(group, latticeFor(group, first), tensor, kind);
        const after = projectTensor(
          group,
          latticeFor(group, matMul(second, first)),
          rotateTensor(q, tensor, kind),
          kind,
        );
        expect(difference(after, rotateTensor(q, before, kind))).toBeLessThanOrEqual(1e-12 * largest(tensor));
      }),
      { numRuns: 100 },
    );
  });

  it('leaves nothing of a piezoelectric tensor in centrosymmetric groups, exactly', () => {
    for (const group of GROUPS.filter((g) => g.isCentrosymmetric)) {
      const tensor = Array.from({ length: 18 }, (_, i) => Math.sin(i + 1));
      const projected = projectTensor(group, latticeFor(group, rotationOf([1, 2, 3, 4])), tensor, 'piezoelectric');
      expect(largest(projected)).toBe(0);
    }
  });

  it('takes a lattice that has the symmetry roughly', () => {
    const lattice: Rows3 = [
      [4, 0.01, 0],
      [0, 4.02, -0.01],
      [0, 0, 3.99],
    ];
    const projected = projectTensor('m-3m', lattice, [1, 0.2, 0, 0.2, 2, 0, 0, 0, 6], 'dielectric');
    expect(difference(projected, [3, 0, 0, 0, 3, 0, 0, 0, 3])).toBeLessThan(1e-12);
  });
});

describe('the deviation', () => {
  it('is 0 for invariant tensors and 1 where nothing is invariant', () => {
    const lattice = latticeFor(spaceGroup(225), rotationOf([1, 0, 2, 0]));
    expect(tensorDeviation('m-3m', lattice, [2, 0, 0, 0, 2, 0, 0, 0, 2], 'dielectric')).toBeLessThan(1e-15);
    expect(tensorDeviation('m-3m', lattice, [1, 2, 3], 'rank1')).toBe(1);
    expect(tensorDeviation('m-3m', lattice, [0, 0, 0], 'rank1')).toBe(0);
    // ε = 2 + diag(−1, 0, 1): √2 of √14.
    const unit: Rows3 = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ];
    expect(tensorDeviation('m-3m', unit, [1, 0, 0, 0, 2, 0, 0, 0, 3], 'dielectric')).toBeCloseTo(Math.sqrt(1 / 7), 14);
  });
});

describe('rotations', () => {
  const quarter: Rows3 = [
    [0, -1, 0],
    [1, 0, 0],
    [0, 0, 1],
  ];

  it('keep the factors of a kind', () => {
    // Shear strain constants of 4: d14 = −d25, and d15 = d24.
    const d = [0, 0, 0, 1, 2, 0, 0, 0, 0, 2, -1, 0, 3, 3, 4, 0, 0, 0];
    expect([...rotateTensor(quarter, d, 'piezoelectricStrain')].map((value) => value + 0)).toEqual(d);
    const s = Array.from({ length: 36 }, (_, i) => (i === 0 ? 1 : i === 21 ? 8 : 0));
    const turned = rotateTensor(quarter, s, 'compliance');
    expect([turned[7], turned[28], turned[0], turned[21]]).toEqual([1, 8, 0, 0]);
  });

  it('change the sign of axial tensors once more where they are improper', () => {
    const mirror: Rows3 = [
      [-1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ];
    expect([...rotateTensor(mirror, [1, 2, 3, 2, 5, 6, 3, 6, 9], 'gyration')]).toEqual([
      -1, 2, 3, 2, -5, -6, 3, -6, -9,
    ]);
    expect([...rotateTensor(mirror, [1, 2, 3, 2, 5, 6, 3, 6, 9], 'dielectric')]).toEqual([
      1, -2, -3, -2, 5, 6, -3, 6, 9,
    ]);
  });
});

describe('what does not fit', () => {
  const unit: Rows3 = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];

  it('is refused', () => {
    const refused = (code: string): unknown => expect.objectContaining({ name: 'SpaceGroupError', code });
    expect(() => projectTensor('4', unit, [1, 2], 'rank1')).toThrow(refused('bad-tensor'));
    expect(() => projectTensor('4', unit, [1, 2, 3], 'vector' as 'rank1')).toThrow(refused('bad-tensor'));
    expect(() => projectTensor('6', unit, [1, 2, 3], 'rank1')).toThrow(refused('bad-basis'));
    expect(() => projectTensor('1', [unit[0], unit[0], unit[1]], [1, 2, 3], 'rank1')).toThrow(refused('bad-basis'));
    expect(() => projectTensor('1', [unit[0], unit[1], [0, Number.NaN, 1]], [1, 2, 3], 'rank1')).toThrow(
      refused('bad-basis'),
    );
    expect(() => rotateTensor([unit[0], unit[0], unit[1]], [1, 2, 3], 'rank1')).toThrow(refused('bad-tensor'));
  });
});
