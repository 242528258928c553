import { triTable } from 'three/addons/objects/MarchingCubes.js';
import { inverseRows, type Rows } from '../../cell/rows.js';
import type { SpaceField } from './spaceField.js';

/** Triangles of a surface, for WebGL: Cartesian positions with the corner of the cell at the origin, unit normals, three indices a triangle. */
export interface Isosurface {
  /** (vertices, 3) */
  readonly positions: Float32Array;
  /** (vertices, 3), away from where the function is larger. */
  readonly normals: Float32Array;
  /** (triangles, 3), counter-clockwise from where the function is smaller. */
  readonly indices: Uint32Array;
}

// Corners of a cube in the order of the table, and the ends of its edges.
const CORNERS = [0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0, 0, 0, 1, 1, 0, 1, 1, 1, 1, 0, 1, 1] as const;
/** For each edge the corner it begins at, nearer to the origin, and its axis. */
const EDGE_FROM = [0, 1, 3, 0, 4, 5, 7, 4, 0, 1, 2, 3] as const;
const EDGE_AXIS = [0, 1, 0, 1, 0, 1, 0, 1, 2, 2, 2, 2] as const;

/**
 * The surface `sign · f = level` in one closed unit cell, by marching cubes (Lorensen and Cline 1987; the table is three.js's). The grid is
 * periodic: the surface ends at the faces of the cell, and there it meets its images under the lattice vectors exactly, edge by edge, so
 * that copies of it, shifted by lattice vectors, make the closed surface of the crystal. Within the cell neighbouring triangles share vertices.
 *
 * @param cell basis vectors as rows
 * @param sign −1 for the surface `f = −level`
 */
export function isosurface(
  { size, values }: Pick<SpaceField, 'size' | 'values'>,
  cell: Rows,
  level: number,
  sign: 1 | -1 = 1,
): Isosurface {
  const n = size;
  const side = n + 1;
  const stride = [side * side, side, 1] as const;
  const wrapped = Int32Array.from({ length: n + 3 }, (_, i) => (i + n - 1) % n); // of index − 1 … n + 1
  const at = (i: number, j: number, l: number): number =>
    sign * values[(wrapped[i + 1]! * n + wrapped[j + 1]!) * n + wrapped[l + 1]!]!;
  const vertexOf = new Int32Array(3 * side ** 3).fill(-1);
  const positions: number[] = [];
  const normals: number[] = [];
  const indices: number[] = [];
  const inverse = inverseRows(cell);
  const point = [0, 0, 0];
  const slope = [0, 0, 0];
  const gradient = [0, 0, 0];

  /** The vertex on an edge that begins at a grid point; made when the first triangle needs it. */
  const vertex = (i: number, j: number, l: number, axis: number): number => {
    const slot = 3 * (i * stride[0] + j * stride[1] + l) + axis;
    const known = vertexOf[slot]!;
    if (known >= 0) return known;
    const [di, dj, dl] = [Number(axis === 0), Number(axis === 1), Number(axis === 2)];
    const from = at(i, j, l);
    const t = (level - from) / (at(i + di, j + dj, l + dl) - from);
    point[0] = (i + di * t) / n;
    point[1] = (j + dj * t) / n;
    point[2] = (l + dl * t) / n;
    // Central differences at both ends, mixed; wrapped, so that the normals of two faces that meet agree.
    for (let a = 0; a < 3; a++) {
      const [x, y, z] = [Number(a === 0), Number(a === 1), Number(a === 2)];
      const first = at(wrap(i + x), wrap(j + y), wrap(l + z)) - at(wrap(i - x), wrap(j - y), wrap(l - z));
      const [p, q, r] = [i + di, j + dj, l + dl];
      const second = at(wrap(p + x), wrap(q + y), wrap(r + z)) - at(wrap(p - x), wrap(q - y), wrap(r - z));
      slope[a] = first * (1 - t) + second * t;
    }
    // ∂f/∂r = L⁻¹ ∂f/∂x for row vectors r = x L.
    for (let c = 0; c < 3; c++)
      gradient[c] = inverse[3 * c]! * slope[0]! + inverse[3 * c + 1]! * slope[1]! + inverse[3 * c + 2]! * slope[2]!;
    const length = Math.hypot(gradient[0]!, gradient[1]!, gradient[2]!) || 1;
    for (let c = 0; c < 3; c++) {
      positions.push(point[0]! * cell[c]! + point[1]! * cell[3 + c]! + point[2]! * cell[6 + c]!);
      normals.push(-gradient[c]! / length);
    }
    return (vertexOf[slot] = positions.length / 3 - 1);
  };
  const wrap = (index: number): number => (index < 0 ? index + n : index > n ? index - n : index);

  // Which points of the closed cell are below the level, looked up eight times each.
  const isBelow = new Uint8Array(side ** 3);
  for (let i = 0, slot = 0; i <= n; i++)
    for (let j = 0; j <= n; j++) for (let l = 0; l <= n; l++, slot++) isBelow[slot] = Number(at(i, j, l) < level);
  const offsets = Array.from({ length: 8 }, (_, c) =>
    stride.reduce((sum, step, axis) => sum + step * CORNERS[3 * c + axis]!, 0),
  );
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      for (let l = 0; l < n; l++) {
        const slot = i * stride[0] + j * stride[1] + l;
        let code = 0;
        for (let c = 0; c < 8; c++) code |= isBelow[slot + offsets[c]!]! << c;
        if (code === 0 || code === 255) continue;
        for (let entry = 16 * code; triTable[entry]! >= 0; entry++) {
          const edge = triTable[entry]!;
          const from = 3 * EDGE_FROM[edge]!;
          indices.push(vertex(i + CORNERS[from]!, j + CORNERS[from + 1]!, l + CORNERS[from + 2]!, EDGE_AXIS[edge]!));
        }
      }
    }
  }
  return {
    positions: Float32Array.from(positions),
    normals: Float32Array.from(normals),
    indices: Uint32Array.from(indices),
  };
}
