import { analyze } from '../../src/standardize/moyo.ts';
import { featurize, type OrbitFeatures } from '../../src/features/featurize.ts';
import { groupFrame } from '../../src/standardize/groupFrame.ts';
import { kindsOf } from '../../src/structure/kinds.ts';
import type { StandardCrystal } from '../../src/standardize/standardCrystal.ts';
import { standardize } from '../../src/standardize/standardize.ts';
import type { Structure } from '../../src/structure/structure.ts';
import { powerSpectra } from './moments.ts';
import { DESCRIPTIONS } from './descriptions.ts';
import { RandomGeometry } from './randomGeometry.ts';

export interface Failure {
  readonly name: string;
  readonly description: string;
  readonly reason: string;
}

export interface Agreement {
  readonly checked: number;
  readonly failures: readonly Failure[];
  /** The largest deviation of a feature among the descriptions that agree, without and with noise. */
  readonly largest: number;
  readonly largestWithNoise: number;
}

/** The largest deviation of two arrays, relative to values above 1. */
export function deviation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  let worst = 0;
  for (let i = 0; i < a.length; i++) worst = Math.max(worst, Math.abs(a[i]! - b[i]!) / Math.max(1, Math.abs(b[i]!)));
  return worst;
}

const orbitsText = (crystal: StandardCrystal): string =>
  crystal.orbits.map(({ kind, letter, multiplicity }) => `${kind.name} ${multiplicity}${letter}`).join(', ');

/** With few functions: their power spectra have the square of their number. */
const OPTIONS = { precision: 'float64', moments: { functions: 3, first: 1.5, last: 4.5 } } as const;

/** Moments are compared by what does not depend on the site of the orbit and on the axes that they are told about. */
function worstFeature(a: OrbitFeatures, b: OrbitFeatures): { name: string; value: number } {
  const parts = [
    ...(['cell', 'fourier', 'radial'] as const).map((name) => ({ name, value: deviation(a[name], b[name]) })),
    { name: 'power spectrum of the moments', value: deviation(powerSpectra(a), powerSpectra(b)) },
  ];
  return parts.reduce((worst, part) => (part.value > worst.value ? part : worst));
}

/** Writes a crystal in the ten ways and compares what standardisation and features make of them. */
export function checkInvariance(name: string, structure: Structure, seed: number, only?: readonly string[]): Agreement {
  const random = new RandomGeometry(seed);
  const reference = standardize(structure);
  const features = featurize(reference, OPTIONS);
  const failures: Failure[] = [];
  let [checked, largest, largestWithNoise] = [0, 0, 0];
  for (const [description, write] of Object.entries(DESCRIPTIONS)) {
    if (only !== undefined && !only.includes(description)) continue;
    checked++;
    const fail = (reason: string): number => failures.push({ name, description, reason });
    try {
      const crystal = standardize(write(structure, reference, random));
      if (crystal.group !== reference.group) fail(`group ${crystal.group.number} instead of ${reference.group.number}`);
      else if (orbitsText(crystal) !== orbitsText(reference))
        fail(`orbits ${orbitsText(crystal)} instead of ${orbitsText(reference)}`);
      else {
        const worst = worstFeature(featurize(crystal, OPTIONS), features);
        const isNoise = description === 'noise';
        if (worst.value > (isNoise ? 1e-3 : 1e-4)) fail(`${worst.name} differs by ${worst.value.toExponential(1)}`);
        else if (isNoise) largestWithNoise = Math.max(largestWithNoise, worst.value);
        else largest = Math.max(largest, worst.value);
      }
    } catch (error) {
      fail(String(error));
    }
  }
  return { checked, failures, largest, largestWithNoise };
}

/**
 * Sites whose Wyckoff letter is not the one that the symmetry finder gives, both on its own axes and origin, where they must agree.
 * (The canonical description may have other letters, exchanged by the normalizer.)
 */
export function letterDifferences(structure: Structure): string[] {
  const found = analyze(structure, kindsOf(structure), 0.01);
  const { group } = groupFrame(found.number);
  return found.letters.flatMap((letter, i) => {
    const x = found.positions[found.toPrimitive[i]!] as [number, number, number];
    const ours = group.wyckoffOf(x, 1e-4).position.letter;
    return ours === letter ? [] : [`site ${i + 1}: ${ours} instead of ${letter} in ${String(group)}`];
  });
}
