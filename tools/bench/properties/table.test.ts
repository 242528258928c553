import { expect, it } from 'vitest';
import { tableOf } from './table.mjs';

const row = {
  set: 'elasticity',
  variant: 'geometry',
  records: { train: 3162, val: 395 },
  epochs: 40,
  batchSize: 32,
  seed: 0,
  backend: 'tensorflow 4.22.0',
  version: '1.0.0',
  members: [
    { bulk_modulus_vrh: 0.03, shear_modulus_vrh: 0.09 },
    { bulk_modulus_vrh: 0.05, shear_modulus_vrh: 0.09 },
  ],
  models: {
    bulk_modulus_vrh: { network: 0.035, trees: 0.05, ridge: 0.11, mean: 0.34 },
    shear_modulus_vrh: { network: 0.085, trees: 0.11, ridge: 0.15, mean: 0.35 },
  },
};

it('shows single networks with their spread, the ensemble and the baselines', () => {
  const lines = tableOf([row]).split('\n');
  expect(lines[4]).toBe('| `geometry` | 0.0400 ± 0.0141 | 0.0900 ± 0.0000 |');
  expect(lines[5]).toBe('| `geometry`, ensemble | 0.0350 (2) | 0.0850 (2) |');
  expect(lines[6]).toBe('| gradient boosting | 0.0500 | 0.1100 |');
  expect(lines).toHaveLength(9);
});

it('leaves fields empty that were not measured', () => {
  const other = {
    ...row,
    set: 'carbon-24',
    variant: 'distance',
    members: [{ energy_per_atom: 0.05 }],
    models: { energy_per_atom: { network: 0.05, trees: 0.024 } },
  };
  const lines = tableOf([row, other]).split('\n');
  expect(lines.find((line) => line.startsWith('| `distance`'))).toBe('| `distance` |  |  | 0.0500 |');
  expect(lines.find((line) => line.startsWith('| ridge'))).toBe('| ridge regression | 0.1100 | 0.1500 |  |');
});
