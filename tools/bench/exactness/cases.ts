import { randomFrom, randomPoints, seedOf } from './random.ts';
import { planeSymmetries, spaceSymmetries, type Symmetry } from './symmetries.ts';
import { orbitDistance, randomFunction, type Target } from './targets.ts';
import type { Examples } from './training.ts';

export type Task = 'function' | 'distance';

/** Sizes of training sets: the smaller ones are the beginnings of the largest. */
export const SIZES: Readonly<Record<Task, readonly number[]>> = {
  function: [32, 160, 800, 4000],
  distance: [160, 800, 4000],
};
/** Random functions, or cells, of each group. */
export const seedsOf = (task: Task, { kind }: Symmetry): number => (task === 'distance' ? 1 : kind === 'plane' ? 3 : 2);
/** Points, or pairs, of a test set, and how many of these are moved by the group. */
export const TEST = 1024;
export const MOVED = 128;

const symmetries: readonly Symmetry[] = [...planeSymmetries(), ...spaceSymmetries()];

/** `plane 12`, `space 225`. */
export const nameOf = ({ kind, number }: Symmetry): string => `${kind} ${number}`;

export function symmetryOf(name: string): Symmetry {
  const found = symmetries.find((symmetry) => nameOf(symmetry) === name);
  if (found === undefined) throw new Error(`symmetryOf: expected a group of the benchmark, got ${name}`);
  return found;
}

/** One of each crystal system: a step costs twice that of a function. */
const DISTANCE_GROUPS = new Set([2, 14, 62, 136, 152, 194, 225]);

/** Groups that a task is done for. */
export const casesOf = (task: Task): readonly Symmetry[] =>
  task === 'function'
    ? symmetries
    : symmetries.filter(({ kind, number }) => kind === 'space' && DISTANCE_GROUPS.has(number));

/** Groups whose tuning functions and cells settle the settings of training. Those are others than the ones that are reported. */
export const TUNING_CASES: Readonly<Record<Task, readonly string[]>> = {
  function: ['plane 8', 'plane 15', 'space 14', 'space 152', 'space 221'],
  distance: ['space 14', 'space 221'],
};
export const TUNING_SIZES: Readonly<Record<Task, readonly number[]>> = {
  function: [160, 800, 4000],
  distance: [800, 4000],
};

export interface Example {
  readonly examples: Examples;
  /** (TEST, arity, dim). */
  readonly testPoints: Float64Array;
}

/** A target with its points. Its name settles all of it. */
export function exampleOf(task: Task, symmetry: Symmetry, name: string): Example {
  const random = randomFrom(seedOf(`${task} ${nameOf(symmetry)} ${name}`));
  const target: Target = (task === 'function' ? randomFunction : orbitDistance)(symmetry, random);
  const points = randomPoints(random, Math.max(...SIZES[task]) * target.arity, symmetry.dim);
  const testPoints = randomPoints(random, TEST * target.arity, symmetry.dim);
  return { examples: { target, points, values: target.values(points) }, testPoints };
}
