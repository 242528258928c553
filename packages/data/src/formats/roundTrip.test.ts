import { existsSync, readFileSync } from 'node:fs';
import { type Fractional, settings, spaceGroup, type SpaceGroup } from '@crystal-fourier/spacegroups';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCif } from './cif/readCif.js';
import { writeCif } from './cif/writeCif.js';
import { readPoscar } from './poscar/readPoscar.js';
import { writePoscar } from './poscar/writePoscar.js';
import { readPymatgenJson, writeJson } from './pymatgenJson.js';
import { metricDeviation } from './evidence/candidates.js';
import { sameOperations } from './evidence/statements.js';
import { expandSite } from '../structure/siteExpansion.js';
import { Structure } from '../structure/structure.js';

/** Largest difference of two structures with their sites in the same order: cell parameters, and coordinates modulo 1. */
function difference(p: Structure, q: Structure): number {
  expect(q.sites.length).toBe(p.sites.length);
  let worst = 0;
  for (const [name, value] of Object.entries(p.cellParameters))
    worst = Math.max(worst, Math.abs(value - q.cellParameters[name as 'a']));
  p.sites.forEach(({ position, species }, i) => {
    expect(q.sites[i]!.species).toEqual(species);
    position.forEach((x, k) => {
      const d = q.sites[i]!.position[k]! - x;
      worst = Math.max(worst, Math.abs(d - Math.round(d)));
    });
  });
  return worst;
}

const element = fc.constantFrom('H', 'C', 'O', 'Na', 'Fe', 'U', 'Og');
const structure = fc
  .record({
    lattice: fc.record({
      a: fc.double({ min: 2, max: 20, noNaN: true }),
      b: fc.double({ min: 2, max: 20, noNaN: true }),
      c: fc.double({ min: 2, max: 20, noNaN: true }),
      alpha: fc.double({ min: 70, max: 110, noNaN: true }),
      beta: fc.double({ min: 70, max: 110, noNaN: true }),
      gamma: fc.double({ min: 70, max: 110, noNaN: true }),
    }),
    // On a coarse grid: no two atoms come near each other.
    cells: fc.uniqueArray(fc.integer({ min: 0, max: 26 }), { minLength: 1, maxLength: 8 }),
    shift: fc.double({ min: 0, max: 0.05, noNaN: true }),
    elements: fc.array(element, { minLength: 8, maxLength: 8 }),
    oxidation: fc.option(fc.integer({ min: -4, max: 6 }), { nil: undefined }),
  })
  .map(({ lattice, cells, shift, elements, oxidation }) =>
    Structure.of({
      lattice,
      id: 'made',
      sites: cells.map((n, i) => ({
        position: [(n % 3) / 3 + shift, (Math.floor(n / 3) % 3) / 3 + shift / 2, Math.floor(n / 9) / 3 + shift / 3],
        species: [
          { element: elements[i]!, occupancy: 1, ...(oxidation === undefined ? {} : { oxidationState: oxidation }) },
        ],
        label: `${elements[i]}${i}`,
      })),
    }),
  );

describe('round trips of any structure', () => {
  it('through CIF, strictly read', () => {
    fc.assert(
      fc.property(structure, (s) => {
        const [result] = readCif(writeCif(s), { mode: 'strict' });
        expect(difference(s, result!.structure)).toBeLessThan(1e-6);
        expect(result!.structure.sites.map(({ label }) => label)).toEqual(s.sites.map(({ label }) => label));
        expect([result!.diagnostics, result!.structure.id]).toEqual([[], 'made']);
      }),
    );
  });

  it('through POSCAR, where sites are sorted by element', () => {
    fc.assert(
      fc.property(structure, (s) => {
        const bare = Structure.of({
          lattice: s.lattice,
          sites: s.sites.map(({ position, species }) => ({ position, species: species[0]!.element })),
        });
        const sorted = [...bare.amounts.keys()].flatMap((one) =>
          bare.sites.filter(({ species }) => species[0]!.element === one),
        );
        const back = readPoscar(writePoscar(bare), { mode: 'strict' }).structure;
        expect(difference(Structure.of({ lattice: bare.lattice, sites: sorted }), back)).toBeLessThan(1e-6);
        back.lattice.forEach((row, i) =>
          row.forEach((x, k) => expect(Math.abs(x - s.lattice[i]![k]!)).toBeLessThan(1e-9)),
        );
      }),
    );
  });

  it('through JSON, exactly', () => {
    fc.assert(
      fc.property(structure, (s) => {
        const back = readPymatgenJson(writeJson(s))[0]!.structure;
        expect([back.lattice, back.sites, back.id]).toEqual([s.lattice, s.sites, s.id]);
      }),
    );
  });

  it('keep partial occupancy, disorder and deuterium in a CIF', () => {
    const s = Structure.of({
      lattice: { a: 4, b: 5, c: 6, alpha: 90, beta: 90, gamma: 90 },
      sites: [
        {
          position: [0, 0, 0],
          species: [
            { element: 'Na', occupancy: 0.25, oxidationState: 1 },
            { element: 'K', occupancy: 0.5, oxidationState: 1 },
          ],
          label: "M'1",
        },
        {
          position: [0.5, 0, 0],
          species: [{ element: 'O', occupancy: 0.5 }],
          label: 'O 2',
          properties: { disorderAssembly: 'A', disorderGroup: '1' },
        },
        { position: [0.5, 0.5, 0], species: 'H', label: 'D', properties: { isotope: 2 } },
      ],
    });
    const back = readCif(writeCif(s), { mode: 'strict' })[0]!.structure;
    expect(back.sites).toEqual(s.sites);
  });
});

