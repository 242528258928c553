import type { Diagnostic } from '../core/diagnostics.js';
import type { OrbitFeatures } from '../features/featurize.js';
import type { FeatureRecipe } from '../features/recipe.js';
import { featurizeUnit } from './featurizeUnit.js';
import { type SentError, sentError } from './internalError.js';
import type { RecordFields, Unit } from './unit.js';

/** Units whose records are featurised at once; plain data. */
export interface FeatureJob {
  readonly recipe: FeatureRecipe;
  readonly units: readonly Unit[];
  /** For each unit, which of its fields are what. */
  readonly fields: readonly RecordFields[];
}

/** A record of a unit, as it can be sent from a thread. */
export type FeatureResult = {
  /** Place of the unit in the job. */
  readonly unit: number;
  readonly id: string;
  readonly diagnostics: readonly Diagnostic[];
} & (
  | {
      readonly ok: true;
      readonly formula: string;
      readonly groupNumber: number;
      readonly features: OrbitFeatures<Float32Array>;
      readonly targets: Readonly<Record<string, number>>;
    }
  | { readonly ok: false; readonly error: SentError }
);

/** Features of all records of the units, in order. @throws what `featurizeUnit` throws */
export function featureJob({ recipe, units, fields }: FeatureJob): FeatureResult[] {
  return units.flatMap((unit, at) =>
    featurizeUnit(unit, fields[at] ?? {}, recipe).map((record): FeatureResult => {
      const { id, diagnostics } = record;
      if (!record.ok) return { unit: at, ok: false, id, diagnostics, error: sentError(record.error) };
      const { formula, groupNumber, features, targets } = record;
      return { unit: at, ok: true, id, diagnostics, formula, groupNumber, features, targets };
    }),
  );
}
