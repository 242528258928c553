import { DataError, show } from '../core/errors.js';
import { checkedHandedness, type Handedness } from '../standardize/handedness.js';
import { checkedSymprec } from '../standardize/symprec.js';
import {
  type EncodingOptions,
  encodingOptions,
  type FourierOptions,
  fourierOptions,
  momentGrid,
  type MomentOptions,
  radialGrid,
  type RadialOptions,
} from './recipeOptions.js';

/** Of the definition of the numbers: a change of the meaning of any feature raises it. */
const RECIPE_VERSION = 1;

/** Angular moments where nothing is said of them; null for none. */
const DEFAULT_MOMENTS: MomentOptions | null = {};

/**
 * Everything that decides what the numbers of `OrbitFeatures` mean. It travels with the features, in caches and in saved models, so that
 * features of another recipe are refused and not misread. Plain JSON, frozen; a field that may be absent is of features that are computed on request.
 */
export interface FeatureRecipe {
  /** Of the definition of the numbers. */
  readonly version: number;
  /** Å: the tolerance that the symmetry is asked for with. A crystal that needs a smaller one says so itself. */
  readonly symprec: number;
  /** Å, but for the number of bins. */
  readonly radial: {
    readonly bins: number;
    readonly first: number;
    readonly last: number;
    readonly smearing: number;
  };
  readonly fourier: {
    readonly minCount: number;
    /** σ in Å; 0 for no damping. */
    readonly damping: number;
  };
  /** `merge`: a crystal and its mirror image have equal features. `keep`: they are two crystals, with features of their own. */
  readonly handedness: Handedness;
  /** Absent for features without encodings, as all had that earlier versions made: so their recipes, and what is kept by them, stay equal. */
  readonly encodings?: { readonly functions: number };
  /** Å, but for degree, functions and bits. Absent for features without angular moments, as all had that earlier versions made. */
  readonly moments?: {
    readonly degree: number;
    readonly functions: number;
    readonly first: number;
    readonly last: number;
    readonly width: number;
    readonly cutoff: number;
    /** Of a number: 32, or 16 for half floats. */
    readonly bits: 16 | 32;
  };
}

/** What of a recipe is not the default. */
export interface RecipeOptions {
  /** Å: how far sites may be from ideal positions, above 0 and at most 1. Defaults to 0.01. */
  readonly symprec?: number | undefined;
  readonly radial?: RadialOptions | undefined;
  readonly fourier?: FourierOptions | undefined;
  /**
   * `merge` for properties that a crystal and its mirror image share, which are most: energies, gaps, moduli; `keep` for those that change sign with the hand, such as
   * optical rotation. Defaults to `merge`.
   */
  readonly handedness?: Handedness | undefined;
  /** What metric encodings say of pairs of orbits, which networks with a pretrained encoder read. Defaults to `null`: none. */
  readonly encodings?: EncodingOptions | null | undefined;
  /** Angular moments of pairs of orbits, which networks read that see directions; null for none. Defaults to `{}`: those of the default distances. */
  readonly moments?: MomentOptions | null | undefined;
}

const checked = new WeakSet<object>();

/**
 * A whole recipe: the defaults where nothing else is given. A recipe is taken, too, and checked: it may come from a file. One from a file (it has a `version`)
 * that does not speak of moments is of a time when there were none.
 *
 * @throws DataError `bad-argument` for values out of range, fields that do not exist, and a recipe of another version
 */
export function featureRecipe(options: RecipeOptions | FeatureRecipe = {}): FeatureRecipe {
  if (isChecked(options)) return options;
  checkNames('recipe', options, ['version', 'symprec', 'radial', 'fourier', 'handedness', 'encodings', 'moments']);
  checkNames('recipe.radial', options.radial, ['bins', 'first', 'last', 'smearing']);
  checkNames('recipe.fourier', options.fourier, ['minCount', 'damping']);
  const { encodings } = options;
  if (encodings !== null) checkNames('recipe.encodings', encodings, ['functions']);
  const { moments = 'version' in options ? null : DEFAULT_MOMENTS } = options;
  if (moments !== null)
    checkNames('recipe.moments', moments, ['degree', 'functions', 'first', 'last', 'width', 'cutoff', 'bits']);
  if ('version' in options && options.version !== RECIPE_VERSION)
    throw new DataError(
      'bad-argument',
      `recipe: version must be ${RECIPE_VERSION}, got ${show(options.version)}; these features were defined by another version of this package`,
    );
  const recipe: FeatureRecipe = Object.freeze({
    version: RECIPE_VERSION,
    symprec: checkedSymprec(options.symprec),
    radial: Object.freeze(radialGrid(options.radial ?? {})),
    fourier: Object.freeze(fourierOptions(options.fourier ?? {})),
    handedness: checkedHandedness(options.handedness ?? 'merge'),
    ...(encodings ? { encodings: Object.freeze(encodingOptions(encodings)) } : {}),
    ...(moments === null ? {} : { moments: Object.freeze(momentGrid(moments)) }),
  });
  checked.add(recipe);
  return recipe;
}

/** @throws DataError `bad-argument` for what is no object, and for a field that does not exist: a misspelt one would be ignored */
function checkNames(where: string, value: unknown, known: readonly string[]): void {
  if (value === undefined) return;
  const unknown = typeof value === 'object' && value !== null ? Object.keys(value).find((n) => !known.includes(n)) : '';
  if (unknown === undefined) return;
  const found = unknown === '' ? show(value) : `a field ${show(unknown)}`;
  throw new DataError('bad-argument', `${where}: the fields are ${known.join(', ')}, got ${found}`);
}

const isChecked = (options: RecipeOptions | FeatureRecipe): options is FeatureRecipe => checked.has(options);

/** The fields in which two recipes differ, one line each: `radial.last: 9 against 6`. Empty for equal recipes. */
export function recipeDifferences(one: FeatureRecipe, other: FeatureRecipe): string[] {
  const [left, right] = [fieldsOf(one), fieldsOf(other)];
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((name) => {
    const [a, b] = [left.get(name), right.get(name)];
    return Object.is(a, b) ? [] : [`${name}: ${fieldText(a)} against ${fieldText(b)}`];
  });
}

const fieldText = (value: unknown): string => (value === undefined ? 'nothing' : String(value));

/** Values by the path of their names, `radial.last`. */
function fieldsOf(recipe: FeatureRecipe): Map<string, unknown> {
  const fields = new Map<string, unknown>();
  for (const [name, value] of Object.entries(recipe) as [string, unknown][]) {
    if (typeof value !== 'object' || value === null) fields.set(name, value);
    else for (const [inner, content] of Object.entries(value)) fields.set(`${name}.${inner}`, content);
  }
  return fields;
}
