import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DataError } from '../../core/errors.js';
import { Structure } from '../../structure/structure.js';
import { readExtendedXyz } from './readExtendedXyz.js';
import { writeExtendedXyz } from './writeExtendedXyz.js';

const length = fc.double({ min: 3, max: 20, noNaN: true });
const angle = fc.double({ min: 70, max: 110, noNaN: true });
const coordinate = fc.double({ min: -2, max: 2, noNaN: true });
const number = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((x) => x + 0);
const structures = fc
  .record({
    lattice: fc.record({ a: length, b: length, c: length, alpha: angle, beta: angle, gamma: angle }),
    positions: fc.array(fc.tuple(coordinate, coordinate, coordinate), { minLength: 1, maxLength: 6 }),
    elements: fc.array(fc.constantFrom('H', 'C', 'Na', 'U', 'Og'), { minLength: 6, maxLength: 6 }),
    moments: fc.array(number, { minLength: 6, maxLength: 6 }),
    energy: number,
  })
  .map(({ lattice, positions, elements, moments, energy }) =>
    Structure.of({
      lattice,
      properties: {
        energy,
        stress: [energy, 1, -2.5e-7, 1, 2, 3, -2.5e-7, 3, 0.1],
        dipole: [1, -2.5, 0.1],
        title: 'a "quoted" \\ text',
        isRelaxed: true,
      },
      sites: positions.map((position, i) => ({
        position,
        species: elements[i]!,
        properties: { magmom: moments[i]!, forces: [moments[i]!, 0.5, -1e-12], fixed: i % 2 === 0, tag: `t${i}` },
      })),
    }),
  );

describe('writeExtendedXyz', () => {
  it('comes back with its properties', () => {
    fc.assert(
      fc.property(structures, (structure) => {
        const [result] = readExtendedXyz(writeExtendedXyz(structure));
        const { lattice, sites, properties } = result!.structure;
        expect(properties).toEqual(structure.properties);
        lattice.flat().forEach((x, i) => expect(Math.abs(x - structure.lattice.flat()[i]!)).toBeLessThan(1e-9));
        sites.forEach(({ species, properties: own }, i) => {
          expect(species).toEqual(structure.sites[i]!.species);
          expect(own).toEqual(structure.sites[i]!.properties);
          const [r, s] = [result!.structure.cartesian(i), structure.cartesian(i)];
          for (const k of [0, 1, 2] as const) expect(Math.abs(r[k] - s[k])).toBeLessThan(1e-8);
        });
      }),
    );
  });

  const salt = Structure.of({
    lattice: { a: 5.64, b: 5.64, c: 5.64, alpha: 90, beta: 90, gamma: 90 },
    properties: {
      energy: -3.5,
      'not a name': 1,
      nested: { a: 1 },
      Lattice: 'x',
      empty: '',
      stress: [1, 2, 3, 4, 5, 6],
    },
    sites: [
      { position: [0, 0, 0], species: 'Na', label: 'Na1', properties: { charge: 1, odd: 'a b', some: 1 } },
      { position: [0.5, 0.5, 0.5], species: 'Cl', label: 'Cl1', properties: { charge: -1, odd: 'c' } },
    ],
  });

  it('writes one frame after the other, without what the format cannot hold', () => {
    const text = writeExtendedXyz([salt, salt], { digits: 3 });
    const frame = [
      '2',
      'Lattice="5.640 0.000 0.000 0.000 5.640 0.000 0.000 0.000 5.640" Properties=species:S:1:pos:R:3:charge:R:1 pbc="T T T" energy=-3.5',
      'Na     0.000     0.000     0.000 1',
      'Cl     2.820     2.820     2.820 -1',
    ];
    expect(text).toBe(`${[...frame, ...frame].join('\n')}\n`);
    expect(readExtendedXyz(text)).toHaveLength(2);
  });

  it('refuses partial occupancies', () => {
    const half = Structure.of({
      lattice: salt.lattice,
      sites: [{ position: [0, 0, 0], species: [{ element: 'Fe', occupancy: 0.5 }] }],
      id: 'half',
    });
    expect(() => writeExtendedXyz(half)).toThrow(DataError);
    expect(() => writeExtendedXyz(half)).toThrow(/record "half": .*no partial occupancies/);
  });

  // A system's own Python has the packages of the system.
  const python = ['python3', '/usr/bin/python3'].find((path) => spawnSync(path, ['-c', 'import ase']).status === 0);
  it.skipIf(python === undefined)(
    'is read by ASE with the same cell, atoms and properties (skipped without it)',
    () => {
      const script = `
import json, sys
from io import StringIO
from ase.io import read
atoms = read(StringIO(sys.stdin.read()), index=':', format='extxyz')
print(json.dumps([{'cell': a.cell.tolist(), 'symbols': a.get_chemical_symbols(), 'positions': a.get_positions().tolist(),
  'pbc': a.pbc.tolist(), 'tags': a.arrays['tag'].tolist(), 'fixed': a.arrays['fixed'].tolist(), 'info': a.info.get('title')} for a in atoms]))`;
      const sample = fc.sample(structures, { numRuns: 5, seed: 1 });
      const { stdout, stderr, status } = spawnSync(python!, ['-c', script], {
        input: writeExtendedXyz(sample),
        encoding: 'utf8',
      });
      expect(status, stderr).toBe(0);
      const read = JSON.parse(stdout) as Record<
        'cell' | 'symbols' | 'positions' | 'pbc' | 'tags' | 'fixed' | 'info',
        never
      >[];
      expect(read).toHaveLength(sample.length);
      sample.forEach((structure, n) => {
        const { cell, symbols, positions, pbc, tags, fixed, info } = read[n]!;
        expect(symbols).toEqual(structure.sites.map(({ species }) => species[0]!.element));
        expect([pbc, info]).toEqual([[true, true, true], 'a "quoted" \\ text']);
        expect(tags).toEqual(structure.sites.map((_, i) => `t${i}`));
        expect(fixed).toEqual(structure.sites.map((_, i) => i % 2 === 0));
        const near = (found: number[][], expected: (readonly number[])[]): void =>
          found.flat().forEach((x, i) => expect(Math.abs(x - expected.flat()[i]!)).toBeLessThan(1e-9));
        near(cell, [...structure.lattice]);
        near(
          positions,
          structure.sites.map((_, i) => structure.cartesian(i)),
        );
      });
    },
  );
});
