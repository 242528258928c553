import { mapped, type Mat3, matMul, matOfRows, rotateTensor, rowsOf, times, transpose } from '@crystal-fourier/math3';
import { projectTensor } from '@crystal-fourier/spacegroups/tensors';
import { beforeAll, describe, expect, it } from 'vitest';
import { DESCRIPTIONS } from '../../test/support/descriptions.js';
import { crystalOfGroup } from '../../test/support/generatedCrystal.js';
import { RandomGeometry } from '../../test/support/randomGeometry.js';
import { initMoyo } from '../standardize/moyo.js';
import type { StandardCrystal } from '../standardize/standardCrystal.js';
import { standardize } from '../standardize/standardize.js';
import { toCartesian, toFractional } from '../structure/lattice.js';
import { Structure } from '../structure/structure.js';
import { cartesianTensor, irreducibleParts } from '../tensors/irreducibleParts.js';
import { TENSOR_KINDS, tensorFacts, type TensorKind } from '../tensors/tensorKinds.js';
import { fromVoigt, toVoigt } from '../tensors/voigt.js';
import { crystalPlacement } from './crystalPlacement.js';
import { type GivenTensor, standardTensor, tensorInGivenFrame } from './standardTensor.js';

beforeAll(() => initMoyo());

// One of each crystal system at least; among them chiral groups of both hands, and groups whose axes moyo may exchange.
const GROUPS = [1, 2, 4, 9, 15, 19, 36, 62, 82, 92, 96, 122, 148, 152, 154, 161, 166, 173, 186, 189, 198, 216, 227];

const worst = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  expect(a).toHaveLength(b.length);
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]!)));
};

const norm = (values: Float64Array): number => Math.hypot(...values);

/** The same crystal for all kinds of tensors. */
const made = new Map<number, Structure>();
function crystalOf(number: number): Structure {
  let structure = made.get(number);
  if (structure === undefined) made.set(number, (structure = crystalOfGroup(number, new RandomGeometry(number))));
  return structure;
}

/** A tensor that has the symmetry of a crystal, in the frame of its structure, and its components in the standard frame. */
function symmetricTensor(
  kind: TensorKind,
  structure: Structure,
  crystal: StandardCrystal,
  random: RandomGeometry,
): { components: Float64Array; given: GivenTensor } {
  const { isPerSite, rank, size } = tensorFacts(kind);
  const noise = (length: number): Float64Array => Float64Array.from({ length }, () => random.between(-1, 1));
  let components: Float64Array;
  if (isPerSite) {
    const { length } = structure.sites;
    ({ components } = standardTensor(structure, crystal, { kind, values: noise(9 * length) }));
  } else {
    const tensor = cartesianTensor(kind, noise(size));
    // The projection of another package, in its own form.
    const flat = rank === 2 ? tensor : toVoigt(tensor).flat();
    const projected = projectTensor(crystal.group, crystal.lattice, flat, kind === 'born' ? 'rank2' : kind);
    components = irreducibleParts(kind, rank === 2 ? projected : fromVoigt(projected));
  }
  return {
    components,
    given: { kind, values: tensorInGivenFrame(kind, components, crystalPlacement(structure, crystal)) },
  };
}

const rotated = (structure: Structure, R: Mat3): Structure =>
  Structure.of({ lattice: rowsOf(matMul(matOfRows(structure.lattice), transpose(R))), sites: structure.sites });

const rotatedValues = ({ kind, values }: GivenTensor, R: Mat3): Float64Array => {
  const { isPerSite, rank } = tensorFacts(kind);
  if (!isPerSite) return rotateTensor(values, rank, R);
  return Float64Array.from(
    Array.from({ length: values.length / 9 }, (_, i) => [
      ...rotateTensor(values.subarray(9 * i, 9 * i + 9), 2, R),
    ]).flat(),
  );
};

