import { type Example, exampleOf, MOVED, nameOf, seedsOf, SIZES, type Task, TUNING_SIZES } from './cases.ts';
import { Features } from './features.ts';
import { measure, type Measured, testSet } from './measuring.ts';
import { randomFrom, seedOf } from './random.ts';
import type { Symmetry } from './symmetries.ts';
import { type Method, type Run, type Setting, trainStack, type TrainOptions } from './training.ts';

export interface Row extends Measured {
  readonly example: string;
  readonly size: number;
  readonly setting: Setting;
  /** Å for distances. */
  readonly unit: number;
}

export interface Outcome {
  readonly rows: readonly Row[];
  /** Of all networks of the stack together, without the time to make targets and to measure. */
  readonly trainingSeconds: number;
  readonly parameters: number;
}

/** Every method: this many steps with this many points, or pairs, in each. */
export const BUDGET: TrainOptions = { steps: 1000, batch: 32 };

/** What is tried for each method; the penalty's weights for that method only. */
const RATES = [0.003, 0.01, 0.03];
const DECAYS = [0.1, 1];
const PENALTIES = [0.1, 1, 10];

const settingsOf = (method: Method): Setting[] =>
  RATES.flatMap((rate) =>
    DECAYS.flatMap((decay) => (method === 'penalty' ? PENALTIES : [0]).map((penalty) => ({ rate, decay, penalty }))),
  );

/** All settings for one group, by one function or cell that no result is reported of. */
export function tune(task: Task, symmetry: Symmetry, method: Method): Outcome {
  const runs = TUNING_SIZES[task].flatMap((size) =>
    settingsOf(method).map((setting) => ({ name: 'tuning', size, setting })),
  );
  return train(task, symmetry, method, runs, BUDGET);
}

/** All sizes and seeds for one group. */
export function learn(task: Task, symmetry: Symmetry, method: Method, setting: (size: number) => Setting): Outcome {
  const runs = Array.from({ length: seedsOf(task, symmetry) }, (_, seed) =>
    SIZES[task].map((size) => ({ name: `seed ${seed}`, size, setting: setting(size) })),
  );
  return train(task, symmetry, method, runs.flat(), BUDGET);
}

/** One size with another budget. */
export function spend(
  symmetry: Symmetry,
  method: Method,
  size: number,
  setting: Setting,
  budget: TrainOptions,
): Outcome {
  const runs = Array.from({ length: seedsOf('function', symmetry) }, (_, seed) => ({
    name: `seed ${seed}`,
    size,
    setting,
  }));
  return train('function', symmetry, method, runs, budget);
}

interface NamedRun {
  readonly name: string;
  readonly size: number;
  readonly setting: Setting;
}

function train(
  task: Task,
  symmetry: Symmetry,
  method: Method,
  named: readonly NamedRun[],
  budget: TrainOptions,
): Outcome {
  const features = new Features(symmetry, method === 'exact');
  const examples = new Map<string, Example>();
  for (const { name } of named) if (!examples.has(name)) examples.set(name, cachedExample(task, symmetry, name));
  const runs: Run[] = named.map(({ name, size, setting }) => ({
    examples: examples.get(name)!.examples,
    size,
    setting,
  }));
  const random = randomFrom(seedOf(`${task} ${nameOf(symmetry)} ${method} training`));
  const start = performance.now();
  const stack = trainStack(method, runs, features, random, budget);
  const trainingSeconds = (performance.now() - start) / 1000;
  const tests = new Map(
    Array.from(
      examples,
      ([
        name,
        {
          examples: { target },
          testPoints,
        },
      ]) => [name, testSet(target, testPoints, features, MOVED, randomFrom(seedOf('images')))],
    ),
  );
  const rows = named.map(({ name, size, setting }, i) => {
    const { arity, unit } = runs[i]!.examples.target;
    return { example: name, size, setting, unit, ...measure(stack, i, arity, features.width, tests.get(name)!) };
  });
  const { parameters } = stack;
  stack.dispose();
  features.dispose();
  return { rows, trainingSeconds, parameters };
}

/** The methods of a group follow each other and have the same examples. */
let cached: { key: string; examples: Map<string, Example> } | undefined;

function cachedExample(task: Task, symmetry: Symmetry, name: string): Example {
  const key = `${task} ${nameOf(symmetry)}`;
  if (cached?.key !== key) cached = { key, examples: new Map() };
  let example = cached.examples.get(name);
  if (example === undefined) cached.examples.set(name, (example = exampleOf(task, symmetry, name)));
  return example;
}
