import { describe, expect, it } from 'vitest';
import { MODEL_OPTION_LIMITS, modelConfig, type ModelOptions } from './config.js';
import { limitText, type OptionLimit } from './optionLimits.js';
import { TRAINING_OPTION_LIMITS, type TrainingOptions, trainingOptions } from './trainingOptions.js';

describe('options refuse', () => {
  it.each<object>([
    { clipNorm: Number.POSITIVE_INFINITY },
    { clipNorm: 1e39 },
    { clipNorm: 0 },
    { learningRate: '0.001' },
    { learningRate: Number.NaN },
    { warmup: null },
    { weightDecay: '0' },
    { ema: 1 },
    { toString: 1 },
    { log10: [1] },
    { epochs: undefined },
  ])('training: %o', (options) => {
    expect(() => trainingOptions(options as unknown as Partial<TrainingOptions>)).toThrow(
      expect.objectContaining({ name: 'ModelError', code: 'bad-config' }),
    );
  });

  it.each<object>([
    { targets: [] },
    { targets: [''] },
    { targets: [1] },
    { targets: ['__proto__'] },
    { damping: '0.3' },
    { damping: Number.NaN },
    { dropout: null },
    { width: 12 },
    { layers: 2 },
  ])('model: %o', (options) => {
    expect(() => modelConfig({ targets: ['y'], ...options } as unknown as ModelOptions)).toThrow(
      expect.objectContaining({ name: 'ModelError', code: 'bad-config' }),
    );
  });
});

/** Values at the ends of what is allowed, and just beyond them. */
function ends(limit: OptionLimit): { readonly inside: readonly unknown[]; readonly outside: readonly unknown[] } {
  switch (limit.kind) {
    case 'boolean':
      return { inside: [true, false], outside: [0, 'true', null] };
    case 'choice':
      return { inside: limit.values, outside: ['', 'toString', 0] };
    case 'targets':
      return { inside: [true, false, [], ['y']], outside: ['y', [1], null] };
    case 'integer':
      return {
        inside: [limit.min, limit.max],
        outside: [limit.min - 1, limit.max + 1, limit.min + 0.5, Number.NaN, '1'],
      };
    case 'number': {
      const values = { min: limit.min, max: limit.max };
      const open = limit.exclusive === undefined ? [] : [values[limit.exclusive]];
      return {
        inside: [limit.min, limit.max, (limit.min + limit.max) / 2].filter((value) => !open.includes(value)),
        outside: [...open, limit.min - 1, limit.max * 1.001, Number.NaN, Number.POSITIVE_INFINITY, '1'],
      };
    }
  }
}

describe('the limits of options', () => {
  const training = Object.entries(TRAINING_OPTION_LIMITS).map(
    ([name, limit]): [string, OptionLimit, (value: unknown) => unknown] => [
      name,
      limit,
      (value) => trainingOptions({ [name]: value })[name as keyof TrainingOptions],
    ],
  );
  const model = Object.entries(MODEL_OPTION_LIMITS).map(
    ([name, limit]): [string, OptionLimit, (value: unknown) => unknown] => [
      name,
      limit,
      // Heads divide the width: one head, or as many as the width is large. Options of a pretrained encoder are there with it.
      (value) =>
        modelConfig({
          targets: ['y'],
          heads: 1,
          ...(name === 'heads' && { width: 4096 }),
          ...(/^encoder./.test(name) && { encoder: 'pretrained' }),
          [name]: value,
        })[name as 'heads'],
    ],
  );

  it.each([...training, ...model])('of %s are those of the check', (name, limit, checked) => {
    const { inside, outside } = ends(limit);
    for (const value of inside) expect(checked(value)).toEqual(value);
    for (const value of outside) {
      expect(() => checked(value)).toThrow(expect.objectContaining({ name: 'ModelError', code: 'bad-config' }));
      expect(() => checked(value)).toThrow(`${name} must be ${limitText(limit)}, got`);
    }
  });
});
