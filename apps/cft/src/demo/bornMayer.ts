import type { LatticeRows } from '@crystal-fourier/data';
import { COULOMB_IN_EV_ANGSTROM } from './constants.js';
import { DemoError } from './errors.js';
import type { Ion } from './ions.js';
import { checkApart, forEachPair, type Point } from './periodicPairs.js';

/** Å: ρ, the same for all ions. M. Born and J. E. Mayer, Z. Phys. 75, 1 (1932). */
export const RANGE = 0.345;
/** eV: b of like-charged ions, 0.338e-19 J. M. P. Tosi and F. G. Fumi, J. Phys. Chem. Solids 25, 45 (1964). */
const LIKE_STRENGTH = 0.211;
/** The radii with which Tosi and Fumi use that b are so much of Shannon's: 1.179, 1.585 and 1.716 Å for F, Cl and Br are 0.886, 0.876 and 0.876. */
const LIKE_RADIUS = 0.88;
/** Madelung constant of rock salt, per distance of neighbours. */
const ROCK_SALT = 1.747564594633;

/** `V(r) = strength · exp((contact − r)/ρ)`, that is `A exp(−r/ρ)` with `A = strength · exp(contact/ρ)`. */
export interface RepulsionLaw {
  /** eV: the repulsion at the contact distance. */
  readonly strength: number;
  /** Å: sum of the radii, for like charges 0.88 of it. */
  readonly contact: number;
}

/**
 * The repulsion of two ions, from their charges and radii alone.
 *
 * - unlike charges: `strength = M/6 · k |z z′| ρ / contact²`, with rock salt's Madelung constant M. In a rock salt of these ions whose
 *   neighbours alone repel, attraction and repulsion then balance where the ions touch: radii keep the meaning that they have in
 *   Shannon's table.
 * - like charges: Tosi and Fumi's b times Pauling's factor for outer shells of eight electrons, `1 + (z + z′)/8`, at 0.88 times the sum
 *   of the radii.
 */
export function repulsionLaw(a: Ion, b: Ion): RepulsionLaw {
  const sum = a.radius + b.radius;
  const product = a.charge * b.charge;
  if (product < 0)
    return { strength: ((ROCK_SALT / 6) * COULOMB_IN_EV_ANGSTROM * -product * RANGE) / sum ** 2, contact: sum };
  return { strength: LIKE_STRENGTH * Math.max(0, 1 + (a.charge + b.charge) / 8), contact: LIKE_RADIUS * sum };
}

/** Ions in a periodic cell. */
export interface IonicCell {
  /** Row vectors in Å. */
  readonly lattice: LatticeRows;
  /** (n, 3), fractional. */
  readonly positions: readonly Point[];
  /** (n) */
  readonly ions: readonly Ion[];
}

export interface BornMayerOptions {
  /** Å: pairs count up to this far beyond their contact. Defaults to 18 ρ = 6.21 Å, where the repulsion has fallen to 1.5e-8. */
  readonly reach?: number | undefined;
}

/** Å: see {@link BornMayerOptions.reach}. */
export const REACH = 18 * RANGE;

/**
 * Short-range repulsion per cell in eV: the sum of {@link repulsionLaw} over all pairs of ions.
 *
 * @throws DemoError `overlap` for two ions that coincide, `bad-argument`
 */
export function bornMayerEnergy(cell: IonicCell, { reach = REACH }: BornMayerOptions = {}): number {
  if (!(reach > 0 && reach <= 100))
    throw new DemoError(
      'bad-argument',
      `bornMayerEnergy: reach must be a length above 0 and at most 100 Å, got ${reach}`,
    );
  let energy = 0;
  forEachRepulsion(cell, reach, (strength, gap, weight) => {
    energy += weight * strength * Math.exp(-gap / RANGE);
  });
  return energy;
}

/**
 * Calls `visit` for each pair of ions that is not farther apart than its contact and `reach`.
 *
 * @param visit gets the strength in eV, the gap between the ions (distance − contact, Å), the weight of the pair in a sum per
 *   cell, and the distance in Å
 */
export function forEachRepulsion(
  { lattice, positions, ions }: IonicCell,
  reach: number,
  visit: (strength: number, gap: number, weight: number, distance: number) => void,
): void {
  if (ions.length !== positions.length || ions.length === 0)
    throw new DemoError('bad-argument', `every position must have an ion, got ${positions.length} and ${ions.length}`);
  const kinds = [...new Set(ions)];
  const laws = kinds.map((a) => kinds.map((b) => repulsionLaw(a, b)));
  const kind = ions.map((ion) => kinds.indexOf(ion));
  const farthest = 2 * Math.max(...kinds.map(({ radius }) => radius)) + reach;
  forEachPair(lattice, positions, farthest, (i, j, distance, weight) => {
    checkApart(i, j, distance);
    const { strength, contact } = laws[kind[i] as number]![kind[j] as number] as RepulsionLaw;
    if (distance <= contact + reach) visit(strength, distance - contact, weight, distance);
  });
}