/** A cell that has the symmetry of a group, by averaging the metric over it. */
function cellOf(group: SpaceGroup): Structure['lattice'] {
  const start = [
    [5.3, 0.4, 0.2],
    [-0.3, 6.1, 0.5],
    [0.2, 0.3, 7.2],
  ];
  const g = start.map((p) => start.map((q) => p[0]! * q[0]! + p[1]! * q[1]! + p[2]! * q[2]!));
  const mean = [0, 1, 2].map((i) =>
    [0, 1, 2].map((j) =>
      group.operations.reduce((sum, { rot }) => {
        for (let k = 0; k < 3; k++)
          for (let l = 0; l < 3; l++) sum += (rot[3 * k + i]! * g[k]![l]! * rot[3 * l + j]!) / group.order;
        return sum;
      }, 0),
    ),
  );
  const length = [0, 1, 2].map((i) => Math.sqrt(mean[i]![i]!));
  const angle = (i: number, j: number): number => (Math.acos(mean[i]![j]! / (length[i]! * length[j]!)) * 180) / Math.PI;
  return Structure.of({
    lattice: { a: length[0]!, b: length[1]!, c: length[2]!, alpha: angle(1, 2), beta: angle(0, 2), gamma: angle(0, 1) },
    sites: [{ position: [0, 0, 0], species: 'H' }],
  }).lattice;
}

/** The second structure with its sites in the order of the first. */
function inOrderOf(p: Structure, q: Structure): Structure {
  const near = (x: Fractional, y: Fractional): boolean =>
    x.every((c, k) => Math.abs(c - y[k]! - Math.round(c - y[k]!)) < 1e-6);
  return Structure.of({
    lattice: q.lattice,
    sites: p.sites.map(({ position }) => q.sites.find((site) => near(site.position, position))!),
  });
}

describe('symmetrised CIFs in all 530 settings', () => {
  const all = settings().map(({ number, qualifier }) => spaceGroup(number, { qualifier }));

  it('come back with their group, special positions and multiplicities', () => {
    const points: [string, Fractional][] = [
      ['Na', [0.1234, 0.2786, 0.0713]],
      ['Cl', [0, 0, 0]],
      ['O', [0.5, 0.5, 0.5]],
    ];
    let merged = 0;
    for (const group of all) {
      const lattice = cellOf(group);
      expect(metricDeviation(group, lattice)).toBeLessThan(1e-9);
      const orbits = points.map(([species, position]) => ({ species, ...expandSite(position, group, lattice, 1e-3) }));
      // Where 0 0 0 and 1/2 1/2 1/2 are equivalent only one of them is an atom.
      const distinct = orbits.filter(
        ({ images }, i) =>
          !orbits
            .slice(0, i)
            .some((other) =>
              other.images.some((x) =>
                x.every((c, k) => Math.abs(c - images[0]![k]! - Math.round(c - images[0]![k]!)) < 1e-6),
              ),
            ),
      );
      const sites = distinct.flatMap(({ species, images }) => images.map((position) => ({ position, species })));
      const s = Structure.of({ lattice, sites, id: 'made' });
      const asymmetricUnit = distinct.map(({ species, position }) => ({
        position,
        species: [{ element: species, occupancy: 1 }],
      }));
      const text = writeCif(s, { spaceGroup: group, asymmetricUnit });
      const result = readCif(text, { mode: 'strict' })[0]!;
      // Six settings of No. 68 share their operations in pairs.
      expect(sameOperations(result.symmetry!.group, group)).toBe(true);
      expect(result.symmetry!.consistent).toBe(true);
      expect(result.asymmetricUnit).toHaveLength(distinct.length);
      expect(
        difference(s, result.symmetry!.group === group ? result.structure : inOrderOf(s, result.structure)),
      ).toBeLessThan(1e-6);
      if (result.structure.sites.length < 3 * group.order) merged++;
    }
    expect(all).toHaveLength(530);
    expect(merged).toBeGreaterThan(400);
  });

  it('refuse orbits that are not the structure', () => {
    const s = Structure.of({
      lattice: { a: 4, b: 4, c: 4, alpha: 90, beta: 90, gamma: 90 },
      sites: [{ position: [0.1, 0, 0], species: 'Na' }],
    });
    expect(() => writeCif(s, { spaceGroup: spaceGroup(225), asymmetricUnit: s.sites })).toThrow(
      /have 24 sites, but the structure has 1/,
    );
    expect(() => writeCif(s, { spaceGroup: spaceGroup(225) })).toThrow(/belong together/);
    expect(() => writeCif(s, { spaceGroup: spaceGroup(1), asymmetricUnit: true as never })).toThrow(
      /asymmetricUnit must be a list of sites, one of each orbit, got true/,
    );
  });
});

const shared = new URL('../../../../../shared/data/', import.meta.url);
const sets = ['mp-binary-elasticity', 'wbm-energy', 'alexandria-heat-capacity'];

describe.skipIf(!existsSync(shared))(
  'records of the shared data sets (skipped where ../shared/data is missing)',
  () => {
    it.each(sets)('%s is read without refusal and survives CIF and POSCAR to 1e-6', (set) => {
      const results = readPymatgenJson(readFileSync(new URL(`${set}/val.json.gz`, shared)));
      expect(results.length).toBeGreaterThan(90);
      for (const { structure: s } of results) {
        const back = readCif(writeCif(s), { mode: 'strict' })[0]!;
        expect(back.diagnostics).toEqual([]);
        expect(difference(s, back.structure)).toBeLessThan(1e-6);
        const poscar = readPoscar(writePoscar(s)).structure;
        expect(poscar.volume).toBeCloseTo(s.volume, 6);
        expect(poscar.formula).toBe(s.formula);
      }
    });
  },
);
