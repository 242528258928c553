import { describe, expect, it } from 'vitest';
import { DataError } from '../core/errors.js';
import { featureRecipe, recipeDifferences } from './recipe.js';

const DEFAULT = {
  version: 1,
  symprec: 0.01,
  radial: { bins: 48, first: 0.6, last: 9, smearing: 0.15 },
  fourier: { minCount: 256, damping: 0 },
  handedness: 'merge',
};

describe('featureRecipe', () => {
  it('fills in every default', () => {
    expect(featureRecipe()).toEqual(DEFAULT);
    expect(featureRecipe({ radial: { bins: 24 }, fourier: { damping: 0.35 } })).toEqual({
      ...DEFAULT,
      radial: { ...DEFAULT.radial, bins: 24 },
      fourier: { minCount: 256, damping: 0.35 },
    });
  });

  it('is plain JSON, frozen, and its own recipe', () => {
    const recipe = featureRecipe({ symprec: 0.05 });
    expect(featureRecipe(recipe)).toBe(recipe);
    expect(featureRecipe(JSON.parse(JSON.stringify(recipe)) as typeof recipe)).toEqual(recipe);
    for (const part of [recipe, recipe.radial, recipe.fourier]) expect(Object.isFrozen(part)).toBe(true);
  });

  it('has encodings on request alone, and otherwise no field for them', () => {
    expect(featureRecipe({ encodings: {} })).toEqual({ ...DEFAULT, encodings: { functions: 256 } });
    for (const none of [{}, { encodings: null }, { encodings: undefined }, DEFAULT as ReturnType<typeof featureRecipe>])
      expect('encodings' in featureRecipe(none)).toBe(false);
    const recipe = featureRecipe({ encodings: { functions: 64 } });
    expect(Object.isFrozen(recipe.encodings)).toBe(true);
    expect(featureRecipe(JSON.parse(JSON.stringify(recipe)) as typeof recipe)).toEqual(recipe);
    expect(recipeDifferences(featureRecipe(), recipe)).toEqual(['encodings.functions: nothing against 64']);
  });

  it.each([
    ['symprec', { symprec: 0 }, /symprec must be/],
    ['radial bins', { radial: { bins: 1 } }, /radial bins must be/],
    ['a frequency set', { fourier: { minCount: 0.5 } }, /minCount must be/],
    ['damping', { fourier: { damping: -1 } }, /damping must be/],
    ['a field that does not exist', { damping: 1 }, /recipe: the fields are .*, got a field "damping"/],
    ['a misspelt field', { radial: { cutoff: 6 } }, /recipe\.radial: the fields are bins, .*, got a field "cutoff"/],
    ['null', { radial: null }, /recipe\.radial: the fields are .*, got null/],
    [
      'functions of encodings',
      { encodings: { functions: 7 } },
      /encodings\.functions must be an integer from 8 to 4096/,
    ],
    ['a field of encodings', { encodings: { count: 8 } }, /recipe\.encodings: the fields are functions, got a field/],
    ['another version', { ...DEFAULT, version: 2 }, /version must be 1, got 2/],
    ['another handedness', { ...DEFAULT, handedness: 'either' }, /handedness must be "keep" or "merge", got "either"/],
  ])('refuses %s', (_what, options, message) => {
    const attempt = (): unknown => featureRecipe(options as Parameters<typeof featureRecipe>[0]);
    expect(attempt).toThrow(DataError);
    expect(attempt).toThrow(message);
  });
});

describe('recipeDifferences', () => {
  it('names each field that differs, with both values', () => {
    const one = featureRecipe();
    expect(recipeDifferences(one, featureRecipe({}))).toEqual([]);
    const other = featureRecipe({
      symprec: 0.1,
      radial: { last: 6 },
      fourier: { damping: 0.35 },
      handedness: 'keep',
    });
    expect(recipeDifferences(one, other)).toEqual([
      'symprec: 0.01 against 0.1',
      'radial.last: 9 against 6',
      'fourier.damping: 0 against 0.35',
      'handedness: merge against keep',
    ]);
  });

  it('names fields that only one of them has', () => {
    const later = { ...featureRecipe(), version: 2, angular: { degree: 4 } };
    expect(recipeDifferences(featureRecipe(), later)).toEqual([
      'version: 1 against 2',
      'angular.degree: nothing against 4',
    ]);
  });
});
