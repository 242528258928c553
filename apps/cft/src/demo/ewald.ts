import type { LatticeRows } from '@crystal-fourier/data';
import { reciprocalRows, rowsDet } from '@crystal-fourier/math3';
import { COULOMB_IN_EV_ANGSTROM } from './constants.js';
import { erfc } from './erfc.js';
import { DemoError } from './errors.js';
import { checkApart, forEachPair, type Point } from './periodicPairs.js';

/** Point charges in a periodic cell. */
export interface PointCharges {
  /** Row vectors in Å. */
  readonly lattice: LatticeRows;
  /** (n, 3), fractional. */
  readonly positions: readonly Point[];
  /** (n), in elementary charges. */
  readonly charges: readonly number[];
}

export interface EwaldOptions {
  /** 1/Å: α, the charges are screened by Gaussians `exp(−α² r²)`. Defaults to what makes both sums equally fast. */
  readonly splitting?: number | undefined;
  /** Sums end where their terms have fallen to this share. Defaults to 1e-10. */
  readonly accuracy?: number | undefined;
}

/** Cost of a term of the direct sum over that of a term of the reciprocal sum, to the power 1/6. */
const BALANCE = 1.3;

/**
 * Electrostatic energy per cell of a periodic crystal of point charges, in eV, by Ewald's summation (P. P. Ewald, Ann. Phys. 369, 253,
 * 1921):
 *
 *     E/k = ½ Σᵢⱼₙ qᵢ qⱼ erfc(α r)/r + 2π/V Σ_{K≠0} exp(−K²/4α²)/K² |Σᵢ qᵢ exp(iK·rᵢ)|² − α/√π Σᵢ qᵢ²
 *
 * with k = e²/4πε₀. It is the value of a crystal in a conducting surrounding: there is no surface term, so the energy does not depend
 * on the cell, the origin or which images of the ions are listed.
 *
 * With the default accuracy the error is below 1e-9 of `k Σ q² (n/V)^(1/3)`, whatever the splitting.
 *
 * @throws DemoError `not-neutral` if the charges do not add up to zero: the energy is infinite; `overlap` for two charges that
 *   coincide; `bad-argument`
 */
export function ewaldEnergy({ lattice, positions, charges }: PointCharges, options: EwaldOptions = {}): number {
  const { accuracy = 1e-10 } = options;
  const n = positions.length;
  if (n === 0 || charges.length !== n)
    throw new DemoError(
      'bad-argument',
      `ewaldEnergy: every position must have a charge, got ${n} and ${charges.length}`,
    );
  if (!(accuracy >= 1e-14 && accuracy <= 0.1))
    throw new DemoError('bad-argument', `ewaldEnergy: accuracy must be from 1e-14 to 0.1, got ${accuracy}`);
  const total = charges.reduce((sum, q) => sum + q, 0);
  if (!(Math.abs(total) <= 1e-9 * charges.reduce((sum, q) => sum + Math.abs(q), 1)))
    throw new DemoError(
      'not-neutral',
      `ewaldEnergy: the charges of a cell must add up to 0, got ${total}; the energy of a charged crystal is infinite`,
    );
  // Without 2π, in 1/Å.
  const rows = reciprocalRows(lattice);
  const volume = Math.abs(rowsDet(lattice));
  const { splitting = BALANCE * Math.sqrt(Math.PI) * (n / volume ** 2) ** (1 / 6) } = options;
  if (!(splitting > 0 && Number.isFinite(splitting)))
    throw new DemoError(
      'bad-argument',
      `ewaldEnergy: the splitting must be a positive number in 1/Å, got ${splitting}`,
    );

  // exp(−s²) is the accuracy; 2 more in the exponent for the number of terms in the outermost shell.
  const s = Math.sqrt(2 - Math.log(accuracy));
  let direct = 0;
  forEachPair(lattice, positions, s / splitting, (i, j, r, weight) => {
    checkApart(i, j, r);
    direct += (weight * (charges[i] as number) * (charges[j] as number) * erfc(splitting * r)) / r;
  });
  const self = (splitting / Math.sqrt(Math.PI)) * charges.reduce((sum, q) => sum + q * q, 0);
  const waves = reciprocalSum(lattice, rows, positions, charges, splitting, 2 * s * splitting);
  return COULOMB_IN_EV_ANGSTROM * (direct + ((2 * Math.PI) / volume) * waves - self);
}

/** `Σ_{0<K≤largest} exp(−K²/4α²)/K² |S(K)|²`, over half of the reciprocal lattice, twice. */
function reciprocalSum(
  lattice: LatticeRows,
  rows: LatticeRows,
  positions: readonly Point[],
  charges: readonly number[],
  splitting: number,
  largest: number,
): number {
  const most = lattice.map((row) => Math.floor((largest * Math.hypot(...row)) / (2 * Math.PI)));
  const phases = [0, 1, 2].map((axis) => powers(positions, axis, most[axis] as number));
  const [[cx, sx], [cy, sy], [cz, sz]] = phases as [Phases, Phases, Phases];
  const [mx, my, mz] = most as [number, number, number];
  const n = positions.length;
  let sum = 0;
  for (let h = 0; h <= mx; h++) {
    for (let k = h === 0 ? 0 : -my; k <= my; k++) {
      for (let l = h === 0 && k === 0 ? 1 : -mz; l <= mz; l++) {
        let square = 0;
        for (let axis = 0; axis < 3; axis++) {
          const component = h * rows[0][axis]! + k * rows[1][axis]! + l * rows[2][axis]!;
          square += (2 * Math.PI * component) ** 2;
        }
        if (square > largest * largest) continue;
        let [re, im] = [0, 0];
        for (let i = 0; i < n; i++) {
          const [x, y, z] = [(h + mx) * n + i, (k + my) * n + i, (l + mz) * n + i];
          const c = cx[x]! * cy[y]! - sx[x]! * sy[y]!;
          const s = cx[x]! * sy[y]! + sx[x]! * cy[y]!;
          re += charges[i]! * (c * cz[z]! - s * sz[z]!);
          im += charges[i]! * (c * sz[z]! + s * cz[z]!);
        }
        sum += (2 * Math.exp(-square / (4 * splitting * splitting)) * (re * re + im * im)) / square;
      }
    }
  }
  return sum;
}

type Phases = readonly [cosines: Float64Array, sines: Float64Array];

/** (2 most + 1, n): `exp(2πi m x)` of one coordinate for m from −most to most. */
function powers(positions: readonly Point[], axis: number, most: number): Phases {
  const n = positions.length;
  const cosines = new Float64Array((2 * most + 1) * n);
  const sines = new Float64Array((2 * most + 1) * n);
  for (let m = -most; m <= most; m++) {
    for (let i = 0; i < n; i++) {
      const angle = 2 * Math.PI * m * (positions[i] as Point)[axis]!;
      cosines[(m + most) * n + i] = Math.cos(angle);
      sines[(m + most) * n + i] = Math.sin(angle);
    }
  }
  return [cosines, sines];
}
