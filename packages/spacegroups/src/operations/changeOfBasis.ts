import {
  adjugate,
  compare,
  det,
  formatFraction,
  fraction,
  type Fraction,
  IDENTITY,
  mapped,
  type Mat3,
  matMul,
  matOfRows,
  matVec,
  minus,
  plus,
  primitive,
  quotient,
  type Rows3,
  rowsOf,
  scaled,
  transpose,
  type Vec3,
  vecMat,
} from '@crystal-fourier/math3';
import { SpaceGroupError, show } from '../algebra/errors.js';
import { rotation } from './rotation.js';
import { SymOp } from './symOp.js';
import { common, formatRow, formatTriplet, parseTriplet } from '../algebra/triplet.js';
import { type Fractional, type Hkl, UNITS } from '../algebra/types.js';

// Determinants of integers up to this size are exact in floats.
const LARGEST_GIVEN = 2 ** 16;
const LIMIT = 2 ** 40;

/** Integers over one common denominator, in lowest terms. */
interface Rationals<N> {
  readonly n: N;
  readonly d: number;
  /** The largest of all these integers in size. */
  readonly max: number;
}

/** Checks that integers, or the products and sums that a bound is given of, are exact. */
function checkExact(largest: number, limit = Number.MAX_SAFE_INTEGER): void {
  if (largest <= limit) return;
  throw new SpaceGroupError(
    'bad-basis',
    `ChangeOfBasis: the entries over their common denominator must not exceed 2^${Math.log2(limit)}; use smaller fractions`,
  );
}

function lowest<N extends Mat3 | Vec3>(entries: readonly number[], below: number): Rationals<N> {
  const [d, ...n] = primitive([below, ...entries].map((c) => (below < 0 ? -c : c))) as [number, ...number[]];
  return bounded(n, d, LIMIT);
}

function bounded<N extends Mat3 | Vec3>(n: readonly number[], d: number, limit: number): Rationals<N> {
  const max = Math.max(d, ...n.map(Math.abs));
  checkExact(max, limit);
  return { n: n as readonly number[] as N, d, max };
}

/**
 * A change of basis (P, p) in the sense of the International Tables A, 1.5: new basis `(a′,b′,c′) = (a,b,c) P`, new
 * origin at p in the old coordinates. Coordinates transform with the inverse, `x′ = P⁻¹(x − p)`, Miller indices with P,
 * `h′ = h P`. Exact rationals throughout. Immutable.
 *
 * @example
 * const toPrimitive = parseAbc('1/2*b+1/2*c,1/2*a+1/2*c,1/2*a+1/2*b');
 * toPrimitive.volumeRatio; // [1, 4]
 */
export class ChangeOfBasis {
  readonly #P: Rationals<Mat3>;
  readonly #p: Rationals<Vec3>;
  #inverseP: Rationals<Mat3> | undefined;
  #inverse: ChangeOfBasis | undefined;

  private constructor(P: Rationals<Mat3>, p: Rationals<Vec3>) {
    this.#P = P;
    this.#p = p;
  }

  /**
   * From P (row-major, 9) and p (3), as integers or fractions `[numerator, denominator]`.
   *
   * @param given what messages show, if not P
   * @throws SpaceGroupError `bad-basis` if P is singular, an entry is no fraction, or numerators and the common denominator of
   *   P or p exceed 2^16
   */
  static of(
    P: readonly (number | Fraction)[],
    p: readonly (number | Fraction)[] = [0, 0, 0],
    given: unknown = P,
  ): ChangeOfBasis {
    if (P?.length !== 9 || p?.length !== 3) {
      throw new SpaceGroupError(
        'bad-basis',
        `ChangeOfBasis.of: P must have 9 entries and p 3, got ${show(P)} and ${show(p)}`,
      );
    }
    const read = <N extends Mat3 | Vec3>(entries: readonly (number | Fraction)[]): Rationals<N> => {
      const { n, d } = common(
        entries.map((entry) => {
          const [above, below]: Fraction =
            typeof entry === 'number' ? [entry, 1] : Array.isArray(entry) ? entry : [Number.NaN, 1];
          if (!Number.isSafeInteger(above) || !Number.isSafeInteger(below) || below === 0) {
            throw new SpaceGroupError(
              'bad-basis',
              `ChangeOfBasis.of: entries must be integers or [numerator, denominator], got ${show(entry)}`,
            );
          }
          return fraction(above, below);
        }),
      );
      return bounded(n, d, LARGEST_GIVEN);
    };
    const matrix = read<Mat3>(P);
    if (det(matrix.n) === 0) {
      throw new SpaceGroupError(
        'bad-basis',
        `ChangeOfBasis: the new basis vectors must be linearly independent, got ${show(given)}`,
      );
    }
    return new ChangeOfBasis(matrix, read(p));
  }

