import {
  adjugate,
  column,
  matPlus,
  compare,
  det,
  fromColumns,
  IDENTITY,
  type Mat3,
  matMul,
  matVec,
  minus,
  primitive,
  times,
  type Vec3,
} from '@crystal-fourier/math3';

/** Type of a crystallographic point operation, as Hermann–Mauguin writes it; `m` is −2. */
export type RotationType = '1' | '2' | '3' | '4' | '6' | '-1' | 'm' | '-3' | '-4' | '-6';

/**
 * An integer matrix of finite order with everything that is derived from it, made once per matrix and shared by all
 * operations. Only 64 different ones occur in the 530 settings.
 */
export interface Rotation {
  readonly matrix: Mat3;
  /** Unique for the matrix: a number for entries in −1…1, a string otherwise. */
  readonly key: number | string;
  readonly det: 1 | -1;
  /** Smallest n ≥ 1 with Rⁿ = 1. */
  readonly order: 1 | 2 | 3 | 4 | 6;
  readonly type: RotationType;
  /** Position in the table of products; −1 for a matrix that is not kept. */
  readonly id: number;
}

const cache = /* @__PURE__ */ new Map<number | string, Rotation>();
const products: (Rotation | undefined)[][] = [];

function keyOf(m: Mat3): number | string {
  let key = 0;
  for (const entry of m) {
    if (entry > 1 || entry < -1) return m.join();
    key = 3 * key + entry + 1;
  }
  return key;
}

// Index: trace of the proper part + 1, i.e. −1…3 → 0…4.
const PROPER = ['2', '3', '4', '6', '1'] as const;
const IMPROPER = ['m', '-3', '-4', '-6', '-1'] as const;
const ORDERS = [2, 3, 4, 6, 1] as const;

/**
 * The shared {@link Rotation} of an integer matrix, or undefined if the matrix is not of finite order
 * (then it maps no lattice onto itself as a rotation).
 */
export function rotation(m: Mat3): Rotation | undefined {
  const key = keyOf(m);
  const known = cache.get(key);
  if (known !== undefined) return known;
  const d = det(m);
  if (d !== 1 && d !== -1) return undefined;
  const index = d * (m[0] + m[4] + m[8]) + 1;
  const n = ORDERS[index];
  if (n === undefined) return undefined;
  // The trace alone admits shears such as x+y,y,z: the power must really return to 1.
  const proper = times(m, d);
  let power = proper;
  for (let i = 1; i < n; i++) power = matMul(power, proper);
  if (compare(power, IDENTITY) !== 0) return undefined;
  const made: Rotation = Object.freeze({
    matrix: Object.freeze(times(m, 1)),
    key,
    det: d,
    order: d === -1 && n % 2 === 1 ? ((2 * n) as 2 | 6) : n,
    type: (d === 1 ? PROPER : IMPROPER)[index] as RotationType,
    // Users' matrices must not grow the tables without bound; the 530 settings need 64.
    id: cache.size < 512 ? cache.size : -1,
  });
  if (made.id >= 0) cache.set(key, made);
  return made;
}

/** The product AB of two kept matrices; undefined if it is of infinite order. */
export function productOf(a: Rotation, b: Rotation): Rotation | undefined {
  if (a.id < 0 || b.id < 0) return rotation(matMul(a.matrix, b.matrix));
  const row = (products[a.id] ??= []);
  return (row[b.id] ??= rotation(matMul(a.matrix, b.matrix)));
}

/** The rotation R or −R. */
export function properPart(r: Rotation): Mat3 {
  return times(r.matrix, r.det);
}

/**
 * Direction of the rotation axis (of the normal, for a mirror) as a primitive integer vector of the direct lattice;
 * null for ±1, which have none. Sign: the product of the components is positive if none is zero, else the first
 * non-zero component is positive.
 */
export function axisOf(r: Rotation): Vec3 | null {
  if (r.type === '1' || r.type === '-1') return null;
  // Columns of 1 + P + … + Pⁿ⁻¹, the projector on the axis of the proper part, times n.
  const proper = properPart(r);
  let sum = IDENTITY;
  let power = proper;
  while (compare(power, IDENTITY) !== 0) {
    sum = matPlus(sum, power);
    power = matMul(power, proper);
  }
  for (let at = 0; at < 3; at++) {
    const v = primitive(column(sum, at));
    const lead = v[0] * v[1] * v[2] || v.find((c) => c !== 0);
    if (lead !== undefined) return lead > 0 ? v : minus([0, 0, 0], v);
  }
  return null;
}

/** Sense of a rotation of order > 2 about {@link axisOf}: +1 is counter-clockwise seen against the axis; 0 for 1, 2, −1, m. */
export function senseOf(r: Rotation): -1 | 0 | 1 {
  const axis = axisOf(r);
  if (axis === null || r.type === '2' || r.type === 'm') return 0;
  const proper = properPart(r);
  for (const probe of [
    [1, 0, 0],
    [0, 1, 0],
  ] as const) {
    const image = matVec(proper, probe);
    const volume = det([...axis, ...probe, ...image]);
    if (volume !== 0) return volume > 0 ? 1 : -1;
  }
  return 0;
}

/** Inverse of a matrix of determinant ±1, exact. */
export function inverseMatrix(m: Mat3): Mat3 {
  return times(adjugate(m), det(m));
}

/** Axes a, b and c or −c. @internal */
export function rightHanded(a: Vec3, b: Vec3, c: Vec3): Mat3 {
  const axes = fromColumns(a, b, c);
  return det(axes) > 0 ? axes : fromColumns(a, b, minus([0, 0, 0], c));
}
