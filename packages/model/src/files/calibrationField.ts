import type { Calibration, CalibrationEvidence } from '../calibration/calibration.js';
import type { ModelConfig } from '../config/config.js';
import { namedTensors } from '../config/tensorTargets.js';
import { damaged } from './fileFields.js';
import { type Check, isCount, isText, listOf, objectOf, optional } from './jsonChecks.js';
import type { TensorFile } from './safetensors.js';

/** Names of tensors by which a calibration can be made again, for another measure of novelty. */
const EVIDENCE = {
  /** (n, d) */
  embeddings: 'calibration/embeddings',
  /** (2, n): novelty, sites. */
  crystals: 'calibration/crystals',
  /** (quantities, 3, n): predicted, spread, error; NaN where it is not known. */
  quantities: 'calibration/quantities',
} as const;

export const EVIDENCE_PREFIX = 'calibration/';

const isPositive: Check = (value) => Number.isFinite(value) && (value as number) > 0;
const isSize: Check = (value) => Number.isFinite(value) && (value as number) >= 0;
const COLUMNS: ReadonlySet<unknown> = new Set(['novelty', 'sites', 'predicted', 'magnitude', 'spread']);

const isCalibration = objectOf({
  members: (value) => isCount(value) && (value as number) > 0,
  part: isText,
  quantities: listOf(
    objectOf({
      name: isText,
      fitted: isCount,
      difficulty: objectOf({
        offset: Number.isFinite,
        terms: listOf(
          objectOf({
            column: (value) => COLUMNS.has(value),
            weight: Number.isFinite,
            low: Number.isFinite,
            high: Number.isFinite,
          }),
        ),
      }),
      quantiles: objectOf({ count: isCount, ranks: listOf(isCount), scores: listOf(isSize) }),
      spreadFactor: optional(isPositive),
    }),
  ),
});

/** Names of what a network is calibrated for: its targets, then its tensors. */
const quantitiesOf = (config: ModelConfig): string[] => [
  ...config.targets,
  ...namedTensors(config).map(({ name }) => name),
];

/** The calibration in the metadata of a model, every field looked at; undefined where there is none. @throws ModelError `bad-checkpoint` */
export function calibrationField(
  { calibration }: Readonly<Record<string, unknown>>,
  config: ModelConfig,
): Calibration | undefined {
  if (calibration === undefined) return undefined;
  if (!isCalibration(calibration)) throw damaged('its calibration is incomplete');
  const found = calibration as Calibration;
  const isWhole =
    found.quantities.map(({ name }) => name).join('\n') === quantitiesOf(config).join('\n') &&
    found.quantities.every(
      ({ quantiles: { count, ranks, scores } }) => ranks.length === scores.length && (ranks.at(-1) ?? 0) === count,
    );
  if (!isWhole) throw damaged('its calibration is not one of what it predicts');
  return found;
}

/** A model with a calibration of the ensemble that it is the first network of. */
export function withCalibration(
  file: TensorFile,
  calibration: Calibration,
  evidence: CalibrationEvidence | undefined,
): TensorFile {
  const own = Object.entries(file.tensors).filter(([name]) => !name.startsWith(EVIDENCE_PREFIX));
  return {
    metadata: { ...file.metadata, calibration },
    tensors: { ...Object.fromEntries(own), ...(evidence === undefined ? {} : evidenceTensors(evidence)) },
  };
}

function evidenceTensors({ embeddings, novelty, sites, quantities }: CalibrationEvidence): TensorFile['tensors'] {
  const n = novelty.length;
  if (n === 0) return {};
  const rows = quantities.flatMap(({ predicted, spread, error }) => [predicted, spread, error]);
  const joined = (lists: readonly ArrayLike<number>[]): Float32Array =>
    Float32Array.from(lists.flatMap((list) => Array.from(list)));
  return {
    [EVIDENCE.embeddings]: { shape: [n, embeddings.length / n], values: embeddings },
    [EVIDENCE.crystals]: { shape: [2, n], values: joined([novelty, sites]) },
    [EVIDENCE.quantities]: { shape: [quantities.length, 3, n], values: joined(rows) },
  };
}

/** What a calibration was made by; undefined where the file does not have it. @throws ModelError `bad-checkpoint` */
export function calibrationEvidence(file: TensorFile, config: ModelConfig): CalibrationEvidence | undefined {
  const [embeddings, crystals, rows] = [EVIDENCE.embeddings, EVIDENCE.crystals, EVIDENCE.quantities].map(
    (name) => file.tensors[name]?.values,
  );
  if (embeddings === undefined || crystals === undefined || rows === undefined) return undefined;
  const names = quantitiesOf(config);
  const n = crystals.length / 2;
  if (
    !(embeddings instanceof Float32Array) ||
    embeddings.length !== n * config.width ||
    rows.length !== names.length * 3 * n
  )
    throw damaged('what its calibration was made by is incomplete');
  const row = (at: number): ArrayLike<number> => rows.subarray(at * n, (at + 1) * n);
  return {
    embeddings,
    novelty: crystals.subarray(0, n),
    sites: crystals.subarray(n),
    quantities: names.map((name, q) => ({
      name,
      predicted: row(3 * q),
      spread: row(3 * q + 1),
      error: row(3 * q + 2),
    })),
  };
}
