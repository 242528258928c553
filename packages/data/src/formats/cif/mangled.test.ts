import { type Fractional, spaceGroup } from '@crystal-fourier/spacegroups';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DataError } from '../../core/errors.js';
import { expandSite } from '../../structure/siteExpansion.js';
import type { Site } from '../../structure/site.js';
import { rowsOfParameters } from '../../structure/lattice.js';
import { Structure } from '../../structure/structure.js';
import type { ReadResult } from '../readResult.js';
import { readCif } from './readCif.js';
import { writeCif } from './writeCif.js';

/** Elements whose symbols in capitals begin with those of others. */
const element = fc.constantFrom('C', 'Ca', 'Cl', 'Co', 'O', 'Os', 'N', 'Na', 'Ni', 'H', 'S', 'Si', 'Sn', 'Fe');

/** A crystal of a few groups, as the CIF that is written of it. */
const crystal = fc
  .record({
    number: fc.constantFrom(1, 2, 14, 15, 19, 33, 61),
    // On a coarse grid inside of the asymmetric unit: no two atoms come near each other.
    cells: fc.uniqueArray(fc.integer({ min: 0, max: 26 }), { minLength: 1, maxLength: 5 }),
    elements: fc.array(element, { minLength: 5, maxLength: 5 }),
    shift: fc.integer({ min: 0, max: 99 }),
  })
  .map(({ number, cells, elements, shift }) => {
    const group = spaceGroup(number);
    const lattice = { a: 9.1, b: 11.3, c: 13.7, alpha: 90, beta: 90, gamma: 90 };
    const asymmetricUnit = cells.map((n, i): Site => {
      const place = [n % 3, Math.floor(n / 3) % 3, Math.floor(n / 9)];
      const position = place.map((k, axis) => +(0.03 + 0.08 * k + (shift + axis) * 1e-4).toFixed(4));
      return {
        position: position as readonly number[] as Fractional,
        species: [{ element: elements[i]!, occupancy: 1 }],
        label: `${elements[i]}${i}`,
      };
    });
    const rows = rowsOfParameters(lattice);
    const sites = asymmetricUnit.flatMap((site) =>
      expandSite(site.position, group, rows, 1e-3).images.map((position): Site => ({ ...site, position })),
    );
    const structure = Structure.of({ lattice, sites, id: 'x' });
    return { structure, text: writeCif(structure, { spaceGroup: group, asymmetricUnit, digits: 6 }) };
  });

/** The atom list of a CIF, line by line. */
const rowsOf = (text: string, change: (row: string) => string): string =>
  text.replace(/^[A-Z][a-z]?\d+ [A-Z].*$/gm, change);

/** Ways in which a CIF is broken and still says what it said. */
const MANGLINGS: Readonly<Record<string, (text: string) => string>> = {
  'line ends of an old Mac': (text) => text.replaceAll('\n', '\r'),
  tabs: (text) => text.replaceAll(' ', '\t'),
  'Ctrl-Z': (text) => `${text}\u001A\n\u001A`,
  'words before data_': (text) => `Electronic supplement\nThis journal's archive\n\n${text}`,
  'no data_ line': (text) => text.replace(/^data_.*$/m, '# made by a program'),
  'words behind data_': (text) => text.replace(/^data_.*$/m, '$& of the sample'),
  'decimal commas': (text) =>
    rowsOf(text.replace(/(_cell_(?:length|angle)\S* \d+)\.(\d)/g, '$1,$2'), (row) => row.replaceAll('.', ',')),
  'typographic minus and no-break spaces': (text) =>
    rowsOf(text, (row) => row.replaceAll(' ', '\u00A0').replaceAll('-', '−')),
  'operations with blanks and no quotes': (text) =>
    text.replace(/^(\d+) '(.*,.*,.*)'$/gm, (_, n: string, xyz: string) => `${n} ${xyz.replaceAll(',', ', ')}`),
  'operations with their numbers': (text) => text.replace(/^(\d+) '(.*,.*,.*)'$/gm, "$1 '$1 $2,'"),
  'typographic quotes': (text) => text.replace(/^(_space_group_name_H-M_alt) '(.*)'$/m, '$1 ‘$2’'),
  H_M: (text) => text.replace('_name_H-M_alt', '.name_H_M_alt'),
  loop__: (text) => text.replaceAll('loop_\n_', 'loop__'),
  units: (text) => text.replace(/(_cell_length_a \S+)/, '$1 Å').replace(/(_cell_angle_alpha \S+)/, '$1°'),
  'a powder loop one value short': (text) => `${text}loop_\n_pd_meas_2theta_scan\n_pd_meas_counts_total\n1 2\n3\n`,
  END: (text) => `${text}END\n`,
  'an open text field': (text) => `${text}_publ_section_title\n;\nA title\n`,
  'a quote over lines': (text) => `${text}_publ_section_title 'A title\nof two lines'\n_journal_year 2000\n`,
  'labels in capitals, no types': (text) =>
    rowsOf(text.replace('_atom_site_type_symbol\n', ''), (row) =>
      row.replace(/^(\S+) \S+/, (_, label: string) => label.toUpperCase()),
    ),
};
const names = Object.keys(MANGLINGS);

