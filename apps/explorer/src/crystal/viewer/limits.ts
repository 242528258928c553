import { countInside } from './cellPicture.js';
import { REPEATS } from './viewerOptions.js';
import type { ViewerStructure } from './viewerStructure.js';

/** Atoms that a graphics card of a phone draws and a list is picked from without a wait. */
export const MOST_ATOMS = 20_000;
/** With more atoms than this there are no bonds: they would be some hundred thousand cylinders. */
export const MOST_BONDED_ATOMS = 8_000;
/** With more sites than this bonds are not looked for. */
export const MOST_BONDED_SITES = 4_000;

/** Repeats of the cell that the picture can show; none for a cell that is too large. */
export const possibleRepeats = (structure: ViewerStructure): readonly number[] =>
  REPEATS.filter(
    (repeats) => structure.atoms.length * repeats ** 3 <= MOST_ATOMS && countInside(structure, repeats) <= MOST_ATOMS,
  );

/** Segments around a ball: fewer, the more balls there are. */
export function ballSegments(atoms: number): number {
  if (atoms <= 400) return 32;
  if (atoms <= 3_000) return 20;
  return 12;
}
