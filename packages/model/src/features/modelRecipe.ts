import {
  type BatchRecord,
  featureRecipe,
  type FeatureRecipe,
  recipeDifferences,
  type RecipeOptions,
} from '@crystal-fourier/data';
import { frequencySet } from '@crystal-fourier/fourier-basis';
import type { ModelConfig } from '../config/config.js';
import { ModelError } from '../config/errors.js';
import { canonicalJson } from '../config/plainJson.js';
import type { Normalization } from './normalization.js';
import { type FeatureChoice, usedFeatures } from './usedFeatures.js';

/** Sizes of features, by which the recipe of a file without one is known. */
type FeatureCounts = Pick<Normalization, 'bins' | 'frequencies'>;

const FAMILIES = ['cubic', 'hexagonal'] as const;

/**
 * The one recipe of some records.
 *
 * @returns undefined where there is no record
 * @throws ModelError `bad-data` where two differ, with the names of the fields
 */
export function commonRecipe(records: readonly BatchRecord[]): FeatureRecipe | undefined {
  const first = records[0];
  for (const record of records) {
    if (record.features.recipe === first!.features.recipe && hasRecipe(record)) continue;
    const differences = hasRecipe(record)
      ? recipeDifferences(record.features.recipe, first!.features.recipe)
      : ['features without a recipe, which an earlier version stored'];
    if (differences.length > 0)
      throw new ModelError(
        'bad-data',
        `training: the features of all records must be of one recipe, got for ${record.id} and ${first!.id} ${differences.join(', ')}; prepare them with the same options`,
        [record.id],
      );
  }
  return first?.features.recipe;
}

/** Features that were stored by an earlier version have none. */
const hasRecipe = ({ features }: Pick<BatchRecord, 'features'>): boolean =>
  (features.recipe as FeatureRecipe | undefined) !== undefined;

/**
 * The recipe of a model whose file has none: earlier versions had undamped features, at distances from 0.6 to 9 Å, of so many bins and
 * frequencies as the file says, and mirror images were kept apart.
 *
 * @param symprec Å, if it is known
 */
export function inferredRecipe({ bins, frequencies }: FeatureCounts, symprec?: number): FeatureRecipe {
  const earlier = { symprec, radial: { bins }, handedness: 'keep', moments: null } as const;
  const plain = featureRecipe(earlier);
  if (hasFrequencies({ bins, frequencies }, plain)) return plain;
  // k and −k are one column: a set of n frequencies has (n + 1) / 2, with k = 0.
  const counts = FAMILIES.map((family) => 2 * frequencies[family] - 1).filter((count) => count > 0);
  return featureRecipe({ ...earlier, fourier: { minCount: Math.min(...counts) } });
}

/** Frequencies of the half space of a set. */
function halfCount(family: 'cubic' | 'hexagonal', minCount: number): number {
  return (frequencySet(family, { minCount }).count + 1) / 2;
}

/**
 * The recipe of the features of an ensemble. What is computed on request is what any of the networks reads: each reads its own.
 *
 * @param members recipe of each, undefined where its file has none
 * @param symprec Å, for files that do not say it
 * @throws ModelError `bad-checkpoint` where two differ, with the names of the fields
 */
export function ensembleRecipe(
  members: readonly { readonly recipe: FeatureRecipe | undefined; readonly normalization: FeatureCounts }[],
  symprec?: number,
): FeatureRecipe {
  let shared =
    members.find(({ recipe }) => recipe !== undefined)?.recipe ?? inferredRecipe(members[0]!.normalization, symprec);
  members.forEach(({ recipe, normalization }, m) => {
    const own = recipe ?? inferredRecipe(normalization, shared.symprec);
    // A file without a recipe has the frequency sets that its numbers of frequencies say.
    const fourier = recipe === undefined && hasFrequencies(normalization, shared) ? shared.fourier : own.fourier;
    const differences = recipeDifferences(recipeFor(shared, { ...own, fourier }), recipeFor(own, shared));
    if (differences.length > 0)
      throw new ModelError(
        'bad-checkpoint',
        `predictor: all members must be trained on features of one recipe, got for member ${m + 1} ${differences.join(', ')}; give networks of one run`,
      );
    shared = withRequestsOf(own, shared);
  });
  return shared;
}

/** A recipe with what is computed on request for another one, too. */
function withRequestsOf(other: FeatureRecipe, recipe: FeatureRecipe): FeatureRecipe {
  const missing = REQUESTED.filter((kind) => other[kind] !== undefined && recipe[kind] === undefined);
  if (missing.length === 0) return recipe;
  return featureRecipe({ ...recipe, ...Object.fromEntries(missing.map((kind) => [kind, other[kind]])) });
}

/** Whether a recipe gives frequency sets of the sizes that a network has weights for. */
function hasFrequencies({ frequencies }: FeatureCounts, { fourier }: FeatureRecipe): boolean {
  return FAMILIES.every(
    (family) => frequencies[family] === 0 || frequencies[family] === halfCount(family, fourier.minCount),
  );
}

