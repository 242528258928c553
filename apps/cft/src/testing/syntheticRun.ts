import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Random } from '@crystal-fourier/math3';
import { spaceGroup } from '@crystal-fourier/spacegroups';
import { type EvaluatedRecord, evaluateTarget } from '../evaluation/evaluateTarget.js';
import { type Evaluation, EVALUATION_FILE, predictionsFile } from '../evaluation/evaluationFile.js';
import { predictionTable } from '../evaluation/predictionTable.js';
import type { RunRecord } from '../runs/runFolder.js';
import { leftOutTable } from '../training/exclusions.js';

export interface SyntheticOptions {
  /** Defaults to 200. */
  readonly records?: number;
  /** Defaults to one. */
  readonly members?: number;
  /** Defaults to true. */
  readonly evaluated?: boolean;
  /** Put into every text that comes from data. Defaults to nothing. */
  readonly hostile?: string;
  readonly status?: RunRecord['status'];
  /** Defaults to `regression`; a classification is not evaluated. */
  readonly task?: 'regression' | 'classification';
}

/** Numbers of a synthetic run, always the same. */
class Numbers {
  readonly #random = Random.seeded(5);

  /** In [0, 1). */
  uniform(): number {
    return this.#random.bits() / 2 ** 32;
  }

  /** With mean 0 and deviation 1 (Box and Muller). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }
}

const GROUPS = [225, 221, 194, 227, 216, 62, 139, 166, 12, 63, 123, 186, 148, 15, 2, 14, 176, 55, 1, 167];

/** A run that was never made, with random predictions of two moduli; for tests. @returns its records */
export async function writeSyntheticRun(
  folder: string,
  {
    records: count = 200,
    members = 1,
    evaluated = true,
    hostile = '',
    status = 'finished',
    task = 'regression',
  }: SyntheticOptions = {},
): Promise<readonly EvaluatedRecord[]> {
  await mkdir(folder, { recursive: true });
  const numbers = new Numbers();
  const targets = ['bulk_modulus', 'shear_modulus'].map((name) => name + hostile);
  const records = syntheticRecords(numbers, { count, targets, hostile, task, isEnsemble: members > 1 });
  const file = (name: string, content: string): Promise<void> => writeFile(join(folder, name), content);
  const json = (name: string, value: unknown): Promise<void> => file(name, JSON.stringify(value));
  const record = syntheticRecord(count, hostile, status);
  await json('run.json', record);
  await json('config.json', {
    target: targets,
    log10: task === 'regression',
    seed: 7,
    ensemble: members,
    model: { variant: 'full', task, width: 128 },
    training: { epochs: 60 },
  });
  await json('split.json', { format: 'crystal-fourier/split', version: 1, by: 'random', seed: 7, parts: {} });
  await file('history.jsonl', syntheticHistory(numbers, targets, members));
  await file(
    'excluded.csv',
    leftOutTable([
      {
        part: 'train',
        id: `bad-1${hostile}`,
        target: targets[1]!,
        value: -4.5,
        reason: 'not positive, so it has no logarithm',
      },
      { part: '', id: `bad-2${hostile}`, target: '', value: undefined, reason: `no cell${hostile}` },
    ]),
  );
  await file(predictionsFile('val'), predictionTable(records, targets));
  if (evaluated && task !== 'classification')
    await json(EVALUATION_FILE, syntheticEvaluation(numbers, record, { records, targets, members, hostile }));
  return records;
}

interface RecordsOptions {
  readonly count: number;
  readonly targets: readonly string[];
  readonly hostile: string;
  readonly task: 'regression' | 'classification';
  readonly isEnsemble: boolean;
}

function syntheticRecords(
  numbers: Numbers,
  { count, targets, hostile, task, isEnsemble }: RecordsOptions,
): EvaluatedRecord[] {
  const isClass = task === 'classification';
  return Array.from({ length: count }, (_, i): EvaluatedRecord => {
    const group = GROUPS[Math.floor(GROUPS.length * numbers.uniform() ** 2)]!;
    const spread = 0.02 + 0.06 * numbers.uniform();
    const truths = targets.map((__, t) =>
      isClass ? Number(numbers.uniform() < 0.4) : 10 ** (1.9 - 0.3 * t + 0.35 * numbers.normal()),
    );
    const byTarget = (of: (truth: number, t: number) => number): Record<string, number> =>
      Object.fromEntries(targets.map((name, t) => [name, of(truths[t]!, t)]));
    return {
      id: `crystal-${i}${hostile}`,
      formula: `MgB${2 + (i % 7)}${hostile}`,
      group,
      crystalSystem: spaceGroup(group).crystalSystem,
      truth: byTarget((truth) => truth),
      predicted: byTarget((truth, t) =>
        isClass ? 0.7 * numbers.uniform() + 0.3 * truth : truth * 10 ** (numbers.normal() * spread * (1.3 + t)),
      ),
      ...(isEnsemble ? { spread: byTarget(() => spread) } : {}),
    };
  });
}

const syntheticRecord = (count: number, hostile: string, status: RunRecord['status']): RunRecord => ({
  formatVersion: 1,
  status,
  command: ['train', `moduli${hostile}`, '--log10'],
  data: {
    path: `/data/moduli${hostile}`,
    hash: 'ab'.repeat(32),
    records: 4 * count,
    parts: { train: 3 * count, val: count },
  },
  versions: { cft: '0.0.0', node: '20.20.2' },
  backend: 'tensorflow 4.22.0',
  seed: 7,
  started: '2026-03-01T14:20:00.000Z',
  finished: status === 'finished' ? '2026-03-01T14:31:00.000Z' : undefined,
});

/** Lines of 60 epochs of each network. */
function syntheticHistory(numbers: Numbers, targets: readonly string[], members: number): string {
  const epochs = Array.from({ length: members * 60 }, (_, i) => {
    const epoch = 1 + (i % 60);
    const error = 0.06 + 0.3 * Math.exp(-epoch / 9) + 0.006 * numbers.uniform();
    return {
      member: Math.floor(i / 60),
      epoch,
      trainLoss: 0.03 + 0.6 * Math.exp(-epoch / 8) + 0.01 * numbers.uniform(),
      validation: Object.fromEntries(targets.map((name, t) => [name, { mae: error * (1 + t) }])),
      best: epoch === 56,
    };
  });
  return epochs.map((epoch) => `${JSON.stringify(epoch)}\n`).join('');
}

interface EvaluationOptions {
  readonly records: readonly EvaluatedRecord[];
  readonly targets: readonly string[];
  readonly members: number;
  readonly hostile: string;
}

function syntheticEvaluation(
  numbers: Numbers,
  { data, backend }: RunRecord,
  { records, targets, members, hostile }: EvaluationOptions,
): Evaluation {
  return {
    format: 'crystal-fourier/evaluation',
    version: 1,
    part: 'val',
    data: { path: data.path, hash: data.hash },
    records: records.length,
    trained: 3 * records.length,
    variant: 'full',
    members,
    backend,
    created: '2026-03-01T15:00:00.000Z',
    targets: targets.flatMap((name, t) => {
      const other = (size: number): number[] =>
        records.map(({ truth }) => truth[name]! * 10 ** (numbers.normal() * size));
      return (
        evaluateTarget(records, { name, task: 'regression', log10: true }, 'network, full', [
          { name: 'mean', note: '1.9', predicted: records.map(() => 10 ** (1.9 - 0.3 * t)) },
          { name: 'ridge', note: 'penalty 0.01', predicted: other(0.14) },
          { name: `gradient boosting${hostile}`, note: '800 trees', predicted: other(0.08 + 0.04 * t) },
        ]) ?? []
      );
    }),
  };
}
