import type { Diagnostic } from '../core/diagnostics.js';
import { DataError } from '../core/errors.js';
import type { FeatureRecipe } from '../features/recipe.js';
import { type CrystalRecord, structureToFeatures } from '../features/structureToFeatures.js';
import { crystalPlacement, type CrystalPlacement } from '../frames/crystalPlacement.js';
import { type FramedTensor, framedTensors } from '../frames/framedTensors.js';
import { internalError } from './internalError.js';
import type { RefusedRecord } from './datasetItem.js';
import { readUnit } from './readUnit.js';
import type { RecordFields, Unit } from './unit.js';

/** A record with its features. */
export interface FeaturizedRecord extends CrystalRecord {
  readonly ok: true;
  readonly id: string;
  readonly targets: Readonly<Record<string, number>>;
  /** In the standard frame, for each frame that they may be written in. */
  readonly tensors: Readonly<Record<string, FramedTensor>>;
  /** How the record lies in its standard crystal, where that is asked for. */
  readonly placement?: CrystalPlacement;
  /** What reading and standardising have to say. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A record that has none. */
export interface FeaturelessRecord extends RefusedRecord {
  /** What reading and standardising have to say, as far as they came. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A clock, and what is done with what it shows. */
export interface StageTiming {
  readonly now: () => number;
  readonly add: (stage: 'read' | 'standardize' | 'featurize', milliseconds: number) => void;
}

/**
 * The records of a unit with their features; what cannot be read or standardised is a refused record.
 *
 * @throws DataError `bad-argument`, which would be thrown of every record; an `InternalError` that names the record for any error of this
 *   package
 */
export function featurizeUnit(
  unit: Unit,
  fields: RecordFields,
  recipe: FeatureRecipe,
  { timing, placement = false }: { readonly timing?: StageTiming; readonly placement?: boolean } = {},
): (FeaturizedRecord | FeaturelessRecord)[] {
  const { allowOverlap, maxSites, maxPairs, tensors: tensorFields = {} } = fields;
  const start = timing?.now() ?? 0;
  const items = readUnit(unit, fields);
  timing?.add('read', timing.now() - start);
  return items.map((item) => {
    if (!item.ok) return { ...item, diagnostics: [] };
    const { id, structure, targets, tensors: given, poscarLattice, diagnostics, symmetry } = item;
    try {
      const { crystal, ...record } = structureToFeatures(structure, recipe, {
        symmetry,
        allowOverlap,
        maxSites,
        maxPairs,
        timing,
      });
      const framing = timing?.now() ?? 0;
      const framed = framedTensors(structure, crystal, given, tensorFields, poscarLattice);
      timing?.add('standardize', timing.now() - framing);
      return {
        ...record,
        ok: true,
        id,
        targets,
        tensors: framed,
        ...(placement ? { placement: crystalPlacement(structure, crystal) } : {}),
        diagnostics: [...diagnostics, ...record.diagnostics],
      };
    } catch (error) {
      const place = { file: unit.file, line: unit.line, record: id };
      if (!(error instanceof DataError)) throw internalError(error, place);
      if (error.code === 'bad-argument') throw error;
      return { ok: false, id, error: error.at(place), diagnostics: [...diagnostics, ...error.diagnostics] };
    }
  });
}
