import type { Structure } from '@crystal-fourier/data';
import type { CellPicture } from './cellPicture.js';
import type { ViewerStructure } from './viewerStructure.js';

/** Orbits that are named at most: a screen reader reads the whole text. */
const NAMED = 20;

/** What the picture shows, in words: its text alternative. */
export function pictureText(
  structure: ViewerStructure,
  crystal: Structure,
  { atoms, bonds, polyhedra }: CellPicture,
  repeats: number,
): string {
  const { a, b, c, alpha, beta, gamma } = crystal.cellParameters;
  const lengths = [a, b, c].map((length) => length.toFixed(3)).join(', ');
  const angles = [alpha, beta, gamma].map((angle) => Number(angle.toFixed(2))).join(', ');
  const cells = repeats === 1 ? 'one unit cell' : `${repeats} by ${repeats} by ${repeats} unit cells`;
  const orbits =
    structure.orbits.length === 0
      ? ''
      : ` Sites by symmetry: ${structure.orbits
          .slice(0, NAMED)
          .map(({ label }) => label)
          .join('; ')}${structure.orbits.length > NAMED ? `; and ${structure.orbits.length - NAMED} more` : ''}.`;
  const parts = [
    counted(atoms.length, 'atom', 'atoms'),
    ...(bonds.length === 0 ? [] : [counted(bonds.length, 'bond', 'bonds')]),
    ...(polyhedra.length === 0 ? [] : [counted(polyhedra.length, 'polyhedron', 'polyhedra')]),
  ];
  return (
    `Structure of ${crystal.reducedFormula}: ${cells} with ${counted(structure.atoms.length, 'site', 'sites')} each, ` +
    `${parts.join(', ')} drawn. Edges a, b, c: ${lengths} Å; angles ${angles} degrees.${orbits}`
  );
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
