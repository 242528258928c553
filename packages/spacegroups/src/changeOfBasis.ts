import { SpaceGroupError, show } from './errors.js';
import { adjugate, det, gcd, IDENTITY, matMul, matVec, vecMat } from './integer.js';
import { rotation } from './rotation.js';
import { SymOp } from './symOp.js';
import { formatRow, fraction, type Fraction, parseTriplet } from './triplet.js';
import { type Fractional, type Hkl, type Mat3, UNITS, type Vec3 } from './types.js';

const LIMIT = 2 ** 40;

/** Integers over one common denominator, in lowest terms. */
interface Rationals {
  readonly n: readonly number[];
  readonly d: number;
}

function lowest(n: readonly number[], d: number): Rationals {
  const g = n.reduce((acc, c) => gcd(acc, c), d) || 1;
  const s = d < 0 ? -g : g;
  const out = n.map((c) => c / s + 0);
  if (d / s > LIMIT || out.some((c) => Math.abs(c) > LIMIT)) {
    throw new SpaceGroupError('bad-basis', 'ChangeOfBasis: the entries grow beyond 2^40; use smaller fractions');
  }
  return { n: out, d: d / s };
}

function common(fractions: readonly Fraction[]): Rationals {
  const d = fractions.reduce((acc, [, b]) => (acc * b) / gcd(acc, b), 1);
  return lowest(
    fractions.map(([n, b]) => n * (d / b)),
    d,
  );
}

