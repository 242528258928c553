import type { Diagnostic } from '../core/diagnostics.js';
import type { OrbitFeatures } from '../features/featurize.js';
import type { FeatureRecipe } from '../features/recipe.js';
import type { CrystalPlacement } from '../frames/crystalPlacement.js';
import { fitsSymmetry } from '../frames/framedTensors.js';
import type { TensorTarget } from '../frames/standardTensor.js';
import { featurizeUnit } from './featurizeUnit.js';
import { type SentError, sentError } from './internalError.js';
import type { RecordFields, Unit } from './unit.js';

/** Units whose records are featurised at once; plain data. */
export interface FeatureJob {
  readonly recipe: FeatureRecipe;
  readonly units: readonly Unit[];
  /** For each unit, which of its fields are what. */
  readonly fields: readonly RecordFields[];
  /** Say how records lie in their standard crystals, too. Defaults to false. */
  readonly placement?: boolean | undefined;
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
      readonly tensors: Readonly<Record<string, TensorTarget>>;
      readonly placement?: CrystalPlacement;
    }
  | { readonly ok: false; readonly error: SentError }
);

/** Features of all records of the units, in order. @throws what `featurizeUnit` throws */
export function featureJob({ recipe, units, fields, placement }: FeatureJob): FeatureResult[] {
  return units.flatMap((unit, at) =>
    featurizeUnit(unit, fields[at] ?? {}, recipe, { placement: placement === true }).map((record): FeatureResult => {
      const { id, diagnostics } = record;
      if (!record.ok) return { unit: at, ok: false, id, diagnostics, error: sentError(record.error) };
      const { formula, groupNumber, features, targets, placement: placed } = record;
      // The frame of each field is one, as it was named.
      const tensors = Object.fromEntries(
        Object.entries(record.tensors).flatMap(([name, framed]) =>
          Object.values(framed)
            .filter(fitsSymmetry)
            .map((target) => [name, target] as const),
        ),
      );
      const made = { formula, groupNumber, features, targets, tensors, ...(placed && { placement: placed }) };
      return { unit: at, ok: true, id, diagnostics, ...made };
    }),
  );
}
