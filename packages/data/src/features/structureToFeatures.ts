import { checkReadable } from '../core/brand.js';
import type { Diagnostic } from '../core/diagnostics.js';
import { DataError } from '../core/errors.js';
import type { SymmetryVerdict } from '../formats/evidence/verdict.js';
import { crystalDiagnostics } from '../standardize/crystalDiagnostics.js';
import type { StandardCrystal } from '../standardize/standardCrystal.js';
import { standardize } from '../standardize/standardize.js';
import { siteReport } from '../structure/siteDiagnostics.js';
import type { Structure } from '../structure/structure.js';
import { featurize, type OrbitFeatures } from './featurize.js';
import { featureRecipe, type FeatureRecipe, type RecipeOptions } from './recipe.js';
import { checkPairs, checkSites, type SizeLimits } from './sizeLimits.js';

/** A crystal as a network reads it, and what one wants to know of it without its structure. */
export interface CrystalRecord {
  readonly features: OrbitFeatures<Float32Array>;
  /** Reduced formula. */
  readonly formula: string;
  /** International Tables number of the crystal's own group; `features.groupNumber` is that of the mirror image where that is described. */
  readonly groupNumber: number;
  /** Sites in the conventional cell. */
  readonly siteCount: number;
  /** Wyckoff letters of the orbits. */
  readonly wyckoff: string;
  /** Å: how far idealising moved a site, at most. */
  readonly displacement: number;
  /** How much idealising strained the lattice. */
  readonly strain: number;
  /** Å: the tolerance that gave the group. */
  readonly symprec: number;
  /** What was found that a reader of the file cannot know, see `crystalDiagnostics`. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What {@link structureToFeatures} gives. */
export interface StructureFeatures extends CrystalRecord {
  readonly crystal: StandardCrystal;
}

/** Beside the recipe. */
export interface StructureToFeaturesOptions extends SizeLimits {
  /** What the file says of the symmetry; a contradiction to the atoms becomes a diagnostic. */
  readonly symmetry?: SymmetryVerdict | undefined;
  /** Take a structure with two atoms nearer than 0.5 Å, which is refused otherwise. Defaults to false. */
  readonly allowOverlap?: boolean | undefined;
  /** Measures the steps. @internal */
  readonly timing?: StepTiming | undefined;
}

/** A clock, and what is done with what it shows. */
export interface StepTiming {
  /** Milliseconds, as those of `performance`. */
  readonly now: () => number;
  readonly add: (step: 'standardize' | 'featurize', milliseconds: number) => void;
}

/**
 * From a structure to what a network reads of it: the one way that `prepare`, predictions and services take. Await `initMoyo()` first.
 *
 * @param recipe what the features are to mean. Defaults to the default recipe
 * @throws DataError `too-large` for more sites or pairs than the limits, `bad-site` for two atoms nearer than 0.5 Å, and what `standardize` and `featurize` throw, with the diagnostics that were
 *   made before
 */
export function structureToFeatures(
  structure: Structure,
  recipe: FeatureRecipe | RecipeOptions = {},
  { symmetry, allowOverlap = false, timing, ...limits }: StructureToFeaturesOptions = {},
): StructureFeatures {
  checkReadable(structure, 'Structure', 'structureToFeatures');
  const whole = featureRecipe(recipe);
  const start = timing?.now() ?? 0;
  checkSites(structure, limits);
  const { diagnostics: ofSites, overlap } = siteReport(structure);
  if (overlap !== undefined && !allowOverlap) throw overlap.after(ofSites);
  const crystal = withDiagnostics(
    () => standardize(structure, { symprec: whole.symprec, handedness: whole.handedness }),
    () => ofSites,
  );
  const diagnostics = crystalDiagnostics(structure, crystal, symmetry, ofSites);
  const between = timing?.now() ?? 0;
  const features = withDiagnostics(
    () => {
      checkPairs(crystal, limits);
      return featurize(crystal, whole);
    },
    () => diagnostics,
  );
  timing?.add('standardize', between - start);
  timing?.add('featurize', timing.now() - between);
  return {
    features,
    crystal,
    formula: structure.reducedFormula,
    groupNumber: crystal.ownGroup.number,
    siteCount: crystal.siteCount,
    wyckoff: crystal.orbits.map(({ letter }) => letter).join(' '),
    displacement: crystal.displacement,
    strain: crystal.strain,
    symprec: crystal.symprec,
    diagnostics,
  };
}

/** The result of a step, or its refusal with what is known of the structure. */
function withDiagnostics<T>(step: () => T, known: () => readonly Diagnostic[]): T {
  try {
    return step();
  } catch (error) {
    throw error instanceof DataError ? error.after(known()) : error;
  }
}
