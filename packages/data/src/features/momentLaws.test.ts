import {
  harmonicRotation,
  inverse,
  type Mat3,
  matMul,
  matOfRows,
  matVec,
  rowsOf,
  transpose,
} from '@crystal-fourier/math3';
import type { SymOp } from '@crystal-fourier/spacegroups';
import { beforeAll, describe, expect, it } from 'vitest';
import { atomsOf } from '../../test/support/fullCell.ts';
import { crystalOfGroup } from '../../test/support/generatedCrystal.ts';
import { deviation } from '../../test/support/invariance.ts';
import { fullMoments, momentsAbout, powerSpectra, storedMoments } from '../../test/support/moments.ts';
import { RandomGeometry } from '../../test/support/randomGeometry.ts';
import { mirrorImage } from '../standardize/mirrorImage.js';
import { initMoyo } from '../standardize/moyo.js';
import type { StandardCrystal } from '../standardize/standardCrystal.js';
import { standardize } from '../standardize/standardize.js';
import { toCartesian } from '../structure/lattice.js';
import { angularMoments } from './angularMoments.js';
import { featurize, type OrbitFeatures } from './featurize.js';
import { momentGrid } from './recipeOptions.js';
import { cartesianRotation } from './siteInvariants.js';
import { harmonicCount, harmonicStart } from './sphericalHarmonics.js';

beforeAll(() => initMoyo());

// The laws hold for any functions: few, so that sums over full cells are quick.
const OPTIONS = { precision: 'float64', moments: { functions: 2, first: 2, last: 4, cutoff: 5.5 } } as const;
const GRID = momentGrid(OPTIONS.moments);
const SIZE = harmonicCount(GRID.degree);

/** D(R) on moments, (orbits, harmonics, functions). */
function rotated(moments: Float64Array, R: Mat3): Float64Array {
  const out = new Float64Array(moments.length);
  for (let l = 1; l <= GRID.degree; l++) {
    const [D, width] = [harmonicRotation(l, R), 2 * l + 1];
    for (let j = 0; j < moments.length / SIZE / GRID.functions; j++)
      for (let n = 0; n < GRID.functions; n++) {
        const at = (m: number): number => (j * SIZE + harmonicStart(l) + m) * GRID.functions + n;
        for (let m = 0; m < width; m++)
          for (let k = 0; k < width; k++) out[at(m)]! += D[m * width + k]! * moments[at(k)]!;
      }
  }
  return out;
}

/** An operation of the group that maps the representative of an orbit to one of its sites, but for whole cells. */
function operationTo({ group, orbits }: StandardCrystal, i: number, site: number): SymOp {
  const { representative, sites } = orbits[i]!;
  return group.operations.find((op) =>
    op.apply(representative).every((x, k) => {
      const d = x - sites[3 * site + k]!;
      return Math.abs(d - Math.round(d)) < 1e-7;
    }),
  )!;
}

/** Every site an orbit by itself. */
const divided = (crystal: StandardCrystal): StandardCrystal =>
  crystal.withOrbits(
    crystal.orbits.flatMap((orbit) =>
      Array.from({ length: orbit.multiplicity }, (_, site) => ({
        ...orbit,
        multiplicity: 1,
        sites: orbit.sites.slice(3 * site, 3 * site + 3),
      })),
    ),
  );

/** The moments of a cell that is divided: those about the first site, with the sites of each orbit together. */
function gathered(
  cell: StandardCrystal,
  features: OrbitFeatures,
  crystal: StandardCrystal,
  site: number,
): Float64Array {
  const apart = storedMoments({ ...features, orbitCount: cell.orbits.length }, site);
  const block = SIZE * GRID.functions;
  const out = new Float64Array(crystal.orbits.length * block);
  crystal.orbits
    .flatMap(({ multiplicity }, j) => Array<number>(multiplicity).fill(j))
    .forEach((j, at) => {
      for (let k = 0; k < block; k++) out[j * block + k]! += apart[at * block + k]!;
    });
  return out;
}

