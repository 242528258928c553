import {
  adjugate,
  det,
  dot,
  type Fraction,
  fraction,
  gcd,
  mapped,
  mat3,
  matVec,
  minus,
  primitive,
  scaled,
  type Vec3,
} from '@crystal-fourier/math3';
import type { HalfSpace } from './halfSpace.js';
import { common } from '../algebra/triplet.js';

/** value of `normal · x/below + constant` times `below` times the constant's denominator, exact. */
function valueAt({ normal, constant: [n, d] }: HalfSpace, x: Vec3, below: number): number {
  return dot(normal, x) * d + n * below;
}

/** The corners of the bounded polytope that the half-spaces have in common, exact, over one denominator. */
function corners(faces: readonly HalfSpace[]): { readonly points: readonly Vec3[]; readonly below: number } {
  const { n: constants, d: below } = common(faces.map((face) => face.constant));
  const found = new Map<string, { n: Vec3; d: number }>();
  for (let i = 0; i < faces.length; i++) {
    for (let j = i + 1; j < faces.length; j++) {
      for (let k = j + 1; k < faces.length; k++) {
        const m = mat3([i, j, k].flatMap((at) => faces[at]?.normal as Vec3));
        const volume = det(m);
        if (volume === 0) continue;
        const right = mapped<Vec3>([i, j, k], (at) => -Math.sign(volume) * (constants[at] as number));
        const [a, b, c, d] = primitive([...matVec(adjugate(m), right), Math.abs(volume) * below] as const);
        const n: Vec3 = [a, b, c];
        if (faces.every((face) => valueAt(face, n, d) >= 0)) found.set([a, b, c, d].join(), { n, d });
      }
    }
  }
  const vertices = [...found.values()];
  const all = vertices.reduce((acc, { d }) => (acc * d) / gcd(acc, d), 1);
  return { points: vertices.map(({ n, d }) => scaled(n, all / d)), below: all };
}

/**
 * Vertices and volume of the bounded convex polytope that half-spaces have in common, both exact; the volume in units of
 * the volume of the cell. It is the sum of the tetrahedra that one vertex of all, one of each face and the edges of the face
 * form.
 */
export function polytope(faces: readonly HalfSpace[]): {
  readonly vertices: readonly (readonly [Fraction, Fraction, Fraction])[];
  readonly volume: Fraction;
} {
  const { points, below } = corners(faces);
  const on = faces.map((face) => points.filter((p) => valueAt(face, p, below) === 0));
  const [apex] = points as [Vec3];
  let sixfold = 0;
  for (const face of on) {
    const [first] = face as [Vec3];
    if (face.length < 3 || face.includes(apex)) continue;
    const edges = new Map<string, Vec3[]>();
    for (const other of on) {
      const shared = face.filter((p) => other.includes(p));
      if (shared.length === 2) edges.set(shared.join(), shared);
    }
    for (const edge of edges.values()) {
      sixfold += Math.abs(det(mat3([first, ...edge].flatMap((p) => minus(p, apex)))));
    }
  }
  return {
    vertices: points.map(
      (p) => p.map((c) => fraction(c, below)) as readonly Fraction[] as readonly [Fraction, Fraction, Fraction],
    ),
    volume: fraction(sixfold, 6 * below ** 3),
  };
}
