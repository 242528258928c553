import { cross, dot, minus } from '@crystal-fourier/math3';
import type { Contacts } from './contacts.js';
import { elementFacts } from './elementFacts.js';
import type { Vector3, ViewerStructure } from './viewerStructure.js';

/** Neighbours of an atom in a polyhedron; larger ones fill the cell and hide the others. */
const FEWEST = 4;
const MOST = 8;
/** Volume of three edges over their lengths' product: corners that are flatter than this lie in a plane. */
const FLAT = 0.02;

/** For each site whether it is in the middle of a polyhedron: bonded to four to eight atoms, all more electronegative nonmetals. */
export function polyhedronCentres({ atoms }: ViewerStructure, { lists }: Contacts): boolean[] {
  return atoms.map(({ element }, i) => {
    const bonded = lists[i]!.filter(({ isBonded }) => isBonded);
    const { electronegativity } = elementFacts(element);
    return (
      bonded.length >= FEWEST &&
      bonded.length <= MOST &&
      bonded.every(({ site }) => {
        const other = elementFacts(atoms[site]!.element);
        return !other.isMetal && other.electronegativity > electronegativity;
      })
    );
  });
}

/** Whether corners span a volume. @param corners from the middle, Å */
export function isPolyhedron(corners: readonly Vector3[]): boolean {
  const [origin, ...others] = corners;
  if (origin === undefined) return false;
  const edges = others.map((corner) => minus(corner, origin));
  return edges.some((p, i) =>
    edges.slice(i + 1).some((q, j) => {
      const normal = cross(p, q);
      return edges
        .slice(i + j + 2)
        .some((r) => Math.abs(dot(normal, r)) > FLAT * Math.hypot(...p) * Math.hypot(...q) * Math.hypot(...r));
    }),
  );
}
