import { type BatchRecord, type OrbitFeatures, tensorFacts, type TensorKind } from '@crystal-fourier/data';
import { ModelError } from '../config/errors.js';
import type { NamedTensor } from '../config/tensorTargets.js';
import { groupProjection, projected, siteProjections } from './partProjection.js';

/** Of an irreducible part: what is learned is the components minus `mean`, over `spread`. */
export interface PartScale {
  /** Mean over the training records of a part of degree 0 of a tensor of the crystal; 0 for all other parts, which have a direction, and for charges, whose sum is 0. */
  readonly mean: number;
  /** Root mean square over the training records of the norm of what is left. */
  readonly spread: number;
}

/** How a tensor is learned; plain JSON. */
export interface TensorScale extends NamedTensor {
  /** In the order of `tensorFacts(kind).parts`. */
  readonly parts: readonly PartScale[];
}

/** Shares of the sites of a crystal that its orbits have. */
function shares({ multiplicities }: OrbitFeatures): number[] {
  const sites = multiplicities.reduce((sum, m) => sum + m, 0);
  return Array.from(multiplicities, (m) => m / sites);
}

/** Weights of the blocks of components of a tensor, that add up to 1: of a tensor of each site the shares of the sites that orbits have, else one block. */
export const siteWeights = (kind: TensorKind, features: OrbitFeatures): readonly number[] =>
  tensorFacts(kind).isPerSite ? shares(features) : [1];

/**
 * Scales of tensors.
 *
 * @param records of the training, with those tensors that can be learned
 * @throws ModelError `bad-data` for a tensor that no record has, or that is 0 in all of them
 */
export function tensorScales(records: readonly BatchRecord[], tensors: readonly NamedTensor[]): TensorScale[] {
  return tensors.map(({ name, kind }) => {
    const known = records.flatMap(({ tensors: own, features }) => {
      const target = own?.[name];
      return target === undefined ? [] : [{ components: target.components, weights: siteWeights(kind, features) }];
    });
    if (known.length === 0)
      throw new ModelError('bad-data', `training: at least one record must have the tensor ${JSON.stringify(name)}`);
    const { parts, isPerSite, size } = tensorFacts(kind);
    const scales = parts.map(({ degree, offset }): PartScale => {
      const mean =
        degree > 0 || isPerSite
          ? 0
          : known.reduce((sum, { components }) => sum + components[offset]! / known.length, 0);
      let square = 0;
      for (const { components, weights } of known)
        weights.forEach((weight, i) => {
          for (let m = 0; m <= 2 * degree; m++)
            square += (weight * (components[i * size + offset + m]! - mean) ** 2) / known.length;
        });
      return { mean, spread: Math.sqrt(square) };
    });
    const total = Math.hypot(...scales.map(({ spread }) => spread));
    if (!(total > 1e-12 * Math.hypot(...scales.map(({ mean }) => mean))))
      throw new ModelError(
        'bad-data',
        `training: the tensor ${JSON.stringify(name)} must differ between records, got the same in all ${known.length}`,
      );
    // A part that all records lack, or that rounding alone left, is learned as 0 on the scale of the whole tensor.
    return {
      name,
      kind,
      parts: scales.map(({ mean, spread }) => ({ mean, spread: spread > 1e-6 * total ? spread : total })),
    };
  });
}

/** Root mean square of the norm of what is left of a tensor without its mean: the unit of its errors. */
export const tensorSpread = ({ parts }: TensorScale): number => Math.hypot(...parts.map(({ spread }) => spread));

/** Components as they are learned. @param components (size), or (orbits, size) for a tensor of each site */
export const toTensorScale = (components: ArrayLike<number>, scale: TensorScale): Float64Array =>
  mapped(components, scale, (value, { mean, spread }) => (value - mean) / spread);

function mapped(
  components: ArrayLike<number>,
  { kind, parts: scales }: TensorScale,
  value: (component: number, scale: PartScale) => number,
): Float64Array {
  const { parts, size } = tensorFacts(kind);
  const out = new Float64Array(components.length);
  for (let start = 0; start < components.length; start += size)
    parts.forEach(({ degree, offset }, p) => {
      for (let m = start + offset; m <= start + offset + 2 * degree; m++) out[m] = value(components[m]!, scales[p]!);
    });
  return out;
}

/**
 * The tensor that outputs of a network mean, in float64: with exactly the symmetry of the crystal. Tensors of sites, which are effective
 * charges, have that of their sites and add up to 0 over the crystal (the acoustic sum rule): what is left of the sum is taken from all sites alike.
 *
 * @param outputs (size), or (orbits, size)
 * @returns irreducible components in the standard frame
 */
export function symmetricTensor(outputs: ArrayLike<number>, scale: TensorScale, features: OrbitFeatures): Float64Array {
  const { kind } = scale;
  const { isPerSite, size } = tensorFacts(kind);
  const values = mapped(outputs, scale, (value, { mean, spread }) => value * spread + mean);
  const ofGroup = groupProjection(kind, features.groupNumber);
  if (!isPerSite) return projected(ofGroup, values);
  const out = new Float64Array(values.length);
  siteProjections(kind, features).forEach((P, i) => out.set(projected(P, values, i * size), i * size));
  const mean = new Float64Array(size);
  shares(features).forEach((share, i) => mean.forEach((_, m) => (mean[m]! += share * out[i * size + m]!)));
  // The images of the tensor of an orbit at all of its sites have the mean P t.
  const left = projected(ofGroup, mean);
  return out.map((value, at) => value - left[at % size]!);
}
