import { tensorFacts } from '@crystal-fourier/data';
import { groupProjection, type NamedTensor, siteWeights } from '@crystal-fourier/model';
import type { Example } from '../data/example.js';
import type { EvaluatedRecord } from './evaluateTarget.js';
import type { OtherTensorModel } from './evaluateTensor.js';

/**
 * What a network is compared with for a tensor: the mean tensor of the training records, in their standard frames, projected on the point group of each crystal; the
 * mean isotropic tensor; and the isotropic part of what the network itself predicts, which is what a network of numbers can give. Of a tensor of each site, that is the
 * mean isotropic tensor of each element, and again the network's own isotropic part.
 *
 * @param predicted of the network, for the records that are compared, in their order
 */
export function tensorBaselines(
  tensor: NamedTensor,
  train: readonly Example[],
  unseen: readonly Example[],
  predicted: readonly EvaluatedRecord[],
): OtherTensorModel[] {
  const { name, kind } = tensor;
  const { isPerSite, parts } = tensorFacts(kind);
  const own = {
    name: 'isotropic part of the network',
    predicted: predicted.map((record) => isotropic(tensor, record.tensors![name]!.predicted)),
  };
  const known = train.filter(({ tensors }) => tensors?.[name] !== undefined);
  if (known.length === 0) return parts[0]!.degree === 0 ? [own] : [];
  if (isPerSite) return [{ name: 'mean of the element', predicted: ofElements(tensor, known, unseen) }, own];
  const mean = new Float64Array(tensorFacts(kind).size);
  for (const { tensors } of known) tensors![name]!.components.forEach((value, m) => (mean[m]! += value / known.length));
  const projected = (group: number): Float64Array => {
    const P = groupProjection(kind, group);
    return mean.map((_, m) => mean.reduce((sum, value, n) => sum + P[m * mean.length + n]! * value, 0));
  };
  const all = unseen.map(({ features }) => projected(features.groupNumber));
  const even = isotropic(tensor, mean);
  return [
    { name: 'mean tensor of the group', note: 'mean of the training records, projected', predicted: all },
    {
      name: parts[0]!.degree === 0 ? 'mean isotropic tensor' : 'no response',
      predicted: unseen.map(() => even),
    },
    ...(parts[0]!.degree === 0 ? [own] : []),
  ];
}

/** Components with all parts of degree 1 and more set to 0. */
function isotropic({ kind }: NamedTensor, components: ArrayLike<number>): Float64Array {
  const { parts, size } = tensorFacts(kind);
  const scalars = parts.filter(({ degree }) => degree === 0).length;
  return Float64Array.from({ length: components.length }, (_, at) => (at % size < scalars ? components[at]! : 0));
}

/** The mean over the sites of an element of the part of degree 0; of an element without any, over all sites. */
function ofElements(
  { name, kind }: NamedTensor,
  train: readonly Example[],
  unseen: readonly Example[],
): readonly Float64Array[] {
  const { size } = tensorFacts(kind);
  const sums = new Map<number, [sum: number, weight: number]>();
  const add = (key: number, value: number, weight: number): void => {
    const [sum, total] = sums.get(key) ?? [0, 0];
    sums.set(key, [sum + weight * value, total + weight]);
  };
  for (const { tensors, features } of train) {
    const { components } = tensors![name]!;
    siteWeights(kind, features).forEach((weight, i) => {
      add(features.atomicNumbers[i]!, components[i * size]!, weight);
      add(0, components[i * size]!, weight);
    });
  }
  return unseen.map(({ features }) => {
    const out = new Float64Array(features.orbitCount * size);
    features.atomicNumbers.forEach((z, i) => {
      const [sum, weight] = sums.get(z) ?? sums.get(0)!;
      out[i * size] = sum / weight;
    });
    return out;
  });
}
