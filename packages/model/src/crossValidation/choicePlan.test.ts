import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChoicePlan, choicePlan } from './choicePlan.js';

/** Records of groups 1, 2, …, as many of each as the list says. */
const itemsOf = (sizes: readonly number[]): { id: string; group: number }[] =>
  sizes.flatMap((size, g) => Array.from({ length: size }, (_, i) => ({ id: `r${g}-${i}`, group: g + 1 })));

const asked = { epochs: 40, candidates: 2, share: 0.1, seed: 0 };
const steps = ({ trainings, epochs }: ChoicePlan, candidates: number): number =>
  trainings.reduce((sum, { train }) => sum + candidates * epochs * train.length, 0);

describe('choicePlan', () => {
  it('holds whole groups out, trains on no crystal that it predicts, and depends on the records alone', () => {
    const sizes = fc.array(fc.integer({ min: 60, max: 200 }), { minLength: 12, maxLength: 30 });
    fc.assert(
      fc.property(sizes, fc.nat(), fc.integer({ min: 1, max: 60 }), (list, seed, epochs) => {
        const items = itemsOf(list);
        const plan = choicePlan(items, { ...asked, seed, epochs });
        if (typeof plan === 'string') return expect(items.length).toBeLessThan(1000);
        expect(plan).toEqual(choicePlan(items.toReversed(), { ...asked, seed, epochs }));
        const groupOf = new Map(items.map(({ id, group }) => [id, group]));
        expect(plan.trainings).toHaveLength(2);
        expect(plan.epochs).toBeGreaterThanOrEqual(1);
        expect(plan.epochs).toBeLessThanOrEqual(epochs);
        for (const { train, validation, unseen } of plan.trainings) {
          const trained = new Set(train.map((id) => groupOf.get(id)));
          expect(unseen.every((id) => !trained.has(groupOf.get(id)))).toBe(true);
          expect(unseen.length).toBeGreaterThanOrEqual(100);
          expect(validation).toEqual([]);
        }
        const [first, second] = plan.trainings.map(({ unseen }) => new Set(unseen.map((id) => groupOf.get(id))));
        expect([...first!].some((group) => second!.has(group))).toBe(false);
      }),
      { numRuns: 40 },
    );
  });

  it.each([2, 3])(
    'costs at most a tenth of a large training, and at most half of a small one, with %i candidates',
    (candidates) => {
      const large = itemsOf(Array.from({ length: 100 }, () => 300));
      const plan = choicePlan(large, { ...asked, candidates }) as ChoicePlan;
      expect(steps(plan, candidates)).toBeLessThanOrEqual(0.1 * large.length * asked.epochs);
      expect(steps(plan, candidates)).toBeGreaterThan(0.09 * large.length * asked.epochs);
      for (const size of [120, 300]) {
        const small = itemsOf(Array.from({ length: 10 }, () => size));
        const brief = choicePlan(small, { ...asked, candidates }) as ChoicePlan;
        expect(steps(brief, candidates)).toBeLessThanOrEqual(0.5 * small.length * asked.epochs);
      }
    },
  );

  it('has some epochs even of a short training', () => {
    const items = itemsOf(Array.from({ length: 10 }, () => 100));
    const { epochs, trainings } = choicePlan(items, { ...asked, epochs: 1 }) as ChoicePlan;
    expect([epochs, trainings.every(({ train }) => train.length >= 100)]).toEqual([1, true]);
  });

  it.each([
    ['few records', itemsOf([300, 300, 300]), /with 900 training records/],
    ['one group', itemsOf([5000]), /one space group/],
    ['two groups', itemsOf([2000, 2000]), /2 space groups/],
    ['a group with most of the records', itemsOf([5000, 200, 20]), /same space group/],
  ])('says why it has none: %s', (_, items, reason) => {
    expect(choicePlan(items, asked)).toMatch(reason);
  });
});
