import { describe, expect, it } from 'vitest';
import { modelConfig, type ModelOptions } from './config.js';
import { type TrainingOptions, trainingOptions } from './trainingOptions.js';

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
