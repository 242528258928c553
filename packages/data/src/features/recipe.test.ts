import { describe, expect, it } from 'vitest';
import { DataError } from '../core/errors.js';
import { featureRecipe, type FeatureRecipe, recipeDifferences } from './recipe.js';

const DEFAULT = {
  version: 1,
  symprec: 0.01,
  radial: { bins: 48, first: 0.6, last: 9, smearing: 0.15 },
  fourier: { minCount: 256, damping: 0 },
  handedness: 'merge',
  moments: { degree: 4, functions: 6, first: 1.5, last: 5.25, width: 0.5, cutoff: 6.5, bits: 16 },
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

  it('has angular moments where they are not left out, none in a recipe of a file that does not speak of them', () => {
    for (const moments of [{}, undefined]) expect(featureRecipe({ moments })).toEqual(DEFAULT);
    expect(featureRecipe({ moments: { degree: 2, bits: 32 } }).moments).toMatchObject({
      degree: 2,
      functions: 6,
      bits: 32,
    });
    const { moments: _, ...without } = DEFAULT;
    expect(featureRecipe({ moments: null })).toEqual(without);
    expect('moments' in featureRecipe(without as FeatureRecipe)).toBe(false);
  });

  it('is plain JSON, frozen, and its own recipe', () => {
    const recipe = featureRecipe({ symprec: 0.05, moments: {} });
    expect(featureRecipe(recipe)).toBe(recipe);
    expect(featureRecipe(JSON.parse(JSON.stringify(recipe)) as typeof recipe)).toEqual(recipe);
    for (const part of [recipe, recipe.radial, recipe.fourier, recipe.moments])
      expect(Object.isFrozen(part)).toBe(true);
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
    ['a degree', { moments: { degree: 5 } }, /moments.degree must be an integer from 1 to 4, got 5/],
    ['one function', { moments: { functions: 1 } }, /moments must have 2 to 64 functions/],
    ['a cutoff before the first function', { moments: { cutoff: 1 } }, /a cutoff beyond first/],
    ['half bits', { moments: { bits: 8 } }, /moments.bits must be 16 or 32, got 8/],
    [
      'a field of moments that does not exist',
      { moments: { bins: 8 } },
      /recipe\.moments: the fields are degree, .*"bins"/,
    ],
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

  it('names the moments that only one of them has', () => {
    const moments = { degree: 1, functions: 2, first: 1, last: 2, width: 1, cutoff: 3, bits: 16 } as const;
    expect(recipeDifferences(featureRecipe({ moments: null }), featureRecipe({ moments }))).toEqual(
      Object.entries(moments).map(([name, value]) => `moments.${name}: nothing against ${value}`),
    );
  });

  it('names fields that only one of them has', () => {
    const later = { ...featureRecipe(), version: 2, angular: { degree: 4 } };
    expect(recipeDifferences(featureRecipe(), later)).toEqual([
      'version: 1 against 2',
      'angular.degree: nothing against 4',
    ]);
  });
});
