import { allImages, randomLattice, type Symmetry } from './symmetries.ts';
import { normal, type Random, randomPoints, uniform } from './random.ts';

/** What is learned: a function of one point, or of a pair of points, that the group leaves as it is. */
export interface Target {
  readonly symmetry: Symmetry;
  /** 1 for a function of a point, 2 for one of a pair; for a pair, each point may be moved by an operation of its own. */
  readonly arity: 1 | 2;
  /** What a value of 1 stands for: Å for distances. */
  readonly unit: number;
  /** Of `points` (n, arity, dim), fractional: n values, with a variance of 1 over the cell. */
  values(points: Float64Array): Float64Array;
}

/** Gaussians of a random function. */
const CENTRES = 4;
/** Widths in units of the edge of a cube (square) with the volume (area) of the cell. */
const [NARROWEST, WIDEST] = [0.09, 0.15];
/** Points that the mean and the variance of a function are taken at. */
const SAMPLE = 2048;
/** exp(−20) = 2e-9: Gaussians are cut there. */
const CUT = 20;

/**
 * A random smooth invariant function, made in real space without any Fourier basis: some Gaussians of random height, width and place, each summed over
 * all operations of the group and over the lattice, `f(x) = Σ_j c_j Σ_g Σ_t exp(−|x − g y_j − t|² / 2σ_j²)`, with lengths in a random
 * cell of the group's system. Values have mean 0 and variance 1 over the cell, by 4,096 random points.
 */
export function randomFunction(symmetry: Symmetry, random: Random): Target {
  const { dim } = symmetry;
  const lattice = scaledToUnitVolume(randomLattice(symmetry, random, 1, 1.3), dim);
  const gaussians = Array.from({ length: CENTRES }, () => ({
    height: normal(random),
    width: uniform(random, NARROWEST, WIDEST),
    images: allImages(symmetry, randomPoints(random, 1, dim)),
  }));
  const raw = (points: Float64Array): Float64Array =>
    Float64Array.from({ length: points.length / dim }, (_, i) => {
      let sum = 0;
      for (const { height, width, images } of gaussians) {
        const scale = 1 / (2 * width * width);
        for (let j = 0; j < images.length / dim; j++) {
          let part = 0;
          eachSeparation(points, i, images, j, lattice, dim, (squared) => {
            if (squared * scale < CUT) part += Math.exp(-squared * scale);
          });
          sum += height * part;
        }
      }
      return sum;
    });
  const { mean, spread } = moments(raw(randomPoints(random, SAMPLE, dim)));
  return { symmetry, arity: 1, unit: 1, values: (points) => raw(points).map((value) => (value - mean) / spread) };
}

/**
 * The distance of two orbits in Å, `min_g |x − g y|` over the infinite crystal, in a random cell with edges of 5 to 8 Å. By brute force over
 * operations and neighbouring cells.
 */
export function orbitDistance(symmetry: Symmetry, random: Random): Target {
  const { dim } = symmetry;
  const lattice = randomLattice(symmetry, random, 5, 8);
  const distances = (points: Float64Array): Float64Array =>
    Float64Array.from({ length: points.length / (2 * dim) }, (_, i) => {
      const images = allImages(symmetry, points.slice((2 * i + 1) * dim, (2 * i + 2) * dim));
      let least = Number.POSITIVE_INFINITY;
      for (let j = 0; j < images.length / dim; j++)
        eachSeparation(points, 2 * i, images, j, lattice, dim, (squared) => (least = Math.min(least, squared)));
      return Math.sqrt(least);
    });
  const { spread } = moments(distances(randomPoints(random, 2 * SAMPLE, dim)));
  return { symmetry, arity: 2, unit: spread, values: (points) => distances(points).map((value) => value / spread) };
}

/**
 * Calls with the squared lengths of x − y − t for the lattice vectors t of the nearest cell and its neighbours. Cells here have angles from 75 to 120° and
 * edges of similar length: what is farther than 1.5 planes of the lattice is never the nearest image.
 */
function eachSeparation(
  x: Float64Array,
  i: number,
  y: Float64Array,
  j: number,
  lattice: Float64Array,
  dim: number,
  use: (squared: number) => void,
): void {
  const difference = [0, 0, 0];
  for (let axis = 0; axis < dim; axis++) {
    const d = x[i * dim + axis]! - y[j * dim + axis]!;
    difference[axis] = d - Math.round(d);
  }
  const last = dim === 3 ? 1 : 0;
  for (let u = -1; u <= 1; u++) {
    for (let v = -1; v <= 1; v++) {
      for (let w = -last; w <= last; w++) {
        const [a, b, c] = [difference[0]! + u, difference[1]! + v, difference[2]! + w];
        let squared = 0;
        for (let axis = 0; axis < dim; axis++) {
          const part = a * lattice[axis]! + b * lattice[dim + axis]! + (dim === 3 ? c * lattice[6 + axis]! : 0);
          squared += part * part;
        }
        use(squared);
      }
    }
  }
}

function moments(values: Float64Array): { mean: number; spread: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, spread: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) };
}

function scaledToUnitVolume(lattice: Float64Array, dim: 2 | 3): Float64Array {
  // The matrices are lower triangular.
  const volume = dim === 2 ? lattice[0]! * lattice[3]! : lattice[0]! * lattice[4]! * lattice[8]!;
  return lattice.map((value) => value / volume ** (1 / dim));
}
