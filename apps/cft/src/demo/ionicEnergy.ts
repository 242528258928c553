import type { Structure } from '@crystal-fourier/data';
import { bornMayerEnergy, type IonicCell } from './bornMayer.js';
import { DemoError } from './errors.js';
import { ewaldEnergy } from './ewald.js';
import { IONS, ionOf } from './ions.js';

/** Energies in eV per cell. */
export interface IonicEnergy {
  /** Electrostatic energy of the charges. */
  readonly madelung: number;
  /** Born–Mayer repulsion. */
  readonly repulsion: number;
  /** Their sum: minus the lattice energy. */
  readonly total: number;
}

/** Energy of a crystal of ions: electrostatics by Ewald summation, and the Born–Mayer repulsion. */
export function ionicEnergy(cell: IonicCell): IonicEnergy {
  const madelung = ewaldEnergy({ ...cell, charges: cell.ions.map(({ charge }) => charge) });
  const repulsion = bornMayerEnergy(cell);
  return { madelung, repulsion, total: madelung + repulsion };
}

/**
 * The ions of a structure: each element has the one charge and radius of the demo's table.
 *
 * @throws DemoError `unknown-ion` for an element that the table does not have, or a site that is not filled by one element
 */
export function ionicCell(structure: Structure): IonicCell {
  const ions = structure.sites.map(({ species }, i) => {
    const [first] = species;
    const ion = first === undefined || species.length !== 1 || first.occupancy !== 1 ? undefined : ionOf(first.element);
    if (ion === undefined) {
      const found = species.map(({ element, occupancy }) => `${element} ${occupancy}`).join(', ');
      const known = IONS.map(({ element }) => element).join(', ');
      throw new DemoError('unknown-ion', `site ${i + 1} must be filled by one of ${known}; it has ${found}`);
    }
    return ion;
  });
  return { lattice: structure.lattice, positions: structure.sites.map(({ position }) => position), ions };
}
