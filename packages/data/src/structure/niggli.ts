import { dot, mapRows, type Rows3, rowsDet } from '@crystal-fourier/math3';
import { DataError } from '../core/errors.js';
import { type LatticeRows, toCartesian } from './lattice.js';

type Row = [number, number, number];

const STEPS = 10_000;

/** A basis on its way to the reduced one, with its metric. */
class Reduction {
  /** The vectors in terms of the given ones. */
  readonly change: [Row, Row, Row];
  readonly #lattice: LatticeRows;
  readonly #epsilon: number;
  A = 0;
  B = 0;
  C = 0;
  xi = 0;
  eta = 0;
  zeta = 0;

  constructor(lattice: LatticeRows, tolerance: number) {
    const volume = rowsDet(lattice);
    this.#lattice = lattice;
    this.#epsilon = tolerance * Math.cbrt(Math.abs(volume));
    const hand = volume > 0 ? 1 : -1;
    this.change = [
      [hand, 0, 0],
      [0, hand, 0],
      [0, 0, hand],
    ];
    this.#measure();
  }

  get products(): Row {
    return [this.xi, this.eta, this.zeta];
  }

  lt(p: number, q: number): boolean {
    return p < q - this.#epsilon;
  }

  eq(p: number, q: number): boolean {
    return !this.lt(p, q) && !this.lt(q, p);
  }

  swap(i: 0 | 1, j: 1 | 2): void {
    const m = this.change;
    [m[i], m[j]] = [m[j], m[i]];
    // A swap alone would change the hand.
    this.flip([-1, -1, -1]);
  }

  flip(signs: readonly number[]): void {
    for (const [i, row] of this.change.entries()) for (let k = 0; k < 3; k++) row[k] = row[k]! * signs[i]! + 0;
    this.#measure();
  }

  add(to: 1 | 2, from: 0 | 1, n: number): void {
    const m = this.change;
    for (let k = 0; k < 3; k++) m[to][k]! += n * m[from][k]!;
    this.#measure();
  }

  #measure(): void {
    const [a, b, c] = mapRows(this.change, (row) => toCartesian(row, this.#lattice));
    [this.A, this.B, this.C] = [dot(a, a), dot(b, b), dot(c, c)];
    [this.xi, this.eta, this.zeta] = [2 * dot(b, c), 2 * dot(a, c), 2 * dot(a, b)];
  }
}

/**
 * Steps 1 and 2: the shorter vectors come first.
 *
 * @returns whether they do; otherwise the second and third were swapped, and the first two have to be compared again
 */
function order(basis: Reduction): boolean {
  const isUnordered = (square: number, next: number, product: number, nextProduct: number): boolean =>
    basis.lt(next, square) || (basis.eq(square, next) && basis.lt(Math.abs(nextProduct), Math.abs(product)));
  if (isUnordered(basis.A, basis.B, basis.xi, basis.eta)) basis.swap(0, 1);
  if (!isUnordered(basis.B, basis.C, basis.eta, basis.zeta)) return true;
  basis.swap(1, 2);
  return false;
}

/** Steps 3 and 4: the angles become all acute, or none of them is. */
function alignSigns(basis: Reduction): void {
  const { products } = basis;
  const positive = products.filter((p) => basis.lt(0, p)).length;
  const zero = products.filter((p) => basis.eq(p, 0)).length;
  if (positive === 3 || (zero === 0 && positive === 1)) {
    basis.flip(products.map((p) => (basis.lt(p, 0) ? -1 : 1)));
    return;
  }
  const signs = products.map((p): number => (basis.lt(0, p) ? -1 : 1));
  if (signs.reduce((p, q) => p * q) < 0) {
    // The sign of a product that is zero is free.
    const free = products.findLastIndex((p) => basis.eq(p, 0));
    if (free >= 0) signs[free] = -1;
  }
  basis.flip(signs);
}

/**
 * Steps 5 to 8: a vector that is not the shortest in its direction gets others added.
 *
 * @returns whether there was one; otherwise the basis is reduced
 */
function shorten(basis: Reduction): boolean {
  const { A, B, xi, eta, zeta } = basis;
  const lt = (p: number, q: number): boolean => basis.lt(p, q);
  const eq = (p: number, q: number): boolean => basis.eq(p, q);
  /** Whether a vector is too long by another with this square, their doubled product, and those of the third with each. */
  const isLong = (square: number, product: number, ifEqual: number, ifOpposite: number): boolean =>
    lt(square, Math.abs(product)) ||
    (eq(product, square) && lt(2 * ifEqual, ifOpposite)) ||
    (eq(product, -square) && lt(ifOpposite, 0));
  /** How often a vector goes into another whose doubled product with it is `product`: once at least, in its direction. */
  const times = (product: number, square: number): number =>
    -Math.sign(product) * Math.max(1, Math.round(Math.abs(product) / (2 * square)));
  if (isLong(B, xi, eta, zeta)) basis.add(2, 1, times(xi, B));
  else if (isLong(A, eta, xi, zeta)) basis.add(2, 0, times(eta, A));
  else if (isLong(A, zeta, xi, eta)) basis.add(1, 0, times(zeta, A));
  else {
    const sum = xi + eta + zeta + A + B;
    if (!(lt(sum, 0) || (eq(sum, 0) && lt(0, 2 * (A + eta) + zeta)))) return false;
    basis.add(2, 0, 1);
    basis.add(2, 1, 1);
  }
  return true;
}

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
  const basis = new Reduction(lattice, tolerance);
  for (let step = 0; step < STEPS; step++) {
    if (!order(basis)) continue;
    alignSigns(basis);
    if (!shorten(basis)) return basis.change;
  }
  throw new DataError(
    'bad-lattice',
    `niggli: no reduced cell after ${STEPS} steps; take a smaller tolerance than ${tolerance}`,
  );
}