describe.each(TENSOR_KINDS)('standardTensor of kind %s', (kind) => {
  it.each(GROUPS)('takes back and forth what has the symmetry of group %i', (number) => {
    const random = new RandomGeometry(number);
    const structure = rotated(crystalOf(number), random.rotation());
    const crystal = standardize(structure, { handedness: 'merge' });
    const { components, given } = symmetricTensor(kind, structure, crystal, random);
    const again = standardTensor(structure, crystal, given);
    expect(again.deviation * norm(components)).toBeLessThan(1e-7);
    expect(worst(again.components, components)).toBeLessThan(1e-7);
  });

  it.each(GROUPS)(
    'gives the same components for the crystal of group %i in another orientation and as its mirror image',
    (number) => {
      const random = new RandomGeometry(number + 300);
      const structure = crystalOf(number);
      const crystal = standardize(structure, { handedness: 'merge' });
      const { components, given } = symmetricTensor(kind, structure, crystal, random);
      for (const R of [random.rotation(), times(random.rotation(), -1)]) {
        const turned = rotated(structure, R);
        const found = standardTensor(turned, standardize(turned, { handedness: 'merge' }), {
          kind,
          values: rotatedValues(given, R),
        });
        expect(worst(found.components, components)).toBeLessThan(1e-6);
        expect(found.deviation * norm(components)).toBeLessThan(1e-6);
      }
      // The mirror image as a file has it: a right-handed lattice, and −x for x. The tensor is the inverted one.
      const mirrored = Structure.of({
        lattice: structure.lattice,
        sites: structure.sites.map((site) => ({ ...site, position: mapped(site.position, (c) => -c) })),
      });
      const inverted = { kind, values: rotatedValues(given, [-1, 0, 0, 0, -1, 0, 0, 0, -1]) };
      const ofMirrored = standardTensor(mirrored, standardize(mirrored, { handedness: 'merge' }), inverted);
      expect(worst(ofMirrored.components, components)).toBeLessThan(1e-6);
    },
  );
});

describe('crystalPlacement', () => {
  it('gives equal tensors to the same site in every description that keeps the axes', () => {
    for (const number of [15, 62, 152, 166, 186, 216]) {
      const random = new RandomGeometry(number);
      const structure = crystalOf(number);
      const crystal = standardize(structure);
      const { given, components } = symmetricTensor('born', structure, crystal, random);
      const larger = DESCRIPTIONS['supercell']!(structure, crystal, random);
      const placement = crystalPlacement(larger, standardize(larger));
      const ofLarger = tensorInGivenFrame('born', components, placement);
      larger.sites.forEach(({ position }, i) => {
        const inSmall = toFractional(toCartesian(position, larger.lattice), structure.lattice);
        const site = structure.sites.findIndex(({ position: p }) =>
          p.every((c, k) => Math.abs(c - inSmall[k]! - Math.round(c - inSmall[k]!)) < 1e-6),
        );
        expect(worst(ofLarger.subarray(9 * i, 9 * i + 9), given.values.subarray(9 * site, 9 * site + 9))).toBeLessThan(
          1e-6,
        );
      });
    }
  });

  it('refuses a crystal of another structure', () => {
    const random = new RandomGeometry(1);
    const [one, other] = [crystalOfGroup(62, random), crystalOfGroup(216, random)];
    expect(() => crystalPlacement(one, standardize(other))).toThrow(
      'the crystal must be the standard one of the structure',
    );
  });
});

describe('the deviation of a tensor', () => {
  it('is the share of its norm that lacks the symmetry', () => {
    const random = new RandomGeometry(4);
    const structure = crystalOfGroup(216, random);
    const crystal = standardize(structure);
    const { rotation } = crystal.transformation;
    // Of a cubic crystal only the trace is left.
    const values = rotateTensor([3, 0, 0, 0, 3, 0, 0, 0, 6], 2, transpose(rotation));
    const { components, deviation } = standardTensor(structure, crystal, { kind: 'dielectric', values });
    expect(deviation).toBeCloseTo(Math.sqrt(6 / 54), 10);
    expect(components[0]).toBeCloseTo(12 / Math.sqrt(3), 10);
    expect(standardTensor(structure, crystal, { kind: 'dielectric', values: new Float64Array(9) }).deviation).toBe(0);
  });

  it('refuses a list that does not belong to the structure', () => {
    const structure = crystalOfGroup(216, new RandomGeometry(4));
    const crystal = standardize(structure);
    expect(() => standardTensor(structure, crystal, { kind: 'born', values: new Float64Array(9) })).toThrow(
      `must have ${9 * structure.sites.length} Cartesian components here, got 9`,
    );
    expect(() => tensorInGivenFrame('born', new Float64Array(2), crystalPlacement(structure, crystal))).toThrow(
      '9 components for each of',
    );
  });
});
