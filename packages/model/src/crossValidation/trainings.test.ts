import { holdOut, type HoldOutItem, type HoldOutRule } from '@crystal-fourier/data';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plannedTrainings, type PlannedTraining } from './trainings.js';

const FORMULAS = ['NaCl', 'Fe2O3', 'SiO2', 'MgO', 'LiFePO4', 'Al'];
const items: HoldOutItem[] = Array.from({ length: 300 }, (_, i) => ({
  id: `r${i}`,
  group: 1 + ((i * 7) % 230),
  formula: FORMULAS[i % FORMULAS.length]!,
}));
const ids = items.map(({ id }) => id);
const rules: HoldOutRule[] = [
  { by: 'system' },
  { by: 'group', keys: ['71', '140', '225'] },
  { by: 'element', keys: ['O', 'Fe', 'Al'] },
  { by: 'random', folds: 3 },
];
const size = ({ train, validation }: PlannedTraining): number => train.length + validation.length;

describe('plannedTrainings', () => {
  const plans = fc.record({
    rule: fc.constantFrom(...rules),
    form: fc.constantFrom('shared', 'own', 'none'),
    parts: fc.integer({ min: 2, max: 6 }),
    validationShare: fc.double({ min: 0, max: 0.5, noNaN: true }),
    seed: fc.nat(),
    trainingSeed: fc.nat(),
  });

  it('never trains on, or chooses by, what it predicts, and holds each fold out once', () => {
    fc.assert(
      fc.property(plans, ({ rule, form, parts, ...options }) => {
        const folds = holdOut(items, rule);
        const plan = plannedTrainings(ids, folds, { inDistribution: { form, parts }, ...options });
        expect(new Set(plan.map(({ name }) => name)).size).toBe(plan.length);
        for (const { train, validation, unseen } of plan) {
          const all = [...train, ...validation, ...unseen];
          expect(new Set(all).size).toBe(all.length);
          expect(all.every((id) => ids.includes(id))).toBe(true);
        }
        const heldOut = plan.filter(({ kind }) => kind === 'held-out');
        expect(heldOut.map(({ fold, unseen }) => ({ name: fold, ids: unseen }))).toEqual(folds);
        expect(heldOut.every((training) => size(training) === ids.length - training.unseen.length)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('predicts each crystal of a fold in distribution exactly once', () => {
    fc.assert(
      fc.property(plans, ({ rule, form, parts, ...options }) => {
        const folds = holdOut(items, rule);
        const beside = plannedTrainings(ids, folds, { inDistribution: { form, parts }, ...options }).filter(
          ({ kind }) => kind === 'in-distribution',
        );
        if (form === 'none') expect(beside).toEqual([]);
        for (const fold of form === 'none' ? [] : folds) {
          const predicted = beside
            .filter((training) => (training.fold ?? fold.name) === fold.name)
            .flatMap(({ unseen }) => unseen)
            .filter((id) => fold.ids.includes(id));
          expect(predicted.sort()).toEqual(fold.ids);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('has, for a fold by itself, exactly as many records as the held-out training, its other crystals among them', () => {
    const folds = holdOut(items, { by: 'system' });
    const inDistribution = { form: 'own', parts: 2 } as const;
    const options = { inDistribution, validationShare: 0.1, seed: 1, trainingSeed: 1 };
    for (const training of plannedTrainings(ids, folds, options)) {
      const fold = folds.find(({ name }) => name === training.fold)!;
      expect([size(training), training.validation.length]).toEqual([
        ids.length - fold.ids.length,
        Math.round((ids.length - fold.ids.length) / 10),
      ]);
      if (training.kind === 'held-out') continue;
      const seen = [...training.train, ...training.validation].filter((id) => fold.ids.includes(id));
      expect([...seen, ...training.unseen].sort()).toEqual(fold.ids);
      expect(Math.abs(seen.length - training.unseen.length)).toBeLessThanOrEqual(1);
    }
  });

  it('has, shared, as many records as held-out trainings in the mean over crystals, or what parts leave', () => {
    const folds = holdOut(items, { by: 'random', folds: 3 });
    const sizes = (parts: number): number[] =>
      plannedTrainings(ids, folds, {
        inDistribution: { form: 'shared', parts },
        validationShare: 0,
        seed: 1,
        trainingSeed: 2,
      })
        .filter(({ kind }) => kind === 'in-distribution')
        .map(size);
    expect(sizes(10)).toEqual(new Array<number>(10).fill(200));
    expect(sizes(2)).toEqual([150, 150]);
  });

  it('does not depend on the order of the records, and parts not on the seed of a training', () => {
    const folds = holdOut(items, { by: 'system' });
    const plan = (list: readonly string[], trainingSeed: number): readonly PlannedTraining[] =>
      plannedTrainings(list, folds, {
        inDistribution: { form: 'shared', parts: 5 },
        validationShare: 0.1,
        seed: 3,
        trainingSeed,
      });
    expect(plan(ids.toReversed(), 4)).toEqual(plan(ids, 4));
    expect(plan(ids, 5)).not.toEqual(plan(ids, 4));
    expect(plan(ids, 5).map(({ unseen }) => unseen)).toEqual(plan(ids, 4).map(({ unseen }) => unseen));
  });
});
