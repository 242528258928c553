import { MODEL_OPTION_LIMITS, type OptionLimit, TRAINING_OPTION_LIMITS } from '@crystal-fourier/model';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../shell/limits.js';
import { CONFIG_FIELDS } from './configSchema.js';

/** Values at the bounds of a limit, and the nearest ones beyond them. */
function edges(limit: OptionLimit): { readonly allowed: readonly unknown[]; readonly refused: readonly unknown[] } {
  switch (limit.kind) {
    case 'boolean':
      return { allowed: [true, false], refused: [0, 'true', null] };
    case 'choice':
      return { allowed: limit.values, refused: ['', `${limit.values[0]}x`, true] };
    case 'targets':
      return { allowed: [true, false, ['a', 'b']], refused: ['a', [1], 1] };
    case 'integer':
      return {
        allowed: [limit.min, limit.max],
        refused: [limit.min - 1, limit.max + 1, limit.min + 0.5, String(limit.min), Number.NaN],
      };
    case 'number': {
      const [belowMin, aboveMin] = [limit.min - 1e-9 - 1e-9 * limit.min, limit.min + 1e-9];
      const [belowMax, aboveMax] = [limit.max * (1 - 1e-9), limit.max * (1 + 1e-9)];
      return {
        allowed: [limit.exclusive === 'min' ? aboveMin : limit.min, limit.exclusive === 'max' ? belowMax : limit.max],
        refused: [
          limit.exclusive === 'min' ? limit.min : belowMin,
          limit.exclusive === 'max' ? limit.max : aboveMax,
          Number.NaN,
          Infinity,
        ],
      };
    }
  }
}

const { seed, log10, ...training } = TRAINING_OPTION_LIMITS;
const sections: Readonly<Record<string, Readonly<Record<string, OptionLimit>>>> = {
  model: MODEL_OPTION_LIMITS,
  training,
};

describe('the schema of a configuration', () => {
  it.each(Object.entries(sections))('has the fields that the model package has in %s', (section, limits) => {
    expect(Object.keys(CONFIG_FIELDS[section]!).toSorted()).toEqual(Object.keys(limits).toSorted());
  });

  const fields = [
    ...Object.entries(sections).flatMap(([section, limits]) =>
      Object.entries(limits).map(([name, limit]) => [section, name, limit] as const),
    ),
    ['', 'seed', seed],
    ['', 'log10', log10],
    ['', 'symprec', LIMITS.symprec],
    ['', 'ensemble', LIMITS.ensemble],
  ] as const;

  it.each(fields)('%s %s has the bounds of its limit', (section, name, limit) => {
    const field = CONFIG_FIELDS[section]![name]!;
    const { allowed, refused } = edges(limit);
    for (const value of allowed) expect([value, field.safeParse(value).success]).toEqual([value, true]);
    for (const value of refused) expect([value, field.safeParse(value).success]).toEqual([value, false]);
  });

  it('has the widest gradients that training takes', () => {
    expect(CONFIG_FIELDS['training']!['clipNorm']!.safeParse(1e30).success).toBe(true);
  });
});

describe('the limits of the command line', () => {
  it.each(['seed', 'epochs', 'batchSize'] as const)('%s is that of the training', (name) => {
    expect(LIMITS[name]).toEqual(TRAINING_OPTION_LIMITS[name]);
  });
});
