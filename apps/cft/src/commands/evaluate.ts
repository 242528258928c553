import { parseSplit, type TensorFields } from '@crystal-fourier/data';
import { type Command, Option } from 'commander';
import { type DataParts, openParts } from '../data/dataParts.js';
import { dataName } from '../data/location.js';
import type { EvaluatedRun, EvaluationParts } from '../evaluation/evaluateRun.js';
import { EVALUATION_FILE } from '../evaluation/evaluationFile.js';
import { evaluationLines } from '../evaluation/evaluationText.js';
import { writePredictions } from '../evaluation/writePredictions.js';
import { RUN_FILES, RunFolder, type RunRecord } from '../runs/runFolder.js';
import { backendLabel, type BackendName, chooseBackend } from '../shell/backend.js';
import { action, type Context } from '../shell/context.js';
import { CliError, EXIT, usageError } from '../shell/failure.js';
import { prose } from '../shell/prose.js';
import { writeWholeFile } from '../shell/writeWholeFile.js';
import { commonOptions } from './commonOptions.js';

interface EvaluateCommandOptions {
  readonly part?: string;
  readonly baselines: 'none' | 'fast' | 'all';
  readonly composition?: boolean;
  readonly out?: string;
  readonly backend?: BackendName;
  readonly cache?: string;
  readonly workers?: number;
}

export function addEvaluateCommand(program: Command): void {
  program
    .command('evaluate')
    .summary('say how good a run is, beside baselines')
    .description(
      prose(`Compares the predictions of a run with what is true, overall, by crystal system and by space group, beside baselines that are
trained on the same records. The result is printed and written into the run: ${EVALUATION_FILE} and the predictions as CSV.`),
    )
    .argument('<run>', 'folder of a run')
    .argument('[data]', 'another data set, or the same one where it is now; defaults to that of the run')
    .option('--part <name>', 'part of the run’s split (default: test if there is one, else val)')
    .addOption(
      new Option('--baselines <which>', 'fast: mean and ridge regression; all: gradient boosting, too')
        .choices(['none', 'fast', 'all'])
        .default('all'),
    )
    .option('--composition', 'train the network without structures, too; takes as long as the run did, or less')
    .option('--out <file>', 'write the evaluation here, too')
    .addOption(commonOptions.backend())
    .addOption(commonOptions.cache())
    .addOption(commonOptions.workers())
    .addHelpText(
      'after',
      `
Examples:
  $ cft evaluate runs/moduli
  $ cft evaluate runs/moduli --baselines none --json
  $ cft evaluate runs/moduli new-crystals/ --composition`,
    )
    .action(
      action<[string, string | undefined], EvaluateCommandOptions>(async (context, [run, data], options) => {
        const { console } = context;
        const { evaluation } = await evaluateFolder(run, data, options, context);
        console.data(evaluation);
        const { part, records, trained, variant, backend, targets } = evaluation;
        const baselines = trained === 0 ? '' : `, baselines trained on ${trained}`;
        console.print(console.colors.bold(`${part}: ${records} records, ${variant}, ${backend}${baselines}`));
        if (part === 'val')
          console.print('the best epoch was chosen by these records: expect somewhat larger errors on others');
        for (const target of targets) {
          console.print();
          for (const line of evaluationLines(target)) console.print(line);
        }
      }),
    );
}

