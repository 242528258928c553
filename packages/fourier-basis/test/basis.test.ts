import {
  type ComplexArray,
  frequencySetForLattice,
  frequencySetFrom,
  type InvariantBasis,
  invariantBasis,
  reynoldsProjector,
  structureFactors,
  synthesize,
} from '@crystal-fourier/fourier-basis';
import { parseAbc, spaceGroup } from '@crystal-fourier/spacegroups/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allGroups, imagesOf, planeGroups, random, randomPoints, setFor, spaceGroups, worst } from './groups.js';

/** Every e_O at a point from the definition, |O|^(−1/2) Σ w exp(2πi k·x); (stars, 2). */
function slowStars({ constraints }: InvariantBasis, x: ArrayLike<number>): number[] {
  return constraints.stars
    .filter((star) => star.consistent)
    .flatMap(({ members, phases }) => {
      const angles = members.map(
        (k, i) => 2 * Math.PI * (k.reduce((sum, h, axis) => sum + h * x[axis]!, 0) + phases[i]! / 24),
      );
      const scale = 1 / Math.sqrt(members.length);
      return [Math.cos, Math.sin].map((part) => scale * angles.reduce((sum, angle) => sum + part(angle), 0));
    });
}

/** The real functions from the complex ones: each up to sign for a centric star, √2 Re e and √2 Im e else. */
function realFromStars(basis: InvariantBasis, stars: ArrayLike<number>): number[] {
  const consistent = basis.constraints.stars.filter((star) => star.consistent).map((star) => star.index);
  return Array.from(basis.stars, (star, j) => {
    const at = 2 * consistent.indexOf(star);
    const kind = basis.kinds[j];
    if (kind === 'cosine') return Math.SQRT2 * stars[at]!;
    if (kind === 'sine') return Math.SQRT2 * stars[at + 1]!;
    // The conjugate of e_O is exp(−2πi p/24) e_O, p the phase of −ξ, so exp(−πi p/24) e_O is real.
    const { set, phase, members, starStart } = basis.constraints;
    const p = phase[set.opposite(members[starStart[star]!]!)]!;
    return stars[at]! * Math.cos((Math.PI * p) / 24) + stars[at + 1]! * Math.sin((Math.PI * p) / 24);
  });
}

const point = (dim: number): fc.Arbitrary<number[]> =>
  fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: dim, maxLength: dim });

