import { forEachRepulsion, type IonicCell, RANGE } from './bornMayer.js';
import { ewaldEnergy } from './ewald.js';
import type { Ion } from './ions.js';

/** Å: pairs that add less than 5e-5 of the repulsion at contact do not move the minimum. */
const NEAR = 10 * RANGE;

/**
 * The factor by which the lattice of an ionic crystal is to be scaled for the least energy,
 *
 *     E(s) = C/s + Σ Bₚ exp((contactₚ − s rₚ)/ρ),
 *
 * with the electrostatic energy C, computed once, and the pairs p of {@link repulsionLaw}. Found by bisection of the slope; good to 1e-3.
 *
 * @param range scales to look between
 * @returns undefined if there is no minimum within the range
 */
export function bestScale(cell: IonicCell, range: readonly [number, number]): number | undefined {
  const madelung = ewaldEnergy({ ...cell, charges: cell.ions.map(({ charge }) => charge) }, { accuracy: 1e-5 });
  if (!(madelung < 0)) return undefined;
  let [low, high] = range;
  // Pairs: rate sᵣ = r/ρ, and the logarithm of what stands before exp(−s r/ρ) in the slope.
  const rates: number[] = [];
  const logarithms: number[] = [];
  forEachRepulsion(cell, NEAR / low, (strength, gap, weight, distance) => {
    if (strength === 0) return;
    rates.push(distance / RANGE);
    logarithms.push(Math.log((weight * strength * distance) / RANGE) + (distance - gap) / RANGE);
  });
  const slope = (s: number): number => {
    let sum = -madelung / (s * s);
    for (let p = 0; p < rates.length; p++) sum -= Math.exp(logarithms[p]! - s * rates[p]!);
    return sum;
  };
  if (!(slope(low) < 0 && slope(high) > 0)) return undefined;
  while (high - low > 1e-4) {
    const middle = (low + high) / 2;
    if (slope(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * Lattice energy in eV that Kapustinskii's formula estimates from a composition alone, negative:
 * `−K Σ z² / d · (1 − 0.345 Å/d)`, K = 1202.5 kJ mol⁻¹ Å = 12.463 eV Å, with the mean distance d of touching unlike ions. For a
 * binary salt `Σ z² = ν |z₊ z₋|` (A. F. Kapustinskii, Q. Rev. Chem. Soc. 10, 283, 1956).
 */
export function kapustinskiiEnergy(ions: readonly Ion[]): number {
  const mean = (sign: 1 | -1): number => {
    const some = ions.filter(({ charge }) => charge * sign > 0);
    const weights = some.reduce((sum, { charge }) => sum + charge, 0);
    return some.reduce((sum, { charge, radius }) => sum + charge * radius, 0) / weights;
  };
  const d = mean(1) + mean(-1);
  const squares = ions.reduce((sum, { charge }) => sum + charge * charge, 0);
  return (-KAPUSTINSKII * squares * (1 - 0.345 / d)) / d;
}

/** eV Å: 1202.5 kJ mol⁻¹ Å over the Faraday constant, 96.485332 kJ mol⁻¹ per eV. */
const KAPUSTINSKII = 1202.5 / 96.485332;
