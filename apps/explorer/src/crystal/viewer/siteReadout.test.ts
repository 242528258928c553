import { describe, expect, it } from 'vitest';
import { crystalOf, findContacts } from './contacts.js';
import { coordinateText, coordinationNumber, occupancyText, shellsOf, withVacancy } from './siteReadout.js';
import { exampleStructure } from './viewerFixtures.js';

describe('neighbours of a site', () => {
  it('are told by element and distance', () => {
    const structure = exampleStructure('rutile');
    const { lists } = findContacts(structure, crystalOf(structure))!;
    const titanium = structure.atoms.findIndex(({ element }) => element === 'Ti');
    expect(coordinationNumber(lists[titanium]!)).toBe(6);
    const shells = shellsOf(structure.atoms, lists[titanium]!, 8);
    expect(shells.slice(0, 3).map(({ element, count, isBonded }) => ({ element, count, isBonded }))).toEqual([
      { element: 'O', count: 4, isBonded: true },
      { element: 'O', count: 2, isBonded: true },
      { element: 'Ti', count: 2, isBonded: false },
    ]);
    expect(shells[0]!.distance).toBeCloseTo(1.948, 2);
    expect(shells[1]!.distance).toBeCloseTo(1.98, 2);
    expect(shells.every(({ distance }, i) => i === 0 || distance >= shells[i - 1]!.distance)).toBe(true);
  });

  it('are cut off after some shells, but bonded ones are all there', () => {
    const atoms = exampleStructure('halite').atoms;
    const contacts = [2, 2.5, 3, 3.5].map((distance, i) => ({
      site: 0,
      image: [i, 0, 0] as const,
      distance,
      isBonded: i !== 2,
    }));
    expect(shellsOf(atoms, contacts, 1).map(({ distance }) => distance)).toEqual([2, 2.5, 3.5]);
  });
});

describe('texts', () => {
  it('tell what is on a site, and what is empty', () => {
    expect(occupancyText([{ element: 'Na', share: 1 }])).toBe('Na');
    expect(
      occupancyText([
        { element: 'Fe', share: 0.5 },
        { element: 'Ni', share: 0.5 },
      ]),
    ).toBe('Fe 0.5, Ni 0.5');
    expect(occupancyText([{ element: 'O', share: 0.75 }])).toBe('O 0.75, empty 0.25');
    const thirds = ['K', 'Rb', 'Cs'].map((element) => ({ element, share: 0.33 }));
    expect(withVacancy(thirds)).toBe(thirds);
  });

  it.each([
    [0, '0'],
    [-1e-7, '0'],
    [0.99998, '0'],
    [1 / 3, '1/3'],
    [-1 / 3, '2/3'],
    [0.25, '1/4'],
    [2.5, '1/2'],
    [0.875, '7/8'],
    [5 / 6, '5/6'],
    [0.30479, '0.3048'],
  ])('a coordinate %d is told as %s', (x, text) => {
    expect(coordinateText(x)).toBe(text);
  });
});
