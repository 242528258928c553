import { harmonicTensors, scaledTo1, tensorOf } from '@crystal-fourier/math3';
import { tensorFacts, type TensorKind } from './tensorKinds.js';

const delta = (i: number, j: number): number => (i === j ? 1 : 0);
/** The sign of the permutation i, j, k, else 0. */
const epsilon = (i: number, j: number, k: number): number => ((i - j) * (j - k) * (k - i)) / 2;

type Component = (indices: readonly number[]) => number;
type Builder = (i: number, j: number, k: number, l: number) => number;

/** For a harmonic tensor of a degree, by its components, the tensor of the kind that it stands for, but for its norm. */
type Embedding = (h: (...indices: number[]) => number) => Builder;

// Rank 2.
const trace: Embedding = () => (i, j) => delta(i, j);
const axial: Embedding = (v) => (i, j) => [0, 1, 2].reduce((sum, k) => sum + epsilon(i, j, k) * v(k), 0);
const itself: Embedding = (h) => (i, j, k, l) => h(i, j, k, l);

// Rank 3, symmetric in the last two.
const vectorTimesTrace: Embedding = (v) => (i, j, k) => v(i) * delta(j, k);
const vectorTimesDeviator: Embedding = (v) => (i, j, k) =>
  v(j) * delta(i, k) + v(k) * delta(i, j) - (2 / 3) * v(i) * delta(j, k);
const twist: Embedding = (h) => (i, j, k) =>
  [0, 1, 2].reduce((sum, n) => sum + epsilon(i, j, n) * h(n, k) + epsilon(i, k, n) * h(n, j), 0);

// Rank 4, symmetric in each pair and between the pairs. A pair of indices is a trace and a deviator.
const traceTrace: Embedding = () => (i, j, k, l) => delta(i, j) * delta(k, l);
const deviatorDeviator: Embedding = () => (i, j, k, l) =>
  (delta(i, k) * delta(j, l) + delta(i, l) * delta(j, k)) / 2 - (delta(i, j) * delta(k, l)) / 3;
const traceDeviator: Embedding = (h) => (i, j, k, l) => delta(i, j) * h(k, l) + h(i, j) * delta(k, l);
const deviatorProduct: Embedding = (h) => (i, j, k, l) =>
  h(i, k) * delta(j, l) +
  h(i, l) * delta(j, k) +
  h(j, k) * delta(i, l) +
  h(j, l) * delta(i, k) -
  (4 / 3) * (delta(i, j) * h(k, l) + h(i, j) * delta(k, l));

/** In the order of the parts of a kind. */
const EMBEDDINGS: Readonly<Record<TensorKind, readonly Embedding[]>> = {
  dielectric: [trace, itself],
  rank2: [trace, axial, itself],
  born: [trace, axial, itself],
  piezoelectric: [vectorTimesTrace, vectorTimesDeviator, twist, itself],
  elastic: [traceTrace, deviatorDeviator, traceDeviator, deviatorProduct, itself],
};

const bases = new Map<TensorKind, readonly Float64Array[]>();

/**
 * The Cartesian tensors that the irreducible components of a kind are coefficients of: an orthonormal basis, with respect to the sum over all
 * Cartesian components, of the tensors whose indices have the symmetry of the kind. Part by part, m = −l … l within a part.
 *
 * The two vectors of a piezoelectric tensor are its response to the trace and to the deviator of the strain. The two scalars of an elastic
 * tensor are 3 K and 2√5 G with Voigt's bulk and shear modulus; its two parts of degree 2 couple trace and deviator, and deviator and
 * deviator.
 */
export function irreducibleBasis(kind: TensorKind): readonly Float64Array[] {
  let basis = bases.get(kind);
  if (basis === undefined) {
    const { rank, parts } = tensorFacts(kind);
    basis = parts.flatMap(({ degree }, at) =>
      harmonicTensors(degree).map((harmonic) => {
        const h = (...indices: number[]): number =>
          harmonic[indices.slice(0, degree).reduce((index, i) => 3 * index + i, 0)] as number;
        const build = (EMBEDDINGS[kind][at] as Embedding)(h);
        const component: Component = ([i = 0, j = 0, k = 0, l = 0]) => build(i, j, k, l);
        return scaledTo1(tensorOf(rank, component));
      }),
    );
    bases.set(kind, basis);
  }
  return basis;
}
