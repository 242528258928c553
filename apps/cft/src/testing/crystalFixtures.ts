import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Structure } from '@crystal-fourier/data';

/** Salts of the rock-salt and caesium-chloride types with a cubic cell edge in Å; for tests. */
const SALTS: readonly (readonly [cation: string, anion: string, edge: number, type: 'B1' | 'B2'])[] = [
  ['Na', 'Cl', 5.64, 'B1'],
  ['K', 'Cl', 6.29, 'B1'],
  ['Li', 'F', 4.03, 'B1'],
  ['K', 'Br', 6.6, 'B1'],
  ['Mg', 'O', 4.21, 'B1'],
  ['Ca', 'O', 4.81, 'B1'],
  ['Cs', 'Cl', 4.12, 'B2'],
  ['Cs', 'Br', 4.29, 'B2'],
  ['Cs', 'I', 4.57, 'B2'],
  ['Tl', 'Cl', 3.83, 'B2'],
];

export interface SaltRecord {
  readonly id: string;
  readonly edge: number;
  readonly charge: number;
  readonly structure: unknown;
}

/** Records with two numbers, `edge` and, of the first six, `charge`; the primitive cell of each. */
export function saltRecords(): SaltRecord[] {
  return SALTS.map(([cation, anion, edge, type], i) => {
    const half = edge / 2;
    const lattice =
      type === 'B1'
        ? [
            [0, half, half],
            [half, 0, half],
            [half, half, 0],
          ]
        : [
            [edge, 0, 0],
            [0, edge, 0],
            [0, 0, edge],
          ];
    const structure = Structure.of({
      lattice,
      sites: [
        { position: [0, 0, 0], species: cation },
        { position: [0.5, 0.5, 0.5], species: anion },
      ],
    });
    const charge = /Mg|Ca/.test(cation) ? 2 : 1;
    return { id: `salt-${i}`, edge, ...(type === 'B1' ? { charge } : {}), structure: structure.toJSON() } as SaltRecord;
  });
}

/** A broken record: its cell has no volume. */
export const BROKEN = {
  id: 'broken',
  edge: 1,
  structure: {
    lattice: {
      matrix: [
        [0, 0, 0],
        [0, 0, 0],
        [0, 0, 0],
      ],
    },
    sites: [],
  },
};

/** Writes `name` with records as a JSON array into a folder. */
export async function writeRecords(folder: string, name: string, records: readonly unknown[]): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, name);
  await writeFile(path, JSON.stringify(records));
  return path;
}
