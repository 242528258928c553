import {
  fitGaussianProcess,
  fitInvariant,
  invariantBasis,
  matern,
  type SpectralDensity,
  squaredExponential,
} from '@crystal-fourier/fourier-basis';
import { spaceGroup } from '@crystal-fourier/spacegroups/core';
import { describe, expect, it } from 'vitest';
import { imagesOf, random, randomPoints, setFor, worst } from './groups.js';

const group = spaceGroup(62);
const lattice = [6, 0, 0, 0, 5, 0, 0, 0, 7];
const basis = invariantBasis(group, setFor(group, 150));

/** A function of the basis with random weights, and noise-free values of it. */
function sample(points: Float64Array, seed: number): { weights: Float64Array; values: Float64Array } {
  const next = random(seed);
  const weights = Float64Array.from({ length: basis.count }, () => next() - 0.5);
  const features = basis.evaluate(points);
  const values = Float64Array.from({ length: points.length / 3 }, (_, p) =>
    weights.reduce((sum, w, j) => sum + w * features[p * basis.count + j]!, 0),
  );
  return { weights, values };
}

describe('fitInvariant', () => {
  it('recovers a function of the basis', () => {
    const points = randomPoints(400, 3, 1);
    const { weights, values } = sample(points, 2);
    const fit = fitInvariant(basis, points, values, { ridge: 0 });
    expect(worst(fit.weights, weights, 1e-10)).toBeUndefined();
    expect(fit.rmse).toBeLessThan(1e-10);
    const others = randomPoints(50, 3, 3);
    expect(worst(fit.predict(others), sample(others, 2).values, 1e-9)).toBeUndefined();
    expect(fit.predict(Float32Array.from(others))).toBeInstanceOf(Float32Array);
  });

  it('refuses data that do not determine the function, unless a ridge chooses one', () => {
    // Fewer points than functions, and as many points of which each is there with its images: rank-deficient up to rounding only.
    for (let seed = 0; seed < 60; seed++) {
      const few = randomPoints(basis.count - 1 - (seed % 3), 3, seed);
      const orbits = Float64Array.from(
        Array.from({ length: Math.ceil(basis.count / 8) + (seed % 2) }, (_, i) =>
          imagesOf(group, few.subarray(3 * i, 3 * i + 3)),
        ).flatMap((x) => [...x]),
      );
      for (const points of [few, orbits]) {
        const values = new Float64Array(points.length / 3).fill(1);
        expect(() => fitInvariant(basis, points, values, { ridge: 0 })).toThrow(/points do not determine/);
        expect(() => fitInvariant(basis, points, values)).toThrow(/points do not determine/);
        expect(fitInvariant(basis, points, values, { ridge: 1e-10 }).rmse).toBeLessThan(1e-6);
      }
    }
  });

  it('makes a symmetric function of data that are not', () => {
    const points = randomPoints(300, 3, 4);
    const fit = fitInvariant(basis, points, Array.from({ length: 300 }, random(5)), { ridge: 1e-3 });
    const x = randomPoints(1, 3, 6);
    const [expected] = fit.predict(x);
    for (const value of fit.predict(imagesOf(group, x))) expect(value).toBeCloseTo(expected!, 12);
    expect(fit.rmse).toBeGreaterThan(0.05);
  });

  it('minimises mean |f − y|² + ridge Σ w²', () => {
    const points = randomPoints(60, 3, 7);
    const values = Array.from({ length: 60 }, random(8));
    const ridge = 0.02;
    const { weights } = fitInvariant(basis, points, values, { ridge });
    const features = basis.evaluate(points);
    const residual = values.map((y, p) => weights.reduce((sum, w, j) => sum + w * features[p * basis.count + j]!, -y));
    // The derivative with respect to each weight vanishes.
    const derivative = Array.from(
      weights,
      (w, j) => (2 / 60) * residual.reduce((sum, r, p) => sum + r * features[p * basis.count + j]!, 0) + 2 * ridge * w,
    );
    expect(
      worst(
        derivative,
        derivative.map(() => 0),
        1e-12,
      ),
    ).toBeUndefined();
  });

  it('says when the points are too few', () => {
    const points = randomPoints(10, 3, 1);
    expect(() => fitInvariant(basis, points, new Array<number>(10).fill(1), { ridge: 0 })).toThrow(
      /10 points do not determine \d+ functions.*ridge/,
    );
    expect(() => fitInvariant(basis, points, new Array<number>(10).fill(1))).toThrow(
      /give a ridge: \{ ridge: 1e-10 \}/,
    );
    expect(fitInvariant(basis, points, new Array<number>(10).fill(1), { ridge: 1e-10 }).rmse).toBeLessThan(1e-3);
    const enough = randomPoints(300, 3, 4);
    expect(fitInvariant(basis, enough, new Array<number>(300).fill(1)).rmse).toBeLessThan(1e-6);
  });
});

/** κ averaged over the group, κ being the periodic stationary kernel of a density with the given prior variances. */
function groupAverage(lambda: (k: number[]) => number, x: ArrayLike<number>, y: ArrayLike<number>): number {
  const images = imagesOf(group, y);
  const { set } = basis;
  let sum = 0;
  for (let g = 0; g < group.order; g++) {
    for (let i = 0; i < set.count; i++) {
      const k = set.at(i);
      sum +=
        lambda(k) * Math.cos(2 * Math.PI * k.reduce((s, h, axis) => s + h * (x[axis]! - images[3 * g + axis]!), 0));
    }
  }
  return sum / group.order;
}

