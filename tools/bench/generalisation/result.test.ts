import type { Crossval, CrossvalFold } from '@crystal-fourier/model';
import { describe, expect, it } from 'vitest';
import { pageOf } from './page.mjs';
import { PROTOCOLS } from './protocols.mjs';
import { compact, merged, textOf } from './result.mjs';

/** A result of one model with one fold of so many crystals. */
function resultOf(model: string, kind: 'network' | 'baseline', error: number, crystals = 4): Crossval {
  const ids = Array.from({ length: crystals }, (_, i) => `c${i}`);
  const fold: CrossvalFold = {
    name: 'cubic',
    heldOut: crystals,
    train: 90,
    validation: 10,
    errors: {
      [model]: {
        x: {
          count: crystals,
          heldOut: { mean: error, values: [error] },
          inDistribution: { mean: error / 2, values: [error / 2] },
          price: 2,
          groups: [{ group: 225, count: crystals, heldOut: error, inDistribution: error / 2 }],
        },
      },
    },
    points: {
      ids,
      formulas: ids.map(() => 'NaCl'),
      groups: ids.map(() => 225),
      truth: { x: ids.map((_, i) => i) },
      heldOut: { [model]: { x: ids.map((_, i) => i + error) } },
    },
  };
  return {
    format: 'crystal-fourier/crossval',
    version: 1,
    finished: true,
    created: '2026-01-01T00:00:00.000Z',
    data: { name: 'numbers', hash: 'abc', records: 100 + crystals, leftOut: 0 },
    holdOut: { by: 'group', keys: ['225'] },
    validationShare: 0.1,
    inDistribution: { form: 'own', parts: 2 },
    targets: [{ name: 'x', task: 'regression', log10: false, measure: 'mae' }],
    models: [{ name: model, kind, seeds: [0], options: { training: { epochs: 12 } }, seconds: 1 }],
    folds: [fold],
    mean: { [model]: { x: { heldOut: error, inDistribution: error / 2, price: 2 } } },
    versions: {},
    backend: 'cpu 4',
  };
}

describe('merged', () => {
  it('puts models of several results beside each other, networks first', () => {
    const whole = merged([resultOf('trees', 'baseline', 0.2), resultOf('default', 'network', 0.1)]);
    expect(whole.models.map(({ name }) => name)).toEqual(['default', 'trees']);
    expect(Object.keys(whole.folds[0]!.errors).sort()).toEqual(['default', 'trees']);
    expect(Object.keys(whole.folds[0]!.points!.heldOut).sort()).toEqual(['default', 'trees']);
    expect(whole.mean['trees']!['x']!.heldOut).toBe(0.2);
  });

  it('counts the later result of a model, and refuses what is of other folds', () => {
    const again = merged([resultOf('default', 'network', 0.3), resultOf('default', 'network', 0.1)]);
    expect(again.models).toHaveLength(1);
    expect(again.folds[0]!.errors['default']!['x']!.heldOut.mean).toBe(0.1);
    expect(() => merged([resultOf('a', 'network', 1), resultOf('b', 'network', 1, 5)])).toThrow(/same data, folds/);
    expect(() => merged([])).toThrow(/at least one/);
  });
});

describe('compact', () => {
  it('keeps few crystals, each with its own numbers, and four digits', () => {
    const small = JSON.parse(textOf(compact(resultOf('default', 'network', 0.123456, 5000)))) as Crossval;
    const { ids, truth, heldOut } = small.folds[0]!.points!;
    expect(ids).toHaveLength(600);
    ids.forEach((id, i) => {
      expect(truth['x']![i]).toBe(Number(id.slice(1)));
      expect(Math.abs(heldOut['default']!['x']![i]! - truth['x']![i]! - 0.123456)).toBeLessThan(1);
    });
    expect(small.folds[0]!.errors['default']!['x']!.heldOut.mean).toBe(0.1235);
    expect(compact(resultOf('default', 'network', 1)).folds).toEqual(resultOf('default', 'network', 1).folds);
  });
});

describe('pageOf', () => {
  it('shows what is measured, says what is not, and has the sections of other reports', () => {
    const result = merged([resultOf('default', 'network', 0.1), resultOf('trees', 'baseline', 0.2)]);
    const page = pageOf(
      PROTOCOLS.map((protocol) => ({ protocol, result: protocol.number === 2 ? result : undefined })),
      ['## Another section\n\nIts text.'],
    );
    expect(page.match(/_Not measured yet\._/g)).toHaveLength(3);
    expect(page).toContain('| cubic | 4 | **0.1000** ×2.00 | 0.2000 ×2.00 |');
    expect(page).toContain('| 225 | 4 | **0.1000** ×2.00 | 0.2000 ×2.00 |');
    expect(page).toContain('x: `default` is better than trees in 1 of 1 folds.');
    expect(page).toContain('12 epochs; one seed');
    expect(page).toContain('## Another section\n\nIts text.\n\n## Repeat it');
  });
});
