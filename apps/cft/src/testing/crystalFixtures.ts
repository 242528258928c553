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

/** Crystals of two atoms in the space groups 225, 221 and 216 in turn, with a number `edge`, the edge of the cubic cell in Å. */
export function manySalts(
  count: number,
): { readonly id: string; readonly edge: number; readonly structure: unknown }[] {
  const [centred, primitive] = [[0, 1, 1, 1, 0, 1, 1, 1, 0].map((x) => x / 2), [1, 0, 0, 0, 1, 0, 0, 0, 1]];
  const types = [
    { axes: centred, at: 0.5 },
    { axes: primitive, at: 0.5 },
    { axes: centred, at: 0.25 },
  ] as const;
  return Array.from({ length: count }, (_, i) => {
    const { axes, at } = types[i % types.length]!;
    const edge = 4 + (i % 97) / 40;
    const row = (r: number): number[] => axes.slice(3 * r, 3 * r + 3).map((x) => x * edge);
    const structure = Structure.of({
      lattice: [row(0), row(1), row(2)],
      sites: [
        { position: [0, 0, 0], species: ['Na', 'K', 'Li', 'Mg'][i % 4]! },
        { position: [at, at, at], species: ['Cl', 'O', 'F'][i % 5] ?? 'Br' },
      ],
    });
    return { id: `salt-${i}`, edge, structure: structure.toJSON() };
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
