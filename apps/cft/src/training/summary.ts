import {
  classificationMetrics,
  decodeTensors,
  type Prediction,
  Predictor,
  regressionMetrics,
  type TensorFile,
} from '@crystal-fourier/model';
import { type Backend, backendLabel } from '../shell/backend.js';
import type { Console } from '../shell/console.js';
import type { Context } from '../shell/context.js';
import { type DataParts, type Example, partsText } from '../data/dataParts.js';
import { type EvaluatedRecord, evaluateTarget, type Score } from '../evaluation/evaluation.js';
import { predictionTable } from '../evaluation/table.js';
import { scoreColumns } from '../evaluation/text.js';
import { throwIfInterrupted } from '../shell/failure.js';
import { RUN_FILES, type RunFolder } from '../runs/runFolder.js';
import { alignColumns } from '../shell/textTable.js';
import { type LeftOut, reasonCounts } from './exclusions.js';
import type { TrainingPlan } from '../runs/plan.js';

/** How one network of a run came about. */
interface NetworkMetrics {
  readonly seed: number;
  /** Done; fewer than planned when it stopped early. */
  readonly epochs: number;
  readonly bestEpoch: number;
}

/** What `run.json` says of a finished run under `metrics`. */
interface RunMetrics {
  readonly networks: readonly NetworkMetrics[];
  /** By part (`val`, `test`) and target. */
  readonly parts: Readonly<Record<string, Readonly<Record<string, Score>>>>;
  /** Left-out targets and records by reason. */
  readonly leftOut: Readonly<Record<string, number>>;
  /** From the beginning of the run to its end, pauses included. */
  readonly seconds: number;
}

/** A finished run; what `cft train --json` prints. */
export interface TrainingSummary {
  readonly run: string;
  readonly status: string;
  readonly backend: string;
  readonly targets: readonly string[];
  readonly variant: string;
  readonly parts: Readonly<Record<string, number>>;
  readonly models: readonly string[];
  readonly metrics: RunMetrics;
}

interface Finished {
  readonly plan: TrainingPlan;
  readonly data: DataParts;
  readonly leftOut: readonly LeftOut[];
  readonly backend: Backend;
}

/** Records between two looks at the signal. */
const CHUNK = 1024;

/** The end of a training: predictions of the parts that were not trained on, their metrics, the record of the run. */
export async function concludeRun(
  run: RunFolder,
  { plan, data, leftOut, backend }: Finished,
  { console, signal }: Pick<Context, 'console' | 'signal'>,
): Promise<TrainingSummary> {
  const files: TensorFile[] = [];
  for (const name of await run.modelFiles()) files.push(decodeTensors(await run.read(name), run.file(name)));
  const predictor = Predictor.load(files);
  const parts: Record<string, Record<string, Score>> = {};
  const unseen = Object.entries(data.parts).filter(([part]) => part === 'val' || part === 'test');
  const bar = console.progress('predicting', unseen.flatMap(([, examples]) => examples).length);
  let done = 0;
  try {
    for (const [part, examples] of unseen) {
      const records: EvaluatedRecord[] = [];
      for (let start = 0; start < examples.length; start += CHUNK) {
        const some = examples.slice(start, start + CHUNK);
        const predictions = await predictor.predict(some);
        records.push(...some.map((example, i) => evaluatedRecord(example, predictions[i]!)));
        bar.update((done += some.length));
        throwIfInterrupted(signal, `interrupted; end it with: cft train --resume ${run.path}`);
      }
      await run.write(
        part === 'val' ? RUN_FILES.predictions : `predictions-${part}.csv`,
        predictionTable(records, plan.target),
      );
      parts[part] = scoresOf(records, predictor, plan);
    }
  } finally {
    bar.stop();
    predictor.dispose();
  }
  const finished = new Date();
  const metrics: RunMetrics = {
    networks: await networksOf(run, plan),
    parts,
    leftOut: reasonCounts(leftOut),
    seconds: Math.round((finished.getTime() - Date.parse(run.record.started)) / 1000),
  };
  await run.update({
    status: 'finished',
    finished: finished.toISOString(),
    backend: backendLabel(backend),
    metrics: { ...metrics },
  });
  return summaryOf(run, plan);
}

/** Of a run that is finished. */
export async function summaryOf(run: RunFolder, { target, model }: TrainingPlan): Promise<TrainingSummary> {
  const { status, backend, data, metrics } = run.record;
  return {
    run: run.path,
    status,
    backend,
    targets: target,
    variant: model.variant,
    parts: data.parts,
    models: await run.modelFiles(),
    metrics: metrics as unknown as RunMetrics,
  };
}

/** The summary for people. */
export function printSummary(console: Console, { run, backend, variant, parts, metrics }: TrainingSummary): void {
  const { networks, leftOut, parts: scores, seconds } = metrics;
  const counts = Object.fromEntries(Object.entries(parts).map(([part, n]) => [part, { length: n } as unknown[]]));
  const missing = Object.entries(leftOut);
  const epochs = networks.map(({ bestEpoch, epochs: all }) => `${bestEpoch} of ${all}`).join(', ');
  console.print(console.colors.bold(`${run}: trained in ${seconds} s`));
  for (const line of alignColumns([
    ['records', partsText(counts)],
    ['variant', variant],
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

function evaluatedRecord(example: Example, { values, spread }: Prediction): EvaluatedRecord {
  const { id, formula, group, crystalSystem, targets } = example;
  return {
    id,
    formula,
    group,
    crystalSystem,
    truth: targets,
    predicted: values,
    ...(spread === undefined ? {} : { spread }),
  };
}

function scoresOf(
  records: readonly EvaluatedRecord[],
  { config, normalization }: Predictor,
  plan: TrainingPlan,
): Record<string, Score> {
  const scores: Record<string, Score> = {};
  for (const name of plan.target) {
    const log10 = normalization.targets.find((scale) => scale.name === name)?.log10 ?? false;
    const target = { name, task: config.task, log10 };
    const found = evaluateTarget({ regressionMetrics, classificationMetrics }, records, target);
    if (found?.models[0] !== undefined) scores[name] = found.models[0].score;
  }
  return scores;
}

async function networksOf(run: RunFolder, { ensemble, seed }: TrainingPlan): Promise<NetworkMetrics[]> {
  const history = await run.history();
  return Array.from({ length: ensemble }, (_, member) => {
    const own = history.filter((entry) => entry['member'] === member);
    const best = own.filter((entry) => entry['best'] === true);
    return {
      seed: (seed + member) % 2 ** 32,
      epochs: Math.max(0, ...own.map(({ epoch }) => Number(epoch))),
      bestEpoch: Math.max(0, ...best.map(({ epoch }) => Number(epoch))),
    };
  });
}
