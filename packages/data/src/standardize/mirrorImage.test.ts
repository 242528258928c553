import { det, IDENTITY, inverse, mapped, matMul, matOfRows, matVec, transpose } from '@crystal-fourier/math3';
import { spaceGroup } from '@crystal-fourier/spacegroups';
import { beforeAll, describe, expect, it } from 'vitest';
import { crystalOfGroup } from '../../test/support/generatedCrystal.ts';
import { DESCRIPTIONS } from '../../test/support/descriptions.ts';
import { deviation } from '../../test/support/invariance.ts';
import { RandomGeometry } from '../../test/support/randomGeometry.ts';
import { featurize, type OrbitFeatures } from '../features/featurize.js';
import { structureToFeatures } from '../features/structureToFeatures.js';
import type { SymmetryVerdict } from '../formats/evidence/verdict.js';
import { Structure } from '../structure/structure.js';
import { crystalFromJson } from './crystalFromJson.js';
import type { Handedness } from './handedness.js';
import { mirrorImage } from './mirrorImage.js';
import { initMoyo } from './moyo.js';
import type { StandardCrystal } from './standardCrystal.js';
import { standardize } from './standardize.js';

const GROUPS = Array.from({ length: 230 }, (_, i) => spaceGroup(i + 1));
const SOHNCKE = GROUPS.filter((group) => group.isSohncke);
/**
 * Groups whose shortest frequencies that tell the hands apart, {1 3 5}, are not among the 257 of the default recipe: in F 2 3, F 4 3 2 and F 41 3 2 a star with two
 * equal indices or a zero is its own mirror image on the axes and origin that are chosen, and h, k, l are all even or all odd.
 */
const NEEDS_MORE_FREQUENCIES: ReadonlySet<number> = new Set([196, 209, 210]);

const crystalIn = (number: number, seed = number): Structure => crystalOfGroup(number, new RandomGeometry(seed));
const featuresOf = (structure: Structure, handedness: Handedness, minCount = 256): OrbitFeatures =>
  featurize(standardize(structure, { handedness }), { precision: 'float64', fourier: { minCount } });
const partsOf = ({ cell, fourier, radial, multiplicities, atomicNumbers, groupNumber }: OrbitFeatures): object => ({
  cell,
  fourier,
  radial,
  multiplicities,
  atomicNumbers,
  groupNumber,
});
const largest = (a: OrbitFeatures, b: OrbitFeatures): number =>
  Math.max(...(['cell', 'fourier', 'radial'] as const).map((name) => deviation(a[name], b[name])));

/** Another mirror image: reflected through the plane of b and c, so that the basis is left-handed. */
const reflected = ({ lattice, sites }: Structure): Structure =>
  Structure.of({ lattice: [lattice[0], lattice[1], lattice[2]].map(([x, y, z]) => [-x, y, z]), sites });

beforeAll(() => initMoyo());

it('there are 65 groups that keep handedness', () => {
  expect(SOHNCKE.length).toBe(65);
});