describe('evaluate', () => {
  it('is the sum of its definition, in all 530 settings and 17 plane groups', () => {
    for (const [index, { name, group }] of allGroups.entries()) {
      const basis = invariantBasis(group, setFor(group, 500));
      const complex = invariantBasis(group, basis.set, { real: false });
      const x = randomPoints(2, basis.dim, index);
      const expected = [0, 1].flatMap((p) => slowStars(basis, x.subarray(p * basis.dim, (p + 1) * basis.dim)));
      expect(worst(basis.evaluateStars(x), expected, 1e-12), name).toBeUndefined();
      expect(worst(complex.evaluate(x), expected, 1e-12), name).toBeUndefined();
      const half = expected.length / 2;
      const real = [expected.slice(0, half), expected.slice(half)].flatMap((stars) => realFromStars(basis, stars));
      expect(worst(basis.evaluate(x), real, 1e-12), name).toBeUndefined();
      expect(basis.count).toBe(basis.constraints.consistentCount);
    }
  });

  it('is invariant to 1e-12 in double and 1e-5 in single precision, in all 530 settings and 17 plane groups', () => {
    for (const [index, { name, group }] of allGroups.entries()) {
      const basis = invariantBasis(group, setFor(group, 500));
      const order = group.operations.length;
      for (const x of [randomPoints(1, basis.dim, index), randomPoints(1, basis.dim, index + 1000)]) {
        const images = imagesOf(group, x);
        const expected = basis.evaluate(x);
        const repeated = Float64Array.from({ length: order * basis.count }, (_, i) => expected[i % basis.count]!);
        expect(worst(basis.evaluate(images), repeated, 1e-12), name).toBeUndefined();
        const single = basis.evaluate(Float32Array.from(images));
        expect(single).toBeInstanceOf(Float32Array);
        expect(worst(single, repeated, 1e-5), name).toBeUndefined();
      }
    }
  });

  it('is invariant at any point, special ones and ones outside the cell included', () => {
    const groups = [1, 7, 14, 62, 88, 142, 146, 167, 178, 194, 205, 214, 220, 227, 230].map((number) =>
      spaceGroup(number),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...groups),
        point(3),
        fc.array(fc.constantFrom(0, 1 / 8, 1 / 4, 1 / 3, 1 / 2), { minLength: 3, maxLength: 3 }),
        (group, free, special) => {
          const basis = invariantBasis(group, setFor(group, 100));
          for (const x of [free, special, [free[0]!, special[1]!, special[2]!]]) {
            const expected = basis.evaluate(Float64Array.from(x));
            const repeated = Float64Array.from(
              { length: group.order * basis.count },
              (_, i) => expected[i % basis.count]!,
            );
            expect(worst(basis.evaluate(imagesOf(group, x)), repeated, 1e-12)).toBeUndefined();
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is invariant and complete in an untabulated setting and in a supercell', () => {
    for (const [number, cell] of [
      [62, 'a,b-a,c+b;1/8,0,1/24'],
      [14, '2a,b,c'],
    ] as const) {
      const group = spaceGroup(number).changeBasis(parseAbc(cell));
      const [a, b] = [5, 6];
      const lattice = number === 62 ? [a, 0, 0, -a, b, 0, 0, b, 7] : [2 * a, 0, 0, 0, b, 0, -1, 0, 7];
      const basis = invariantBasis(group, frequencySetForLattice(group, lattice, { cutoff: 0.5 }));
      expect(basis.count).toBeGreaterThan(10);
      const x = randomPoints(1, 3, number);
      const images = imagesOf(group, x);
      const values = basis.evaluate(images);
      expect(
        worst(
          values,
          Array.from(values, (_, i) => values[i % basis.count]!),
          1e-12,
        ),
      ).toBeUndefined();
      expect(worst(basis.evaluateStars(x), slowStars(basis, x), 1e-12)).toBeUndefined();
    }
  });

  it('is right at coordinates of any size', () => {
    const basis = invariantBasis(spaceGroup(1), setFor(spaceGroup(1), 7));
    for (const x of [1e6 + 0.3, 2 ** 40 + 0.25, 2 ** 51 + 0.5, 2 ** 52 + 1, 1e300, 1e308, Number.MAX_VALUE]) {
      for (const sign of [1, -1]) {
        const [at, near] = [
          basis.evaluate(Float64Array.of(sign * x, 0.1, 0.2)),
          basis.evaluate(Float64Array.of((sign * x) % 1, 0.1, 0.2)),
        ];
        expect(worst(at, near, 1e-14)).toBeUndefined();
      }
    }
  });

  it('is orthonormal: exact quadrature on a grid, for all 530 settings and 17 plane groups', () => {
    for (const { name, group } of allGroups) {
      const basis = invariantBasis(group, setFor(group, 50));
      const { dim, count, set } = basis;
      // Products of two functions have indices up to twice the bound: a grid with more points than that is exact.
      const size = 2 * Math.max(...set.bounds) + 1;
      const n = size ** dim;
      const grid = Float64Array.from(
        { length: n * dim },
        (_, i) => (Math.floor(Math.floor(i / dim) / size ** (i % dim)) % size) / size,
      );
      const values = basis.evaluate(grid);
      let largest = 0;
      for (let a = 0; a < count; a++) {
        for (let b = 0; b <= a; b++) {
          let sum = 0;
          for (let p = 0; p < n; p++) sum += values[p * count + a]! * values[p * count + b]!;
          largest = Math.max(largest, Math.abs(sum / n - (a === b ? 1 : 0)));
        }
      }
      expect(largest, name).toBeLessThan(1e-12);
    }
  });

  it('writes into the buffer it is given, in its precision, in blocks of any size', () => {
    const basis = invariantBasis(spaceGroup(62), setFor(spaceGroup(62), 100));
    for (const n of [0, 1, 63, 64, 65, 200]) {
      const x = randomPoints(n, 3, 5);
      const out = new Float32Array(n * basis.count);
      expect(basis.evaluate(x, out)).toBe(out);
      expect(worst(out, basis.evaluate(x), 1e-6)).toBeUndefined();
      const one = Array.from({ length: n }, (_, p) => Array.from(basis.evaluate(x.slice(3 * p, 3 * p + 3)))).flat();
      expect(worst(basis.evaluate(x), one, 0)).toBeUndefined();
    }
  });
});

describe('projection', () => {
  it('of any coefficients is the function averaged over the group', () => {
    for (const [index, { name, group }] of allGroups.entries()) {
      if (index % 3 !== 0) continue;
      const basis = invariantBasis(group, setFor(group, 60));
      const { set, dim } = basis;
      const next = random(index);
      const c: ComplexArray = {
        real: Float64Array.from({ length: set.count }, () => next() - 0.5),
        imag: Float64Array.from({ length: set.count }, () => next() - 0.5),
      };
      const valueAt = ({ real, imag }: ComplexArray, x: ArrayLike<number>): [number, number] => {
        let [re, im] = [0, 0];
        for (let i = 0; i < set.count; i++) {
          const angle = 2 * Math.PI * set.at(i).reduce((sum, h, axis) => sum + h * x[axis]!, 0);
          re += real[i]! * Math.cos(angle) - imag[i]! * Math.sin(angle);
          im += real[i]! * Math.sin(angle) + imag[i]! * Math.cos(angle);
        }
        return [re, im];
      };
      const x = randomPoints(1, dim, index);
      const images = imagesOf(group, x);
      const order = group.operations.length;
      const mean = [0, 0];
      for (let g = 0; g < order; g++)
        valueAt(c, images.subarray(g * dim, (g + 1) * dim)).forEach((value, i) => (mean[i]! += value / order));
      expect(worst(valueAt(reynoldsProjector(basis.constraints).apply(c), x), mean, 1e-12), name).toBeUndefined();
    }
  });

  it('is invertible on the functions of the basis: coefficients and evaluation agree', () => {
    for (const { group, name } of [...planeGroups, ...spaceGroups.filter((_, i) => i % 11 === 0)]) {
      for (const real of [true, false]) {
        const basis = invariantBasis(group, setFor(group, 60), { real });
        const { dim, set } = basis;
        const next = random(3);
        const weights = Float64Array.from({ length: real ? basis.count : 2 * basis.count }, () => next() - 0.5);
        const size = 4;
        const n = size ** dim;
        const grid = Float64Array.from(
          { length: n * dim },
          (_, i) => (Math.floor(Math.floor(i / dim) / size ** (dim - 1 - (i % dim))) % size) / size,
        );
        const values = basis.evaluate(grid);
        const expected = Array.from({ length: n }, (_, p) => {
          let sum = 0;
          for (let j = 0; j < basis.count; j++) {
            if (real) sum += weights[j]! * values[p * basis.count + j]!;
            else
              sum +=
                weights[2 * j]! * values[2 * (p * basis.count + j)]! -
                weights[2 * j + 1]! * values[2 * (p * basis.count + j) + 1]!;
          }
          return sum;
        });
        const c = basis.coefficients(weights);
        expect(
          worst(
            synthesize(
              set,
              c,
              Array.from({ length: dim }, () => size),
            ),
            expected,
            1e-12,
          ),
          name,
        ).toBeUndefined();
        const projected = reynoldsProjector(basis.constraints).apply(c);
        expect(worst(projected.real, c.real, 1e-14), name).toBeUndefined();
        expect(worst(projected.imag, c.imag, 1e-14), name).toBeUndefined();
      }
    }
  });
});

describe('gradient', () => {
  const h = 1e-5;

  it('agrees with central differences', () => {
    for (const [index, { name, group }] of allGroups.entries()) {
      if (index % 9 !== 0 && index < 530) continue;
      for (const real of [true, false]) {
        const basis = invariantBasis(group, setFor(group, 60), { real });
        const { dim } = basis;
        const x = randomPoints(3, dim, index);
        const gradient = basis.gradient(x);
        const width = gradient.length / 3 / dim;
        for (let axis = 0; axis < dim; axis++) {
          const shifted = (sign: number): Float64Array =>
            basis.evaluate(x.map((value, i) => value + (i % dim === axis ? sign * h : 0)));
          const [plus, minus] = [shifted(1), shifted(-1)];
          const along = Float64Array.from({ length: 3 * width }, (_, i) => gradient[i * dim + axis]!);
          const numeric = plus.map((value, i) => (value - minus[i]!) / (2 * h));
          // Third derivatives of the highest frequency, (2π · 3)³ |O|^½, times h²/6.
          expect(worst(along, numeric, 1e-6), name).toBeUndefined();
        }
      }
    }
  });

  it('is with respect to Cartesian coordinates where a lattice is given', () => {
    for (const { number, lattice } of [
      { number: 14, lattice: [5, 0, 0, 0, 6, 0, -2, 0, 7] },
      { number: 152, lattice: [5, 0, 0, -2.5, 2.5 * Math.sqrt(3), 0, 0, 0, 6] },
    ]) {
      const basis = invariantBasis(spaceGroup(number), setFor(spaceGroup(number), 60));
      const x = randomPoints(2, 3, number);
      const out = new Float32Array(2 * basis.count * 3);
      const gradient = basis.gradient(x, { lattice });
      expect(basis.gradient(x, { lattice, out })).toBe(out);
      expect(worst(out, gradient, 1e-4)).toBeUndefined();
      const fractional = basis.gradient(x);
      // df = ∂f/∂x · dx for a step of one lattice vector, in either kind of coordinates.
      for (let at = 0; at < gradient.length; at += 3) {
        const back = [0, 1, 2].map((row) =>
          [0, 1, 2].reduce((sum, i) => sum + lattice[3 * row + i]! * gradient[at + i]!, 0),
        );
        expect(worst(back, fractional.subarray(at, at + 3), 1e-12)).toBeUndefined();
      }
    }
  });
});

describe('eigenvalues', () => {
  it('belong to the same lattice as the gradient and the volume, if the cell is noisy too', () => {
    // ∫ |∇e|² = λ for each function, by quadrature on a grid that is exact for products of two.
    const group = spaceGroup(90);
    const noisy = [5.02, 0.01, 0, 0, 5, 0.01, 0.01, 0, 7];
    const set = setFor(group, 60);
    const basis = invariantBasis(group, set);
    const size = 2 * Math.max(...set.bounds) + 1;
    const grid = Float64Array.from(
      { length: 3 * size ** 3 },
      (_, i) => (Math.floor(i / 3 / size ** (i % 3)) % size) / size,
    );
    const gradient = basis.gradient(grid, { lattice: noisy });
    const mean = new Float64Array(basis.count);
    gradient.forEach((value, i) => (mean[Math.floor(i / 3) % basis.count]! += value ** 2 / size ** 3));
    const lambda = basis.eigenvalues(noisy);
    expect(worst(mean, lambda, 1e-11)).toBeUndefined();
    const { volume } = structureFactors(group, [], set, { lattice: noisy });
    // a = b and c are perpendicular: V = 1/(a*² c*), from the eigenvalues 4π²(h² + k²)a*² + 4π² l² c*².
    const of = (hkl: number[]): number =>
      lambda[basis.stars.indexOf(basis.constraints.starOf[set.indexOf(hkl)]!)]! / (2 * Math.PI) ** 2;
    expect(volume).toBeCloseTo(1 / ((of([1, 1, 0]) / 2) * Math.sqrt(of([0, 0, 2]) / 4)), 9);
  });

  it('are those of the Laplace operator', () => {
    // −Δf by second differences along Cartesian axes.
    const step = 1e-3;
    for (const { number, lattice } of [
      { number: 15, lattice: [6, 0, 0, 0, 5, 0, -2, 0, 7] },
      { number: 166, lattice: [5, 0, 0, -2.5, 2.5 * Math.sqrt(3), 0, 0, 0, 9] },
      { number: 225, lattice: [5, 0, 0, 0, 5, 0, 0, 0, 5] },
    ]) {
      const basis = invariantBasis(spaceGroup(number), setFor(spaceGroup(number), 60));
      const lambda = basis.eigenvalues(lattice);
      const cartesian = [2.13, 1.37, 3.11];
      const matrix = basis.gradient(new Float64Array(3));
      expect(matrix.length).toBe(3 * basis.count);
      const at = (r: number[]): Float64Array => basis.evaluate(Float64Array.from(fractionalOf(r, lattice)));
      const middle = at(cartesian);
      const sum = middle.map((value) => 6 * value);
      for (let axis = 0; axis < 3; axis++) {
        for (const sign of [-1, 1]) {
          at(cartesian.map((c, i) => c + (i === axis ? sign * step : 0))).forEach((value, j) => (sum[j]! -= value));
        }
      }
      expect(
        worst(
          sum.map((value) => value / step ** 2),
          middle.map((value, j) => value * lambda[j]!),
          1e-3,
        ),
      ).toBeUndefined();
      expect(lambda[0]).toBe(0);
    }
  });

  /** Solves r = x L by Cramer's rule. */
  function fractionalOf(r: readonly number[], lattice: readonly number[]): number[] {
    const det = (m: readonly number[]): number =>
      m[0]! * (m[4]! * m[8]! - m[5]! * m[7]!) -
      m[1]! * (m[3]! * m[8]! - m[5]! * m[6]!) +
      m[2]! * (m[3]! * m[7]! - m[4]! * m[6]!);
    return [0, 1, 2].map(
      (row) => det(lattice.map((c, i) => (Math.floor(i / 3) === row ? r[i % 3]! : c))) / det(lattice),
    );
  }
});

describe('scatter', () => {
  /** f_k(x) = Σ_k' exp(2πi k'·x) M(k', k), the row vector of exponentials times M_G; real parts, then imaginary parts. */
  function slowFeatures({ constraints, set }: InvariantBasis, x: ArrayLike<number>, nodes: Int32Array): number[] {
    const { real, imag } = reynoldsProjector(constraints).dense();
    const n = set.count;
    const angles = Array.from(
      { length: n },
      (_, i) => 2 * Math.PI * set.at(i).reduce((sum, h, axis) => sum + h * x[axis]!, 0),
    );
    const part = (k: number, which: 're' | 'im'): number =>
      angles.reduce((sum, angle, i) => {
        const [c, s, u, v] = [Math.cos(angle), Math.sin(angle), real[i * n + k]!, imag[i * n + k]!];
        return sum + (which === 're' ? c * u - s * v : c * v + s * u);
      }, 0);
    return [...Array.from(nodes, (k) => part(k, 're')), ...Array.from(nodes, (k) => part(k, 'im'))];
  }

  it.each([true, false])('gives the row vector of exponentials times M_G (half: %s)', (half) => {
    for (const [index, { name, group }] of allGroups.entries()) {
      if (index % 8 !== 0 && index < 530) continue;
      const basis = invariantBasis(group, setFor(group, 40));
      const scatter = basis.scatter({ half });
      const x = randomPoints(2, basis.dim, index);
      const expected = [0, 1].flatMap((p) =>
        slowFeatures(basis, x.subarray(p * basis.dim, (p + 1) * basis.dim), scatter.nodes),
      );
      expect(worst(scatter.apply(basis.evaluate(x)), expected, 1e-12), name).toBeUndefined();
      expect(scatter.features).toBe(2 * (half ? (basis.set.count + 1) / 2 : basis.set.count));
    }
  });

  it('works without functions: all frequencies absent', () => {
    const body = spaceGroup(229);
    const basis = invariantBasis(
      body,
      frequencySetFrom(
        [1, -1].flatMap((h) => [
          [h, 0, 0],
          [0, h, 0],
          [0, 0, h],
        ]),
      ),
    );
    expect(basis.count).toBe(0);
    const scatter = basis.scatter();
    expect(scatter.apply(new Float64Array())).toEqual(new Float64Array());
    const two = new Float64Array(2 * scatter.features).fill(1);
    expect(scatter.apply(basis.evaluate(new Float64Array(6)), two)).toEqual(new Float64Array(2 * scatter.features));
    expect(scatter.fold(new Float64Array(3 * scatter.features))).toEqual(new Float64Array());
    expect(scatter.foldAdjoint(new Float64Array(), two.fill(1))).toEqual(new Float64Array(two.length));
  });

  it('folds the weights of a layer, and its adjoint brings their gradient back', () => {
    const width = 5;
    for (const number of [1, 4, 19, 76, 152, 198, 227]) {
      const group = spaceGroup(number);
      const basis = invariantBasis(group, setFor(group, 80));
      const scatter = basis.scatter();
      const next = random(number);
      const weights = Float64Array.from({ length: scatter.features * width }, () => next() - 0.5);
      const values = basis.evaluate(randomPoints(4, 3, number));
      const product = (a: ArrayLike<number>, inner: number, b: ArrayLike<number>): number[] =>
        Array.from({ length: (a.length / inner) * width }, (_, i) => {
          const [row, column] = [Math.floor(i / width), i % width];
          let sum = 0;
          for (let j = 0; j < inner; j++) sum += a[row * inner + j]! * b[j * width + column]!;
          return sum;
        });
      const folded = scatter.fold(weights);
      expect(
        worst(product(values, basis.count, folded), product(scatter.apply(values), scatter.features, weights), 1e-12),
      ).toBeUndefined();
      // ⟨S W, G⟩ = ⟨W, Sᵀ G⟩
      const gradient = Float64Array.from({ length: basis.count * width }, () => next() - 0.5);
      const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
        Array.from(a).reduce((sum, value, i) => sum + value * b[i]!, 0);
      expect(dot(folded, gradient)).toBeCloseTo(dot(weights, scatter.foldAdjoint(gradient)), 10);
      const single = scatter.fold(Float32Array.from(weights));
      expect(single).toBeInstanceOf(Float32Array);
      expect(worst(single, folded, 1e-5)).toBeUndefined();
    }
  });
});

describe('byteLength', () => {
  it('keeps its lists from being written to', () => {
    const basis = invariantBasis(spaceGroup(2), setFor(spaceGroup(2), 7));
    const lambda = basis.eigenvalues([4, 0, 0, 0, 5, 0, 0, 0, 6]);
    expect(() => (basis.kinds as string[]).push('sine')).toThrow(TypeError);
    basis.stars.fill(0);
    expect(basis.eigenvalues([4, 0, 0, 0, 5, 0, 0, 0, 6])).toEqual(lambda);
  });

  it('counts the arrays, plans when they are made', () => {
    const group = spaceGroup(62);
    const basis = invariantBasis(group, setFor(group, 500));
    const n = basis.set.count;
    // Three arrays of 32-bit integers and one of bytes per frequency, and at least two per star.
    expect(basis.constraints.byteLength).toBeGreaterThan(13 * n + 8 * basis.constraints.starCount);
    const before = basis.byteLength;
    basis.evaluate(new Float64Array(3));
    expect(basis.byteLength).toBeGreaterThan(before + 64 * 8 * 2);
    expect(String(basis.set)).toBe(`${n} frequencies (cubic, ${basis.set.shellStart.length - 1} shells)`);
  });
});
