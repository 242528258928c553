import { type Command, Option } from 'commander';
import type { EvaluatedRun } from '../evaluation/evaluateRun.js';
import { EVALUATION_FILE } from '../evaluation/evaluationFile.js';
import { evaluationLines } from '../evaluation/evaluationText.js';
import { writePredictions } from '../evaluation/writePredictions.js';
import { RunFolder } from '../runs/runFolder.js';
import { backendLabel, type BackendName, chooseBackend } from '../shell/backend.js';
import { action, type Context } from '../shell/context.js';
import { CliError, EXIT } from '../shell/failure.js';
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
  const backend = await chooseBackend(requested ?? config.backend);
  const { evaluatedParts } = await import('../evaluation/evaluatedParts.js');
  const parts = await evaluatedParts(run, { location, part, cache, workers }, { console, io, signal });
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
