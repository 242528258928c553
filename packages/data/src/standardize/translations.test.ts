import { beforeAll, describe, expect, it, vi } from 'vitest';
import { det, inverse, matVec, minus, rowsDet } from '@crystal-fourier/math3';
import { featurize } from '../features/featurize.js';
import { SiteIndex } from '../structure/primitive.js';
import { kindsOf } from '../structure/kinds.js';
import { analyze, initMoyo } from './moyo.js';
import { standardize } from './standardize.js';
import type { Site } from '../structure/site.js';
import { Structure } from '../structure/structure.js';
import { withoutTranslations } from './translations.js';
import { crystalOfGroup } from '../../test/support/generatedCrystal.ts';
import { deviation } from '../../test/support/invariance.ts';
import { RandomGeometry } from '../../test/support/randomGeometry.ts';

beforeAll(() => initMoyo());

const cellOf = (structure: Structure): Parameters<typeof withoutTranslations>[0] => ({
  lattice: structure.lattice,
  positions: structure.sites.map(({ position }) => position),
  kinds: kindsOf(structure).ofSite,
});

/** n³ cells of rock salt, 8n³ sites. */
function salt(n: number, kind: (x: number, y: number, z: number) => string): Structure {
  const range = Array.from({ length: 2 * n }, (_, i) => i);
  const sites = range.flatMap((x) =>
    range.flatMap((y) => range.map((z) => ({ species: kind(x, y, z), position: [x, y, z].map((c) => c / (2 * n)) }))),
  );
  const a = 5.64 * n;
  return Structure.of({ lattice: { a, b: a, c: a, alpha: 90, beta: 90, gamma: 90 }, sites });
}
const alternating = (x: number, y: number, z: number): string => ((x + y + z) % 2 === 0 ? 'Na' : 'Cl');

const MATRICES = [
  [
    [2, 1, 0],
    [0, 3, 1],
    [0, 0, 2],
  ],
  [
    [4, 0, 0],
    [0, 1, 0],
    [1, 0, 3],
  ],
  [
    [0, 3, 0],
    [3, 0, 0],
    [0, 1, 2],
  ],
] as const;

/** The structure with other sites. */
const changed = (
  structure: Structure,
  change: (site: Site, i: number) => Parameters<typeof Structure.of>[0]['sites'][number],
): Structure => Structure.of({ lattice: structure.lattice, sites: structure.sites.map(change) });

