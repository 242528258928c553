import { IDENTITY, mapped } from '@crystal-fourier/math3';
import { Structure } from '../structure/structure.js';
import { byStructureFactors, type Candidate, type FrameChange } from './canonicalFrame.js';
import type { Described } from './description.js';
import { StructureFactorTable } from './structureFactorTable.js';

const UNCHANGED: FrameChange = { N: IDENTITY, t: [0, 0, 0] };

/** The structure with x ↦ −x: its mirror image, but for a rotation. The lattice is its own image. */
export function mirrorImage({ lattice, sites, id }: Structure): Structure {
  return Structure.of({
    lattice,
    sites: sites.map((site) => ({ ...site, position: mapped(site.position, (c) => -c) })),
    id,
  });
}

/** All operations of the group keep handedness, so that the mirror image is another crystal. */
export const isChiral = ({ frame }: Pick<Described, 'frame'>): boolean => frame.group.isSohncke;

/**
 * The one of the descriptions of a chiral crystal and its mirror image that stands for both. Whichever of the two is given as `own`, the same one
 * is chosen, number by number. By, in this order,
 *
 * 1. the group: one that is not chiral (the tolerance may find a mirror plane in one hand only), more operations, the smaller number. So the 22
 *    enantiomorphic groups become 11;
 * 2. Wyckoff letters, the first of the alphabet;
 * 3. structure factors, as `canonicalFrame` compares them: noise exchanges the two only if it is as large as their difference;
 * 4. lattice and sites, number by number: the two are the same within the tolerance.
 */
export function ofEitherHand(own: Described, mirrored: () => Described): Described {
  const image = mirrored();
  const [first, second] = [rankOf(own), rankOf(image)];
  const different = first.findIndex((value, i) => value !== second[i]);
  if (different >= 0) return first[different]! < second[different]! ? own : image;
  const left = byStructureFactors([candidateOf(own), candidateOf(image)]);
  if (left.length === 1) return left[0]!.description;
  return precedes(image, own) ? image : own;
}

/** Exact facts: the smaller one comes first. */
function rankOf(description: Described): readonly (number | string)[] {
  const { frame, orbits } = description;
  return [
    isChiral(description) ? 1 : 0,
    -frame.rotations.length,
    frame.group.number,
    orbits.map(({ kind, letter }) => `${kind.name} ${letter}`).join(' '),
  ];
}

/** A description with the structure factors of its own sites. */
function candidateOf(description: Described): Candidate & { readonly description: Described } {
  const byKind = new Map<string, number[]>();
  for (const { kind, sites } of description.orbits) {
    const list = byKind.get(kind.name);
    if (list === undefined) byKind.set(kind.name, [...sites]);
    else list.push(...sites);
  }
  return { description, change: UNCHANGED, factors: new StructureFactorTable([...byKind.values()]) };
}

/** Lexicographic order of all numbers. */
function precedes(one: Described, other: Described): boolean {
  const [a, b] = [numbersOf(one), numbersOf(other)];
  const i = a.findIndex((value, at) => value !== b[at]);
  return i >= 0 && a[i]! < b[i]!;
}

const numbersOf = ({ lattice, orbits }: Described): number[] => [
  ...lattice.flat(),
  ...orbits.flatMap(({ sites }) => [...sites]),
];
