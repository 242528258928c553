import type { CrossvalTarget, FoldError, FoldPoints, GroupError, SeedErrors } from './crossval.js';

/** A crystal of a fold, as errors are counted. */
export interface ScoredRecord {
  readonly id: string;
  readonly formula: string;
  readonly group: number;
  /** In the units of the data set; those that can be learned. */
  readonly targets: Readonly<Record<string, number>>;
}

/** Predictions of one model with one seed, by id, then target. */
export type PredictedValues = ReadonlyMap<string, Readonly<Record<string, number>>>;

/** Predictions of a model for one fold. */
export interface FoldPredictions {
  /** For each seed that has predicted the fold. */
  readonly heldOut: readonly PredictedValues[];
  /** For each seed that has predicted all its crystals. */
  readonly inDistribution: readonly PredictedValues[];
}

/** The smallest positive number of 32 bits: a prediction that has no logarithm counts as this. */
const SMALLEST = 2 ** -149;

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value / values.length, 0);

/** Of a sample; undefined for fewer than two numbers. */
export function deviationOf(values: readonly number[]): number | undefined {
  if (values.length < 2) return undefined;
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

/** Errors of a model on the crystals of a fold, by target; targets that no crystal has are left out. */
export function foldErrors(
  records: readonly ScoredRecord[],
  targets: readonly CrossvalTarget[],
  { heldOut, inDistribution }: FoldPredictions,
): Record<string, FoldError> {
  const errors: Record<string, FoldError> = {};
  for (const target of targets) {
    const known = records.filter(({ targets: values }) => values[target.name] !== undefined);
    if (known.length === 0 || heldOut.length === 0) continue;
    const of = (predicted: readonly PredictedValues[]): number[][] =>
      predicted.map((values) => known.map((record) => crystalError(record, target, values)));
    const [held, seen] = [of(heldOut), of(inDistribution)];
    const [heldErrors, seenErrors] = [seedErrors(held), seen.length === 0 ? undefined : seedErrors(seen)];
    errors[target.name] = {
      count: known.length,
      heldOut: heldErrors,
      ...(seenErrors === undefined ? {} : { inDistribution: seenErrors, ...priceOf(heldErrors.mean, seenErrors.mean) }),
      groups: groupErrors(known, held, seen),
    };
  }
  return errors;
}

/** Held-out over in-distribution error; nothing where the latter is 0. */
export const priceOf = (heldOut: number, inDistribution: number): { price?: number } =>
  inDistribution > 0 ? { price: heldOut / inDistribution } : {};

/** Of one crystal, in the measure of the target. */
export function crystalError(
  { id, targets }: Pick<ScoredRecord, 'id' | 'targets'>,
  target: CrossvalTarget,
  predicted: PredictedValues,
): number {
  const truth = targets[target.name]!;
  const value = predicted.get(id)![target.name]!;
  if (target.measure === 'share wrong') return Number(value >= 0.5) === truth ? 0 : 1;
  if (!target.log10) return Math.abs(value - truth);
  return Math.abs(Math.log10(Math.max(value, SMALLEST)) - Math.log10(truth));
}

/** @param errors for each seed those of all crystals */
function seedErrors(errors: readonly (readonly number[])[]): SeedErrors {
  const values = errors.map(meanOf);
  const deviation = deviationOf(values);
  return { mean: meanOf(values), ...(deviation === undefined ? {} : { deviation }), values };
}

function groupErrors(
  records: readonly ScoredRecord[],
  heldOut: readonly (readonly number[])[],
  inDistribution: readonly (readonly number[])[],
): GroupError[] {
  const members = new Map<number, number[]>();
  records.forEach(({ group }, i) => {
    const indices = members.get(group);
    if (indices === undefined) members.set(group, [i]);
    else indices.push(i);
  });
  const over = (errors: readonly (readonly number[])[], indices: readonly number[]): number =>
    meanOf(errors.map((ofSeed) => meanOf(indices.map((i) => ofSeed[i]!))));
  return [...members]
    .toSorted(([a], [b]) => a - b)
    .map(([group, indices]) => ({
      group,
      count: indices.length,
      heldOut: over(heldOut, indices),
      ...(inDistribution.length === 0 ? {} : { inDistribution: over(inDistribution, indices) }),
    }));
}

/** The crystals of a fold with their predictions of the first seed. @param models by name */
export function foldPoints(
  records: readonly ScoredRecord[],
  targets: readonly CrossvalTarget[],
  models: ReadonlyMap<string, FoldPredictions>,
): FoldPoints {
  const column = (values: (record: ScoredRecord) => number | undefined): (number | null)[] =>
    records.map((record) => values(record) ?? null);
  const byTarget = (values: (record: ScoredRecord, name: string) => number | undefined) =>
    Object.fromEntries(targets.map(({ name }) => [name, column((record) => values(record, name))]));
  const byModel = (of: keyof FoldPredictions): Record<string, Record<string, (number | null)[]>> =>
    Object.fromEntries(
      [...models].flatMap(([name, { [of]: seeds }]) => {
        const [first] = seeds;
        return first === undefined ? [] : [[name, byTarget(({ id }, target) => first.get(id)?.[target])]];
      }),
    );
  const inDistribution = byModel('inDistribution');
  return {
    ids: records.map(({ id }) => id),
    formulas: records.map(({ formula }) => formula),
    groups: records.map(({ group }) => group),
    truth: byTarget(({ targets: values }, name) => values[name]),
    heldOut: byModel('heldOut'),
    ...(Object.keys(inDistribution).length === 0 ? {} : { inDistribution }),
  };
}