// One crystal system after the other, so that no single test is long.
const LAST_NUMBERS = [15, 74, 142, 167, 194, 230];

describe.each(LAST_NUMBERS)('in a crystal of each group up to %i', (last) => {
  const first = (LAST_NUMBERS[LAST_NUMBERS.indexOf(last) - 1] ?? 0) + 1;
  const made: { name: string; crystal: StandardCrystal; features: OrbitFeatures; seed: number }[] = [];
  beforeAll(() => {
    for (let number = first; number <= last; number++) {
      const crystal = standardize(crystalOfGroup(number, new RandomGeometry(3000 + number)));
      made.push({ name: `group ${number}`, crystal, features: featurize(crystal, OPTIONS), seed: number });
    }
  });

  it('the site symmetry leaves the moments as they are: the invariant components are all of them', () => {
    for (const { name, crystal, features } of made)
      crystal.orbits.forEach((_, i) =>
        expect(deviation(storedMoments(features, i), fullMoments(crystal, i, GRID)), name).toBeLessThan(1e-9),
      );
  });

  it('a lattice that is rotated, or reflected, has D(R) N', () => {
    for (const { name, crystal, features, seed } of made) {
      const random = new RandomGeometry(seed);
      const proper = random.rotation();
      const R = seed % 2 === 0 ? proper : matMul(proper, [-1, 0, 0, 0, -1, 0, 0, 0, -1]);
      const atoms = atomsOf(crystal).map(({ orbit, r }) => ({ orbit, r: matVec(R, r as [number, number, number]) }));
      const lattice = rowsOf(matMul(matOfRows(crystal.lattice), transpose(R)));
      const i = seed % crystal.orbits.length;
      const centre = matVec(R, toCartesian(crystal.orbits[i]!.representative, crystal.lattice));
      const found = momentsAbout(centre, atoms, lattice, GRID);
      expect(deviation(found, rotated(storedMoments(features, i), R)), name).toBeLessThan(1e-9);
    }
  });

  it('another site g of an orbit has D(g) N, and the full cell, as a crystal without symmetry, has the same moments', () => {
    for (const { name, crystal, features } of made) {
      if (crystal.siteCount > 100) continue;
      const cell = divided(crystal);
      const ofCell = { ...features, moments: angularMoments(cell, GRID) };
      const starts = crystal.orbits.map((_, i) =>
        crystal.orbits.slice(0, i).reduce((sum, o) => sum + o.multiplicity, 0),
      );
      crystal.orbits.forEach(({ multiplicity }, i) => {
        const own = storedMoments(features, i);
        for (const site of new Set([0, 1 % multiplicity, Math.floor(multiplicity / 2), multiplicity - 1])) {
          const R = cartesianRotation(crystal.group, operationTo(crystal, i, site).rot);
          const found = gathered(cell, ofCell, crystal, starts[i]! + site);
          expect(deviation(found, rotated(own, R)), `${name}, orbit ${i}, site ${site}`).toBeLessThan(1e-9);
        }
      });
    }
  });

  it('the mirror image has the same power spectra', () => {
    for (const { name, crystal, features } of made) {
      const image = standardize(mirrorImage(crystal.toStructure()));
      expect(deviation(powerSpectra(featurize(image, OPTIONS)), powerSpectra(features)), name).toBeLessThan(1e-6);
    }
  });

  it('operations are the orthogonal matrices that the lattice gives them', () => {
    for (const { name, crystal } of made) {
      const columns = transpose(matOfRows(crystal.lattice));
      for (const { rot } of crystal.group.operations) {
        const expected = matMul(matMul(columns, rot), inverse(columns));
        expect(deviation(cartesianRotation(crystal.group, rot), expected), name).toBeLessThan(1e-9);
      }
    }
  });
});
