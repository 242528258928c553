import { Random } from '@crystal-fourier/math3';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CliError } from '../shell/failure.js';
import { fitBaselines } from './fitBaselines.js';
import { fitBoosting } from './gradientBoosting.js';
import { fitRidge } from './ridge.js';
import { innerSplit } from './descriptorTable.js';
import { loadXGBoost, type Table } from './xgboost.js';

const random = (seed: number): (() => number) => {
  const generator = Random.seeded(seed);
  return () => generator.bits() / 2 ** 32;
};

function uniform(rows: number, columns: number, seed: number): Table {
  const next = random(seed);
  return { rows, columns, values: Float64Array.from({ length: rows * columns }, next) };
}

const labelsOf = ({ rows, columns, values }: Table, f: (row: Float64Array) => number): Float64Array =>
  Float64Array.from({ length: rows }, (_, r) => f(values.subarray(r * columns, (r + 1) * columns)));

const mae = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a, (value, i) => Math.abs(value - b[i]!)).reduce((sum, error) => sum + error / a.length, 0);

describe('fitRidge', () => {
  it('finds a linear law, whatever the units of the columns', () => {
    const train = uniform(200, 4, 1);
    const law = (row: Float64Array): number => 3 * row[0]! - 2 * row[1]! + 0.5 * row[2]! + 7;
    const { predict, penalty } = fitRidge(train, labelsOf(train, law));
    const unseen = uniform(50, 4, 2);
    expect(mae(predict(unseen), labelsOf(unseen, law))).toBeLessThan(1e-3);
    expect(penalty).toBe(1e-5);
    const inUnits = (table: Table): Table => ({
      ...table,
      values: table.values.map((value, i) => value * [1e3, 1, 1e-3, 1][i % 4]! - 5),
    });
    const scaled = fitRidge(inUnits(train), labelsOf(train, law)).predict(inUnits(unseen));
    expect(mae(scaled, predict(unseen))).toBeLessThan(1e-6);
  });

  it('solves the penalised normal equations', () => {
    // One column with mean 0 and deviation 1: w = Σxy/n / (1 + λ), b = mean of y.
    const table: Table = { rows: 4, columns: 1, values: Float64Array.of(-1, 1, -1, 1) };
    const { predict, penalty } = fitRidge(table, [1, 5, 2, 4]);
    const [slope, intercept] = [(-1 + 5 - 2 + 4) / 4 / (1 + penalty), 3];
    expect([...predict(table)][1]).toBeCloseTo(intercept + slope, 12);
  });

  it('tells a value that is not known from the mean', () => {
    const train = uniform(300, 2, 3);
    for (let r = 0; r < 300; r += 3) train.values[2 * r] = NaN;
    const labels = labelsOf(train, (row) => (Number.isNaN(row[0]) ? 10 : 0));
    const fitted = fitRidge(train, labels).predict(train);
    expect(mae(fitted, labels)).toBeLessThan(0.01);
  });

  it('gives the mean where columns say nothing', () => {
    const table: Table = { rows: 6, columns: 1, values: new Float64Array(6).fill(0.1) };
    expect(fitRidge(table, [1, 2, 3, 4, 5, 6]).predict(table)[0]).toBeCloseTo(3.5, 12);
    expect(fitRidge({ rows: 1, columns: 1, values: Float64Array.of(2) }, [5]).predict(table)[0]).toBeCloseTo(5, 12);
  });
});

