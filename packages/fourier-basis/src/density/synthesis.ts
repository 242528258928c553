import { FourierBasisError, show } from '../core/errors.js';
import type { FrequencySet } from '../frequencies/frequencySet.js';
import { checkCoefficients, type ComplexArray } from '../constraints/reynolds.js';
import type { StructureFactors } from './structureFactors.js';

/** cos and sin of 2π h j/size for j = 0 … ⌊size/2⌋; the angle is reduced in integers. */
function powers(h: number, size: number): ComplexArray {
  const half = (size >> 1) + 1;
  const real = new Float64Array(half);
  const imag = new Float64Array(half);
  for (let j = 0; j < half; j++) {
    const angle = (2 * Math.PI * ((h * j) % size)) / size;
    real[j] = Math.cos(angle);
    imag[j] = Math.sin(angle);
  }
  return { real, imag };
}

/**
 * Adds `exp(2πi h j/size) · from` to rows j = 0 … size − 1 of a width, with half of the products: a row j collects the cosine
 * part, which it has in common with row size − j, and row size − j the sine part; {@link combine} makes the rows of them.
 */
function accumulate(to: ComplexArray, size: number, width: number, e: ComplexArray, from: ComplexArray): void {
  for (let j = 0; 2 * j <= size; j++) {
    const c = e.real[j]!;
    const at = j * width;
    for (let i = 0; i < width; i++) {
      to.real[at + i]! += c * from.real[i]!;
      to.imag[at + i]! += c * from.imag[i]!;
    }
    if (j === 0 || 2 * j === size) continue;
    const s = e.imag[j]!;
    const mirror = (size - j) * width;
    for (let i = 0; i < width; i++) {
      to.real[mirror + i]! -= s * from.imag[i]!;
      to.imag[mirror + i]! += s * from.real[i]!;
    }
  }
}

/** Cosine and sine parts to rows: row j is their sum, row size − j their difference. */
function combine(part: Float64Array, size: number, width: number): void {
  for (let j = 1; 2 * j < size; j++) {
    const [at, mirror] = [j * width, (size - j) * width];
    for (let i = 0; i < width; i++) {
      const [c, s] = [part[at + i]!, part[mirror + i]!];
      part[at + i] = c + s;
      part[mirror + i] = c - s;
    }
  }
}

const complex = (length: number): ComplexArray => ({ real: new Float64Array(length), imag: new Float64Array(length) });

function clear({ real, imag }: ComplexArray): void {
  real.fill(0);
  imag.fill(0);
}

/**
 * The real part of `f(x) = Σ c(k) exp(2πi k·x)` on the grid of points x = (i/N₁, j/N₂, l/N₃).
 *
 * Sums axis by axis, without a fast transform: indices are few, any grid size will do, and frequencies beyond half the grid are
 * sampled as they are.
 *
 * @param coefficients c over the set
 * @param grid number of points along each axis
 * @returns (N₁, N₂, N₃) or (N₁, N₂), row-major: the last index runs fastest
 * @throws FourierBasisError `bad-grid`, `bad-values`
 */
export function synthesize(set: FrequencySet, coefficients: ComplexArray, grid: readonly number[]): Float64Array {
  checkArguments(set, coefficients, grid);
  const [nx, ny, nz = 1] = grid as [number, number, number?];
  const [hMax, kMax, lMax] = set.bounds;
  const along = (bound: number, size: number): ComplexArray[] =>
    Array.from({ length: 2 * bound + 1 }, (_, i) => powers(i - bound, size));
  const [inX, inY, inZ] = [along(hMax, nx), along(kMax, ny), along(lMax, nz)] as const;
  const out = new Float64Array(nx * ny * nz);
  const [point, line, plane] = [complex(1), complex(nz), complex(ny * nz)];
  for (let h = 0; h <= hMax; h++) {
    let planeUsed = false;
    for (let k = -kMax; k <= kMax; k++) {
      let lineUsed = false;
      for (let l = -lMax; l <= lMax; l++) {
        // For h > 0 the real part of c(−k) exp(−2πi k·x), that of its conjugate, goes along with k.
        const node = set.find(h, k, l);
        const minus = h > 0 ? set.find(-h, -k, -l) : -1;
        point.real[0] = (node < 0 ? 0 : coefficients.real[node]!) + (minus < 0 ? 0 : coefficients.real[minus]!);
        point.imag[0] = (node < 0 ? 0 : coefficients.imag[node]!) - (minus < 0 ? 0 : coefficients.imag[minus]!);
        if (point.real[0] === 0 && point.imag[0] === 0) continue;
        if (!lineUsed) clear(line);
        lineUsed = true;
        accumulate(line, nz, 1, inZ[l + lMax]!, point);
      }
      if (!lineUsed) continue;
      combine(line.real, nz, 1);
      combine(line.imag, nz, 1);
      if (!planeUsed) clear(plane);
      planeUsed = true;
      accumulate(plane, ny, nz, inY[k + kMax]!, line);
    }
    if (!planeUsed) continue;
    combine(plane.real, ny, nz);
    combine(plane.imag, ny, nz);
    const e = inX[h + hMax]!;
    for (let i = 0; 2 * i <= nx; i++) {
      addRow(out, i * ny * nz, e.real[i]!, plane.real);
      if (i > 0 && 2 * i < nx) addRow(out, (nx - i) * ny * nz, -e.imag[i]!, plane.imag);
    }
  }
  combine(out, nx, ny * nz);
  return out;
}

function addRow(to: Float64Array, at: number, factor: number, from: Float64Array): void {
  for (let i = 0; i < from.length; i++) to[at + i]! += factor * from[i]!;
}

function checkArguments(set: FrequencySet, coefficients: ComplexArray, grid: readonly number[]): void {
  if (
    !Array.isArray(grid) ||
    grid.length !== set.dim ||
    !grid.every((size) => Number.isSafeInteger(size) && size > 0)
  ) {
    throw new FourierBasisError('bad-grid', `synthesize: grid must be ${set.dim} positive integers, got ${show(grid)}`);
  }
  const size = grid.reduce((product, points) => product * points, 1);
  if (size > 2 ** 30) {
    throw new FourierBasisError(
      'bad-grid',
      `synthesize: grid has ${size} points, more than 2^30; choose a coarser one`,
    );
  }
  checkCoefficients(coefficients, set.count, 'synthesize');
}

/**
 * Scattering density from structure factors: `ρ(x) = V⁻¹ Σ F(h) exp(−2πi h·x)`, in the amplitude's unit per Å³ (electrons per Å³ for X-ray form
 * factors), on the grid of points x = (i/N₁, j/N₂, l/N₃). Features finer than the set's cutoff are missing.
 *
 * @returns (N₁, N₂, N₃) or (N₁, N₂), row-major
 * @throws FourierBasisError `bad-grid`
 */
export function densityOnGrid({ set, volume, real, imag }: StructureFactors, grid: readonly number[]): Float64Array {
  // The conjugate of the sum has coefficients F*(h) at +h, and the same real part.
  return synthesize(
    set,
    { real: real.map((value) => value / volume), imag: imag.map((value) => -value / volume) },
    grid,
  );
}
