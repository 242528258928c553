import { networkName, type VariantChoice } from '@crystal-fourier/model';
import type { TrainingPlan } from '../config/plan.js';
import { scoreColumns } from '../evaluation/evaluationText.js';
import type { Score } from '../evaluation/score.js';
import { runChoice } from '../runs/runChoice.js';
import { RUN_FILES, type RunFolder, type RunSource } from '../runs/runFolder.js';
import type { Console } from '../shell/console.js';
import { dataError } from '../shell/failure.js';
import { alignColumns } from '../shell/textTable.js';

/** How one network of a run was trained. */
export interface NetworkMetrics {
  readonly seed: number;
  /** Done; fewer than planned when it stopped early. */
  readonly epochs: number;
  readonly bestEpoch: number;
}

/** The field `metrics` of `run.json` in a finished run. */
export interface RunMetrics {
  readonly networks: readonly NetworkMetrics[];
  /** By part (`val`, `test`) and target. */
  readonly parts: Readonly<Record<string, Readonly<Record<string, Score>>>>;
  /** Left-out targets and records by reason. */
  readonly leftOut: Readonly<Record<string, number>>;
  /** Of work: the time between an interruption and `--resume` does not count. */
  readonly seconds: number;
}

/** A finished run; what `cft train --json` prints. */
export interface TrainingSummary {
  readonly run: string;
  readonly status: string;
  readonly backend: string;
  readonly targets: readonly string[];
  readonly variant: string;
  /** How the variant was chosen; absent where it was given. */
  readonly choice?: VariantChoice | undefined;
  /** What it began with; absent where the weights were random. */
  readonly source?: RunSource | undefined;
  readonly parts: Readonly<Record<string, number>>;
  readonly models: readonly string[];
  readonly metrics: RunMetrics;
}

/** Of a run that is finished. @throws CliError where its record was edited to what cannot be */
export async function summaryOf(
  run: RunFolder,
  { target, tensor = {}, model }: TrainingPlan,
): Promise<TrainingSummary> {
  const { status, backend, data, metrics, source } = run.record;
  const choice = runChoice(run);
  if (!isRunMetrics(metrics))
    throw dataError(
      `${run.file(RUN_FILES.record)}: the metrics of the finished run are not complete`,
      'was it edited?',
    );
  return {
    run: run.path,
    status,
    backend,
    targets: [...target, ...Object.keys(tensor)],
    variant: networkName(model),
    ...(choice === undefined ? {} : { choice }),
    ...(source === undefined ? {} : { source }),
    parts: data.parts,
    models: await run.modelFiles(),
    metrics,
  };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether the metrics of a record are those of a finished run. */
function isRunMetrics(metrics: unknown): metrics is RunMetrics {
  if (!isObject(metrics)) return false;
  const { networks, parts, leftOut, seconds } = metrics;
  return (
    Array.isArray(networks) &&
    networks.every((network) => isObject(network) && typeof network['bestEpoch'] === 'number') &&
    isObject(parts) &&
    Object.values(parts).every((scores) => isObject(scores) && Object.values(scores).every(isScore)) &&
    isObject(leftOut) &&
    typeof seconds === 'number'
  );
}

/** Whether a value has the numbers that a table of scores shows. */
function isScore(score: unknown): boolean {
  if (!isObject(score)) return false;
  const hasNumbers = (metrics: unknown, names: readonly string[]): boolean =>
    isObject(metrics) && names.every((name) => typeof metrics[name] === 'number');
  const { metrics, log10 } = score;
  const regression = ['count', 'mae', 'rmse', 'r2'];
  return (
    (hasNumbers(metrics, regression) && (log10 === undefined || hasNumbers(log10, regression))) ||
    hasNumbers(metrics, ['count', 'accuracy', 'balancedAccuracy', 'auc', 'logLoss'])
  );
}

/** The summary for people. */
export function printSummary(console: Console, summary: TrainingSummary): void {
  const { run, backend, variant, choice, source, parts, metrics } = summary;
  const { networks, leftOut, parts: scores, seconds } = metrics;
  const missing = Object.entries(leftOut);
  const epochs = networks.map(({ bestEpoch, epochs: all }) => `${bestEpoch} of ${all}`).join(', ');
  console.print(console.colors.bold(`${run}: trained in ${seconds} s`));
  for (const line of alignColumns([
    [
      'records',
      Object.entries(parts)
        .map(([part, count]) => `${part} ${count}`)
        .join(', '),
    ],
    ['variant', variant],
    ...(choice?.trials === undefined ? [] : [['', choice.reason]]),
    ...(source === undefined ? [] : [['began with', source.name ?? source.path]]),
    ['backend', backend],
    [networks.length === 1 ? 'best epoch' : 'best epochs', epochs],
    ...missing.map(([reason, count], i) => [i === 0 ? 'left out' : '', `${count} ${reason}`]),
    ...(missing.length === 0 ? [] : [['', `listed in ${RUN_FILES.excluded}`]]),
  ]))
    console.print(line);
  const rows = Object.entries(scores).flatMap(([part, targets]) =>
    Object.entries(targets).map(([target, score]) => ({ part, target, score })),
  );
  for (const kind of [true, false]) {
    const some = rows.filter(({ score }) => (score.log10 !== undefined) === kind);
    const [first] = some;
    if (first === undefined) continue;
    console.print();
    const head = ['part', 'target', ...scoreColumns(first.score).map(([column]) => column)];
    const body = some.map(({ part, target, score }) => [
      part,
      target,
      ...scoreColumns(score).map(([, value]) => value),
    ]);
    for (const line of alignColumns(
      [head, ...body],
      head.map((_, c) => ({ align: c < 2 ? 'left' : 'right' })),
    ))
      console.print(line);
  }
  console.print();
  console.print('next:');
  console.print(`  cft evaluate ${run}`);
  console.print(`  cft report ${run}`);
  console.print(`  cft predict ${run} crystal.cif`);
}
