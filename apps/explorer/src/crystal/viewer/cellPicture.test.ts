import { describe, expect, it } from 'vitest';
import { cellPicture, type CellPicture, countInside, imagesInside, type PictureOptions } from './cellPicture.js';
import { minus } from '@crystal-fourier/math3';
import { crystalOf, findContacts } from './contacts.js';
import { cubicStructure, exampleStructure } from './viewerFixtures.js';
import type { ViewerStructure } from './viewerStructure.js';

const PLAIN: PictureOptions = { repeats: 1, completesBonds: false, hasPolyhedra: false };

/** With an atom at the origin, as in textbooks. */
const DIAMOND = cubicStructure(
  3.567,
  [0, 0.25].flatMap((d) => [
    ['C', d, d, d],
    ['C', d, d + 0.5, d + 0.5],
    ['C', d + 0.5, d, d + 0.5],
    ['C', d + 0.5, d + 0.5, d],
  ]),
);

const pictureOf = (structure: ViewerStructure, options: Partial<PictureOptions> = {}): CellPicture =>
  cellPicture(structure, findContacts(structure, crystalOf(structure)), { ...PLAIN, ...options });

/** Drawn atoms of each element. */
function countsOf({ atoms }: ViewerStructure, picture: CellPicture): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { site } of picture.atoms) {
    const { element } = atoms[site]!;
    counts[element] = (counts[element] ?? 0) + 1;
  }
  return counts;
}

describe('atoms of the picture', () => {
  it('are on all faces, edges and corners on which they are by translation', () => {
    const halite = exampleStructure('halite');
    expect(countsOf(halite, pictureOf(halite))).toEqual({ Na: 14, Cl: 13 });
    expect(countsOf(halite, pictureOf(halite, { repeats: 2 }))).toEqual({ Na: 63, Cl: 62 });
    expect(countInside(halite, 3)).toBe(7 ** 3);
    expect(countsOf(DIAMOND, pictureOf(DIAMOND))).toEqual({ C: 18 });
  });

  it('are where they are, whatever integers a file adds to the coordinates or takes from them', () => {
    const near = cubicStructure(4, [['Po', 0.001, -0.001, 0.5]]);
    const far = cubicStructure(4, [['Po', 7.001, -3.001, -12.5]]);
    const positions = (structure: ViewerStructure): string[] =>
      pictureOf(structure)
        .atoms.map(({ position }) => position.map((x) => x.toFixed(3)).join())
        .toSorted();
    expect(positions(far)).toEqual(positions(near));
    expect(positions(near)).toHaveLength(4);
    expect(imagesInside(near, 0, 1)).toContainEqual([0, 0, 0]);
  });
});

describe('bonds of the picture', () => {
  it('are between drawn atoms, once each, with the length of the bond', () => {
    const halite = exampleStructure('halite');
    const picture = pictureOf(halite);
    // A cube of 3 × 3 × 3 atoms has 3 · 9 · 2 edges.
    expect(picture.bonds).toHaveLength(54);
    expect(new Set(picture.bonds.map((bond) => bond.toSorted((i, j) => i - j).join())).size).toBe(54);
    for (const [i, j] of picture.bonds)
      expect(Math.hypot(...minus(picture.atoms[i]!.position, picture.atoms[j]!.position))).toBeCloseTo(2.82, 2);
    expect(pictureOf(DIAMOND).bonds).toHaveLength(16);
  });

  it('reach out of the cell if they are asked to: then every atom inside has all of them', () => {
    const quartz = exampleStructure('quartz');
    const picture = pictureOf(quartz, { completesBonds: true });
    const degree = picture.atoms.map((_, i) => picture.bonds.filter((bond) => bond.includes(i)).length);
    picture.atoms.forEach(({ site, isOutside }, i) => {
      if (!isOutside) expect(degree[i]).toBe(quartz.atoms[site]!.element === 'Si' ? 4 : 2);
    });
    expect(picture.atoms.some(({ isOutside }) => isOutside)).toBe(true);
    expect(pictureOf(quartz).atoms.some(({ isOutside }) => isOutside)).toBe(false);
  });

  it('are left out without contacts', () => {
    const picture = cellPicture(exampleStructure('halite'), null, PLAIN);
    expect(picture.bonds).toEqual([]);
    expect(picture.atoms).toHaveLength(27);
  });
});

describe('polyhedra of the picture', () => {
  it('are around every drawn cation, complete', () => {
    const rutile = exampleStructure('rutile');
    const { polyhedra, atoms } = pictureOf(rutile, { hasPolyhedra: true });
    expect(polyhedra).toHaveLength(9);
    for (const { centre, corners } of polyhedra) {
      expect(rutile.atoms[atoms[centre]!.site]!.element).toBe('Ti');
      expect(corners).toHaveLength(6);
    }
    const quartz = exampleStructure('quartz');
    expect(pictureOf(quartz, { hasPolyhedra: true }).polyhedra.every(({ corners }) => corners.length === 4)).toBe(true);
  });

  it('are not around large cations, nor between equals, nor flat', () => {
    const perovskite = exampleStructure('strontium-titanate');
    const { polyhedra, atoms } = pictureOf(perovskite, { hasPolyhedra: true });
    expect(new Set(polyhedra.map(({ centre }) => perovskite.atoms[atoms[centre]!.site]!.element))).toEqual(
      new Set(['Ti']),
    );
    expect(pictureOf(DIAMOND, { hasPolyhedra: true }).polyhedra).toEqual([]);
    // Platinum in a square of four oxygen atoms.
    const square = cubicStructure(9, [
      ['Pt', 0.5, 0.5, 0.5],
      ['O', 0.72, 0.5, 0.5],
      ['O', 0.28, 0.5, 0.5],
      ['O', 0.5, 0.72, 0.5],
      ['O', 0.5, 0.28, 0.5],
    ]);
    expect(pictureOf(square, { hasPolyhedra: true }).bonds).toHaveLength(4);
    expect(pictureOf(square, { hasPolyhedra: true }).polyhedra).toEqual([]);
  });
});