describe('fitBoosting', () => {
  const law = (row: Float64Array): number => (row[0]! > 0.5 ? 2 : 0) + (row[1]! > 0.3 && row[2]! < 0.6 ? 1 : 0);

  it('learns steps and interactions that a linear model cannot', async () => {
    // Columns say the same several times, as descriptors of elements do: each tree sees some of them.
    const repeated = (table: Table): Table => ({
      ...table,
      values: table.values.map((_, i) => table.values[i - (i % 12) + (i % 3)]!),
    });
    const [train, unseen] = [repeated(uniform(400, 12, 4)), repeated(uniform(100, 12, 5))];
    const labels = labelsOf(train, law);
    const boosted = await fitBoosting(train, labels);
    const error = mae(boosted.predict(unseen), labelsOf(unseen, law));
    boosted.free();
    expect(error).toBeLessThan(0.1);
    expect(error).toBeLessThan(0.3 * mae(fitRidge(train, labels).predict(unseen), labelsOf(unseen, law)));
  });

  it('is the same for the same seed, and another for another', async () => {
    const train = uniform(200, 6, 6);
    const fit = async (seed: number): Promise<number[]> => {
      const boosted = await fitBoosting(train, labelsOf(train, law), { seed, maxRounds: 100 });
      const predicted = [...boosted.predict(train)];
      boosted.free();
      return predicted;
    };
    const [first, again, other] = [await fit(1), await fit(1), await fit(2 ** 32 - 1)];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it('fits all rows, and finds the number of trees on rows for validation', async () => {
    const [train, judged] = [uniform(300, 4, 10), uniform(100, 4, 11)];
    // Labels without a law: more trees only learn by heart.
    const noise = (table: Table): Float64Array => labelsOf(table, (row) => (1e4 * row[0]!) % 1);
    const validation = { table: judged, labels: noise(judged) };
    const boosted = await fitBoosting(train, noise(train), { validation });
    const fixed = await fitBoosting(train, noise(train), {
      validation: { table: train, labels: noise(train) },
      maxRounds: boosted.rounds,
    });
    expect(boosted.rounds).toBeLessThan(1500);
    expect([...boosted.predict(judged)]).toEqual([...fixed.predict(judged)]);
    for (const { free } of [boosted, fixed]) free();
  });

  it('takes values that are not known, and −1 for a value', async () => {
    const train = uniform(300, 2, 7);
    for (let r = 0; r < 300; r++) train.values[2 * r] = [NaN, -1, 1][r % 3]!;
    const labels = Float64Array.from({ length: 300 }, (_, r) => [0, 5, 9][r % 3]!);
    const boosted = await fitBoosting(train, labels, { maxRounds: 300 });
    expect(mae(boosted.predict(train), labels)).toBeLessThan(0.2);
    boosted.free();
  });

  it('gives probabilities of classes', async () => {
    const train = uniform(300, 3, 8);
    const labels = labelsOf(train, (row) => Number(row[0]! > 0.4));
    const boosted = await fitBoosting(train, labels, { task: 'classification', maxRounds: 200 });
    const predicted = boosted.predict(train);
    boosted.free();
    expect(Math.min(...predicted)).toBeGreaterThan(0);
    expect(Math.max(...predicted)).toBeLessThan(1);
    expect(mae(predicted, labels)).toBeLessThan(0.2);
  });

  it('fits tables that are larger than the stack of the module', async () => {
    // 13,200 × 100 numbers of 4 bytes are 5.3 MB.
    const train = uniform(13_200, 100, 9);
    const { booster } = await loadXGBoost();
    const trees = booster(train, labelsOf(train, law), { max_depth: 2, eta: 0.5, seed: 0, colsample_bytree: 0.05 });
    trees.boost(2);
    expect(Number.isFinite(trees.predict(uniform(1, 100, 1))[0])).toBe(true);
    trees.free();
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    stop.abort();
    const train = uniform(50, 2, 1);
    await expect(fitBoosting(train, new Float64Array(50), { signal: stop.signal })).rejects.toThrow(CliError);
  });
});

describe('loadXGBoost', () => {
  afterEach(() => void vi.restoreAllMocks());

  it('leaves the handlers of the process alone and prints nothing', async () => {
    const log = vi.spyOn(console, 'log');
    const before = process.listeners('uncaughtException').length;
    await loadXGBoost();
    const boosted = await fitBoosting(uniform(20, 2, 1), new Float64Array(20).fill(1), { maxRounds: 100 });
    boosted.free();
    expect(process.listeners('uncaughtException')).toHaveLength(before);
    expect(log).not.toHaveBeenCalled();
  });
});

describe('innerSplit', () => {
  it('puts every row into one of the two, a fifth into the second', () => {
    const { fit, judge } = innerSplit(103, 5);
    expect([...fit, ...judge].sort((a, b) => a - b)).toEqual(Array.from({ length: 103 }, (_, i) => i));
    expect(judge).toHaveLength(21);
    expect(innerSplit(103, 6).judge).not.toEqual(judge);
  });
});

describe('fitBaselines', () => {
  const next = random(11);
  const crystals = Array.from({ length: 120 }, () => ({
    groupNumber: 1 + Math.floor(230 * next()),
    atomicNumbers: Uint8Array.of(1 + Math.floor(94 * next()), 8),
    multiplicities: Uint16Array.of(1 + Math.floor(4 * next()), 2),
    cell: Float64Array.from({ length: 7 }, next),
  }));
  const volume = ({ cell }: (typeof crystals)[0]): number => Math.exp(cell[6]!);

  it('trains on labelled crystals and predicts the others, better than the mean', async () => {
    const [train, unseen] = [crystals.slice(0, 100), crystals.slice(100)];
    const labels = train.map((crystal, i) => (i % 10 === 0 ? NaN : volume(crystal)));
    const found = await fitBaselines({ train, labels, unseen });
    expect(found.map(({ name }) => name)).toEqual(['mean', 'ridge', 'gradient boosting']);
    const errors = found.map(({ predicted }) => mae(predicted, unseen.map(volume)));
    expect(found[0]!.trained).toBe(90);
    const known = labels.filter((label) => !Number.isNaN(label));
    expect(found[0]!.predicted[0]).toBeCloseTo(known.reduce((sum, x) => sum + x, 0) / 90, 12);
    expect(errors[1]).toBeLessThan(0.2 * errors[0]!);
    expect(errors[2]).toBeLessThan(0.5 * errors[0]!);
  });

  it('leaves ridge regression out for classes, and everything without labels', async () => {
    const labels = crystals.map((crystal) => Number(volume(crystal) > 1.6));
    const found = await fitBaselines(
      { train: crystals, labels, unseen: crystals.slice(0, 3) },
      { task: 'classification' },
    );
    expect(found.map(({ name }) => name)).toEqual(['mean', 'gradient boosting']);
    expect(await fitBaselines({ train: crystals, labels: crystals.map(() => NaN), unseen: crystals })).toEqual([]);
  });
});
