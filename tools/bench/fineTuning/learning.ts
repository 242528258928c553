import type { Example } from '../../../apps/cft/src/data/example.js';
import { baselineLearner } from '../../../apps/cft/src/crossval/baselineLearner.js';
import {
  Predictor,
  primitiveSites,
  type TensorFile,
  Trainer,
  type TrainingOptions,
} from '../../../packages/model/src/index.js';
import type { SmallSet } from './data.js';

/** What a network begins with, and what of it is learned on; or trees. */
export const WAYS = ['random', 'all', 'last-block', 'heads', 'trees'] as const;
export type Way = (typeof WAYS)[number];

/** Options of the trainings: of all, and of those that begin with the source. */
export interface Options {
  readonly training?: Partial<TrainingOptions>;
  readonly tuning?: Partial<TrainingOptions>;
}

export interface Task {
  readonly set: SmallSet;
  readonly train: readonly Example[];
  readonly unseen: readonly Example[];
  readonly seed: number;
}

/** Mean absolute errors by target, of logarithms where so learned. */
export type Errors = Readonly<Record<string, number>>;

/** A network that is trained on some records, from a source or from random weights. The last weights count: no record is held out. */
async function networkErrors(
  { set, train, unseen, seed }: Task,
  training: Partial<TrainingOptions>,
  source?: TensorFile,
): Promise<Errors> {
  const trainer = Trainer.create({
    model: source === undefined ? { variant: 'geometry', targets: set.targets } : { targets: set.targets },
    training: { ...training, seed, log10: set.log10 ?? false, extensive: set.extensive ?? false },
    ...(source === undefined ? {} : { source: { file: source } }),
    train,
    validation: [],
  });
  try {
    while (!trainer.finished) await trainer.runEpoch();
    const predictor = Predictor.load([await trainer.bestModel()]);
    try {
      const predictions = await predictor.predict(unseen);
      return errorsOf(set, unseen, (target, i) => predictions[i]!.values[target]!);
    } finally {
      predictor.dispose();
    }
  } finally {
    trainer.dispose();
  }
}

/** Errors of one way to learn. */
export async function waysErrors(
  way: Way,
  task: Task,
  source: TensorFile,
  { training = {}, tuning = {} }: Options,
): Promise<Errors> {
  if (way === 'trees') return treeErrors(task);
  if (way === 'random') return networkErrors(task, training);
  return networkErrors(task, { ...training, ...tuning, tuned: way }, source);
}

/** Trees on the same records; a fifth of them chooses their settings, as in `cft evaluate`. */
async function treeErrors({ set, train, unseen, seed }: Task): Promise<Errors> {
  const targets = set.targets.map((name) => ({
    name,
    task: 'regression' as const,
    log10: set.log10 ?? false,
    measure: 'mae' as const,
  }));
  // Per site, as networks learn what grows with the cell.
  const scaled = set.extensive === true ? train.map((one) => timesSites(one, -1)) : train;
  const input = { targets, train: scaled, validation: [], unseen, seed };
  const found = await baselineLearner('trees').learn(input);
  return errorsOf(set, unseen, (target, i) => found[target]![i]! * (set.extensive === true ? sitesOf(unseen[i]!) : 1));
}

const sitesOf = ({ features }: Example): number => primitiveSites(features);

function timesSites(example: Example, power: 1 | -1): Example {
  const factor = sitesOf(example) ** power;
  const targets = Object.fromEntries(Object.entries(example.targets).map(([name, value]) => [name, value * factor]));
  return { ...example, targets };
}

function errorsOf(
  { targets, log10 }: SmallSet,
  unseen: readonly Example[],
  predicted: (target: string, index: number) => number,
): Errors {
  const scale = (value: number): number => (log10 === true ? Math.log10(value) : value);
  return Object.fromEntries(
    targets.map((target) => [
      target,
      unseen.reduce(
        (sum, one, i) => sum + Math.abs(scale(predicted(target, i)) - scale(one.targets[target]!)) / unseen.length,
        0,
      ),
    ]),
  );
}