/** (a/da) + (b/db), elementwise. */
function plus(a: readonly number[], da: number, b: readonly number[], db: number): Rationals {
  return lowest(
    a.map((c, i) => c * db + (b[i] as number) * da),
    da * db,
  );
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
  readonly #P: Rationals;
  readonly #p: Rationals;
  #inverseP: Rationals | undefined;
  #inverse: ChangeOfBasis | undefined;

  private constructor(P: Rationals, p: Rationals) {
    this.#P = P;
    this.#p = p;
  }

  /**
   * From P (row-major, 9) and p (3), as integers or fractions `[numerator, denominator]`.
   *
   * @throws SpaceGroupError `bad-basis` if P is singular or an entry is no fraction
   */
  static of(P: readonly (number | Fraction)[], p: readonly (number | Fraction)[] = [0, 0, 0]): ChangeOfBasis {
    if (P.length !== 9 || p.length !== 3) {
      throw new SpaceGroupError('bad-basis', `ChangeOfBasis.of: P must have 9 entries and p 3, got ${P.length} and ${p.length}`);
    }
    const read = (entry: number | Fraction): Fraction => {
      const [n, d] = typeof entry === 'number' ? [entry, 1] : entry;
      if (!Number.isSafeInteger(n) || !Number.isSafeInteger(d) || d === 0) {
        throw new SpaceGroupError('bad-basis', `ChangeOfBasis.of: entries must be integers or [numerator, denominator], got ${show(entry)}`);
      }
      return fraction(n, d);
    };
    return ChangeOfBasis.#checked(common(P.map(read)), common(p.map(read)), () => show([...P]));
  }

  static #checked(P: Rationals, p: Rationals, text: () => string): ChangeOfBasis {
    if (det(P.n as unknown as Mat3) === 0) {
      throw new SpaceGroupError('bad-basis', `ChangeOfBasis: the new basis vectors must be linearly independent, got ${text()}`);
    }
    return new ChangeOfBasis(P, p);
  }

  /** @internal */
  static fromRows(rows: readonly (readonly Fraction[])[], shift: readonly Fraction[], text: string): ChangeOfBasis {
    // "a+b,…": the i-th part is the i-th new basis vector, that is the i-th column of P.
    const entries: Fraction[] = [];
    for (let i = 0; i < 3; i++) for (let j = 0; j < 3; j++) entries.push(rows[j]?.[i] as Fraction);
    return ChangeOfBasis.#checked(common(entries), common(shift), () => show(text));
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
    return fraction(det(this.#P.n as unknown as Mat3), this.#P.d ** 3);
  }

  get isIdentity(): boolean {
    return this.#P.d === 1 && this.#P.n.every((n, i) => n === IDENTITY[i]) && this.#p.n.every((n) => n === 0);
  }

  /** P⁻¹ over a common denominator. */
  #Q(): Rationals {
    const m = this.#P.n as unknown as Mat3;
    return (this.#inverseP ??= lowest(
      adjugate(m).map((c) => c * this.#P.d),
      det(m),
    ));
  }

  /** The change back: (P⁻¹, −P⁻¹p). */
  inverse(): ChangeOfBasis {
    if (this.#inverse !== undefined) return this.#inverse;
    const Q = this.#Q();
    const q = matVec(Q.n as unknown as Mat3, this.#p.n as unknown as Vec3);
    const made = new ChangeOfBasis(
      Q,
      lowest(
        q.map((c) => -c),
        Q.d * this.#p.d,
      ),
    );
    made.#inverse = this;
    return (this.#inverse = made);
  }

  /** This change followed by `next`, whose basis vectors and shift refer to this change's new basis. */
  then(next: ChangeOfBasis): ChangeOfBasis {
    const P = this.#P.n as unknown as Mat3;
    const shift = matVec(P, next.#p.n as unknown as Vec3);
    return new ChangeOfBasis(
      lowest(matMul(P, next.#P.n as unknown as Mat3), this.#P.d * next.#P.d),
      plus(shift, this.#P.d * next.#p.d, this.#p.n, this.#p.d),
    );
  }

  /** Coordinates in the new basis of a point given in the old one: `P⁻¹(x − p)`. Floats. */
  apply(x: Fractional): Fractional {
    const Q = this.#Q();
    const d = this.#p.d;
    const moved: Vec3 = [
      x[0] - (this.#p.n[0] as number) / d,
      x[1] - (this.#p.n[1] as number) / d,
      x[2] - (this.#p.n[2] as number) / d,
    ];
    const [u, v, w] = matVec(Q.n as unknown as Mat3, moved);
    return [u / Q.d, v / Q.d, w / Q.d];
  }

  /**
   * Miller indices in the new basis: `h P`.
   *
   * @throws SpaceGroupError `bad-hkl` if the reflection has no integer indices there (the new cell is smaller)
   */
  applyHkl(h: Hkl): Hkl {
    const [u, v, w] = vecMat(h, this.#P.n as unknown as Mat3);
    const d = this.#P.d;
    if (u % d !== 0 || v % d !== 0 || w % d !== 0) {
      throw new SpaceGroupError('bad-hkl', `ChangeOfBasis.applyHkl: (${h.join(' ')}) has no integer indices in the basis ${this.toAbc()}`);
    }
    return [u / d + 0, v / d + 0, w / d + 0];
  }

  /** The new lattice vectors, as rows in the unit of `lattice` (three rows, the old lattice vectors). */
  applyLattice(lattice: readonly [Vec3, Vec3, Vec3]): [Vec3, Vec3, Vec3] {
    const { n, d } = this.#P;
    const row = (j: number): Vec3 =>
      [0, 1, 2].map((c) => [0, 1, 2].reduce((sum, i) => sum + ((n[3 * i + j] as number) / d) * (lattice[i]?.[c] as number), 0)) as unknown as Vec3;
    return [row(0), row(1), row(2)];
  }

  /**
   * The operation in the new basis, `(P,p)⁻¹ g (P,p)`; its translation is exact and not reduced.
   *
   * @throws SpaceGroupError `bad-basis` if the new lattice is not mapped onto itself by the operation or the translation
   *   leaves the multiples of 1/24
   */
  conjugate(op: SymOp): SymOp {
    const Q = this.#Q();
    const Qn = Q.n as unknown as Mat3;
    const P = this.#P.n as unknown as Mat3;
    const scale = Q.d * this.#P.d;
    const rot = matMul(matMul(Qn, op.rot), P);
    // w + W p − p over UNITS·d, then Q.
    const d = this.#p.d;
    const p = this.#p.n as unknown as Vec3;
    const image = matVec(op.rot, p);
    const shift = matVec(Qn, [
      op.trans[0] * d + (image[0] - p[0]) * UNITS,
      op.trans[1] * d + (image[1] - p[1]) * UNITS,
      op.trans[2] * d + (image[2] - p[2]) * UNITS,
    ]);
    const below = Q.d * d;
    if (rot.some((c) => c % scale !== 0) || shift.some((c) => c % below !== 0)) {
      throw new SpaceGroupError(
        'bad-basis',
        `ChangeOfBasis.conjugate: ${op.toXyz()} is no operation with integer matrix and translations in 1/24 in the basis ${this.toAbc()}; choose a basis of lattice vectors and an origin in multiples of 1/24`,
      );
    }
    const r = rotation(rot.map((c) => c / scale + 0) as unknown as Mat3);
    if (r === undefined) throw new SpaceGroupError('bad-basis', `ChangeOfBasis.conjugate: ${op.toXyz()} is no rotation in the basis ${this.toAbc()}`);
    return SymOp.unchecked(r, Object.freeze([shift[0] / below + 0, shift[1] / below + 0, shift[2] / below + 0]) as unknown as Vec3);
  }

  /** New basis vectors and origin: `a+b,-b,c;1/4,0,0`, the shift left out where it is zero. */
  toAbc(): string {
    const P = this.P;
    const columns = [0, 1, 2].map((j) => formatRow([P[j], P[3 + j], P[6 + j]] as Fraction[], 'abc'));
    const p = this.p;
    const shift = p.every(([n]) => n === 0) ? '' : `;${p.map(([n, d]) => (d === 1 ? n : `${n}/${d}`)).join(',')}`;
    return columns.join(',') + shift;
  }

  /** New coordinates as functions of the old ones, `P⁻¹(x − p)`: `x-1/4,y,z`. */
  toXyz(): string {
    const Q = this.#Q();
    const q = this.inverse().p;
    return [0, 1, 2]
      .map((i) => formatRow([...[0, 1, 2].map((j) => fraction(Q.n[3 * i + j] as number, Q.d)), q[i] as Fraction], 'xyz'))
      .join(',');
  }

  equals(other: ChangeOfBasis): boolean {
    return this.toAbc() === other.toAbc();
  }

  toString(): string {
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
  if (typeof text !== 'string') throw new SpaceGroupError('bad-basis', `parseAbc: expected text such as "a,b,c;0,0,1/4", got ${show(text)}`);
  const [vectors, shift, ...rest] = text.split(';');
  if (rest.length > 0) throw new SpaceGroupError('bad-basis', `parseAbc: ${show(text)} has more than one semicolon`);
  const rows = parseTriplet(vectors as string, 'abc', 'bad-basis');
  const moved = shift === undefined ? undefined : parseTriplet(shift, '', 'bad-basis');
  if (rows.some((row) => row[3]?.[0] !== 0)) {
    throw new SpaceGroupError('bad-basis', `parseAbc: ${show(text)} adds a number to a basis vector; write the origin shift after a semicolon`);
  }
  return ChangeOfBasis.fromRows(rows, moved === undefined ? ([[0, 1], [0, 1], [0, 1]] as const) : moved.map((row) => row[3] as Fraction), text);
}
