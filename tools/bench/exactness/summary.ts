import { casesOf, nameOf, seedsOf, SIZES, symmetryOf, type Task, TEST } from './cases.ts';
import { BUDGET, type Outcome, type Row } from './experiment.ts';
import type { Settings } from './settings.ts';
import { COST, type Method, METHODS } from './training.ts';

/** Means of one method for one group, by size of the training set. */
interface Curve {
  /** Geometric mean over seeds of the root mean square error, relative to the target's standard deviation. */
  readonly rms: number[];
  /** Least and largest of these errors. */
  readonly range: (readonly [number, number])[];
  /** Mean absolute error, in the target's unit (Å for distances). */
  readonly mae: number[];
  /** Error of the mean over the images of a point: a network that is symmetrised when it is used. */
  readonly averaged: number[];
  /** Root mean square of f(gx) − f(x), geometric mean over seeds, and its largest absolute value over all seeds; in the target's unit. */
  readonly violation: number[];
  readonly worst: number[];
}

export interface GroupResult {
  readonly kind: 'plane' | 'space';
  readonly number: number;
  readonly symbol: string;
  readonly system: string;
  /** Operations modulo the lattice vectors of the conventional cell. */
  readonly order: number;
  /** Random functions, or cells. */
  readonly seeds: number;
  /** Of one network, the same for all methods. */
  readonly parameters: number;
  readonly methods: Readonly<Record<Method, Curve>>;
}

export interface Computing {
  readonly groups: readonly string[];
  readonly size: number;
  readonly steps: readonly number[];
  /** Width of the hidden layers of the wider networks. */
  readonly wide: number;
}

/**
 * Everything that the documentation is made from, as docs/generalisation/exactness.json has it. Groups and budgets that some method is not measured for
 * are left out, and `complete` is false.
 */
export function summary(
  outcomes: ReadonlyMap<string, Outcome>,
  settings: Readonly<Record<Task, Settings>>,
  computing: Computing,
): object {
  const resultsOf = (task: Task): GroupResult[] =>
    casesOf(task).flatMap((symmetry) => {
      const found = METHODS.map((method) => outcomes.get(`${task} ${nameOf(symmetry)} ${method}`));
      const [none, augmentation, penalty, exact] = found.map(
        (outcome) => outcome && curveOf(outcome.rows, SIZES[task]),
      );
      if (!none || !augmentation || !penalty || !exact) return [];
      const { kind, number, symbol, system, operations } = symmetry;
      return {
        kind,
        number,
        symbol,
        system,
        order: operations.length,
        seeds: seedsOf(task, symmetry),
        parameters: found[0]!.parameters,
        methods: { none, augmentation, penalty, exact },
      };
    });
  const functions = resultsOf('function');
  const distances = resultsOf('distance');
  const rows = computingRows(outcomes, computing);
  const missing = casesOf('function').length - functions.length + casesOf('distance').length - distances.length;
  return {
    format: 'crystal-fourier/exactness',
    version: 1,
    budget: BUDGET,
    applicationsPerPoint: COST,
    testPoints: TEST,
    sizes: SIZES,
    settings,
    complete: missing === 0 && rows.length === 3 * (computing.steps.length + 2) * computing.groups.length,
    functions,
    distances,
    computing: { ...computing, rows },
  };
}

function curveOf(rows: readonly Row[], sizes: readonly number[]): Curve {
  const at = (value: (row: Row) => number): number[][] =>
    sizes.map((size) => rows.filter((row) => row.size === size).map(value));
  const means = (value: (row: Row) => number): number[] => at(value).map((values) => rounded(geometricMean(values)));
  return {
    rms: means(({ rms }) => rms),
    range: at(({ rms }) => rms).map((values) => [rounded(Math.min(...values)), rounded(Math.max(...values))]),
    mae: means(({ mae, unit }) => mae * unit),
    averaged: means(({ averaged }) => averaged),
    violation: means(({ violation, unit }) => violation * unit),
    worst: at(({ worst, unit }) => worst * unit).map((values) => rounded(Math.max(...values))),
  };
}

/** Errors by the number of times that the network was applied to a point in training. */
function computingRows(outcomes: ReadonlyMap<string, Outcome>, { groups, size, steps }: Computing): object[] {
  const methods = METHODS.filter((method) => method !== 'none');
  return groups.flatMap((group) =>
    methods.flatMap((method) => {
      const row = (key: string, taken: number, wide = false): object[] => {
        const outcome = outcomes.get(key);
        if (outcome === undefined) return [];
        const { rows, parameters } = outcome;
        const { rms, averaged, violation } = curveOf(rows, [size]);
        const applications = taken * BUDGET.batch * COST[method];
        const { symbol } = symmetryOf(group);
        const errors = { rms: rms[0], averaged: averaged[0], violation: violation[0] };
        return [{ group, symbol, method, wide, parameters, applications, ...errors }];
      };
      const usual = { taken: BUDGET.steps, key: `function ${group} ${method}` };
      const others = steps.map((taken) => ({ taken, key: `steps ${taken} ${group} ${method}` }));
      // Alone, the usual budget says nothing.
      if (others.every(({ key }) => !outcomes.has(key))) return [];
      return [
        ...[usual, ...others].toSorted((a, b) => a.taken - b.taken).flatMap(({ taken, key }) => row(key, taken)),
        ...row(`wide ${group} ${method}`, BUDGET.steps, true),
      ];
    }),
  );
}

/** Of p1 nothing is moved, and the violation is 0. */
const geometricMean = (values: readonly number[]): number =>
  Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);

const rounded = (value: number): number => Number(value.toPrecision(4));
