import { type Diagnostic, type DiagnosticCode, diagnosticText, type Severity } from '@crystal-fourier/data';
import type { FeaturizedItem } from '@crystal-fourier/data/node';
import type { Interval, NamedTensor, Prediction, TargetScale, Task } from '@crystal-fourier/model';
import { type CrystalSystem, spaceGroup } from '@crystal-fourier/spacegroups';
import { derivedNames } from '../evaluation/derivedScalars.js';
import { type GivenTensor, givenTensors } from './predictedTensors.js';

/** What the training set says against a prediction, beside what is said of the structure itself. */
type PredictionCode = DiagnosticCode | 'unknown-element' | 'unknown-group' | 'far-from-training' | 'not-stable';

type PredictionDiagnostic = Diagnostic<PredictionCode>;

/** What is said of one structure; an object of the JSON output. */
export interface PredictedStructure {
  /** As data sets name records: the file's name for one structure. */
  readonly id: string;
  /** The file, or the URL, that it is read from. */
  readonly file: string;
  readonly formula?: string;
  /** Number of the space group. */
  readonly group?: number;
  /** Its Hermann–Mauguin symbol. */
  readonly symbol?: string;
  readonly crystalSystem?: CrystalSystem;
  /** By target: in the units of the training data, or the probability of a class. */
  readonly values?: Readonly<Record<string, number>>;
  /** By target: where the true value is, as often as the level says; absent for networks that were not calibrated. */
  readonly intervals?: Readonly<Record<string, Interval>>;
  /** By target: standard deviation over an ensemble, in log10 units for a target that is learned so. */
  readonly spread?: Readonly<Record<string, number>>;
  /** By name; what follows from them is among the values. */
  readonly tensors?: Readonly<Record<string, GivenTensor>>;
  /** Above 1: far from the training crystals. Null where it has no bound. */
  readonly novelty?: number | null;
  /** Everything that is to be known of the structure and its prediction. */
  readonly diagnostics: readonly PredictionDiagnostic[];
  /** Those that ask for attention, warnings and repairs, as lines of text. */
  readonly warnings: readonly string[];
  readonly error?: string;
}

/** What columns there are. */
export interface PredictionColumns {
  readonly targets: readonly Pick<TargetScale, 'name' | 'log10'>[];
  /** By target, where they are known. */
  readonly units: Readonly<Record<string, string>>;
  readonly tensors: readonly NamedTensor[];
  readonly task: Task;
  readonly isEnsemble: boolean;
  /** Names of the targets and tensors that have intervals. */
  readonly intervals: readonly string[];
}

/** A structure without a prediction, and the reason. */
export const failedStructure = ({
  id,
  file,
  diagnostics,
  error,
}: Extract<FeaturizedItem, { ok: false }>): PredictedStructure => ({
  id,
  file,
  diagnostics,
  warnings: linesOf(diagnostics, ['warning', 'repair']),
  error: error.message,
});

/** A prediction with all that a reader must know of it. */
export function predictedStructure(
  item: Extract<FeaturizedItem, { ok: true }>,
  { values, intervals, spread, tensors: predicted, novelty, unknownElements, unknownGroup }: Prediction,
  isStable = false,
): PredictedStructure {
  const { id, file, diagnostics: found, formula, groupNumber: group, features, placement } = item;
  const given = predicted && givenTensors(predicted, features, placement!, isStable);
  const { crystalSystem, setting } = spaceGroup(group);
  const warning = (code: PredictionCode, message: string): PredictionDiagnostic => ({
    severity: 'warning',
    code,
    message,
  });
  const diagnostics: readonly PredictionDiagnostic[] = [
    ...unknownElements.map((element) => warning('unknown-element', `element ${element} is not in the training set`)),
    ...(unknownGroup ? [warning('unknown-group', `space group ${group} is not in the training set`)] : []),
    ...(novelty > 1
      ? [
          warning(
            'far-from-training',
            `far from the training set (novelty ${Number.isFinite(novelty) ? novelty.toFixed(1) : 'without bound'})`,
          ),
        ]
      : []),
    ...(given?.unstable ?? []).map(({ name, isChanged }) =>
      warning(
        'not-stable',
        isChanged
          ? `the predicted stiffness ${name} was not positive definite, and became the nearest one that is`
          : `the predicted stiffness ${name} is not positive definite: its averages of Reuss and Hill have no meaning`,
      ),
    ),
    ...found,
  ];
  return {
    id,
    file,
    formula,
    group,
    symbol: setting.hmExtended,
    crystalSystem,
    values: given === undefined ? values : { ...values, ...given.scalars },
    ...(intervals === undefined ? {} : { intervals }),
    ...(spread === undefined ? {} : { spread }),
    ...(given === undefined ? {} : { tensors: given.tensors }),
    novelty: Number.isFinite(novelty) ? novelty : null,
    diagnostics,
    warnings: linesOf(diagnostics, ['warning', 'repair']),
  };
}

