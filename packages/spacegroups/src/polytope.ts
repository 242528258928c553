import type { HalfSpace } from './halfSpace.js';
import { adjugate, det, gcd, matVec } from './integer.js';
import { fraction, type Fraction } from './triplet.js';
import type { Mat3, Vec3 } from './types.js';

/** Points with integer coordinates over one common denominator. */
interface Vertices {
  readonly points: readonly Vec3[];
  readonly below: number;
}

/** value of `normal · x + constant` times `below` times the constant's denominator, exact. */
function valueAt({ normal, constant: [n, d] }: HalfSpace, x: Vec3, below: number): number {
  return (normal[0] * x[0] + normal[1] * x[1] + normal[2] * x[2]) * d + n * below;
}

/** The corners of the bounded polytope that the half-spaces have in common, exact. */
function corners(faces: readonly HalfSpace[]): Vertices {
  const below = faces.reduce((acc, { constant: [, d] }) => (acc * d) / gcd(acc, d), 1);
  const found = new Map<string, { n: Vec3; d: number }>();
  for (let i = 0; i < faces.length; i++) {
    for (let j = i + 1; j < faces.length; j++) {
      for (let k = j + 1; k < faces.length; k++) {
        const three = [faces[i], faces[j], faces[k]] as [HalfSpace, HalfSpace, HalfSpace];
        const m = three.flatMap((f) => f.normal) as unknown as Mat3;
        const volume = det(m);
        if (volume === 0) continue;
        const right = three.map(({ constant: [n, d] }) => (-n * below) / d) as unknown as Vec3;
        const scaled = matVec(adjugate(m), right);
        const g = gcd(gcd(gcd(scaled[0], scaled[1]), scaled[2]), volume * below) * Math.sign(volume);
        const n = scaled.map((c) => c / g + 0) as unknown as Vec3;
        const d = (volume * below) / g;
        if (faces.every((f) => valueAt(f, n, d) >= 0)) found.set([...n, d].join(), { n, d });
      }
    }
  }
  const vertices = [...found.values()];
  const all = vertices.reduce((acc, { d }) => (acc * d) / gcd(acc, d), 1);
  return { points: vertices.map(({ n, d }) => n.map((c) => (c * all) / d) as unknown as Vec3), below: all };
}

const minus = (a: Vec3, b: Vec3): Vec3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];

/** Corners of a convex polygon in order, seen along the coordinate axis `drop` (monotone chain). */
function around(points: readonly Vec3[], drop: number): Vec3[] {
  const [u, v] = [0, 1, 2].filter((i) => i !== drop) as [0 | 1 | 2, 0 | 1 | 2];
  const sorted = [...points].sort((a, b) => a[u] - b[u] || a[v] - b[v]);
  const half = (list: readonly Vec3[]): Vec3[] => {
    const chain: Vec3[] = [];
    for (const p of list) {
      for (;;) {
        const [a, b] = [chain.at(-2), chain.at(-1)];
        if (a === undefined || b === undefined) break;
        if ((b[u] - a[u]) * (p[v] - a[v]) - (b[v] - a[v]) * (p[u] - a[u]) > 0) break;
        chain.pop();
      }
      chain.push(p);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.toReversed())];
}

/**
 * Vertices and volume of the bounded convex polytope that half-spaces have in common, both exact; the volume in units of
 * the volume of the cell. It is the sum of the pyramids that the triangles of each face form with one vertex.
 */
export function polytope(faces: readonly HalfSpace[]): {
  readonly vertices: readonly (readonly [Fraction, Fraction, Fraction])[];
  readonly volume: Fraction;
} {
  const { points, below } = corners(faces);
  const [apex] = points;
  let sixfold = 0;
  for (const face of faces) {
    const on = points.filter((p) => valueAt(face, p, below) === 0);
    if (apex === undefined || on.length < 3 || on.includes(apex)) continue;
    const polygon = around(
      on,
      face.normal.findIndex((c) => c !== 0),
    );
    const [first, ...rest] = polygon.map((p) => minus(p, apex));
    for (let i = 0; i + 1 < rest.length; i++) {
      sixfold += Math.abs(det([...(first as Vec3), ...(rest[i] as Vec3), ...(rest[i + 1] as Vec3)] as unknown as Mat3));
    }
  }
  return {
    vertices: points.map((p) => p.map((c) => fraction(c, below)) as unknown as readonly [Fraction, Fraction, Fraction]),
    volume: fraction(sixfold, 6 * below ** 3),
  };
}
