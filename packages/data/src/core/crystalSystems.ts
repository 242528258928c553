import type { CrystalSystem } from '@crystal-fourier/spacegroups';

/** The crystal systems in the order of the International Tables. */
export const CRYSTAL_SYSTEMS: readonly CrystalSystem[] = [
  'triclinic',
  'monoclinic',
  'orthorhombic',
  'tetragonal',
  'trigonal',
  'hexagonal',
  'cubic',
];
