import { spaceGroup } from '@crystal-fourier/spacegroups';
import { CRYSTAL_SYSTEMS } from '../core/crystalSystems.js';
import { ELEMENT_DESCRIPTORS, elementDescriptors } from '../elements/elementDescriptors.js';
import type { OrbitFeatures } from './featurize.js';

const STATISTICS = ['mean', 'deviation', 'lowest', 'highest', 'range'] as const;

/** Names of the values of {@link crystalDescriptors}, in order. */
export const CRYSTAL_DESCRIPTORS: readonly string[] = [
  ...ELEMENT_DESCRIPTORS.flatMap((name) => STATISTICS.map((statistic) => `${name} ${statistic}`)),
  'elements',
  'sites of the primitive cell',
  'sites of the conventional cell',
  'orbits',
  'space group number',
  'order of the point group',
  'crystal system',
  'volume per site',
  'log a',
  'log b',
  'log c',
  'cos alpha',
  'cos beta',
  'cos gamma',
  'c over a',
];

/** The part of orbit features that is read: neither Fourier features nor distances. */
export type DescribedCrystal = Pick<OrbitFeatures, 'groupNumber' | 'atomicNumbers' | 'multiplicities' | 'cell'>;

/**
 * Numbers that describe a crystal without a network, for simple models and for clusters: statistics of the element descriptors over the sites, and what cell and group
 * say. Over the sites of the cell the statistics are the mean, the mean absolute deviation from it, the extremes and their
 * distance. Elements whose descriptor is not known count for nothing there; NaN where none is known.
 *
 * @returns {@link CRYSTAL_DESCRIPTORS} in order; volumes in Å³, lengths as logarithms of Å
 */
export function crystalDescriptors({
  groupNumber,
  atomicNumbers,
  multiplicities,
  cell,
}: DescribedCrystal): Float64Array {
  const sites = new Map<number, number>();
  atomicNumbers.forEach((number, i) => sites.set(number, (sites.get(number) ?? 0) + multiplicities[i]!));
  const elements = [...sites].map(([number, count]) => ({ count, values: elementDescriptors(number).values }));
  const siteCount = elements.reduce((sum, { count }) => sum + count, 0);
  const group = spaceGroup(groupNumber);
  const centring = group.centring.vectors.length;
  const [logA, logB, logC, cosAlpha, cosBeta, cosGamma, logVolume] = [...cell];
  return Float64Array.from([
    ...ELEMENT_DESCRIPTORS.flatMap((_, k) =>
      statisticsOf(elements.map(({ count, values }) => ({ weight: count, value: values[k]! }))),
    ),
    elements.length,
    siteCount / centring,
    siteCount,
    atomicNumbers.length,
    groupNumber,
    group.order / centring,
    CRYSTAL_SYSTEMS.indexOf(group.crystalSystem),
    Math.exp(logVolume!),
    logA!,
    logB!,
    logC!,
    cosAlpha!,
    cosBeta!,
    cosGamma!,
    Math.exp(logC! - logA!),
  ]);
}

function statisticsOf(all: readonly { weight: number; value: number }[]): number[] {
  const known = all.filter(({ value }) => !Number.isNaN(value));
  if (known.length === 0) return STATISTICS.map(() => NaN);
  const total = known.reduce((sum, { weight }) => sum + weight, 0);
  const mean = known.reduce((sum, { weight, value }) => sum + (weight / total) * value, 0);
  const deviation = known.reduce((sum, { weight, value }) => sum + (weight / total) * Math.abs(value - mean), 0);
  const [lowest, highest] = [Math.min, Math.max].map((of) => of(...known.map(({ value }) => value))) as [
    number,
    number,
  ];
  return [mean, deviation, lowest, highest, highest - lowest];
}
