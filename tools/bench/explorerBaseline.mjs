// Measures a frame of the explorer without its two optimisations (it evaluates on a separable grid, and it keeps the sum of the functions).
// This is a part of explorer.mjs, which bundles it for the browser.
import { frequencySetForLattice, invariantBasis } from '@crystal-fourier/fourier-basis';
import { planeGroup } from '@crystal-fourier/spacegroups';

/**
 * Paints Σ w_j e_j on a grid of the cell, and computes all functions again each time.
 *
 * @param {number} number of a plane group on square axes
 * @param {number} cutoff in units of a*
 * @param {number} size points of the grid along each axis
 */
export function makeBaselines(number, cutoff, size) {
  const group = planeGroup(number);
  const basis = invariantBasis(group, frequencySetForLattice(group, [1, 0, 0, 1], { cutoff }));
  const { count, constraints } = basis;
  const points = Float32Array.from({ length: 2 * size * size }, (_, i) =>
    i % 2 === 0 ? Math.floor(i / 2 / size) / size : (((i - 1) / 2) % size) / size,
  );
  const values = new Float32Array(size * size);
  const functions = new Float32Array(values.length * count);
  const context = /** @type {CanvasRenderingContext2D} */ (
    Object.assign(document.createElement('canvas'), { width: size, height: size }).getContext('2d')
  );
  const image = context.createImageData(size, size);
  const words = new Uint32Array(image.data.buffer);
  const paint = () => {
    let largest = 0;
    for (const value of values) largest = Math.max(largest, Math.abs(value));
    for (let i = 0; i < values.length; i++) words[i] = 0xff000000 | (((values[i] ?? 0) / largest) * 127.5 + 127.5);
    context.putImageData(image, 0, 0);
  };
  const weights = Array.from({ length: count }, (_, j) => Math.cos(j));
  const terms = Array.from(constraints.starStart.slice(0, -1), (start, star) =>
    Array.from(constraints.members.subarray(start, constraints.starStart[star + 1]), (node) => {
      const [h = 0, k = 0] = basis.set.at(node);
      return { h, k, phase: constraints.phase[node] ?? 0 };
    }),
  ).filter((_, star) => (constraints.proof[star] ?? 0) < 0);
  return {
    functions: count,
    stars: constraints.starCount,
    /** The package's fast evaluation of all functions at all points. */
    evaluate() {
      weights[1] = Math.random();
      basis.evaluate(points, functions);
      for (let p = 0; p < values.length; p++) {
        let sum = 0;
        for (let j = 0; j < count; j++) sum += (weights[j] ?? 0) * (functions[p * count + j] ?? 0);
        values[p] = sum;
      }
      paint();
    },
    /** One cosine per frequency and point. */
    cosines() {
      weights[1] = Math.random();
      for (let p = 0; p < values.length; p++) {
        const [x, y] = [points[2 * p] ?? 0, points[2 * p + 1] ?? 0];
        let sum = 0;
        for (const [j, star] of terms.entries()) {
          let own = 0;
          for (const { h, k, phase } of star) own += Math.cos(2 * Math.PI * (h * x + k * y + phase / 24));
          sum += ((weights[j] ?? 0) * own) / Math.sqrt(star.length);
        }
        values[p] = sum;
      }
      paint();
    },
  };
}
