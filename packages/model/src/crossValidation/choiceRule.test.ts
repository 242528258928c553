import { describe, expect, it } from 'vitest';
import { type Candidate, decision, isStillAhead, tried } from './choiceRule.js';

/** Errors of ten crystals in each fold: a mean, and by how much every second one is larger or smaller. */
const candidate = (variant: Candidate['variant'], means: readonly number[], noise = 0): Candidate => ({
  variant,
  folds: means.map((mean) => ({ x: Array.from({ length: 10 }, (_, i) => mean + (i % 2 === 0 ? noise : -noise)) })),
});
const geometry = candidate('geometry', [1, 2]);

describe('the rule by which a variant is chosen', () => {
  it('takes another variant that is clearly better in each part', () => {
    const { variant, reason } = decision(geometry, [candidate('distance', [0.9, 1.6])]);
    expect(variant).toBe('distance');
    expect(reason).toBe('its errors on space groups that were held out are 15 % smaller than those of geometry');
  });

  it('takes the best of several', () => {
    const others = [candidate('distance', [0.9, 1.8]), candidate('full', [0.8, 1.6])];
    expect(decision(geometry, others).variant).toBe('full');
  });

  it.each([
    ['larger errors', candidate('distance', [1.2]), /the errors of distance are 20 % larger/],
    ['no difference', candidate('distance', [1, 2]), /distance are 0.0 % larger/],
    ['less than seeds differ by', candidate('distance', [0.98, 1.96]), /2 % smaller, and 3 % may be chance/],
    ['less than crystals differ by', candidate('distance', [0.9, 1.8], 0.9), /10 % smaller, and \d+ % may be chance/],
    ['better in one part, worse in the other', candidate('distance', [0.5, 2.2]), /20 % smaller, but not in each part/],
    ['a training that diverged', candidate('distance', []), /the training of distance diverged/],
  ])('keeps the default: %s', (_, other, reason) => {
    expect(decision(geometry, [other])).toEqual({ variant: 'geometry', reason: expect.stringMatching(reason) });
  });

  it('counts targets alike, whatever their units', () => {
    const errors = (x: number, y: number): Candidate['folds'] => [{ x: [x, x], y: [y, y] }];
    const { gain, deviation } = tried(
      { variant: 'geometry', folds: errors(1, 1000) },
      { variant: 'distance', folds: errors(0.9, 700) },
    );
    expect([gain, deviation]).toEqual([expect.closeTo(0.2, 12), 0]);
  });

  it('has the standard error of the paired differences', () => {
    // Differences 0.1 ± 0.2 over a mean of 1: their deviation is 0.2, of the mean of ten 0.2 / √10; two such parts, √2 less.
    const standard = candidate('geometry', [1, 1]);
    const { gain, deviation } = tried(standard, candidate('distance', [0.9, 0.9], 0.2));
    expect(gain).toBeCloseTo(0.1, 12);
    expect(deviation).toBeCloseTo(0.2 / Math.sqrt(20), 12);
    expect(tried(standard, standard)).toEqual({ variant: 'geometry', errors: [{ x: 1 }, { x: 1 }] });
  });

  it('goes on only with variants that are ahead', () => {
    expect(isStillAhead(geometry, candidate('distance', [0.99]))).toBe(true);
    expect(isStillAhead(geometry, candidate('distance', [1.01]))).toBe(false);
    expect(isStillAhead(geometry, candidate('distance', []))).toBe(false);
    expect(isStillAhead(candidate('geometry', [0]), candidate('distance', [0]))).toBe(false);
  });
});
