import { type ModelConfig, networkName, type Prediction, Predictor } from '@crystal-fourier/model';
import { type BaselineName, fitBaselines } from '../baselines/fitBaselines.js';
import type { LearnedTarget } from '../config/learnedTargets.js';
import type { Example } from '../data/example.js';
import { runConfig } from '../runs/runConfig.js';
import { runModels } from '../runs/loadModel.js';
import type { RunFolder } from '../runs/runFolder.js';
import { dataError } from '../shell/failure.js';
import { type EvaluatedRecord, evaluateTarget, type OtherModel, type TargetEvaluation } from './evaluateTarget.js';
import type { Evaluation } from './evaluationFile.js';
import { derivedNames } from './derivedScalars.js';
import { evaluateTensor } from './evaluateTensor.js';
import { predictExamples, truthOf } from './predictExamples.js';
import { tensorBaselines } from './tensorBaselines.js';
import { isValidTruth } from './score.js';

/** Trains the `composition` variant as the run was trained, and predicts. */
export type TrainComposition = (input: {
  readonly run: RunFolder;
  /** Of the run. */
  readonly config: ModelConfig;
  readonly train: readonly Example[];
  readonly validation: readonly Example[];
  readonly unseen: readonly Example[];
  readonly onProgress?: ((share: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}) => Promise<{ readonly predictions: readonly Prediction[]; readonly note: string; readonly seconds: number }>;

/** What is evaluated, on what. */
export interface EvaluationParts {
  /** Name of the part that is evaluated. */
  readonly part: string;
  readonly unseen: readonly Example[];
  /** For the baselines; empty leaves them out. */
  readonly train: readonly Example[];
  /** What weights are chosen by. */
  readonly validation: readonly Example[];
  readonly data: Evaluation['data'];
}

export interface EvaluateOptions {
  /** `fast`: without gradient boosting. Defaults to `all`. */
  readonly baselines?: 'none' | 'fast' | 'all';
  /** Compares the `composition` variant, too. */
  readonly trainComposition?: TrainComposition | undefined;
  /** Name and version of the backend in use. */
  readonly backend: string;
  /** Seed of the baselines. Defaults to 0. */
  readonly seed?: number;
  readonly onProgress?: ((what: string, share: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The evaluation and the predictions it is of. */
export interface EvaluatedRun {
  readonly evaluation: Evaluation;
  /** What the networks predict. */
  readonly predicted: Pick<Predictor, 'targets' | 'tensors'>;
  readonly records: readonly EvaluatedRecord[];
}

/**
 * Predicts records with the models of a run and compares with what is true, with baselines trained on the run's training part.
 *
 * @throws CliError where the run has no model, no record has a true value, or the signal is set; ModelError
 */
export async function evaluateRun(
  run: RunFolder,
  { part, unseen, train, validation, data }: EvaluationParts,
  { baselines = 'all', trainComposition, backend, seed = 0, onProgress, signal }: EvaluateOptions,
): Promise<EvaluatedRun> {
  const files = await runModels(run);
  const predictor = Predictor.load(files, { symprec: (await runConfig(run)).symprec });
  try {
    const { config, normalization } = predictor;
    const records = await predictExamples(predictor, unseen, {
      signal,
      onProgress: (done) => onProgress?.('predicting', done / unseen.length),
    });
    const composition =
      trainComposition !== undefined &&
      config.variant !== 'composition' &&
      config.tensors === undefined &&
      train.length > 0
        ? await trainComposition({
            run,
            config,
            train,
            validation,
            unseen,
            signal,
            onProgress: (share) => onProgress?.('composition', share),
          })
        : undefined;
    const targets: TargetEvaluation[] = [];
    // Of the records that intervals were made by, the right share is in them in any case.
    const calibrated = predictor.calibration?.part === part && part !== 'data' ? undefined : predictor.calibration;
    const label = `network, ${networkName(config)}${files.length === 1 ? '' : `, ensemble of ${files.length}`}`;
    for (const tensor of predictor.tensors) {
      const others = baselines === 'none' ? [] : tensorBaselines(tensor, train, unseen, records);
      const found = evaluateTensor(records, tensor, label, others);
      if (found !== undefined) targets.push(found);
    }
    const derived = derivedNames(predictor.tensors).map((name) => ({ name, log10: false }));
    for (const { name, log10 } of [...normalization.targets, ...derived]) {
      const target: LearnedTarget = { name, task: config.task, log10 };
      const labels = train.map((example) => truthOf(example, predictor.tensors)[name]);
      const others = await othersOf(target, { train, labels, unseen }, { baselines, seed, onProgress, signal });
      if (composition !== undefined)
        others.push({
          name: 'composition variant',
          note: composition.note,
          seconds: composition.seconds,
          predicted: composition.predictions.map(({ values }) => values[name]!),
        });
      const quantity = calibrated?.quantities.find((one) => one.name === name);
      const found = evaluateTarget(records, target, label, others, quantity);
      if (found !== undefined) targets.push(found);
    }
    if (targets.length === 0)
      throw dataError(
        `${data.path}: no record of ${part} has a value of ${[...config.targets, ...predictor.tensors.map(({ name }) => name)].join(', ')} that counts`,
        'cft predict needs none',
      );
    return {
      records,
      predicted: { targets: predictor.targets, tensors: predictor.tensors },
      evaluation: {
        format: 'crystal-fourier/evaluation',
        version: 1,
        part,
        data,
        records: unseen.length,
        trained: train.length,
        variant: networkName(config),
        members: files.length,
        backend,
        created: new Date().toISOString(),
        targets,
      },
    };
  } finally {
    predictor.dispose();
  }
}

async function othersOf(
  target: LearnedTarget,
  {
    train,
    labels,
    unseen,
  }: Pick<EvaluationParts, 'train' | 'unseen'> & { readonly labels: readonly (number | undefined)[] },
  { baselines, seed, onProgress, signal }: Pick<EvaluateOptions, 'baselines' | 'seed' | 'onProgress' | 'signal'>,
): Promise<OtherModel[]> {
  if (baselines === 'none') return [];
  const names: readonly BaselineName[] =
    baselines === 'fast' ? ['mean', 'ridge'] : ['mean', 'ridge', 'gradient boosting'];
  const found = await fitBaselines(
    {
      train: train.map(({ features }) => features),
      labels: labels.map((value) => (isValidTruth(value, target) ? (target.log10 ? Math.log10(value) : value) : NaN)),
      unseen: unseen.map(({ features }) => features),
    },
    {
      names,
      task: target.task,
      seed: seed ?? 0,
      signal,
      onProgress: (name, share) => onProgress?.(`${name} for ${target.name}`, share),
    },
  );
  return found.map(({ name, predicted, note, seconds }) => ({
    name,
    note,
    seconds,
    predicted: target.log10 ? predicted.map((value) => 10 ** value) : predicted,
  }));
}