  /** The change itself, or the same one where another copy of this package made it. @internal */
  static own(value: ChangeOfBasis, where = 'ChangeOfBasis'): ChangeOfBasis {
    if (#P in Object(value)) return value;
    if (Array.isArray(value?.P)) return ChangeOfBasis.of(value.P, value.p);
    throw new SpaceGroupError(
      'bad-basis',
      `${where}: expected a ChangeOfBasis, as parseAbc makes one of text, got ${show(value)}`,
    );
  }

  /** No change: `a,b,c`. */
  static readonly identity: ChangeOfBasis = /* @__PURE__ */ ChangeOfBasis.of(IDENTITY);

  /** P, row-major, as fractions. */
  get P(): readonly Fraction[] {
    return this.#P.n.map((n) => fraction(n, this.#P.d));
  }

  /** Origin shift p in old coordinates, as fractions. */
  get p(): readonly Fraction[] {
    return this.#p.n.map((n) => fraction(n, this.#p.d));
  }

  /** det P: volume of the new cell over volume of the old one; negative if the handedness changes. */
  get volumeRatio(): Fraction {
    const { n, d, max } = this.#P;
    const back = this.#inverse;
    if (back !== undefined && back.#P.max < max) {
      // An inverse may have entries too large for its own determinant.
      const [above, below] = back.volumeRatio;
      return fraction(below, above);
    }
    checkExact(6 * max ** 3);
    return fraction(det(n), d ** 3);
  }

  get isIdentity(): boolean {
    return this.#P.d === 1 && compare(this.#P.n, IDENTITY) === 0 && compare(this.#p.n, [0, 0, 0]) === 0;
  }

  /** P⁻¹ over a common denominator. */
  #Q(): Rationals<Mat3> {
    if (this.#inverseP === undefined) {
      const { n, d, max } = this.#P;
      checkExact(6 * max ** 3);
      this.#inverseP = lowest(
        adjugate(n).map((c) => c * d),
        det(n),
      );
    }
    return this.#inverseP;
  }

  /** The change back: (P⁻¹, −P⁻¹p). */
  inverse(): ChangeOfBasis {
    if (this.#inverse !== undefined) return this.#inverse;
    const Q = this.#Q();
    checkExact(3 * Q.max * this.#p.max);
    const made = new ChangeOfBasis(Q, lowest(scaled(matVec(Q.n, this.#p.n), -1), Q.d * this.#p.d));
    made.#inverse = this;
    made.#inverseP = this.#P;
    return (this.#inverse = made);
  }

  /** This change followed by another one, whose basis vectors and shift refer to this change's new basis. */
  followedBy(following: ChangeOfBasis): ChangeOfBasis {
    const next = ChangeOfBasis.own(following);
    const { n, d, max } = this.#P;
    const { n: p, d: below, max: farthest } = this.#p;
    checkExact(4 * max * Math.max(next.#P.max, next.#p.max * farthest));
    const nextBelow = d * next.#p.d;
    return new ChangeOfBasis(
      lowest(matMul(n, next.#P.n), d * next.#P.d),
      lowest(plus(scaled(matVec(n, next.#p.n), below), scaled(p, nextBelow)), below * nextBelow),
    );
  }

  /** Coordinates in the new basis of a point given in the old one: `P⁻¹(x − p)`. Floats. */
  apply(x: Fractional): Fractional {
    const Q = this.#Q();
    const { n, d } = this.#p;
    const image = matVec(Q.n, [x[0] - n[0] / d, x[1] - n[1] / d, x[2] - n[2] / d]);
    return mapped(image, (c) => c / Q.d);
  }

  /**
   * Miller indices in the new basis: `h P`.
   *
   * @throws SpaceGroupError `bad-hkl` if the reflection has no integer indices there (the new cell is smaller)
   */
  applyHkl(h: Hkl): Hkl {
    const indices = quotient(vecMat(h, this.#P.n), this.#P.d);
    if (indices !== undefined) return indices;
    throw new SpaceGroupError(
      'bad-hkl',
      `ChangeOfBasis.applyHkl: (${h.join(' ')}) has no integer indices in the basis ${this.toAbc()}`,
    );
  }

  /** The new lattice vectors, as rows in the unit of `lattice` (three rows, the old lattice vectors). */
  applyLattice(lattice: Rows3): Rows3 {
    const { n, d } = this.#P;
    return rowsOf(mapped(matMul(transpose(n), matOfRows(lattice)), (c) => c / d));
  }

  /**
   * The operation in the new basis, `(P,p)⁻¹ g (P,p)`; its translation is exact and not reduced.
   *
   * @throws SpaceGroupError `bad-basis` if the new lattice is not mapped onto itself by the operation or the translation
   *   leaves the multiples of 1/24
   */
  conjugate(operation: SymOp): SymOp {
    const op = SymOp.from(operation);
    const Q = this.#Q();
    const { n: p, d } = this.#p;
    checkExact(9 * Q.max * this.#P.max);
    const rot = quotient(matMul(matMul(Q.n, op.rot), this.#P.n), Q.d * this.#P.d);
    // w + W p − p over UNITS·d, then Q.
    const moved = plus(scaled(op.trans, d), scaled(minus(matVec(op.rot, p), p), UNITS));
    const trans = quotient(matVec(Q.n, moved), Q.d * d);
    const r = rot && rotation(rot);
    if (r === undefined || trans === undefined) {
      throw new SpaceGroupError(
        'bad-basis',
        `ChangeOfBasis.conjugate: ${op.toXyz()} is no operation with integer matrix and translations in 1/24 in the basis ${this.toAbc()}; choose lattice vectors and an origin in multiples of 1/24`,
      );
    }
    return SymOp.unchecked(r, trans);
  }

  /** New basis vectors and origin: `a+b,-b,c;1/4,0,0`, the shift left out where it is zero. */
  toAbc(): string {
    const { P, p } = this;
    const columns = [0, 1, 2].map((j) => formatRow([P[j], P[3 + j], P[6 + j]] as Fraction[], 'abc'));
    return columns.join(',') + (p.every(([n]) => n === 0) ? '' : `;${p.map(formatFraction).join(',')}`);
  }

  /** New coordinates as functions of the old ones, `P⁻¹(x − p)`: `x-1/4,y,z`. */
  toXyz(): string {
    const { P, p } = this.inverse();
    return formatTriplet(P, p);
  }

  equals(other: ChangeOfBasis): boolean {
    return this.toAbc() === ChangeOfBasis.own(other).toAbc();
  }

  toString(): string {
    return this.toAbc();
  }

  /** Plain data, to be stored or sent to another thread; {@link parseAbc} makes the change again. */
  toJSON(): string {
    return this.toAbc();
  }
}

/**
 * Reads a change of basis: three basis vectors and an optional origin shift after a semicolon,
 * `a+b,-b,c;1/4,0,0` or `1/2*a-1/2*b,b,c`.
 *
 * @throws SpaceGroupError `bad-basis`
 */
export function parseAbc(text: string): ChangeOfBasis {
  return readAbc(text, false);
}

/**
 * As {@link parseAbc}, also with the origin shift in the vectors, as universal Hermann–Mauguin symbols of cctbx and of the
 * Crystallography Open Database have it: `a+b+1/4,-b,c`. @internal
 */
export function readAbc(text: string, isUniversal: boolean): ChangeOfBasis {
  const fail = (why: string): never => {
    throw new SpaceGroupError(
      'bad-basis',
      `parseAbc: expected text such as "a,b,c;0,0,1/4", ${why}, got ${show(text)}`,
    );
  };
  if (typeof text !== 'string') return fail('a string');
  const [vectors, shift, more] = text.split(';') as [string, string?, string?];
  if (more !== undefined) fail('with one semicolon');
  const rows = parseTriplet(vectors, 'abc', 'bad-basis');
  const moved = isUniversal && shift === undefined ? rows : parseTriplet(shift ?? '0,0,0', '', 'bad-basis');
  if (moved !== rows && rows.some((row) => row[3]?.[0] !== 0))
    fail('with the numbers of an origin shift after a semicolon');
  // "a+b,…": the i-th part is the i-th new basis vector, that is the i-th column of P.
  const P = [0, 1, 2].flatMap((j) => rows.map((row) => row[j] as Fraction));
  return ChangeOfBasis.of(
    P,
    moved.map((row) => row[3] as Fraction),
    text,
  );
}
