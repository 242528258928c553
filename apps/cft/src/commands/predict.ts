import type { Command } from 'commander';
import { datasetOptionsOf, type ReadingOptions } from '../config/reading.js';
import { LEVEL } from '../config/intervalLevel.js';
import type { PredictedStructure } from '../prediction/rows.js';
import type { LoadedModel } from '../runs/loadModel.js';
import { networkPlace } from '../runs/packagedNetwork.js';
import { RunFolder } from '../runs/runFolder.js';
import { backendLabel, type BackendName, chooseBackend } from '../shell/backend.js';
import { action, type Context } from '../shell/context.js';
import { dataError } from '../shell/failure.js';
import { batchSizeOption, levelOption } from '../shell/optionParsers.js';
import { prose } from '../shell/prose.js';
import { addReadingOptions, commonOptions } from './commonOptions.js';

interface PredictCommandOptions extends ReadingOptions {
  readonly out?: string;
  readonly batchSize?: number;
  readonly workers?: number;
  readonly backend?: BackendName;
  readonly symprec?: number;
  readonly level?: number;
  readonly stable?: boolean;
}

export function addPredictCommand(program: Command): void {
  const command = program
    .command('predict')
    .summary('predict structures with a trained network, your own or one of cft models')
    .description(
      prose(`Predicts the structures of files, folders (with all folders in them) and data sets, one line for each, in their order: space
group, predictions, intervals, with an ensemble their spread (NAME_spread, or NAME_spread_log10 in units of log10), novelty, warnings, notes.

Intervals (NAME_low, NAME_high; of a tensor NAME_radius, which the Frobenius norm of its error stays within) have the true value in them for 90 % of crystals
like those that the run was calibrated by, its part val, or as often as --level says. Novelty above 1 means: farther from the nearest training crystal than
99 % of those are from their own nearest neighbour; of such crystals, intervals are less sure.

What cannot be read has its line, too, with the reason in the column error; the others are predicted, and the exit code is 3.
Tensors are told in the Cartesian frame of the lattice vectors of the file, as matrices in JSON (3 × 3; 3 × 6 and 6 × 6 in Voigt's notation; of charges one 3 × 3
for each site), and with what follows from them: NAME.index, NAME.birefringence; NAME.longitudinal, the largest longitudinal piezoelectric constant; NAME.bulk_hill,
NAME.shear_hill, NAME.anisotropy; NAME.norm.

Without --out the lines go to stdout: CSV, or a table on a terminal.`),
    )
    .argument('<network>', 'name of a network of cft models, folder of a run, or a model file that cft export wrote')
    .argument('<structures...>', 'structure files, folders, data sets or URLs')
    .option('--out <file>', 'write CSV here, or JSON lines for a name with .jsonl')
    .option('--batch-size <n>', 'structures that are computed together (default: 128)', batchSizeOption)
    .addOption(commonOptions.workers())
    .addOption(commonOptions.backend())
    .addOption(commonOptions.symprec('that of the training'))
    .option('--level <share>', 'of true values that intervals contain (default: 0.9)', levelOption)
    .option('--stable', 'make predicted stiffnesses positive definite, and say so');
  addReadingOptions(command, { overlap: true })
    .addHelpText(
      'after',
      `
Examples:
  $ cft predict formation-energy quartz.cif
  $ cft predict runs/moduli quartz.cif POSCAR
  $ cft predict runs/moduli candidates/ --out predictions.csv
  $ cft predict moduli.safetensors quartz.cif`,
    )
    .action(
      action<[string, readonly string[]], PredictCommandOptions>((context, [run, structures], options) =>
        predict(run, structures, options, context),
      ),
    );
}

/** Networks of earlier versions, and those that were not calibrated, predict without intervals. */
function sayWithoutIntervals({ predictor }: LoadedModel, path: string, console: Context['console']): void {
  const { calibration, config } = predictor;
  if (calibration === undefined && config.task === 'regression')
    console.info(`${path}: not calibrated, so predictions have no intervals; cft calibrate RUN makes them for a run`);
}

async function predict(
  path: string,
  locations: readonly string[],
  { out, batchSize, workers, backend: requested, symprec, level, stable, ...reading }: PredictCommandOptions,
  { console, io, signal }: Context,
): Promise<void> {
  const place = await networkPlace(path);
  const run = place === 'run' ? await RunFolder.open(path) : undefined;
  const backend = await chooseBackend(requested);
  // Predictions are fast on every backend; trainings warn.
  if (backend.note !== undefined) console.detail(backend.note);
  // TensorFlow is loaded for this command alone.
  const { columnsOf, predictStructures } = await import('../prediction/predictStructures.js');
  const { loadModelFile, loadPackaged, loadRun } = await import('../runs/loadModel.js');
  const { csvSink, fileSink, listSink, tableSink } = await import('../prediction/sinks.js');
  const model =
    run !== undefined ? await loadRun(run) : place === 'file' ? await loadModelFile(path) : await loadPackaged(path);
  const { predictor } = model;
  if (!model.isFinished)
    console.warn(`${path}: the training is not finished; predictions are those of its best epoch so far`);
  const columns = columnsOf(predictor, level ?? LEVEL);
  sayWithoutIntervals(model, path, console);
  const list: PredictedStructure[] = [];
  const start = performance.now();
  const isTable = io.stdout.isTTY === true;
  try {
    const sink =
      out !== undefined
        ? await fileSink(out, columns)
        : console.json
          ? listSink(list)
          : isTable
            ? tableSink(console, columns)
            : csvSink(io, columns);
    const { predicted, failed } = await predictStructures(predictor, locations, sink, {
      batchSize,
      workers,
      symprec,
      level,
      stable,
      reading: datasetOptionsOf(reading),
      signal,
      onProgress: (done) => console.detail(`${done} structures`),
    });
    const seconds = (performance.now() - start) / 1000;
    const names = predictor.tensors.map(({ name }) => name);
    const targets = [...predictor.targets, ...names];
    const facts = { run: path, backend: backendLabel(backend), targets, predicted, failed };
    console.data(out === undefined ? { ...facts, predictions: list } : { ...facts, out });
    const where = out === undefined ? '' : `, written to ${out}`;
    console.info(
      `${predicted} of ${predicted + failed} structures predicted in ${seconds.toFixed(1)} s on ${backendLabel(backend)}${where}`,
    );
    if (predicted + failed === 0)
      throw dataError(
        `there is no structure in ${locations.map((location) => JSON.stringify(location)).join(', ')}`,
        'give structure files, folders or data sets; cft inspect FILE says what a file holds',
      );
    if (failed > 0)
      throw dataError(
        `${failed} of ${predicted + failed} structures could not be predicted`,
        'the column error says why',
      );
  } finally {
    predictor.dispose();
  }
}
