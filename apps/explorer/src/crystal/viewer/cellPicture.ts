import { minus } from '@crystal-fourier/math3';
import { type Contacts, keyOf } from './contacts.js';
import { toCartesian } from '../../cell/rows.js';
import { faceDistances } from './cellGeometry.js';
import { isPolyhedron, polyhedronCentres } from './polyhedra.js';
import type { Vector3, ViewerStructure } from './viewerStructure.js';

/** One of the atoms in the picture. */
export interface DrawnAtom {
  /** Index in the structure's atoms. */
  readonly site: number;
  /** It is at `atoms[site].position + image`. */
  readonly image: Vector3;
  /** Å. */
  readonly position: Vector3;
  /** Drawn only because an atom of the cell is bonded to it. */
  readonly isOutside: boolean;
}

export interface CellPicture {
  readonly atoms: readonly DrawnAtom[];
  /** Indices of two atoms each in `atoms`. */
  readonly bonds: readonly (readonly [number, number])[];
  /** The atom in the middle and the corners, indices in `atoms`. */
  readonly polyhedra: readonly { readonly centre: number; readonly corners: readonly number[] }[];
}

export interface PictureOptions {
  /** Cells along each axis: 1, 2 or 3. */
  readonly repeats: number;
  /** Whether atoms outside the cell are drawn that one inside is bonded to. */
  readonly completesBonds: boolean;
  /** Whether there are coordination polyhedra; their corners are drawn wherever they are. */
  readonly hasPolyhedra: boolean;
}

/** Å: an atom this near to a face is on it, and is drawn on the opposite one, too. */
const ON_FACE = 0.05;

/**
 * What is drawn of a structure: the atoms of a block of cells, those on its faces, edges and corners on every one of them, and the bonds
 * between atoms that are drawn.
 *
 * @param contacts null: no bonds
 */
export function cellPicture(
  structure: ViewerStructure,
  contacts: Contacts | null,
  { repeats, completesBonds, hasPolyhedra }: PictureOptions,
): CellPicture {
  const atoms: DrawnAtom[] = [];
  const indices = new Map<string, number>();
  const add = (site: number, image: Vector3, isOutside: boolean): number => {
    const [u, v, w] = structure.atoms[site]!.position;
    const position = toCartesian(structure.lattice, [u + image[0], v + image[1], w + image[2]]);
    indices.set(keyOf(site, image), atoms.length);
    atoms.push({ site, image, position, isOutside });
    return atoms.length - 1;
  };
  structure.atoms.forEach((_, site) => {
    for (const image of imagesInside(structure, site, repeats)) add(site, image, false);
  });
  if (contacts === null) return { atoms, bonds: [], polyhedra: [] };

  const inside = atoms.length;
  const isCentre = hasPolyhedra ? polyhedronCentres(structure, contacts) : null;
  const bonds: [number, number][] = [];
  const polyhedra: { centre: number; corners: number[] }[] = [];
  for (let i = 0; i < inside; i++) {
    const { site, image } = atoms[i]!;
    const reachesOut = completesBonds || isCentre?.[site] === true;
    const corners: number[] = [];
    for (const contact of contacts.lists[site]!) {
      if (!contact.isBonded) continue;
      const at: Vector3 = [image[0] + contact.image[0], image[1] + contact.image[1], image[2] + contact.image[2]];
      let j = indices.get(keyOf(contact.site, at));
      if (j === undefined && reachesOut) j = add(contact.site, at, true);
      if (j === undefined) continue;
      // A bond inside is found from both of its ends.
      if (j > i) bonds.push([i, j]);
      corners.push(j);
    }
    if (isCentre?.[site] === true && isPolyhedron(corners.map((j) => minus(atoms[j]!.position, atoms[i]!.position))))
      polyhedra.push({ centre: i, corners });
  }
  return { atoms, bonds, polyhedra };
}

/** Translations of a site that put it into the block of cells or onto its surface. */
export function imagesInside({ atoms, lattice }: ViewerStructure, site: number, repeats: number): Vector3[] {
  const distances = faceDistances(lattice);
  const [us, vs, ws] = atoms[site]!.position.map((x, axis) => {
    // A thin cell is never all surface.
    const margin = Math.min(0.1, ON_FACE / distances[axis]!);
    const all: number[] = [];
    for (let shift = Math.ceil(-x - margin) + 0; x + shift <= repeats + margin; shift++) all.push(shift);
    return all;
  }) as [number[], number[], number[]];
  return us.flatMap((u) => vs.flatMap((v) => ws.map((w): Vector3 => [u, v, w])));
}

/** How many atoms a block of cells shows, without those outside. */
export function countInside(structure: ViewerStructure, repeats: number): number {
  let count = 0;
  for (let site = 0; site < structure.atoms.length; site++) count += imagesInside(structure, site, repeats).length;
  return count;
}