/** Lines of the diagnostics of some severities, by severity. */
const linesOf = (diagnostics: readonly PredictionDiagnostic[], severities: readonly Severity[]): string[] =>
  severities.flatMap((severity) => diagnostics.filter((d) => d.severity === severity).map(diagnosticText));

/** Names of the columns of the table. */
export function columnNames({ targets, tensors, task, isEnsemble, intervals }: PredictionColumns): string[] {
  const names = ['id', 'file', 'formula', 'group', 'symbol', 'crystal_system'];
  for (const { name, log10 } of targets) {
    names.push(task === 'classification' ? `${name}_probability` : name);
    if (intervals.includes(name)) names.push(`${name}_low`, `${name}_high`);
    if (isEnsemble) names.push(log10 ? `${name}_spread_log10` : `${name}_spread`);
  }
  for (const tensor of tensors) {
    const { name } = tensor;
    names.push(name);
    if (intervals.includes(name)) names.push(`${name}_radius`);
    if (isEnsemble) names.push(`${name}_spread`);
    names.push(...derivedNames([tensor]));
  }
  return [...names, 'novelty', 'warnings', 'notes', 'error'];
}

/** Networks compute in float32, which has seven digits: nine keep all that they say, and the others would be noise. */
const storedNumber = (value: number): string => String(Number(value.toPrecision(9)));

/** Cells of a row, in the order of {@link columnNames}; what there is not is empty. @param text of a number */
export function rowOf(
  structure: PredictedStructure,
  { targets, tensors, isEnsemble, intervals }: PredictionColumns,
  text: (value: number) => string = storedNumber,
): string[] {
  const { id, file, formula, group, symbol, crystalSystem, values, spread, novelty, warnings, error } = structure;
  const notes = linesOf(structure.diagnostics, ['note']);
  const cell = (value: number | undefined): string => (value === undefined ? '' : text(value));
  return [
    id,
    file,
    formula ?? '',
    group === undefined ? '' : String(group),
    symbol ?? '',
    crystalSystem ?? '',
    ...targets.flatMap(({ name }) => {
      const { low, high } = structure.intervals?.[name] ?? {};
      return [
        cell(values?.[name]),
        ...(intervals.includes(name) ? [cell(low), cell(high)] : []),
        ...(isEnsemble ? [cell(spread?.[name])] : []),
      ];
    }),
    ...tensors.flatMap((tensor) => {
      const given = structure.tensors?.[tensor.name];
      return [
        given === undefined ? '' : JSON.stringify(given.matrix),
        ...(intervals.includes(tensor.name) ? [cell(given?.radius)] : []),
        ...(isEnsemble ? [cell(given?.spread)] : []),
        ...derivedNames([tensor]).map((name) => cell(values?.[name])),
      ];
    }),
    novelty === undefined ? '' : novelty === null ? 'Infinity' : novelty.toFixed(3),
    warnings.join('; '),
    notes.join('; '),
    error ?? '',
  ];
}
