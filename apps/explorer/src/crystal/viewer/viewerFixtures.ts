import { readFileSync } from 'node:fs';
import { readCif, Structure } from '@crystal-fourier/data';
import type { ViewerStructure } from './viewerStructure.js';

/** A structure without its symmetry, as the viewer takes it. */
export const plainStructure = ({ lattice, sites }: Structure): ViewerStructure => ({
  lattice: lattice.flat(),
  atoms: sites.map(({ position, species, label }) => ({
    element: species[0]!.element,
    label: label ?? species[0]!.element,
    position,
    orbit: null,
    occupancy: species.map(({ element, occupancy }) => ({ element, share: occupancy })),
  })),
  orbits: [],
});

/** One of the CIF files of the repository's examples, completed by its symmetry. */
export function exampleStructure(name: string): ViewerStructure {
  const text = readFileSync(new URL(`../../../../../examples/${name}.cif`, import.meta.url), 'utf8');
  return plainStructure(readCif(text)[0]!.structure);
}

/** @param a edge of a cubic cell, Å */
export const cubicStructure = (
  a: number,
  sites: readonly (readonly [element: string, x: number, y: number, z: number])[],
): ViewerStructure =>
  plainStructure(
    Structure.of({
      lattice: { a, b: a, c: a, alpha: 90, beta: 90, gamma: 90 },
      sites: sites.map(([species, ...position]) => ({ species, position })),
    }),
  );
