/** What an electronic-structure program computed for a structure. */
export interface Calculation {
  readonly program: 'VASP' | 'Quantum ESPRESSO';
  readonly version?: string;
  /**
   * Total energy of the cell in eV: VASP's energy extrapolated to σ → 0, Quantum ESPRESSO's total energy (with smearing,
   * the free energy −TS included). Absent where the file has no result.
   */
  readonly energy?: number;
  /** `energy` by the number of sites, eV/atom. */
  readonly energyPerAtom?: number;
  /** From the eigenvalues of the last step; absent where the file has none or no empty band. */
  readonly bandGap?: BandGap;
  readonly converged: Convergence;
  /** Ionic steps whose results are complete in the file. */
  readonly ionicSteps: number;
}

/** Undefined where the file does not tell, or the question does not arise. */
export interface Convergence {
  /** The last self-consistency cycle reached its threshold. */
  readonly electronic: boolean | undefined;
  /** The relaxation reached its threshold; undefined for a calculation with fixed ions and for molecular dynamics. */
  readonly ionic: boolean | undefined;
}

/** Energies in eV, on the k-points of the calculation and over both spins: the true gap is at most this. */
export interface BandGap {
  /** Lowest empty minus highest occupied state; 0 for a metal. */
  readonly value: number;
  /** The smallest such difference at one k-point and one spin, at least `value`; 0 for a metal. */
  readonly direct: number;
  /** Highest filled state. */
  readonly valenceMaximum: number;
  /** Lowest empty state. */
  readonly conductionMinimum: number;
  readonly isMetal: boolean;
}

/** A {@link Calculation} of a cell with so many sites, without the keys for which the file has no value. */
export function calculationOf(
  found: Pick<Calculation, 'program' | 'converged' | 'ionicSteps'> & {
    readonly version: string | undefined;
    readonly energy: number | undefined;
    readonly bandGap: BandGap | undefined;
  },
  sites: number,
): Calculation {
  const { program, version, energy, bandGap, converged, ionicSteps } = found;
  return {
    program,
    ...(version === undefined ? {} : { version }),
    ...(energy === undefined ? {} : { energy, energyPerAtom: energy / sites }),
    ...(bandGap === undefined ? {} : { bandGap }),
    converged,
    ionicSteps,
  };
}

/** Eigenvalues of one k-point and one spin in eV, and the share of each that is filled, in [0, 1]. */
export interface Levels {
  readonly energies: readonly number[];
  readonly occupations: readonly number[];
}

/**
 * A state nearer than this to full or empty counts as full or empty: the tail of a smearing reaches into the gap of an
 * insulator, and Methfessel–Paxton occupations leave [0, 1] by up to 0.1.
 */
const SMEARED = 0.1;

/**
 * The gap between filled and empty states.
 *
 * It is 0, a metal, where a state is partly filled, where the number of filled bands differs between k-points, and where the
 * bands overlap. (Looking only at whether a state has any electrons would find a gap above the highest smeared state of a
 * metal on few k-points.)
 *
 * @param spins the k-points of each spin
 * @returns undefined where no state is empty, or none is filled
 */
export function bandGapOf(spins: readonly (readonly Levels[])[]): BandGap | undefined {
  let valence = Number.NEGATIVE_INFINITY;
  let conduction = Number.POSITIVE_INFINITY;
  let direct = Number.POSITIVE_INFINITY;
  let crossed = false;
  for (const kPoints of spins) {
    const filledBands = new Set<number>();
    for (const { energies, occupations } of kPoints) {
      let top = Number.NEGATIVE_INFINITY;
      let bottom = Number.POSITIVE_INFINITY;
      let filled = 0;
      energies.forEach((energy, band) => {
        const occupation = occupations[band] as number;
        if (occupation > SMEARED && occupation < 1 - SMEARED) crossed = true;
        if (occupation > 0.5) {
          filled++;
          top = Math.max(top, energy);
        } else bottom = Math.min(bottom, energy);
      });
      filledBands.add(filled);
      valence = Math.max(valence, top);
      conduction = Math.min(conduction, bottom);
      direct = Math.min(direct, bottom - top);
    }
    if (filledBands.size > 1) crossed = true;
  }
  if (!Number.isFinite(valence) || !Number.isFinite(conduction)) return undefined;
  const isMetal = crossed || conduction <= valence;
  return {
    value: isMetal ? 0 : conduction - valence,
    direct: isMetal ? 0 : direct,
    valenceMaximum: valence,
    conductionMinimum: conduction,
    isMetal,
  };
}
