import { describe, expect, it } from 'vitest';
import { countInside } from './cellPicture.js';
import { drawnRadius, elementFacts } from './elementFacts.js';
import { ballSegments, MOST_ATOMS, possibleRepeats } from './limits.js';
import { pictureText } from './pictureText.js';
import { cellPicture } from './cellPicture.js';
import { crystalOf, findContacts } from './contacts.js';
import { cubicStructure, exampleStructure } from './viewerFixtures.js';

const grid = (n: number): ReturnType<typeof cubicStructure> =>
  cubicStructure(
    3 * n,
    Array.from(
      { length: n ** 3 },
      (_, i) => ['Po', (i % n) / n, (Math.floor(i / n) % n) / n, Math.floor(i / n ** 2) / n] as const,
    ),
  );

describe('limits of the picture', () => {
  it('offer the repeats that can be drawn', () => {
    expect(possibleRepeats(exampleStructure('halite'))).toEqual([1, 2, 3]);
    expect(possibleRepeats(grid(13))).toEqual([1, 2]);
    expect(possibleRepeats(grid(15))).toEqual([1]);
    expect(possibleRepeats(grid(28))).toEqual([]);
    // 27³ sites are fewer than the limit, with those on the other faces they are more.
    expect(27 ** 3).toBeLessThan(MOST_ATOMS);
    expect(countInside(grid(27), 1)).toBe(28 ** 3);
    expect(possibleRepeats(grid(27))).toEqual([]);
  });

  it('make balls coarser the more there are', () => {
    const segments = [10, 1_000, 10_000].map(ballSegments);
    expect(segments).toEqual(segments.toSorted((a, b) => b - a));
    expect(segments.every((count) => count % 2 === 0)).toBe(true);
  });
});

describe('size of atoms', () => {
  it('follows the covalent radius; elements without a known one have a middle size', () => {
    expect(drawnRadius('O', 'spheres')).toBe(0.66);
    expect(drawnRadius('Cs', 'balls')).toBeGreaterThan(drawnRadius('Na', 'balls'));
    expect(drawnRadius('Na', 'balls')).toBeLessThan(drawnRadius('Na', 'spheres'));
    expect(elementFacts('Og').covalentRadius).toBeNaN();
    expect(drawnRadius('Og', 'spheres')).toBe(1.6);
    expect(() => drawnRadius('Xx', 'balls')).toThrow(/symbol of an element/);
  });
});

describe('text alternative', () => {
  it('tells the contents, the cell and what is drawn', () => {
    const structure = exampleStructure('halite');
    const crystal = crystalOf(structure);
    const picture = cellPicture(structure, findContacts(structure, crystal), {
      repeats: 2,
      completesBonds: false,
      hasPolyhedra: true,
    });
    const text = pictureText(structure, crystal, picture, 2);
    expect(text).toMatch(
      /^Structure of NaCl: 2 by 2 by 2 unit cells with 8 sites each, \d+ atoms, \d+ bonds, 63 polyhedra/,
    );
    expect(text).toMatch(/Edges a, b, c: 5\.6\d+, 5\.6\d+, 5\.6\d+ Å; angles 90, 90, 90 degrees\.$/);
  });

  it('names orbits, and leaves out what is not drawn', () => {
    const orbit = { label: 'Po 1a', letter: 'a', multiplicity: 1, siteSymmetry: 'm-3m', element: 'Po' };
    const structure = { ...cubicStructure(3.35, [['Po', 0.5, 0.5, 0.5]]), orbits: [orbit] };
    const picture = {
      atoms: [{ site: 0, image: [0, 0, 0], position: [1, 1, 1], isOutside: false }],
      bonds: [],
      polyhedra: [],
    } as const;
    expect(pictureText(structure, crystalOf(structure), picture, 1)).toBe(
      'Structure of Po: one unit cell with 1 site each, 1 atom drawn. Edges a, b, c: 3.350, 3.350, 3.350 Å; angles 90, 90, 90 degrees. Sites by symmetry: Po 1a.',
    );
  });

  it('stops naming orbits where there are many', () => {
    const orbit = { label: 'Po 1a', letter: 'a', multiplicity: 1, siteSymmetry: '1', element: 'Po' };
    const structure = {
      ...cubicStructure(3.35, [['Po', 0.5, 0.5, 0.5]]),
      orbits: Array.from({ length: 23 }, () => orbit),
    };
    const picture = { atoms: [], bonds: [], polyhedra: [] };
    expect(pictureText(structure, crystalOf(structure), picture, 1)).toMatch(/(?:Po 1a; ){20}and 3 more\.$/);
  });
});
