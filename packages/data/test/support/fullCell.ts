import { rowsDet } from '@crystal-fourier/math3';
import type { LatticeRows } from '../../src/structure/lattice.ts';
import { toCartesian } from '../../src/structure/lattice.ts';
import type { StandardCrystal } from '../../src/standardize/standardCrystal.ts';

/** Every atom of the conventional cell: its orbit and Cartesian position in Å. */
export function atomsOf({ orbits, lattice }: StandardCrystal): { orbit: number; r: readonly number[] }[] {
  return orbits.flatMap(({ sites, multiplicity }, orbit) =>
    Array.from({ length: multiplicity }, (_, i) => ({
      orbit,
      r: toCartesian([sites[3 * i]!, sites[3 * i + 1]!, sites[3 * i + 2]!], lattice),
    })),
  );
}

/** All distances, up to a cutoff, from an atom to the images of another. */
export const distances = (
  from: readonly number[],
  to: readonly number[],
  lattice: LatticeRows,
  cutoff: number,
): number[] => vectors(from, to, lattice, cutoff).map((d) => Math.hypot(...d));

/** The vectors of these distances, on any lattice: a loop over a box of translations, nothing else. */
export function vectors(
  from: readonly number[],
  to: readonly number[],
  lattice: LatticeRows,
  cutoff: number,
): (readonly [number, number, number])[] {
  const found: [number, number, number][] = [];
  const volume = Math.abs(rowsDet(lattice));
  // A box that holds the sphere: cutoff over the distance of lattice planes, and one cell more.
  const [a, b, c] = lattice;
  const area = (u: readonly number[], v: readonly number[]): number =>
    Math.hypot(u[1]! * v[2]! - u[2]! * v[1]!, u[2]! * v[0]! - u[0]! * v[2]!, u[0]! * v[1]! - u[1]! * v[0]!);
  const [na, nb, nc] = [area(b, c), area(c, a), area(a, b)].map((s) => Math.ceil((cutoff * s) / volume) + 2) as [
    number,
    number,
    number,
  ];
  for (let i = -na; i <= na; i++) {
    for (let j = -nb; j <= nb; j++) {
      for (let k = -nc; k <= nc; k++) {
        const at = (n: 0 | 1 | 2): number => to[n]! - from[n]! + i * a[n] + j * b[n] + k * c[n];
        const d: [number, number, number] = [at(0), at(1), at(2)];
        if (Math.hypot(...d) <= cutoff) found.push(d);
      }
    }
  }
  return found;
}
