import type { LatticeRows } from '../structure/lattice.js';

const FIRST_SIZE = 1024;

/**
 * Collects distances between points of a lattice with rows (ax, 0, 0), (bx, by, 0), (cx, cy, cz): the shape in which the images
 * within a sphere are enumerated row by row, with no image visited that is not in it. Reused, to spare allocations. @internal
 */
export class ImageDistances {
  readonly #lattice: readonly [number, number, number, number, number, number];
  #values = new Float64Array(FIRST_SIZE);
  #vectors: Float64Array;
  /** Number of distances collected since {@link clear}. */
  count = 0;

  /** @param withVectors whether {@link vectors} are collected, too. Defaults to false */
  constructor([a, b, c]: LatticeRows, withVectors = false) {
    this.#lattice = [a[0], b[0], b[1], c[0], c[1], c[2]];
    this.#vectors = new Float64Array(withVectors ? 3 * FIRST_SIZE : 0);
  }

  /** The distances in Å, the first {@link count} entries; valid until the next call. */
  get values(): Float64Array {
    return this.#values;
  }

  /** (count, 3): the Cartesian difference vectors in Å that belong to {@link values}; valid until the next call. */
  get vectors(): Float64Array {
    return this.#vectors;
  }

  clear(): void {
    this.count = 0;
  }

  /**
   * Adds the distances of all images of a point.
   *
   * @param x difference vector, fractional: that of one image
   * @param cutoff Å; images at exactly this distance count
   * @param self whether the image at distance zero counts
   */
  add(x: number, y: number, z: number, cutoff: number, self: boolean): void {
    const [ax, bx, by, cx, cy, cz] = this.#lattice;
    const limit = cutoff * cutoff;
    const rx = x * ax + y * bx + z * cx;
    const ry = y * by + z * cy;
    const rz = z * cz;
    const kLast = Math.floor((cutoff - rz) / cz);
    for (let k = Math.ceil((-cutoff - rz) / cz); k <= kLast; k++) {
      const dz = rz + k * cz;
      const restZ = limit - dz * dz;
      if (restZ < 0) continue;
      const radius = Math.sqrt(restZ);
      const y0 = ry + k * cy;
      const jLast = Math.floor((radius - y0) / by);
      for (let j = Math.ceil((-radius - y0) / by); j <= jLast; j++) {
        const dy = y0 + j * by;
        const rest = restZ - dy * dy;
        if (rest < 0) continue;
        const half = Math.sqrt(rest);
        const x0 = rx + k * cx + j * bx;
        const iFirst = Math.ceil((-half - x0) / ax);
        const iLast = Math.floor((half - x0) / ax);
        if (this.count + iLast - iFirst + 1 > this.#values.length) this.#grow(this.count + iLast - iFirst + 1);
        const square = dy * dy + dz * dz;
        for (let i = iFirst; i <= iLast; i++) {
          const dx = x0 + i * ax;
          const r = Math.sqrt(dx * dx + square);
          // Two sites are never so close: it is the point itself.
          if (r <= 1e-3 && !self) continue;
          if (this.#vectors.length > 0) {
            this.#vectors[3 * this.count] = dx;
            this.#vectors[3 * this.count + 1] = dy;
            this.#vectors[3 * this.count + 2] = dz;
          }
          this.#values[this.count++] = r;
        }
      }
    }
  }

  #grow(size: number): void {
    const grown = new Float64Array(Math.max(size, 2 * this.#values.length));
    grown.set(this.#values);
    this.#values = grown;
    if (this.#vectors.length === 0) return;
    const vectors = new Float64Array(3 * grown.length);
    vectors.set(this.#vectors);
    this.#vectors = vectors;
  }
}
