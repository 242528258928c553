/** e²/(4πε₀) in eV Å: the product of the Hartree energy, 27.211386245981 eV, and the Bohr radius, 0.529177210544 Å. CODATA 2022. */
export const COULOMB_IN_EV_ANGSTROM = 27.211386245981 * 0.529177210544;
