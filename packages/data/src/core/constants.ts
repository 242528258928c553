// CODATA 2022 recommended values of the fundamental constants (P. J. Mohr et al., physics.nist.gov/constants).

/** Hartree energy in eV; standard uncertainty 3.0e-11. CODATA 2022. */
export const HARTREE_IN_EV = 27.211386245981;

/** Bohr radius in Å; standard uncertainty 8.2e-11. CODATA 2022. */
export const BOHR_IN_ANGSTROM = 0.529177210544;
