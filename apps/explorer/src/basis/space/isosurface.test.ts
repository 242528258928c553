import { spaceGroup } from '@crystal-fourier/spacegroups';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exampleCell } from '../../cell/exampleCell.js';
import { inverseRows, toCartesian } from '../../cell/rows.js';
import { type Isosurface, isosurface } from './isosurface.js';
import { spaceField } from './spaceField.js';
import { spaceModel } from './spaceModel.js';
import { weightsOf } from './spaceWeights.js';
import { START } from './spaceState.js';

const CUBE = [1, 0, 0, 0, 1, 0, 0, 0, 1];

const sampled = (size: number, f: (x: number, y: number, z: number) => number): Float32Array =>
  Float32Array.from({ length: size ** 3 }, (_, at) =>
    f(Math.floor(at / size ** 2) / size, (Math.floor(at / size) % size) / size, (at % size) / size),
  );

/** A number for each vertex, the same for vertices that are the same modulo lattice vectors: those on opposite faces. */
function wrappedVertices({ positions }: Isosurface, cell: readonly number[]): number[] {
  const inverse = inverseRows(cell);
  const boxes = 500;
  const inBox = new Map<number, { readonly x: readonly number[]; readonly name: number }[]>();
  const wrap = (box: number): number => (box + boxes) % boxes;
  return Array.from({ length: positions.length / 3 }, (_, name) => {
    const x = [0, 1, 2].map((j) => {
      const c = [0, 1, 2].reduce((sum, i) => sum + positions[3 * name + i]! * inverse[3 * i + j]!, 0);
      return c - Math.floor(c);
    });
    const box = x.map((c) => Math.floor(c * boxes));
    for (let near = 0; near < 27; near++) {
      const [i, j, l] = [near % 3, Math.floor(near / 3) % 3, Math.floor(near / 9)].map((d, a) => wrap(box[a]! + d - 1));
      for (const known of inBox.get((i! * boxes + j!) * boxes + l!) ?? [])
        if (known.x.every((c, a) => Math.abs(c - x[a]! - Math.round(c - x[a]!)) < 1e-6)) return known.name;
    }
    const key = (wrap(box[0]!) * boxes + wrap(box[1]!)) * boxes + wrap(box[2]!);
    inBox.set(key, [...(inBox.get(key) ?? []), { x, name }]);
    return name;
  });
}

/** Edges that are not walked once in each direction, on the torus of the cell. */
function openEdges(surface: Isosurface, cell: readonly number[]): number {
  const names = wrappedVertices(surface, cell);
  const count = new Map<string, number>();
  for (let t = 0; t < surface.indices.length; t += 3)
    for (let k = 0; k < 3; k++) {
      const [from, to] = [names[surface.indices[t + k]!]!, names[surface.indices[t + ((k + 1) % 3)]!]!];
      if (from === to) continue;
      const [key, way] = from < to ? [`${from} ${to}`, 1] : [`${to} ${from}`, -1];
      count.set(key, (count.get(key) ?? 0) + way);
    }
  return [...count.values()].filter((sum) => sum !== 0).length;
}