describe('a cell without its inner translations', () => {
  it.each([1, 2, 9, 19, 43, 62, 92, 144, 166, 198, 216])('is that of a supercell, group %i', (number) => {
    const random = new RandomGeometry(number);
    const structure = crystalOfGroup(number, random).with({ id: undefined });
    const expected = standardize(structure);
    const features = featurize(expected, { precision: 'float64' });
    const matrix = MATRICES[number % 3]!;
    const exact = structure.supercell(matrix);
    const order = random.shuffled(exact.sites);
    const big = changed(exact, (_, i) => ({
      species: order[i]!.species,
      position: order[i]!.position.map((x) => x + random.between(-1e-7, 1e-7)),
    }));
    const reduced = withoutTranslations(cellOf(big), 0.01);
    const whole = expected.siteCount / reduced.positions.length;
    // One of the conventional cell's lattice points each.
    expect(whole).toBe(expected.group.centring.vectors.length);
    expect(det(reduced.B)).toBeCloseTo(reduced.positions.length / big.sites.length, 9);
    expect(rowsDet(reduced.lattice) / rowsDet(big.lattice)).toBeCloseTo(det(reduced.B), 9);
    // Coordinates change by B⁻¹, and every site is found where it should be.
    const inverted = inverse(reduced.B);
    const kinds = kindsOf(big).ofSite;
    big.sites.forEach(({ position }, i) => {
      const site = reduced.reducedSiteOf[i]!;
      expect(reduced.kinds[site]).toBe(kinds[i]);
      matVec(inverted, position).forEach((x, k) => {
        const d = x - reduced.positions[site]![k]!;
        expect(Math.abs(d - Math.round(d))).toBeLessThan(1e-4);
      });
    });
    reduced.firstGivenSite.forEach((first, site) => expect(reduced.reducedSiteOf.indexOf(site)).toBe(first));

    const crystal = standardize(big);
    expect(crystal.group).toBe(expected.group);
    expect(crystal.orbits.map(({ letter }) => letter)).toEqual(expected.orbits.map(({ letter }) => letter));
    expect(crystal.displacement).toBeLessThan(1e-3);
    const found = featurize(crystal, { precision: 'float64' });
    for (const name of ['cell', 'fourier', 'radial'] as const)
      expect(deviation(found[name], features[name])).toBeLessThan(1e-4);
    // The change of axes leads from each given site to its orbit.
    const back = inverse(crystal.transformation.P);
    big.sites.forEach(({ position }, i) => {
      const x = matVec(back, minus(position, crystal.transformation.p));
      const { sites } = crystal.orbits[crystal.orbitOfSite[i]!]!;
      const distances = Array.from({ length: sites.length / 3 }, (_, n) =>
        Math.max(...x.map((c, k) => Math.abs(c - sites[3 * n + k]! - Math.round(c - sites[3 * n + k]!)))),
      );
      expect(Math.min(...distances)).toBeLessThan(1e-4);
    });
  });

  it('looks less than twice at each site of a perfect supercell, however large it is', () => {
    const at = vi.spyOn(SiteIndex.prototype, 'at');
    const perSite = [1, 2, 4].map((n) => {
      at.mockClear();
      withoutTranslations(cellOf(salt(n, alternating)), 0.01);
      return at.mock.calls.length / (8 * n ** 3);
    });
    at.mockRestore();
    // Each division halves the cell at least, so all later ones together cost no more than the first.
    for (const looks of perSite) expect(looks).toBeLessThan(2);
  });

  it('takes a large perfect supercell', () => {
    const structure = salt(4, alternating);
    const crystal = standardize(structure);
    expect(String(crystal)).toBe('F m -3 m (225): Na 4a 0,0,0; Cl 4b 1/2,1/2,1/2');
    expect(crystal.cellParameters.a).toBeCloseTo(5.64, 9);
    expect(new Set(crystal.orbitOfSite).size).toBe(2);
  });

  it('keeps what one site breaks', () => {
    const one = salt(2, (x, y, z) => (x + y + z === 0 ? 'K' : alternating(x, y, z)));
    expect(withoutTranslations(cellOf(one), 0.01).positions.length).toBe(64);
    expect(standardize(one).siteCount).toBe(64);
    const layered = salt(2, (x, y, z) => (x === 0 && (y + z) % 2 === 0 ? 'K' : alternating(x, y, z)));
    expect(withoutTranslations(cellOf(layered), 0.01).positions.length).toBe(8);
    const structure = salt(2, alternating);
    const moved = changed(structure, ({ species, position: [x, y, z] }, i) => ({
      species,
      position: i === 5 ? [x + 0.03 / 11.28, y, z] : [x, y, z],
    }));
    expect(withoutTranslations(cellOf(moved), 0.01).positions.length).toBe(64);
    expect(withoutTranslations(cellOf(moved), 0.1).positions.length).toBe(2);
  });

  it('tells mixtures apart by their shares, and nothing by charges, labels and moments', () => {
    const structure = salt(2, alternating);
    const decorated = (species: (site: Site, i: number) => Site['species']): Structure =>
      changed(structure, (site, i) => ({
        position: site.position,
        label: `site ${i}`,
        properties: { magmom: i },
        species: species(site, i),
      }));
    const mixed = decorated(({ species }, i) =>
      species[0]!.element === 'Cl'
        ? species
        : [
            { element: 'Na', occupancy: i < 32 ? 0.5 : 0.6, oxidationState: i % 2 },
            { element: 'K', occupancy: i < 32 ? 0.5 : 0.4 },
          ],
    );
    const crystal = standardize(mixed);
    expect(crystal.kinds.map(({ name }) => name)).toEqual(['Na0.5K0.5', 'Na0.6K0.4', 'Cl']);
    expect(crystal.group.number).toBe(129);
    expect(standardize(decorated(({ species }) => species)).group.number).toBe(225);
  });

  it('gives the finder what it found without help', () => {
    // Just below the number of sites from which on cells are reduced, and the same twice.
    const structure = crystalOfGroup(14, new RandomGeometry(5)).with({ id: undefined });
    const [small, big] = [
      structure,
      structure.supercell([
        [4, 0, 0],
        [0, 4, 0],
        [0, 0, 1],
      ]),
    ].map((s) => analyze(s, kindsOf(s), 0.01)) as [ReturnType<typeof analyze>, ReturnType<typeof analyze>];
    expect([big.number, big.count]).toEqual([small.number, small.count]);
    expect(new Set(big.letters)).toEqual(new Set(small.letters));
    expect(new Set(big.orbits).size).toBe(new Set(small.orbits).size);
    for (const first of big.orbits) expect(big.orbits[first]).toBe(first);
  });
});
