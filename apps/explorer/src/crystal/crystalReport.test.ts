import { initMoyo, readCif, standardize, Structure } from '@crystal-fourier/data';
import { beforeAll, expect, test } from 'vitest';
import { crystalReport } from './crystalReport.js';
import { exampleCrystal, exampleResult, exampleText } from './testing/exampleResults.js';

beforeAll(() => initMoyo());

const reportOf = (name: string): ReturnType<typeof crystalReport> =>
  crystalReport(`${name}.cif`, exampleResult(name), exampleCrystal(name));

test('the report of rutile', () => {
  const report = reportOf('rutile');
  expect(report.symmetry.group.number).toBe(136);
  expect(report.volume).toBeCloseTo(62.422, 3);
  expect(report.orbitTexts).toEqual([
    { parameters: 'x = 0.30510', position: '0.30510, 0.30510, 0' },
    { parameters: '', position: '0, 0, 0' },
  ]);
  expect(report.latticePoints).toBe(1);
  expect(report.isOrdered).toBe(true);
  expect(report.symmetry.diagnostics).toEqual([]);
  expect(structuredClone(report)).toEqual(report);
});

test('a centred cell has more lattice points', () => {
  expect(reportOf('halite').latticePoints).toBe(4);
  expect(reportOf('corundum').latticePoints).toBe(3);
});

test('pictures: the sites of the file and those of the standard cell, with the same orbits', () => {
  const { given, standard } = reportOf('halite');
  expect(given.atoms).toHaveLength(8);
  expect(standard.atoms).toHaveLength(8);
  expect(standard.orbits).toEqual(given.orbits);
  expect(standard.orbits.map(({ label }) => label)).toEqual(['Na 4a', 'Cl 4b']);
  for (const { atoms } of [given, standard])
    for (const { element, orbit } of atoms) expect(standard.orbits[orbit!]!.element).toBe(element);
  expect(given.lattice).toHaveLength(9);
});

test('a site that elements share shows the one with the largest share', () => {
  const structure = Structure.of({
    lattice: { a: 4, b: 4, c: 4, alpha: 90, beta: 90, gamma: 90 },
    sites: [
      {
        position: [0, 0, 0],
        species: [
          { element: 'Fe', occupancy: 0.3 },
          { element: 'Ni', occupancy: 0.7 },
        ],
        label: 'M1',
      },
    ],
  });
  const crystal = standardize(structure);
  const { given, standard, isOrdered, symmetry } = crystalReport('x', { structure, diagnostics: [] }, crystal);
  expect(isOrdered).toBe(false);
  expect(symmetry.diagnostics).toMatchObject([{ severity: 'warning', code: 'partial-occupancy' }]);
  expect(given.atoms[0]).toMatchObject({ element: 'Ni', label: 'M1' });
  expect(standard.atoms[0]!.occupancy).toEqual([
    { element: 'Fe', share: 0.3 },
    { element: 'Ni', share: 0.7 },
  ]);
});

test('a declared group that the atoms do not have is a warning', () => {
  const [result] = readCif(exampleText('caesium-chloride').replace('P m -3 m', 'P 4 m m'));
  const { symmetry } = crystalReport('x', result!, standardize(result!.structure));
  expect(symmetry.group.number).toBe(221);
});
