import type { Random } from '@crystal-fourier/math3';
import type { CrystalSystem } from '@crystal-fourier/spacegroups';
import { type LatticeRows, rowsOfParameters } from '../structure/lattice.js';

/** Å: edges of random cells are even between these. */
const EDGES = [0.8, 16] as const;
/** Degrees: free angles are even between these. */
const ANGLES = [60, 120] as const;
/** Volume over a·b·c of a random triclinic cell; flatter ones are drawn again. */
const FLATTEST = 0.4;

/** A number in [low, high), evenly. @internal */
export const between = (random: Random, [low, high]: readonly [number, number]): number =>
  low + ((high - low) * random.bits()) / 2 ** 32;

/**
 * A random cell that a crystal system allows in the reference settings: unique axis b, hexagonal axes for trigonal groups. Edges that
 * symmetry leaves free are even between 0.8 and 16 Å, angles between 60 and 120 degrees.
 *
 * @returns row vectors in Å: a along x, b in the xy plane
 */
export function randomCell(system: CrystalSystem, random: Random): LatticeRows {
  const [a, b, c] = [between(random, EDGES), between(random, EDGES), between(random, EDGES)];
  const right = { alpha: 90, beta: 90, gamma: 90 };
  switch (system) {
    case 'cubic':
      return rowsOfParameters({ a, b: a, c: a, ...right });
    case 'tetragonal':
      return rowsOfParameters({ a, b: a, c, ...right });
    case 'hexagonal':
    case 'trigonal':
      return rowsOfParameters({ a, b: a, c, ...right, gamma: 120 });
    case 'orthorhombic':
      return rowsOfParameters({ a, b, c, ...right });
    case 'monoclinic':
      return rowsOfParameters({ a, b, c, ...right, beta: between(random, ANGLES) });
    case 'triclinic':
      for (;;) {
        const [alpha, beta, gamma] = [between(random, ANGLES), between(random, ANGLES), between(random, ANGLES)];
        const [x, y, z] = [alpha, beta, gamma].map((angle) => Math.cos((angle * Math.PI) / 180)) as [
          number,
          number,
          number,
        ];
        if (1 - x * x - y * y - z * z + 2 * x * y * z >= FLATTEST * FLATTEST)
          return rowsOfParameters({ a, b, c, alpha, beta, gamma });
      }
  }
}
