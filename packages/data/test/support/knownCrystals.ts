import { Structure } from '../../src/structure/structure.ts';

/** NaCl on its primitive cell, cell length of the cube in Å. */
export function rockSaltStructure(a: number): Structure {
  const h = a / 2;
  return Structure.of({
    lattice: [
      [0, h, h],
      [h, 0, h],
      [h, h, 0],
    ],
    sites: [
      { position: [0.1, 0.2, 0.3], species: 'Na' },
      { position: [0.6, 0.7, 0.8], species: 'Cl' },
    ],
  });
}

/** Diamond on its cubic cell with an atom at the origin (first origin choice). */
export function diamondStructure(a: number): Structure {
  const corners = [
    [0, 0, 0],
    [0, 0.5, 0.5],
    [0.5, 0, 0.5],
    [0.5, 0.5, 0],
  ];
  return Structure.of({
    lattice: { a, b: a, c: a, alpha: 90, beta: 90, gamma: 90 },
    sites: [...corners, ...corners.map((x) => x.map((c) => c + 0.25))].map((position) => ({ position, species: 'C' })),
  });
}

/** Wurtzite ZnS with Zn at height z0. */
export function wurtziteStructure(z0: number): Structure {
  return Structure.of({
    lattice: { a: 3.82, b: 3.82, c: 6.26, alpha: 90, beta: 90, gamma: 120 },
    sites: [
      { position: [1 / 3, 2 / 3, z0], species: 'Zn' },
      { position: [2 / 3, 1 / 3, z0 + 0.5], species: 'Zn' },
      { position: [1 / 3, 2 / 3, z0 + 0.375], species: 'S' },
      { position: [2 / 3, 1 / 3, z0 + 0.875], species: 'S' },
    ],
  });
}
