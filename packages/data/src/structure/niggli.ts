import { dot, mapRows, type Rows3, rowsDet } from '@crystal-fourier/math3';
import { DataError } from '../core/errors.js';
import { type LatticeRows, toCartesian } from './lattice.js';

type Row = [number, number, number];

const STEPS = 10_000;

/**
 * The change to the Niggli-reduced basis: integer rows, the reduced vectors in terms of the given ones. The reduced basis is
 * right-handed whatever the given one is.
 *
 * Křivý and Gruber (Acta Cryst. A32, 297, 1976) with the comparisons by a tolerance of Grosse-Kunstleve, Sauter and Adams
 * (Acta Cryst. A60, 1, 2004). The metric is computed afresh from the whole-number change at every step, so errors do not
 * pile up, and a very skewed basis is straightened in large steps.
 *
 * @param tolerance two elements of the metric tensor are equal if they differ by less than tolerance · volume^(1/3), in Å²
 * @throws DataError `bad-lattice` where the reduction does not end: the tolerance is too large for the cell
 * @internal
 */
export function niggliTransformation(lattice: LatticeRows, tolerance = 1e-5): Rows3 {
  if (!(tolerance > 0 && tolerance < 0.1))
    throw new DataError('bad-argument', `niggli: the tolerance must be above 0 and below 0.1, got ${tolerance}`);
  const volume = rowsDet(lattice);
  const epsilon = tolerance * Math.cbrt(Math.abs(volume));
  const lt = (p: number, q: number): boolean => p < q - epsilon;
  const eq = (p: number, q: number): boolean => !lt(p, q) && !lt(q, p);

  const m: [Row, Row, Row] =
    volume > 0
      ? [
          [1, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
        ]
      : [
          [-1, 0, 0],
          [0, -1, 0],
          [0, 0, -1],
        ];
  let [A, B, C, xi, eta, zeta] = [0, 0, 0, 0, 0, 0];
  const measure = (): void => {
    const [a, b, c] = mapRows(m, (row) => toCartesian(row, lattice));
    [A, B, C, xi, eta, zeta] = [dot(a, a), dot(b, b), dot(c, c), 2 * dot(b, c), 2 * dot(a, c), 2 * dot(a, b)];
  };
  const swap = (i: 0 | 1, j: 1 | 2): void => {
    [m[i], m[j]] = [m[j], m[i]];
    // A swap alone would change the hand.
    for (const row of m) for (let k = 0; k < 3; k++) row[k] = -row[k]! + 0;
    measure();
  };
  const flip = (signs: readonly number[]): void => {
    m.forEach((row, i) => row.forEach((x, k) => (row[k] = x * signs[i]! + 0)));
    measure();
  };
  const add = (to: 1 | 2, from: 0 | 1, n: number): void => {
    for (let k = 0; k < 3; k++) m[to][k]! += n * m[from][k]!;
    measure();
  };
  /** How often a vector goes into another whose doubled product with it is `product`: once at least, in its direction. */
  const times = (product: number, square: number): number =>
    -Math.sign(product) * Math.max(1, Math.round(Math.abs(product) / (2 * square)));
  const sharp = (): boolean => {
    const products = [xi, eta, zeta];
    const positive = products.filter((p) => lt(0, p)).length;
    const zero = products.filter((p) => eq(p, 0)).length;
    return positive === 3 || (zero === 0 && positive === 1);
  };

  measure();
  for (let step = 0; step < STEPS; step++) {
    if (lt(B, A) || (eq(A, B) && lt(Math.abs(eta), Math.abs(xi)))) swap(0, 1);
    if (lt(C, B) || (eq(B, C) && lt(Math.abs(zeta), Math.abs(eta)))) {
      swap(1, 2);
      continue;
    }
    if (sharp()) flip([xi, eta, zeta].map((p) => (lt(p, 0) ? -1 : 1)));
    else {
      const signs = [xi, eta, zeta].map((p): number => (lt(0, p) ? -1 : 1));
      if (signs.reduce((p, q) => p * q) < 0) {
        // The sign of a product that is zero is free.
        const free = [xi, eta, zeta].findLastIndex((p) => eq(p, 0));
        if (free >= 0) signs[free] = -1;
      }
      flip(signs);
    }
    if (lt(B, Math.abs(xi)) || (eq(xi, B) && lt(2 * eta, zeta)) || (eq(xi, -B) && lt(zeta, 0))) add(2, 1, times(xi, B));
    else if (lt(A, Math.abs(eta)) || (eq(eta, A) && lt(2 * xi, zeta)) || (eq(eta, -A) && lt(zeta, 0)))
      add(2, 0, times(eta, A));
    else if (lt(A, Math.abs(zeta)) || (eq(zeta, A) && lt(2 * xi, eta)) || (eq(zeta, -A) && lt(eta, 0)))
      add(1, 0, times(zeta, A));
    else {
      const sum = xi + eta + zeta + A + B;
      if (!(lt(sum, 0) || (eq(sum, 0) && lt(0, 2 * (A + eta) + zeta)))) return m;
      add(2, 0, 1);
      add(2, 1, 1);
    }
  }
  throw new DataError(
    'bad-lattice',
    `niggli: no reduced cell after ${STEPS} steps; take a smaller tolerance than ${tolerance}`,
  );
}
