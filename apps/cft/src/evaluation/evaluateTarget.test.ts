import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LearnedTarget } from '../config/learnedTargets.js';
import { CliError } from '../shell/failure.js';
import { shortNumber } from '../shell/numberText.js';
import { calibrationOf } from './calibration.js';
import { type EvaluatedRecord, evaluateTarget } from './evaluateTarget.js';
import { evaluationLines } from './evaluationText.js';
import { predictionTable, readPredictionTable } from './predictionTable.js';

const target: LearnedTarget = { name: 'k', task: 'regression', log10: false };
const record = (id: string, group: number, truth: number | undefined, predicted: number): EvaluatedRecord => ({
  id,
  formula: 'NaCl',
  group,
  crystalSystem: group === 225 ? 'cubic' : 'triclinic',
  truth: truth === undefined ? {} : { k: truth },
  predicted: { k: predicted },
});

describe('evaluateTarget', () => {
  const records = [
    record('a', 225, 10, 12),
    record('b', 225, 20, 20),
    record('c', 2, 100, 90),
    record('d', 1, undefined, 5),
  ];

  it('scores all records, systems, groups and other models on the same records', () => {
    const found = evaluateTarget(records, target, 'network', [
      { name: 'mean', predicted: [30, 30, 31, 40], note: '30' },
    ])!;
    expect([found.count, found.leftOut]).toEqual([3, 1]);
    expect(found.models.map(({ name }) => name)).toEqual(['network', 'mean']);
    expect(found.models[0]!.score.metrics).toMatchObject({ count: 3, mae: 4 });
    expect(found.models[1]).toMatchObject({ note: '30', score: { metrics: { count: 3, mae: 33 } } });
    expect(found.bySystem.map(({ name, score }) => [name, score.metrics.count])).toEqual([
      ['triclinic', 1],
      ['cubic', 2],
    ]);
    expect(found.byGroup.map(({ name, score }) => [name, (score.metrics as { mae: number }).mae])).toEqual([
      ['2', 10],
      ['225', 1],
    ]);
    expect(found.models[0]!.score.log10).toBeUndefined();
  });

  it('scores logarithms of targets learned so, and leaves out what has none', () => {
    const found = evaluateTarget(
      [record('a', 225, 10, 100), record('b', 225, 1000, 1000), record('c', 1, -3, 4), record('d', 1, 0, 4)],
      { ...target, log10: true },
    )!;
    expect([found.count, found.leftOut]).toEqual([2, 2]);
    expect(found.models[0]!.score.log10).toMatchObject({ mae: 0.5 });
    expect(found.models[0]!.score.metrics).toMatchObject({ mae: 45 });
  });

  it('scores classes', () => {
    const found = evaluateTarget([record('a', 1, 1, 0.9), record('b', 1, 0, 0.2), record('c', 1, 0.5, 0.2)], {
      ...target,
      task: 'classification',
    })!;
    expect([found.count, found.leftOut]).toEqual([2, 1]);
    expect(found.models[0]!.score.metrics).toMatchObject({ accuracy: 1, auc: 1 });
    expect(evaluationLines(found).join('\n')).toContain('AUC');
  });

  it('is undefined without a true value', () => {
    expect(evaluateTarget([record('d', 1, undefined, 5)], target)).toBeUndefined();
  });

  it('sums up to the whole: counts and errors of slices', () => {
    const number = fc.double({ min: -50, max: 50, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(1, 2, 225), number, number), { minLength: 1, maxLength: 30 }),
        (rows) => {
          const all = rows.map(([group, truth, predicted], i) => record(`r${i}`, group, truth, predicted));
          const { models, bySystem, byGroup } = evaluateTarget(all, target)!;
          const whole = models[0]!.score.metrics as { mae: number };
          for (const slices of [bySystem, byGroup]) {
            const parts = slices.map(({ score }) => score.metrics as { count: number; mae: number });
            expect(parts.reduce((sum, { count }) => sum + count, 0)).toBe(rows.length);
            const sum = parts.reduce((total, { count, mae }) => total + count * mae, 0);
            expect(sum / rows.length).toBeCloseTo(whole.mae, 8);
          }
        },
      ),
    );
  });

  it('is printed with the groups that have most records', () => {
    const many = Array.from({ length: 40 }, (_, i) => record(`r${i}`, i < 20 ? 225 : 1 + i, i + 1, i + 2));
    const lines = evaluationLines(evaluateTarget(many, { ...target, log10: true }, 'network, full')!);
    expect(lines[0]).toBe('k: 40 records; errors of log10 first');
    expect(lines[1]).toMatch(/^model +MAE log10 +RMSE log10 +R² log10 +MAE +RMSE +R²$/);
    expect(lines.find((line) => line.startsWith('group'))).toMatch(/^group \(12 of 21\) +records/);
    expect(lines.filter((line) => /^225 +20 .*[^–]$/.test(line))).toHaveLength(1);
    // One record says nothing of its spread.
    expect(lines.filter((line) => /^2[1-9] +1 .* – .* –$/.test(line)).length).toBeGreaterThan(0);
  });
});