/** Kinds of features that are computed on request. */
export const REQUESTED = ['encodings', 'moments'] as const;

/** Options of a recipe for what is computed on request. */
export type RequiredFeatures = Pick<RecipeOptions, 'encodings' | 'moments'>;

/** What of a configuration decides that. */
export type FeatureRequests = FeatureChoice & Pick<ModelConfig, 'encoderFunctions'>;

/** What the features of a network must have beside those that are always computed: options of a recipe. */
export function requiredFeatures(config: FeatureRequests): RequiredFeatures {
  const { encodings, moments } = usedFeatures(config);
  return {
    ...(encodings ? { encodings: { functions: config.encoderFunctions! } } : {}),
    ...(moments ? { moments: {} } : {}),
  };
}

/**
 * The recipe of a network: that of the features that it is trained on, without what it does not read. So features may have more than a network needs,
 * and one that needs less does not ask for it.
 *
 * @throws ModelError `bad-data` for features that lack what it reads
 */
export function networkRecipe(recipe: FeatureRecipe, config: FeatureRequests): FeatureRecipe {
  const needed = featureRecipe({ encodings: null, moments: null, ...requiredFeatures(config) });
  for (const kind of REQUESTED) {
    if (needed[kind] === undefined) continue;
    // A network reads moments of any distances and degrees; its weights are for those that it was trained on.
    if (kind === 'moments' && recipe.moments !== undefined) continue;
    const [has, needs] = [recipe[kind], needed[kind]].map((value) => value && canonicalJson(value, kind));
    if (has !== needs)
      throw new ModelError(
        'bad-data',
        `training: the network reads ${kind} ${needs}, the features have ${has ?? 'none'}; prepare them with a recipe with these ${kind}`,
      );
  }
  return recipeFor(needed, recipe);
}

/** A recipe without what is computed on request. */
export const withoutRequested = (recipe: FeatureRecipe): FeatureRecipe => recipeFor(undefined, recipe);

/** A recipe without what is computed on request and another one lacks. */
function recipeFor(reader: FeatureRecipe | undefined, recipe: FeatureRecipe): FeatureRecipe {
  const surplus = REQUESTED.filter((kind) => recipe[kind] !== undefined && reader?.[kind] === undefined);
  if (surplus.length === 0) return recipe;
  const left = Object.entries(recipe).filter(([name]) => !surplus.some((kind) => kind === name));
  return featureRecipe(Object.fromEntries(left) as FeatureRecipe);
}

/**
 * In what features differ from those that a model was trained on. Frequency sets are compared by how many frequencies the set has: another
 * `minCount` may give the same one, and sets that the model has no weights for do not count. What the features have beyond the recipe of the model does
 * not count either.
 */
export function recipeMismatch(
  features: BatchRecord['features'],
  recipe: FeatureRecipe,
  { frequencies }: FeatureCounts,
): string[] {
  if (!hasRecipe({ features })) return ['recipe: nothing against the recipe of the model'];
  const { recipe: own, family, frequencyCount } = features;
  if (own === recipe || knownEqual.get(own) === recipe) return [];
  const sameSet = frequencies[family] === 0 || frequencies[family] === frequencyCount;
  const fourier = sameSet ? { ...own.fourier, minCount: recipe.fourier.minCount } : own.fourier;
  const differences = recipeDifferences({ ...recipeFor(recipe, own), fourier }, recipe);
  if (differences.length === 0 && own.fourier.minCount === recipe.fourier.minCount) knownEqual.set(own, recipe);
  return differences;
}

/** Recipes of features and the recipe of a model that they serve: the features of a data set share one object. */
const knownEqual = new WeakMap<FeatureRecipe, FeatureRecipe>();

/**
 * Checks that the Fourier features of a recipe are not damped a second time by the network.
 *
 * @throws ModelError `bad-config`
 */
export function checkDamping(config: FeatureChoice & Pick<ModelConfig, 'damping'>, { fourier }: FeatureRecipe): void {
  if (!usedFeatures(config).fourier || fourier.damping === 0 || config.damping === 0) return;
  throw new ModelError(
    'bad-config',
    `model: damping must be 0 for features that were damped when they were prepared (fourier.damping: ${fourier.damping} Å), got ${config.damping} Å; give the model damping 0, or prepare undamped features`,
  );
}

/**
 * What the layers of a network take from a recipe: distances of the first and the last radial bin and the width of a peak in them, in Å, and sizes of
 * angular moments.
 */
export function recipeSizes({ radial: { first, last, smearing }, moments }: FeatureRecipe): {
  readonly range: readonly [number, number];
  readonly smearing: number;
  readonly moments?: { readonly degree: number; readonly functions: number };
} {
  return { range: [first, last], smearing, ...(moments && { moments }) };
}
