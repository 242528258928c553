import { writeCif } from '@crystal-fourier/data';
import type { RandomCrystal } from './randomCrystals.js';

/** Names of the targets, in the order of the table's columns. */
const DEMO_TARGETS = ['energy_per_atom', 'madelung_energy_per_atom'] as const;

/** `ionic-00001` for the first. */
export const crystalId = (index: number): string => `ionic-${String(index + 1).padStart(5, '0')}`;

/** The crystal as CIF: operations of the group it was made in, one site per orbit, charges as oxidation numbers. */
export function crystalCif({ group, orbits, structure }: RandomCrystal, id: string): string {
  return writeCif(structure, {
    name: id,
    spaceGroup: group,
    asymmetricUnit: orbits.map(({ ion, position, parameters }) => ({
      position: position.at(parameters),
      species: [{ element: ion.element, occupancy: 1, oxidationState: ion.charge }],
    })),
  });
}

/** First row of `id_prop.csv`. */
export const tableHeader = (): string => `id,${DEMO_TARGETS.join(',')}\n`;

/** A row of `id_prop.csv`; energies to 1e-6 eV. */
export const tableRow = ({ energyPerAtom, madelungEnergyPerAtom }: RandomCrystal, id: string): string =>
  `${id},${energyPerAtom.toFixed(6)},${madelungEnergyPerAtom.toFixed(6)}\n`;

/** What a reader of the folder wants to know. */
export function demoReadme(count: number, seed: number): string {
  return `# ${count} random ionic crystals

Made by \`cft demo --count ${count} --seed ${seed}\`: no measured and no quantum-mechanical data, but crystals with exactly known
energies of a simple model, for trying things out.

- \`ionic-*.cif\`: random charge-neutral crystals of two or three kinds of ions on random Wyckoff positions, the seven crystal
  systems in turn, each with a volume near that of least energy. The space group in a file is the one that the crystal was made in;
  by chance a crystal can have more symmetry.
- \`id_prop.csv\`: for each file \`energy_per_atom\`, electrostatic energy (Ewald summation) plus Born–Mayer repulsion, and
  \`madelung_energy_per_atom\`, the electrostatic part, in eV per atom.

Ions have their formal charges and Shannon's radii for sixfold coordination. The repulsion of unlike ions is
\`B exp((r₁ + r₂ − r)/ρ)\` with ρ = 0.345 Å (Born and Mayer, 1932) and B such that ions in a rock salt touch.

    cft train . --target energy_per_atom
`;
}
