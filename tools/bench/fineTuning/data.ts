import { join } from 'node:path';
import { requiredFeatures, modelConfig } from '../../../packages/model/src/index.js';
import { seededRandom } from '../../../packages/data/src/core/seededRandom.js';
import { openParts } from '../../../apps/cft/src/data/dataParts.js';
import type { Example } from '../../../apps/cft/src/data/example.js';
import { Console } from '../../../apps/cft/src/shell/console.js';

/** A small data set that networks are tuned to. */
export interface SmallSet {
  readonly name: string;
  /** Under the folder of the data. */
  readonly folder: string;
  readonly targets: readonly string[];
  readonly log10?: boolean;
  /** Whether the targets grow with the primitive cell. */
  readonly extensive?: boolean;
  /** Whether the field is of a formula unit: it is divided by the atoms of one. */
  readonly perFormula?: boolean;
  /** Of the errors. */
  readonly unit: string;
}

export const SETS: readonly SmallSet[] = [
  {
    name: 'elasticity',
    folder: 'mp-binary-elasticity',
    targets: ['bulk_modulus_vrh', 'shear_modulus_vrh'],
    log10: true,
    unit: 'log10 GPa',
  },
  {
    name: 'heat-capacity',
    folder: 'alexandria-heat-capacity',
    targets: ['heat_capacity'],
    extensive: true,
    unit: 'J/mol/K',
  },
  {
    name: 'phonon',
    folder: 'phonon',
    targets: ['heat_capacity_300K'],
    perFormula: true,
    unit: 'J/mol/K per atom',
  },
  { name: 'perov-5', folder: 'perov-5', targets: ['heat_all'], unit: 'eV/atom' },
];

/** Records of the two parts that are given. */
export interface SetRecords {
  readonly train: readonly Example[];
  readonly val: readonly Example[];
}

/** The records of a set that have all its targets, with the features that the variant `geometry` reads. */
export async function readSet({ folder, targets, perFormula }: SmallSet, data: string): Promise<SetRecords> {
  const io = { stdout: process.stdout, stderr: process.stderr, env: process.env };
  const { parts } = await openParts(join(data, folder), {
    console: new Console(io, { quiet: true }),
    env: process.env,
    targets,
    workers: 0,
    requested: requiredFeatures(modelConfig({ targets: ['any'], variant: 'geometry' })),
  });
  const [train, val] = ['train', 'val'].map((name) =>
    (parts[name] ?? [])
      .filter((example) => targets.every((target) => example.targets[target] !== undefined))
      .map((example) => (perFormula ? perAtom(example) : example)),
  ) as [Example[], Example[]];
  return { train, val };
}

function perAtom(example: Example): Example {
  const atoms = [...example.formula.matchAll(/[A-Z][a-z]*(\d*)/g)].reduce((sum, [, n]) => sum + Number(n || 1), 0);
  const targets = Object.fromEntries(Object.entries(example.targets).map(([name, value]) => [name, value / atoms]));
  return { ...example, targets };
}

/** Records in an order that a seed decides. */
export function shuffled<T>(records: readonly T[], seed: number): T[] {
  const random = seededRandom(seed);
  const out = [...records];
  for (let i = out.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [out[i], out[j]] = [out[j]!, out[i]!];
  }
  return out;
}