/** Evaluates a run in its folder, and writes the result there. @throws CliError, DataError, ModelError */
async function evaluateFolder(
  path: string,
  location: string | undefined,
  { part, baselines, composition, out, backend: requested, cache, workers }: EvaluateCommandOptions,
  { console, io, signal }: Pick<Context, 'console' | 'io' | 'signal'>,
): Promise<EvaluatedRun> {
  const run = await RunFolder.open(path);
  const { runConfig } = await import('../runs/runConfig.js');
  const config = await runConfig(run);
  const { completePlan, tensorFields } = await import('../config/plan.js');
  const tensors = tensorFields(completePlan(config));
  const backend = await chooseBackend(requested ?? config.backend);
  const { featuresOfRun } = await import('../runs/loadModel.js');
  const features = await featuresOfRun(run);
  const open = (from: string, split?: string): Promise<DataParts> =>
    openParts(from, {
      console,
      env: io.env,
      signal,
      split,
      cache: cache ?? config.cache,
      workers,
      symprec: config.symprec,
      handedness: config.handedness,
      reading: config.reading,
      requested: features,
      // A small data set may not show its frames: it is read in those of the run's.
      tensors: split === undefined ? inFrames(tensors, run.record.data.frames) : tensors,
    });
  const parts = await partsOf(run, location, part, open, (text) => console.warn(text));
  const { evaluateRun } = await import('../evaluation/evaluateRun.js');
  const bar = console.progress('evaluating', 1);
  const evaluated = await evaluateRun(run, parts, {
    baselines,
    trainComposition:
      composition === true ? (await import('../evaluation/trainComposition.js')).trainComposition : undefined,
    backend: backendLabel(backend),
    seed: run.record.seed,
    signal,
    onProgress: (what, share) => bar.update(share, what),
  })
    .catch((error: unknown) => {
      throw signal.aborted
        ? new CliError('evaluation interrupted; nothing was written', { exitCode: EXIT.interrupted })
        : error;
    })
    .finally(() => bar.stop());
  const { evaluation, records, predicted } = evaluated;
  await writePredictions(run, evaluation.part, records, predicted);
  await run.writeJson(EVALUATION_FILE, evaluation);
  if (out !== undefined) await writeWholeFile(out, `${JSON.stringify(evaluation, null, 2)}\n`);
  console.info(`written to ${run.file(EVALUATION_FILE)}`);
  return evaluated;
}

/** Fields with tensors in the frames that were found for them. */
const inFrames = (
  tensors: TensorFields | undefined,
  frames: RunRecord['data']['frames'] = {},
): TensorFields | undefined =>
  tensors &&
  Object.fromEntries(
    Object.entries(tensors).map(([name, { kind, frame }]) => [name, { kind, frame: frames[name] ?? frame }]),
  );

/** What is evaluated: a part of the run's data, wherever that lies now, or all of another data set. */
async function partsOf(
  run: RunFolder,
  location: string | undefined,
  part: string | undefined,
  open: (location: string, split?: string) => Promise<DataParts>,
  warn: (text: string) => void,
): Promise<EvaluationParts> {
  const split = parseSplit(Buffer.from(await run.read(RUN_FILES.split)).toString('utf8'), run.file(RUN_FILES.split));
  const own = async (from: string): Promise<EvaluationParts> => {
    const { parts, path, hash } = await open(from, run.file(RUN_FILES.split));
    const name = part ?? (parts['test'] === undefined ? 'val' : 'test');
    const unseen = parts[name];
    if (unseen === undefined)
      throw usageError(`${run.path}: the split has the parts ${Object.keys(parts).join(', ')}, not ${name}`);
    if (name === 'train')
      warn('the part train is what the run was trained on: its errors say nothing of other crystals');
    return { part: name, unseen, train: parts['train'] ?? [], validation: parts['val'] ?? [], data: { path, hash } };
  };
  if (location === undefined) return own(run.record.data.path);
  const { parts, path, hash } = await open(location);
  const unseen = Object.values(parts).flat();
  const ids = new Set(unseen.map(({ id }) => id));
  if (Object.values(split.parts).every((members) => members.every((id) => ids.has(id)))) return own(location);
  if (part !== undefined)
    throw usageError(`--part names a part of the run's own data, ${dataName(location)} is another data set`);
  const trained = await own(run.record.data.path).catch((error: unknown) => {
    warn(`no baselines: the data set of the run cannot be read: ${(error as Error).message}`);
    return undefined;
  });
  return {
    part: 'data',
    unseen,
    train: trained?.train ?? [],
    validation: trained?.validation ?? [],
    data: { path, hash },
  };
}
