import { Structure } from '@crystal-fourier/data';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCartesian } from '../../cell/rows.js';
import { crystalOf, findContacts, keyOf } from './contacts.js';
import { cubicStructure, exampleStructure, plainStructure } from './viewerFixtures.js';
import type { ViewerStructure } from './viewerStructure.js';

const contactsOf = (structure: ViewerStructure): NonNullable<ReturnType<typeof findContacts>> =>
  findContacts(structure, crystalOf(structure))!;

/** For each element the elements that its atoms are bonded to, with their number: `Ti: O6`; all atoms of an element must agree. */
function coordination(structure: ViewerStructure): Record<string, string> {
  const found: Record<string, string> = {};
  contactsOf(structure).lists.forEach((list, i) => {
    const counts = new Map<string, number>();
    for (const { site, isBonded } of list) {
      const { element } = structure.atoms[site]!;
      if (isBonded) counts.set(element, (counts.get(element) ?? 0) + 1);
    }
    const text = [...counts]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([element, count]) => element + count)
      .join(' ');
    const { element } = structure.atoms[i]!;
    expect(found[element] ?? text).toBe(text);
    found[element] = text;
  });
  return found;
}

describe('bonds', () => {
  it.each([
    ['halite', { Na: 'Cl6', Cl: 'Na6' }],
    ['caesium-chloride', { Cs: 'Cl8', Cl: 'Cs8' }],
    ['diamond', { C: 'C4' }],
    ['sphalerite', { Zn: 'S4', S: 'Zn4' }],
    ['zincite', { Zn: 'O4', O: 'Zn4' }],
    ['fluorite', { Ca: 'F8', F: 'Ca4' }],
    ['rutile', { Ti: 'O6', O: 'Ti3' }],
    ['corundum', { Al: 'O6', O: 'Al4' }],
    ['quartz', { Si: 'O4', O: 'Si2' }],
    ['strontium-titanate', { Sr: 'O12', Ti: 'O6', O: 'Sr4 Ti2' }],
  ])('of %s are the ones of the textbooks', (name, expected) => {
    expect(coordination(exampleStructure(name))).toEqual(expected);
  });

  it('hold a metal together: copper has twelve neighbours', () => {
    const copper = cubicStructure(3.615, [
      ['Cu', 0, 0, 0],
      ['Cu', 0.5, 0.5, 0],
      ['Cu', 0.5, 0, 0.5],
      ['Cu', 0, 0.5, 0.5],
    ]);
    expect(coordination(copper)).toEqual({ Cu: 'Cu12' });
  });

  it('are not between places of one atom, nor to an element without a known radius', () => {
    const split = cubicStructure(8, [
      ['O', 0, 0, 0],
      ['O', 0.05, 0, 0],
    ]);
    expect(coordination(split)).toEqual({ O: '' });
    const heavy = cubicStructure(3, [
      ['Og', 0, 0, 0],
      ['O', 0.5, 0.5, 0.5],
    ]);
    expect(coordination(heavy)).toEqual({ Og: '', O: '' });
  });

  it('are not looked for in a cell with too many contacts', () => {
    const sites = Array.from({ length: 12 ** 3 }, (_, i) => ({
      species: 'Cs',
      position: [(i % 12) / 12, (Math.floor(i / 12) % 12) / 12, Math.floor(i / 144) / 12],
    }));
    const crowded = plainStructure(
      Structure.of({ lattice: { a: 12, b: 12, c: 12, alpha: 90, beta: 90, gamma: 90 }, sites }),
    );
    expect(findContacts(crowded, crystalOf(crowded))).toBeNull();
  });
});

const anyStructure = fc
  .record({
    lengths: fc.tuple(...[0, 1, 2].map(() => fc.double({ min: 3, max: 8, noNaN: true }))),
    angles: fc.tuple(...[0, 1, 2].map(() => fc.double({ min: 75, max: 105, noNaN: true }))),
    sites: fc.array(
      fc.record({
        species: fc.constantFrom('Na', 'Cl', 'O', 'Ti', 'C', 'H'),
        position: fc.tuple(...[0, 1, 2].map(() => fc.double({ min: -2, max: 2, noNaN: true }))),
      }),
      { minLength: 1, maxLength: 6 },
    ),
  })
  .map(({ lengths: [a, b, c], angles: [alpha, beta, gamma], sites }) =>
    plainStructure(
      Structure.of({ lattice: { a: a!, b: b!, c: c!, alpha: alpha!, beta: beta!, gamma: gamma! }, sites }),
    ),
  );

describe('contacts', () => {
  it('are the atoms that are found by looking at every image; a bond is one from both of its ends', () => {
    fc.assert(
      fc.property(anyStructure, (structure) => {
        const { lists, reach } = contactsOf(structure);
        const { atoms, lattice } = structure;
        const range = Array.from({ length: 17 }, (_, i) => i - 8);
        atoms.forEach(({ position: p }, i) => {
          const expected = atoms.flatMap(({ position: q }, j) =>
            range.flatMap((u) =>
              range.flatMap((v) =>
                range.flatMap((w) => {
                  const along = [q[0] + u - p[0], q[1] + v - p[1], q[2] + w - p[2]] as const;
                  const distance = Math.hypot(...toCartesian(lattice, along));
                  return distance < reach && (i !== j || distance > 1e-8) ? [keyOf(j, [u, v, w])] : [];
                }),
              ),
            ),
          );
          expect(new Set(lists[i]!.map(({ site, image }) => keyOf(site, image)))).toEqual(new Set(expected));
          for (const { site, image, isBonded } of lists[i]!) {
            const back = keyOf(i, [0 - image[0], 0 - image[1], 0 - image[2]]);
            const other = lists[site]!.find((contact) => keyOf(contact.site, contact.image) === back);
            expect(other?.isBonded).toBe(isBonded);
          }
        });
      }),
      { numRuns: 15 },
    );
  });
});
