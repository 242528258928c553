import { leastRecords, Predictor } from '@crystal-fourier/model';
import type { TrainingPlan } from '../config/plan.js';
import { isLogarithmic } from '../config/learnedTargets.js';
import type { DataParts } from '../data/dataParts.js';
import { LEVEL } from '../config/intervalLevel.js';
import { type EvaluatedRecord, evaluateTarget } from '../evaluation/evaluateTarget.js';
import { derivedNames } from '../evaluation/derivedScalars.js';
import { evaluateTensor } from '../evaluation/evaluateTensor.js';
import { predictExamples } from '../evaluation/predictExamples.js';
import { writePredictions } from '../evaluation/writePredictions.js';
import { isValidTruth, type Score } from '../evaluation/score.js';
import { calibrateRun } from '../runs/calibrateRun.js';
import { runModels } from '../runs/loadModel.js';
import type { RunFolder } from '../runs/runFolder.js';
import type { WorkTime } from '../runs/workTime.js';
import { type Backend, backendLabel } from '../shell/backend.js';
import type { Context } from '../shell/context.js';
import { type LeftOut, reasonCounts } from './exclusions.js';
import { type NetworkMetrics, type RunMetrics, summaryOf, type TrainingSummary } from './summary.js';

interface Finished {
  readonly plan: TrainingPlan;
  readonly data: DataParts;
  readonly leftOut: readonly LeftOut[];
  readonly backend: Backend;
  readonly time: WorkTime;
}

/** The end of a training: its calibration, predictions of the parts that were not trained on, their metrics, the record of the run. */
export async function concludeRun(
  run: RunFolder,
  { plan, data, leftOut, backend, time }: Finished,
  { console, signal }: Pick<Context, 'console' | 'signal'>,
): Promise<TrainingSummary> {
  await calibrate(run, plan, data, console);
  const predictor = Predictor.load(await runModels(run), { symprec: plan.symprec });
  const parts: Record<string, Record<string, Score>> = {};
  const unseen = Object.entries(data.parts).filter(([part]) => part === 'val' || part === 'test');
  const bar = console.progress('predicting', unseen.flatMap(([, examples]) => examples).length);
  let done = 0;
  try {
    for (const [part, examples] of unseen) {
      const before = done;
      const records = await predictExamples(predictor, examples, {
        signal,
        interrupted: `interrupted; end it with: cft train --resume ${run.path}`,
        onProgress: (count) => bar.update((done = before + count)),
      });
      await writePredictions(run, part, records, predictor);
      parts[part] = scoresOf(records, predictor, plan);
    }
  } finally {
    bar.stop();
    predictor.dispose();
  }
  const metrics: RunMetrics = {
    networks: await networksOf(run, plan),
    parts,
    leftOut: reasonCounts(leftOut),
    seconds: Math.round(time.seconds),
  };
  await run.update({
    status: 'finished',
    finished: new Date().toISOString(),
    backend: backendLabel(backend),
    metrics: { ...metrics },
  });
  return summaryOf(run, plan);
}

/** Intervals by the errors on the validation part, where it has values; a message says where it has too few. */
async function calibrate(
  run: RunFolder,
  { model: { task }, target, tensor = {}, log10, symprec }: TrainingPlan,
  { parts }: DataParts,
  console: Context['console'],
): Promise<void> {
  if (task === 'classification') return;
  const examples = parts['val'] ?? [];
  const isKnown = ({ targets, tensors = {} }: DataParts['parts'][string][number]): boolean =>
    target.some((name) => isValidTruth(targets[name], { name, task, log10: isLogarithmic(name, log10) })) ||
    Object.keys(tensor).some((name) => tensors[name] !== undefined);
  const found = examples.some(isKnown) ? await calibrateRun(run, 'val', examples, symprec) : undefined;
  const few = found?.quantities.find(({ quantiles }) => quantiles.count < leastRecords(LEVEL));
  if (found === undefined || few !== undefined)
    console.info(
      `intervals about predictions need at least ${leastRecords(LEVEL)} validation records with a value${few === undefined ? '' : ` of ${few.name}`}, got ${few?.quantiles.count ?? 0}; others will do: cft calibrate ${run.path} DATA`,
    );
}

function scoresOf(
  records: readonly EvaluatedRecord[],
  predictor: Predictor,
  plan: TrainingPlan,
): Record<string, Score> {
  const { config, normalization } = predictor;
  const scores: Record<string, Score> = {};
  for (const tensor of predictor.tensors) {
    const found = evaluateTensor(records, tensor);
    if (found?.models[0] !== undefined) scores[tensor.name] = found.models[0].score;
  }
  const derived = derivedNames(predictor.tensors);
  for (const name of [...plan.target, ...derived]) {
    const log10 = normalization.targets.find((scale) => scale.name === name)?.log10 ?? false;
    const target = { name, task: config.task, log10 };
    const found = evaluateTarget(records, target);
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