describe('handedness: merge', () => {
  it.each([75, 152, 195, 230])(
    'a crystal and its mirror image have equal features, bit by bit: groups up to %i',
    (last) => {
      const start = [0, 75, 152, 195][[75, 152, 195, 230].indexOf(last)]!;
      for (const { number, enantiomorph } of SOHNCKE.filter((group) => group.number > start && group.number <= last)) {
        for (const seed of [number, 1000 + number]) {
          const structure = crystalIn(number, seed);
          const image = mirrorImage(structure);
          const merged = featuresOf(structure, 'merge');
          expect(partsOf(featuresOf(image, 'merge'))).toEqual(partsOf(merged));
          expect(merged.groupNumber).toBe(Math.min(number, enantiomorph ?? number));
          // It is the description of one of the two.
          const [own, other] = [structure, image].map((one) => partsOf(featuresOf(one, 'keep')));
          expect([own, other]).toContainEqual(partsOf(merged));
        }
      }
    },
  );

  it('… also where they are written on other cells and with other origins', () => {
    const ways = Object.keys(DESCRIPTIONS);
    SOHNCKE.forEach(({ number }, i) => {
      const structure = crystalIn(number);
      const merged = featuresOf(structure, 'merge');
      const random = new RandomGeometry(number);
      const image = mirrorImage(structure);
      const standard = standardize(image);
      for (const way of [ways[i % ways.length]!, ways[(i + 3) % ways.length]!]) {
        const found = featuresOf(DESCRIPTIONS[way]!(image, standard, random), 'merge');
        expect(largest(found, merged), `group ${number}, ${way}`).toBeLessThan(way === 'noise' ? 1e-3 : 1e-4);
      }
      expect(largest(featuresOf(reflected(structure), 'merge'), merged), `group ${number}, reflected`).toBeLessThan(
        1e-4,
      );
    });
  });

  it('changes nothing in groups with improper operations: their crystals are their own mirror images', () => {
    for (const { number } of GROUPS.filter((group) => !group.isSohncke && group.number % 7 === 0)) {
      const structure = crystalIn(number);
      const keep = featuresOf(structure, 'keep');
      expect(partsOf(featuresOf(structure, 'merge'))).toEqual(partsOf(keep));
      expect(largest(featuresOf(mirrorImage(structure), 'keep'), keep)).toBeLessThan(1e-6);
    }
  });

  it('maps the 22 enantiomorphic groups to 11', () => {
    const pairs = SOHNCKE.filter((group) => group.isEnantiomorphic);
    const kept = new Set(
      pairs.map(({ number }) => standardize(crystalIn(number), { handedness: 'merge' }).group.number),
    );
    expect(pairs.length).toBe(22);
    expect([...kept].sort((a, b) => a - b)).toEqual([76, 91, 92, 144, 151, 152, 169, 171, 178, 180, 212]);
  });

  it('says that a mirror image is described, of which group the crystal is, and how to get there', () => {
    for (const { number, enantiomorph } of SOHNCKE.filter((group) => group.isEnantiomorphic)) {
      const structure = crystalIn(number);
      const crystal = standardize(structure, { handedness: 'merge' });
      expect(crystal.isMirrorImage).toBe(number > enantiomorph!);
      expect(crystal.ownGroup.number).toBe(number);
      const { P, p, rotation } = crystal.transformation;
      expect(det(rotation)).toBeCloseTo(crystal.isMirrorImage ? -1 : 1, 9);
      expect(Math.max(...matMul(rotation, transpose(rotation)).map((c, i) => Math.abs(c - IDENTITY[i]!)))).toBeLessThan(
        1e-9,
      );
      // x′ = P⁻¹(x − p) is a site of the orbit, and r′ = R r on the lattice (a, b, c) P.
      const inverted = inverse(P);
      structure.sites.forEach(({ position }, i) => {
        const x = matVec(inverted, [position[0] - p[0], position[1] - p[1], position[2] - p[2]]);
        const { sites } = crystal.orbits[crystal.orbitOfSite[i]!]!;
        const distances = Array.from({ length: sites.length / 3 }, (_, n) =>
          Math.max(...mapped(x, (c, j) => c - sites[3 * n + j]!).map((d) => Math.abs(d - Math.round(d)))),
        );
        expect(Math.min(...distances)).toBeLessThan(1e-6);
      });
      const rows = matMul(matMul(transpose(P), matOfRows(structure.lattice)), transpose(rotation));
      expect(deviation(rows, crystal.lattice.flat())).toBeLessThan(1e-6);
    }
  });

  it('is told in JSON, and read again; without the field a crystal is its own', () => {
    const crystal = standardize(crystalIn(154), { handedness: 'merge' });
    const json = crystal.toJSON();
    const again: StandardCrystal = crystalFromJson(JSON.parse(JSON.stringify(json)) as typeof json);
    expect([again.handedness, again.isMirrorImage, again.ownGroup.number, again.group.number]).toEqual([
      'merge',
      true,
      154,
      152,
    ]);
    const { handedness: _left, ...before } = standardize(crystalIn(154)).toJSON();
    expect(crystalFromJson(before).handedness).toBe('keep');
    expect(() => crystalFromJson({ ...json, handedness: 'both' as Handedness })).toThrow(
      /handedness must be "keep" or "merge", got "both"/,
    );
  });

  it('compares what a file declares with the crystal itself', () => {
    const symmetry: SymmetryVerdict = { group: spaceGroup(154), source: 'operations', consistent: true, conflicts: [] };
    const { diagnostics, groupNumber, features } = structureToFeatures(crystalIn(154), {}, { symmetry });
    expect(diagnostics.map(({ code }) => code)).not.toContain('group-differs');
    expect([groupNumber, features.groupNumber]).toEqual([154, 152]);
  });
});

describe('handedness: keep', () => {
  it('a chiral crystal and its mirror image have different features', () => {
    for (const { number } of SOHNCKE) {
      const structure = crystalIn(number);
      const minCount = NEEDS_MORE_FREQUENCIES.has(number) ? 1000 : 256;
      const [own, image] = [structure, mirrorImage(structure)].map((one) => featuresOf(one, 'keep', minCount));
      expect(deviation(image!.fourier, own!.fourier), `group ${number}`).toBeGreaterThan(1e-3);
      // Distances cannot tell the hands apart.
      expect(deviation(image!.radial, own!.radial), `group ${number}`).toBeLessThan(1e-6);
    }
  });

  it('is refused where the features are to be merged, and the other way round', () => {
    const structure = crystalIn(19);
    expect(() => featurize(standardize(structure), { handedness: 'merge' })).toThrow(
      'featurize: the recipe must have the handedness that the crystal was standardised with, "keep", got "merge"',
    );
    expect(() => featurize(standardize(structure, { handedness: 'merge' }), { handedness: 'keep' })).toThrow(
      'with, "merge", got "keep"',
    );
    expect(() => standardize(structure, { handedness: 'left' as Handedness })).toThrow(/handedness must be/);
  });
});
