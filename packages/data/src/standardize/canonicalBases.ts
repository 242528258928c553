import {
  cross,
  det,
  dot,
  fromColumns,
  inverse,
  type Mat3,
  matMul,
  matVec,
  transpose,
  type Vec3,
  vecRows,
} from '@crystal-fourier/math3';
import type { GroupFrame } from './groupFrame.js';
import { onePerCoset } from './groupFrame.js';
import { rowsOfMetric } from './idealLattice.js';
import { niggliTransformation } from '../structure/niggli.js';

/** Relative difference of lengths, and difference of cosines, below which a choice of axes does not depend on them. */
const SAME_LENGTH = 1e-3;
const SAME_COSINE = 1e-3;

/**
 * Those of some candidates whose number is the smallest, or larger by at most the tolerance. Applied to one number after the
 * other it chooses like a lexicographic order, but noise below the tolerance does not change the choice. @internal
 */
export function smallest<T>(
  candidates: readonly T[],
  value: (candidate: T) => number,
  tolerance: number,
): readonly T[] {
  if (candidates.length === 1) return candidates;
  const values = candidates.map(value);
  const limit = Math.min(...values) + tolerance;
  return candidates.filter((_, i) => values[i]! <= limit);
}

/** Lengths and cosines of a cell with this metric, seen on the axes of the columns of P. */
interface Shape {
  readonly P: Mat3;
  readonly lengths: readonly [number, number, number];
  readonly cosines: readonly [number, number, number];
}

function shapeOf(metric: Mat3, P: Mat3): Shape {
  const m = matMul(matMul(transpose(P), metric), P);
  const [a, b, c] = [Math.sqrt(m[0]), Math.sqrt(m[4]), Math.sqrt(m[8])];
  return { P, lengths: [a, b, c], cosines: [m[5] / (b * c), m[2] / (a * c), m[1] / (a * b)] };
}

/**
 * The linear parts N of the changes `x ↦ N x + t` to the axes that a group's canonical description may have, one for each coset
 * of the point group; N⁻¹ holds the new axes as columns. Where the metric is free to tell axes apart, it does:
 *
 * - orthorhombic: a ≤ b ≤ c as far as the group allows axes to be exchanged;
 * - monoclinic: of the cells in which the group is in its reference setting those with the smallest a² + c², then the
 *   smallest a, then β ≥ 90°;
 * - triclinic: the cells of shortest vectors a ≤ b ≤ c, with all angles acute if that is possible and else all obtuse, which is
 *   the Niggli cell but for special metrics: then cos γ, cos β and cos α, in this order, as near zero as possible.
 *
 * Lengths within 0.1 % and cosines within 0.001 count as equal; what remains undecided is left to the structure.
 *
 * @param metric products of the lattice vectors in Å², row-major
 * @internal
 */
export function canonicalBases(frame: GroupFrame, metric: Mat3): readonly Mat3[] {
  const system = frame.group.crystalSystem;
  if (system === 'triclinic') return inverses(triclinic(metric), frame);
  if (system === 'monoclinic') return inverses(monoclinic(frame, metric), frame);
  const parts = frame.linearParts;
  if (system !== 'orthorhombic' || parts.length === 1) return parts;
  let shapes: readonly Shape[] = parts.map((N) => shapeOf(metric, inverse(N)));
  for (const axis of [0, 1] as const) {
    shapes = smallest(shapes, (s) => s.lengths[axis], SAME_LENGTH * shapes[0]!.lengths[axis]);
  }
  return shapes.map(({ P }) => inverse(P));
}

const inverses = (shapes: readonly Shape[], frame: GroupFrame): Mat3[] =>
  onePerCoset(
    shapes.map(({ P }) => inverse(P)),
    frame.rotations,
  );