/** Volume within a closed surface, by the divergence theorem. */
function volume({ positions, indices }: Isosurface): number {
  let sum = 0;
  for (let t = 0; t < indices.length; t += 3) {
    const [p, q, r] = [0, 1, 2].map((k) => positions.subarray(3 * indices[t + k]!, 3 * indices[t + k]! + 3)) as [
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    sum +=
      p[0]! * (q[1]! * r[2]! - q[2]! * r[1]!) +
      p[1]! * (q[2]! * r[0]! - q[0]! * r[2]!) +
      p[2]! * (q[0]! * r[1]! - q[1]! * r[0]!);
  }
  return sum / 6;
}

test('a ball: vertices on the sphere, normals outwards, its volume, every edge twice', () => {
  const radius = 0.3;
  const f = (x: number, y: number, z: number): number => radius - Math.hypot(x - 0.5, y - 0.5, z - 0.5);
  const ball = isosurface({ size: 48, values: sampled(48, f) }, CUBE, 0);
  for (let v = 0; v < ball.positions.length; v += 3) {
    const from = Array.from(ball.positions.subarray(v, v + 3), (x) => x - 0.5);
    const normal = ball.normals.subarray(v, v + 3);
    expect(Math.abs(Math.hypot(...from) - radius)).toBeLessThan(5e-4);
    expect(from.reduce((sum, x, i) => sum + x * normal[i]!, 0) / radius).toBeGreaterThan(0.999);
  }
  const exact = (4 / 3) * Math.PI * radius ** 3;
  expect(Math.abs(volume(ball) / exact - 1)).toBeLessThan(0.01);
  expect(openEdges(ball, CUBE)).toBe(0);
});

test('the surface of −f at a level has the same points as that of f at −level, the other way round', () => {
  const values = sampled(
    24,
    (x, y, z) => Math.cos(2 * Math.PI * x) + Math.cos(2 * Math.PI * (y + 0.1)) * Math.sin(2 * Math.PI * z) + 0.2,
  );
  const negative = isosurface({ size: 24, values }, CUBE, 0.4, -1);
  const other = isosurface({ size: 24, values: values.map((value) => -value) }, CUBE, 0.4);
  expect(negative).toEqual(other);
  expect(negative.indices.length).toBeGreaterThan(1000);
});

test('where a plane cuts the cell, it ends at its faces and nowhere else', () => {
  // A wave along x: two planes, each of the area of the cell's face.
  const { positions, indices } = isosurface(
    { size: 24, values: sampled(24, (x) => Math.sin(2 * Math.PI * x)) },
    CUBE,
    0.5,
  );
  let area = 0;
  for (let t = 0; t < indices.length; t += 3) {
    const [p, q, r] = [0, 1, 2].map((k) => positions.subarray(3 * indices[t + k]!, 3 * indices[t + k]! + 3)) as [
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    area += Math.abs((q[1]! - p[1]!) * (r[2]! - p[2]!) - (q[2]! - p[2]!) * (r[1]! - p[1]!)) / 2;
  }
  expect(area).toBeCloseTo(2, 5);
});

test('no surface where no value is beyond the level, or all are', () => {
  const values = sampled(12, () => 0.25);
  for (const level of [0, 0.25, 1])
    expect(isosurface({ size: 12, values }, CUBE, level).indices.length, `level ${level}`).toBe(0);
});

test.each([2, 14, 62, 166, 194, 227])(
  'group %i: closed in the crystal, vertices on the level, triangles and normals agree',
  (number) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.constantFrom(0, 0.2, 0.5), (seed, share) => {
        const model = spaceModel(spaceGroup(number), 3);
        const field = spaceField(model, weightsOf(model, { ...START, seed }), 24);
        const level = share * field.max;
        const { cell } = model;
        const surface = isosurface(field, cell, level);
        expect(openEdges(surface, cell)).toBe(0);
        const { positions, normals, indices } = surface;
        const inverse = inverseRows(cell);
        const points = Float64Array.from({ length: positions.length }, (_, at) => {
          const [v, j] = [3 * Math.floor(at / 3), at % 3];
          return [0, 1, 2].reduce((sum, i) => sum + positions[v + i]! * inverse[3 * i + j]!, 0);
        });
        const weights = weightsOf(model, { ...START, seed });
        const functions = model.basis.evaluate(points);
        let worst = 0;
        for (let v = 0; v < points.length / 3; v++) {
          let f = 0;
          for (let j = 0; j < weights.length; j++) f += weights[j]! * functions[v * weights.length + j]!;
          worst = Math.max(worst, Math.abs(f - level));
        }
        // Linear between grid points of up to eight to a wave.
        expect(worst / field.max).toBeLessThan(0.12);
        let [along, against] = [0, 0];
        for (let t = 0; t < indices.length; t += 3) {
          const [p, q, r] = [0, 1, 2].map((k) => positions.subarray(3 * indices[t + k]!, 3 * indices[t + k]! + 3)) as [
            Float32Array,
            Float32Array,
            Float32Array,
          ];
          const [u, v] = [q.map((x, i) => x - p[i]!), r.map((x, i) => x - p[i]!)];
          const n = normals.subarray(3 * indices[t]!, 3 * indices[t]! + 3);
          const product =
            (u[1]! * v[2]! - u[2]! * v[1]!) * n[0]! +
            (u[2]! * v[0]! - u[0]! * v[2]!) * n[1]! +
            (u[0]! * v[1]! - u[1]! * v[0]!) * n[2]!;
          if (product >= 0) along += product;
          else against -= product;
        }
        expect(against).toBeLessThanOrEqual(0.05 * along);
      }),
      { numRuns: 4 },
    );
  },
);

test('positions are Cartesian, with the corner of the cell at the origin', () => {
  const cell = exampleCell(spaceGroup(2));
  const { positions } = isosurface({ size: 24, values: sampled(24, (x) => Math.sin(2 * Math.PI * x)) }, cell, 0.5);
  const [x, y, z] = toCartesian(cell, [0, 1, 1]);
  let [least, largest] = [Infinity, -Infinity];
  for (let v = 2; v < positions.length; v += 3) {
    least = Math.min(least, positions[v]!);
    largest = Math.max(largest, positions[v]!);
  }
  expect([least, largest]).toEqual([expect.closeTo(0, 6), expect.closeTo(z, 6)]);
  expect(Math.hypot(x, y)).toBeGreaterThan(0.1);
});