/** The ends of files exclude each other: nothing can follow them. */
const ENDS = new Set(['Ctrl-Z', 'END', 'an open text field', 'line ends of an old Mac']);
const mangled = fc
  .uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 5 })
  .map((chosen) => chosen.filter((name, i) => !ENDS.has(name) || chosen.findIndex((one) => ENDS.has(one)) === i))
  .map((chosen) => [...chosen.filter((name) => !ENDS.has(name)), ...chosen.filter((name) => ENDS.has(name))])
  // Quotes and columns are changed before blanks are.
  .map((chosen) =>
    chosen.toSorted((p, q) => Number(/tabs|blanks|spaces/.test(p)) - Number(/tabs|blanks|spaces/.test(q))),
  );

function attempt(text: string, mode: 'strict' | 'lenient'): ReadResult | DataError {
  try {
    return readCif(text, { mode })[0]!;
  } catch (error) {
    expect(error).toBeInstanceOf(DataError);
    return error as DataError;
  }
}

function expectSame(read: Structure, original: Structure): void {
  expect(read.formula).toBe(original.formula);
  for (const [name, value] of Object.entries(original.cellParameters))
    expect(read.cellParameters[name as 'a']).toBeCloseTo(value as number, 5);
  expect(read.sites.length).toBe(original.sites.length);
  read.sites.forEach(({ position, species }, i) => {
    expect(species[0]!.element).toBe(original.sites[i]!.species[0]!.element);
    position.forEach((x, k) => expect(Math.abs(x - original.sites[i]!.position[k]!) % 1).toBeCloseTo(0, 5));
  });
}

describe('a CIF with faults that leave no doubt', () => {
  it('is read as what it says, and told; strict mode reads the same or nothing', () => {
    fc.assert(
      fc.property(crystal, mangled, ({ structure, text }, chosen) => {
        const broken = chosen.reduce((made, name) => MANGLINGS[name]!(made), text);
        const read = attempt(broken, 'lenient');
        const strict = attempt(broken, 'strict');
        if (!(strict instanceof DataError)) expectSame(strict.structure, structure);
        // Only labels may be left open by the formula.
        if (read instanceof DataError) expect(read.message).toMatch(/the label ".*" may be /);
        else {
          expectSame(read.structure, structure);
          if (strict instanceof DataError)
            expect(read.diagnostics.some(({ severity }) => severity === 'repair')).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('a CIF with faults that leave doubt', () => {
  const token = /\S+/g;

  it('is refused, or read with a warning, or had nothing to lose: a value taken from the atoms', () => {
    fc.assert(
      fc.property(crystal, fc.nat(), ({ structure, text }, n) => {
        const at = text.lastIndexOf('loop_');
        const rows = text.slice(text.indexOf('\n', text.lastIndexOf('\n_')) + 1);
        const words = [...rows.matchAll(token)];
        const word = words[n % words.length]!;
        const without = rows.slice(0, word.index) + rows.slice(word.index + word[0].length);
        const read = attempt(text.slice(0, text.length - rows.length) + without, 'lenient');
        expect(at).toBeGreaterThan(0);
        expect(read).toBeInstanceOf(DataError);
        expect((read as DataError).line).toBeGreaterThanOrEqual(text.slice(0, at).split('\n').length);
        expect(structure.sites.length).toBeGreaterThan(0);
      }),
    );
  });

  it('is refused, or read with a warning, or had nothing to lose: the end is missing', () => {
    fc.assert(
      fc.property(crystal, fc.double({ min: 0, max: 1, noNaN: true }), ({ structure, text }, share) => {
        const read = attempt(text.slice(0, Math.floor(share * text.length)), 'lenient');
        if (read instanceof DataError) return;
        if (read.diagnostics.some(({ severity }) => severity === 'warning')) return;
        expectSame(read.structure, structure);
      }),
      { numRuns: 200 },
    );
  });

  it('is refused: an atom without coordinates', () => {
    fc.assert(
      fc.property(crystal, fc.nat(), ({ text }, n) => {
        let i = 0;
        const count = [...text.matchAll(/^[A-Z][a-z]?\d+ [A-Z].*$/gm)].length;
        const broken = rowsOf(text, (row) =>
          i++ === n % count ? row.replace(/^(\S+ \S+) \S+ \S+ \S+/, '$1 ? ? ?') : row,
        );
        expect(() => readCif(broken)).toThrow('has no coordinates, and without it the crystal is another one');
      }),
    );
  });
});