/** Shortest basis of a plane lattice with metric (uu, uv, vv), as two pairs of coefficients. */
function reducedPair(uu: number, uv: number, vv: number): [[number, number], [number, number]] {
  let [u, v]: [[number, number], [number, number]] = [
    [1, 0],
    [0, 1],
  ];
  let [a, b, c] = [uu, uv, vv];
  // The margin keeps rounding from exchanging vectors of equal length for ever.
  for (;;) {
    const n = Math.round(b / a);
    if (n !== 0) {
      v = [v[0] - n * u[0], v[1] - n * u[1]];
      c += n * n * a - 2 * n * b;
      b -= n * a;
    }
    if (c >= a * (1 - 1e-9)) return [u, v];
    [u, v, a, c] = [v, u, c, a];
  }
}

function monoclinic(frame: GroupFrame, metric: Mat3): readonly Shape[] {
  const [u, v] = reducedPair(metric[0], metric[2], metric[8]);
  const vectors: [number, number][] = [];
  for (let i = -2; i <= 2; i++) {
    for (let j = -2; j <= 2; j++) vectors.push([i * u[0] + j * v[0], i * u[1] + j * v[1]]);
  }
  let shapes: Shape[] = [];
  for (const [p, r] of vectors) {
    for (const [q, s] of vectors) {
      const d = p * s - q * r;
      if (d === 1 || d === -1) shapes.push(shapeOf(metric, [p, 0, q, 0, d, 0, r, 0, s]));
    }
  }
  // Shortest first, so that few are asked for a translation.
  const size = (s: Shape): number => s.lengths[0] ** 2 + s.lengths[2] ** 2;
  shapes.sort((a, b) => size(a) - size(b));
  const allowed = shapes.findIndex((s) => frame.allows(inverse(s.P)));
  const limit = size(shapes[allowed]!) * (1 + 2 * SAME_LENGTH);
  shapes = shapes.filter((s) => size(s) <= limit && frame.allows(inverse(s.P)));
  const narrow = smallest(shapes, (s) => s.lengths[0], SAME_LENGTH * shapes[0]!.lengths[0]);
  return smallest(narrow, (s) => s.cosines[1], SAME_COSINE);
}

function triclinic(metric: Mat3): readonly Shape[] {
  // In a reduced basis the short vectors have small coefficients.
  const reduced = niggliTransformation(rowsOfMetric(metric));
  const vectors: { v: Vec3; length: number }[] = [];
  for (let i = -2; i <= 2; i++) {
    for (let j = -2; j <= 2; j++) {
      for (let k = -2; k <= 2; k++) {
        if (i === 0 && j === 0 && k === 0) continue;
        const v = vecRows([i, j, k], reduced);
        const image = matVec(metric, v);
        vectors.push({ v, length: Math.sqrt(dot(v, image)) });
      }
    }
  }
  vectors.sort((a, b) => a.length - b.length);
  // The vectors of the successive minima are a basis of a three-dimensional lattice.
  const a = vectors[0]!;
  const b = vectors.find(({ v }) => cross(a.v, v).some((c) => c !== 0))!;
  const normal = cross(a.v, b.v);
  const c = vectors.find(({ v }) => dot(v, normal) !== 0)!;
  const upTo = (length: number): typeof vectors => vectors.filter((w) => w.length <= length * (1 + SAME_LENGTH));
  let shapes: readonly Shape[] = [];
  const found: Shape[] = [];
  for (const x of upTo(a.length)) {
    for (const y of upTo(b.length)) {
      for (const z of upTo(c.length)) {
        const P = fromColumns(x.v, y.v, z.v);
        if (det(P) === 1) found.push(shapeOf(metric, P));
      }
    }
  }
  shapes = found;
  const acute = shapes.filter((s) => s.cosines.every((cosine) => cosine >= -SAME_COSINE));
  shapes = acute.length > 0 ? acute : shapes.filter((s) => s.cosines.every((cosine) => cosine <= SAME_COSINE));
  for (const angle of [2, 1, 0] as const) shapes = smallest(shapes, (s) => Math.abs(s.cosines[angle]), SAME_COSINE);
  return shapes;
}
