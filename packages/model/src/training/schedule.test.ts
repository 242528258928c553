import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TrainingOptions } from '../config/trainingOptions.js';
import { learningRateAt } from './schedule.js';

type Schedule = TrainingOptions['schedule'];
const SCHEDULES: readonly Schedule[] = ['one-cycle', 'cosine', 'constant'];

/** Rates of all steps. */
const rates = (schedule: Schedule, steps: number, warmup: number, learningRate = 1): number[] =>
  Array.from({ length: steps }, (_, step) => learningRateAt(step, steps, { schedule, learningRate, warmup }));

// cos²(kπ/16) for k = 0 … 8, from radicals: the height of a cosine that falls from 1 to 0 in eight steps.
const [r1, r2] = [Math.sqrt(2 + Math.SQRT2), Math.sqrt(2 - Math.SQRT2)];
const FALL = [
  1,
  (2 + r1) / 4,
  (2 + Math.SQRT2) / 4,
  (2 + r2) / 4,
  1 / 2,
  (2 - r2) / 4,
  (2 - Math.SQRT2) / 4,
  (2 - r1) / 4,
  0,
];
const last = 1e-4;

const TABLES: Readonly<Record<Schedule, readonly number[]>> = {
  // Two steps of warm-up of eleven: the rate begins at 1/25 and is half-way up, at (1/25 + 1) / 2, after one of the two.
  'one-cycle': [0.04, 0.52, ...FALL.map((height) => last + (1 - last) * height)],
  cosine: [0.5, 1, ...FALL],
  constant: [0.5, ...new Array<number>(10).fill(1)],
};

const shares = fc.integer({ min: 0, max: 99 }).map((percent) => percent / 100);
const lengths = fc.integer({ min: 3, max: 400 });

describe.each(SCHEDULES)('the schedule %s', (schedule) => {
  it('has these rates with two steps of warm-up of eleven', () => {
    const table = TABLES[schedule];
    rates(schedule, 11, 2 / 11).forEach((rate, step) => expect(rate, `step ${step}`).toBeCloseTo(table[step]!, 12));
    expect(table).toHaveLength(11);
  });

  it('rises to the highest rate, which no step exceeds, and is proportional to it', () => {
    fc.assert(
      fc.property(lengths, shares, fc.constantFrom(1e-4, 3e-3, 0.1), (steps, warmup, learningRate) => {
        const all = rates(schedule, steps, warmup, learningRate);
        const unit = rates(schedule, steps, warmup);
        all.forEach((rate, step) => expect(rate / learningRate).toBeCloseTo(unit[step]!, 12));
        const rise = Math.max(1, Math.round(warmup * steps));
        expect(Math.max(...unit)).toBeLessThanOrEqual(1 + 1e-12);
        if (rise < steps) expect(unit[rise]).toBeCloseTo(1, 12);
        for (let step = 1; step < steps; step++) {
          if (step < rise) expect(unit[step]).toBeGreaterThan(unit[step - 1]!);
          else if (step > rise) expect(unit[step]).toBeLessThanOrEqual(unit[step - 1]!);
        }
      }),
    );
  });

  it('ends where it should, and stays there beyond the last step', () => {
    fc.assert(
      fc.property(lengths, shares, fc.nat(50), (steps, warmup, more) => {
        fc.pre(Math.round(warmup * steps) < steps - 1);
        const end = { 'one-cycle': last, cosine: 0, constant: 1 }[schedule];
        const at = (step: number): number => learningRateAt(step, steps, { schedule, learningRate: 1, warmup });
        expect(at(steps - 1)).toBeCloseTo(end, 12);
        // Batches of a later epoch may be more than were planned for.
        expect(at(steps - 1 + more)).toBeCloseTo(end, 12);
      }),
    );
  });

  it('begins at once without warm-up', () => {
    const first = learningRateAt(0, 100, { schedule, learningRate: 1, warmup: 0 });
    expect(first).toBeCloseTo(schedule === 'one-cycle' ? 0.04 : 1, 12);
    expect(learningRateAt(1, 100, { schedule, learningRate: 1, warmup: 0 })).toBeCloseTo(1, 12);
  });

  it('has a rate for a training of one step', () => {
    for (const warmup of [0, 0.5]) {
      const [rate, ...others] = rates(schedule, 1, warmup);
      expect(others).toEqual([]);
      expect(rate).toBeCloseTo(schedule === 'one-cycle' ? 0.04 : 1, 12);
    }
  });
});