describe('calibrationOf', () => {
  it('knows spreads that are the errors', () => {
    const errors = Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? 1 : -1) * (i + 1));
    const found = calibrationOf(errors.map(Math.abs), errors)!;
    expect(found.rankCorrelation).toBeCloseTo(1, 12);
    expect(found.within).toEqual([1, 1]);
    expect(found.ratio).toBeCloseTo(1, 12);
    expect(found.bins).toHaveLength(10);
    expect(found.bins.reduce((sum, { count }) => sum + count, 0)).toBe(100);
    for (const { spread, error } of found.bins) expect(error).toBeCloseTo(spread, 10);
  });

  it('agrees with shares and ranks by hand', () => {
    // |errors| 1, 3, 5, 0 of spreads 2, 1, 3, 4: ranks 2, 3, 4, 1 against 2, 1, 3, 4; Σd² = 0 + 4 + 1 + 9.
    const found = calibrationOf([2, 1, 3, 4], [1, -3, 5, 0])!;
    expect(found.rankCorrelation).toBeCloseTo(1 - (6 * 14) / (4 * 15), 12);
    expect(found.within).toEqual([0.5, 0.75]);
    expect(found.ratio).toBeCloseTo(Math.sqrt(35 / 30), 12);
  });

  it('says nothing of one network, or of one record', () => {
    expect(calibrationOf([0, 0, 0], [1, 2, 3])).toBeUndefined();
    expect(calibrationOf([1], [1])).toBeUndefined();
    expect(calibrationOf([1, 1], [1, 2])!.rankCorrelation).toBe(0);
  });

  it('is in log10 units, as the spread is, for logarithmic targets', () => {
    const records = [10, 100].map((truth, i) => ({ ...record(`r${i}`, 1, truth, truth * 10), spread: { k: 0.5 } }));
    const found = evaluateTarget(records, { ...target, log10: true })!;
    expect(found.calibration!.ratio).toBeCloseTo(2, 12);
    expect(evaluationLines(found).at(-1)).toContain('errors are 2.000 times the spread');
  });
});

describe('predictionTable', () => {
  it('comes back, whatever names and numbers are', () => {
    // The sign of 0 is lost.
    const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }), fc.option(number), number), {
          minLength: 1,
          maxLength: 5,
        }),
        fc.boolean(),
        (rows, ensemble) => {
          const records = rows.map(([id, truth, predicted]) => ({
            ...record(id, 225, truth ?? undefined, predicted),
            ...(ensemble ? { spread: { k: Math.abs(predicted) } } : {}),
          }));
          expect(readPredictionTable(predictionTable(records, ['k']), 'x.csv')).toEqual({ records, targets: ['k'] });
        },
      ),
    );
  });

  it('is refused where it is something else', () => {
    expect(() => readPredictionTable('a,b\n1,2\n', 'x.csv')).toThrow(/x\.csv: .* no column id/);
    expect(() => readPredictionTable('id,group,formula\n1,2,NaCl\n', 'x.csv')).toThrow(/NAME_predicted/);
    expect(() => readPredictionTable('id,group,formula,k_predicted\n1,231,NaCl,2\n', 'x.csv')).toThrow(CliError);
    expect(() => readPredictionTable('id,group\n"1', 'x.csv')).toThrow(CliError);
  });
});

describe('shortNumber', () => {
  it('has four digits that count', () => {
    expect([0.052341, 12.3456, 1234.56, 0, -0.5, 1.5e9, 2e-9].map(shortNumber)).toEqual([
      '0.05234',
      '12.35',
      '1235',
      '0',
      '-0.5000',
      '1.50e+9',
      '2.00e-9',
    ]);
  });
});
