import {
  compare,
  dot,
  dualVectors,
  hermiteBasis,
  IDENTITY,
  integerNullSpace,
  mapped,
  matMinus,
  matVec,
  minus,
  mod,
  plus,
  quotient,
  rowsOf,
  scaled,
  transpose,
  type Vec3,
} from '@crystal-fourier/math3';
import { type AffineSubspace, placed } from '../operations/affineSubspace.js';
import { axisOf, type Rotation } from '../operations/rotation.js';
import type { SymOp } from '../operations/symOp.js';
import { UNITS } from '../algebra/types.js';

/** Points are integers in units of 1/288 of the lattice vectors: n-th parts of translations for every order n. */
export const PLACES = 12 * UNITS;

/** What the elements are made from: a `SpaceGroup` or `CoreSpaceGroup`. */
export interface ElementGroup {
  readonly operations: readonly SymOp[];
  readonly generators: readonly SymOp[];
  readonly centring: { readonly vectors: readonly Vec3[] };
}

/** The elements that one linear part can have, apart from where they are. */
interface Frame {
  /** All lattice vectors along the element, in Hermite normal form: none for a centre, one for an axis, two for a plane. */
  readonly basis: readonly Vec3[];
  /** Integer rows: two parallel elements are the same modulo a, b, c if `normal · x` is, modulo 1, for each. */
  readonly normals: readonly Vec3[];
  /** Lattice vectors with `normals[i] · duals[j] = δ`. */
  readonly duals: readonly Vec3[];
  /** Translations that lead to all elements that differ modulo a, b, c, each to another one. */
  readonly shifts: readonly Vec3[];
}

/** One element with the operations found for it so far. */
export interface Draft {
  readonly frame: Frame;
  readonly flat: AffineSubspace;
  /** A point on it, in units of 1/288. */
  readonly origin: Vec3;
  readonly operations: SymOp[];
  orbit: number;
}

/**
 * A point that the operation moves by its screw or glide part only, in units of 1/288: `x = −(1/n) Σ k Rᵏ t`, since
 * `(1 − R) Σ k Rᵏ = Σ Rᵏ − n`, sums over k = 0 … n − 1.
 */
export function pointOf({ rot, trans, order }: SymOp): Vec3 {
  let image = trans;
  let sum: Vec3 = [0, 0, 0];
  for (let k = 1; k < order; k++) {
    image = matVec(rot, image);
    sum = minus(sum, scaled(image, k));
  }
  return scaled(sum, 12 / order);
}

function frameOf(r: Rotation): Frame {
  const moved = matMinus(IDENTITY, r.matrix);
  const fixed = integerNullSpace(rowsOf(moved));
  const axis = axisOf(r);
  // A rotoinversion keeps a point only, but its element is the axis.
  const normals = integerNullSpace(r.type === 'm' || axis === null ? fixed : [axis]);
  const basis = integerNullSpace(normals);
  // (1 − R)s moves an element by the lattice vector s, a translation along the element changes its screw or glide part.
  const sublattice = hermiteBasis([...rowsOf(transpose(moved)), ...fixed]);
  let shifts: Vec3[] = [[0, 0, 0]];
  sublattice.forEach((row, i) => {
    const steps = Array.from({ length: row[i] as number }, (_, n) => n);
    shifts = shifts.flatMap((s) => steps.map((n) => mapped(s, (c, j) => (j === i ? n : c))));
  });
  return { basis, normals, duals: dualVectors(normals), shifts };
}

/** The lattice vector that brings a point from an element to the parallel one through `to`; undefined if it is no lattice vector. */
export function shiftBetween({ normals, duals }: Frame, from: Vec3, to: Vec3): Vec3 | undefined {
  const cells = quotient(
    normals.map((n) => dot(n, minus(to, from))),
    PLACES,
  );
  return cells?.reduce<Vec3>((sum, k, i) => plus(sum, scaled(duals[i] as Vec3, k)), [0, 0, 0]);
}

/** All symmetry elements of a group modulo the lattice vectors a, b, c: centres, then axes, then planes. */
export function draftsOf({ operations, generators }: ElementGroup): Draft[] {
  const frames = new Map<Rotation, Frame>();
  const place = (op: SymOp): { frame: Frame; x: Vec3; key: string } => {
    let frame = frames.get(op.rotation);
    if (frame === undefined) frames.set(op.rotation, (frame = frameOf(op.rotation)));
    const x = pointOf(op);
    return { frame, x, key: `${frame.basis};${frame.normals.map((n) => mod(dot(n, x), PLACES))}` };
  };
  const drafts = new Map<string, Draft>();
  for (const representative of operations) {
    if (representative.type === '1') continue;
    for (const shift of place(representative).frame.shifts) {
      const op = representative.translated(scaled(shift, UNITS));
      const { frame, x, key } = place(op);
      let draft = drafts.get(key);
      if (draft === undefined) {
        const flat = placed(frame.basis, x, PLACES);
        draft = { frame, flat, origin: scaled(flat.origin, PLACES / flat.d), operations: [], orbit: -1 };
        drafts.set(key, draft);
      }
      const cells = shiftBetween(frame, x, draft.origin) as Vec3;
      draft.operations.push(op.translated(scaled(minus(cells, matVec(op.rot, cells)), UNITS)));
    }
  }
  const sorted = [...drafts.values()].sort(
    (a, b) =>
      a.frame.basis.length - b.frame.basis.length ||
      compare(b.frame.basis.flat(), a.frame.basis.flat()) ||
      compare(a.origin, b.origin),
  );
  let orbits = 0;
  for (const start of sorted) {
    if (start.orbit >= 0) continue;
    start.orbit = orbits++;
    const reached = [start];
    for (const { operations: own, orbit } of reached) {
      for (const g of generators) {
        const image = drafts.get(place(g.mul(own[0] as SymOp).mul(g.inverse())).key) as Draft;
        if (image.orbit < 0) reached.push(image);
        image.orbit = orbit;
      }
    }
  }
  return sorted;
}
