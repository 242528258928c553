import type { Calibration } from '@crystal-fourier/model';
import type { Command } from 'commander';
import { RunFolder } from '../runs/runFolder.js';
import { type BackendName, chooseBackend } from '../shell/backend.js';
import { action, type Context } from '../shell/context.js';
import { usageError } from '../shell/failure.js';
import { shortNumber } from '../shell/numberText.js';
import { prose } from '../shell/prose.js';
import { alignColumns } from '../shell/textTable.js';
import { commonOptions } from './commonOptions.js';

interface CalibrateCommandOptions {
  readonly part?: string;
  readonly backend?: BackendName;
  readonly cache?: string;
  readonly workers?: number;
}

export function addCalibrateCommand(program: Command): void {
  program
    .command('calibrate')
    .summary('measure how wide intervals about the predictions of a run must be')
    .description(
      prose(`Compares the predictions of a run with what is true of records that it was not trained on, and keeps in the run how large its errors
are. Predictions then have intervals (NAME_low, NAME_high), and the spread of an ensemble has the size of its errors. cft train does this at its end with the part val;
call it for runs of earlier versions or without validation records, or for records that are more like those to be predicted. A run that is exported again has it, too.

Intervals hold for crystals like these records: a third of the records, at random, tells what makes errors large, the others how large they are.`),
    )
    .argument('<run>', 'folder of a run')
    .argument('[data]', 'another data set, or the same one where it is now; defaults to that of the run')
    .option('--part <name>', 'part of the run’s split (default: val)')
    .addOption(commonOptions.backend())
    .addOption(commonOptions.cache())
    .addOption(commonOptions.workers())
    .addHelpText(
      'after',
      `
Examples:
  $ cft calibrate runs/moduli
  $ cft calibrate runs/moduli measured/`,
    )
    .action(
      action<[string, string | undefined], CalibrateCommandOptions>(async (context, [run, data], options) => {
        const { console } = context;
        const found = await calibrateFolder(run, data, options, context);
        console.data({ run, ...found });
        console.print(console.colors.bold(`${run}: calibrated by ${found.part}`));
        for (const line of calibrationLines(found)) console.print(line);
      }),
    );
}

/** A line for each target: by how many records, and what they say. */
function calibrationLines({ quantities, members }: Calibration): string[] {
  const head = ['target', 'records', 'largest level', ...(members > 1 ? ['spread ×'] : [])];
  const rows = quantities.map(({ name, fitted, quantiles: { count }, spreadFactor }) => [
    name,
    String(fitted + count),
    count === 0 ? '–' : (count / (count + 1)).toFixed(4),
    ...(members > 1 ? [shortNumber(spreadFactor ?? 1)] : []),
  ]);
  return alignColumns(
    [head, ...rows],
    head.map((_, c) => ({ align: c === 0 ? 'left' : 'right' })),
  );
}

async function calibrateFolder(
  path: string,
  location: string | undefined,
  { part, backend: requested, cache, workers }: CalibrateCommandOptions,
  context: Pick<Context, 'console' | 'io' | 'signal'>,
): Promise<Calibration> {
  if (part === 'train')
    throw usageError(
      'a calibration needs records that the run was not trained on, the part train is what it was trained on',
      '--part val, or another data set',
    );
  const run = await RunFolder.open(path);
  const { runConfig } = await import('../runs/runConfig.js');
  const config = await runConfig(run);
  if (config.model?.task === 'classification')
    throw usageError(`${path}: the run predicts classes, whose probabilities have no intervals`);
  await chooseBackend(requested ?? config.backend);
  const { evaluatedParts } = await import('../evaluation/evaluatedParts.js');
  const { calibrateRun } = await import('../runs/calibrateRun.js');
  const from = { location, part, preferred: 'val', cache, workers };
  const { part: name, unseen } = await evaluatedParts(run, from, context);
  return calibrateRun(run, name, unseen, config.symprec);
}