describe('fitGaussianProcess', () => {
  const noise = 0.1;
  const density = squaredExponential(1.2);
  const points = randomPoints(30, 3, 11);
  const values = Array.from({ length: 30 }, random(12)).map((value) => value - 0.5);
  const gp = fitGaussianProcess(basis, points, values, { lattice, density, noise, variance: 2 });

  it('has the stationary kernel averaged over the group as its kernel', () => {
    const scale = gp.prior[0]! / density(0, 3);
    const lambda = ([h, k, l]: number[]): number => scale * density(Math.hypot(h! / 6, k! / 5, l! / 7), 3);
    for (let seed = 0; seed < 5; seed++) {
      const [x, y] = [randomPoints(1, 3, 20 + seed), randomPoints(1, 3, 40 + seed)];
      const [a, b] = [basis.evaluate(x), basis.evaluate(y)];
      const kernel = gp.prior.reduce((sum, value, j) => sum + value * a[j]! * b[j]!, 0);
      expect(kernel).toBeCloseTo(groupAverage(lambda, x, y), 12);
    }
    expect(gp.prior.reduce((sum, value) => sum + value, 0)).toBeCloseTo(2, 12);
  });

  it('gives the mean, variance and likelihood of the textbook, from the n × n kernel matrix', () => {
    // Rasmussen and Williams, Gaussian Processes for Machine Learning, algorithm 2.1, with a plain inverse.
    const n = 30;
    const features = basis.evaluate(points);
    const row = (all: Float64Array, p: number): Float64Array => all.subarray(p * basis.count, (p + 1) * basis.count);
    const kernel = (a: Float64Array, b: Float64Array): number =>
      gp.prior.reduce((sum, value, j) => sum + value * a[j]! * b[j]!, 0);
    const matrix = Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (_, j) => kernel(row(features, i), row(features, j)) + (i === j ? noise * noise : 0)),
    );
    const { inverse, logDeterminant } = gaussJordan(matrix);
    const test = randomPoints(10, 3, 13);
    const testFeatures = basis.evaluate(test);
    const { mean, variance } = gp.predictWithVariance(test);
    for (let p = 0; p < 10; p++) {
      const at = row(testFeatures, p);
      const k = Array.from({ length: n }, (_, i) => kernel(at, row(features, i)));
      const solved = inverse.map((line) => line.reduce((sum, value, j) => sum + value * k[j]!, 0));
      expect(mean[p]).toBeCloseTo(
        solved.reduce((sum, value, i) => sum + value * values[i]!, 0),
        9,
      );
      expect(variance[p]).toBeCloseTo(kernel(at, at) - solved.reduce((sum, value, i) => sum + value * k[i]!, 0), 9);
    }
    expect(worst(gp.predict(test), mean, 1e-12)).toBeUndefined();
    const quadratic = inverse.reduce(
      (sum, line, i) => sum + values[i]! * line.reduce((s, value, j) => s + value * values[j]!, 0),
      0,
    );
    expect(gp.logMarginalLikelihood).toBeCloseTo(-0.5 * (quadratic + logDeterminant + n * Math.log(2 * Math.PI)), 7);
  });

  it('knows more where it has seen an equivalent point', () => {
    const image = imagesOf(group, points.subarray(0, 3)).subarray(9, 12);
    const [near, far] = [gp.predictWithVariance(image).variance[0]!, gp.prior.reduce((sum, value) => sum + value, 0)];
    expect(near).toBeLessThan(0.02 * far);
  });

  it('takes other densities', () => {
    const options = { lattice, noise };
    const smooth = fitGaussianProcess(basis, points, values, { ...options, density: matern(6000, 1.2) });
    const limit = fitGaussianProcess(basis, points, values, { ...options, density });
    // A Matérn process with many derivatives is nearly squared-exponential.
    expect(Math.abs(smooth.logMarginalLikelihood - limit.logMarginalLikelihood)).toBeLessThan(0.1);
    expect(matern(0.5, 1)(0, 3)).toBe(1);
    const bad: SpectralDensity = () => -1;
    expect(() => fitGaussianProcess(basis, points, values, { ...options, density: bad })).toThrow(
      /density must be finite/,
    );
  });
});

function gaussJordan(matrix: readonly (readonly number[])[]): { inverse: number[][]; logDeterminant: number } {
  const n = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...Array.from({ length: n }, (_, j) => (i === j ? 1 : 0))]);
  let logDeterminant = 0;
  for (let c = 0; c < n; c++) {
    const pivot = rows[c]![c]!;
    logDeterminant += Math.log(pivot);
    rows[c] = rows[c]!.map((value) => value / pivot);
    for (let r = 0; r < n; r++) {
      if (r === c) continue;
      const factor = rows[r]![c]!;
      rows[r] = rows[r]!.map((value, i) => value - factor * rows[c]![i]!);
    }
  }
  return { inverse: rows.map((row) => row.slice(n)), logDeterminant };
}
