import { type Command, Option } from 'commander';
import type { TrainOptions } from '../config/plan.js';
import { action, type Context } from '../shell/context.js';
import { usageError } from '../shell/failure.js';
import {
  batchSizeOption,
  ensembleOption,
  epochsOption,
  namesOption,
  seedOption,
  tensorsOption,
} from '../shell/optionParsers.js';
import { prose } from '../shell/prose.js';
import { addReadingOptions, addTargetOptions, commonOptions } from './commonOptions.js';

export function addTrainCommand(program: Command): void {
  const command = program
    .command('train')
    .summary('train a network on a data set')
    .description(
      prose(`Trains a network on crystals with a property, and writes a folder with the model, the configuration, the parts of the
data, the learning curve and predictions. A data set that has its parts (files train.* and val.*, perhaps test.*) is taken as it
is; another one is divided, at random into 80 % train, 10 % val and 10 % test unless --split says otherwise.

The weights of the epoch with the smallest error on val are kept. Records whose target is missing, not finite, or not positive
under --log10 are left out and listed in excluded.csv. Stopped at any moment, a run goes on with --resume, with the same result.`),
    )
    .argument('[data]', 'file, folder or URL of a data set; with --resume only where it has moved')
    .option('--target <names>', 'what to predict: one name or several with commas between them', namesOption)
    .option(
      '--tensor <fields>',
      'tensors to predict: FIELD=KIND[@FRAME],… (frame: the one that fits most records)',
      tensorsOption,
    );
  addTargetOptions(command)
    .addOption(
      new Option(
        '--variant <variant>',
        'what the network sees of a crystal; auto chooses geometry or distance by brief trainings with whole space groups held out (default: auto)',
      ).choices(['auto', 'composition', 'fourier', 'distance', 'geometry', 'full']),
    )
    .option(
      '--encoder <name>',
      'of the variant fourier: mlp, product, or pretrained, which has learned distances of orbits and makes fourier the default; or a file of cft pretrain (default: mlp)',
    )
    .addOption(
      new Option(
        '--encoder-training <way>',
        'whether the learned distances stay as they are, or are learned on (default: frozen)',
      ).choices(['frozen', 'fine-tuned']),
    )
    .option(
      '--from <source>',
      'begin with a trained network (fine-tuning): a run, a file of cft export, or a name of cft models; other targets get new heads, and variant and features are those of the source; auto takes an installed network where it is better',
    )
    .addOption(
      new Option('--tune <layers>', 'with --from, what is learned on (default: all)').choices([
        'all',
        'last-block',
        'heads',
      ]),
    )
    .option('--split <rule>', 'random, formula, group or system, or a file that cft split wrote')
    .option(
      '--config <file>',
      'JSON or YAML with everything that is not on the command line; config.json of a run is one',
    )
    .option('--out <dir>', 'folder of the run (default: runs/DATA-TARGETS-1, or the next number)')
    .option('--resume <dir>', 'go on with a run that was stopped')
    .option(
      '--epochs <n>',
      'passes over the training records (default: 40); with --resume, fewer than before: the run ends after these',
      epochsOption,
    )
    .option('--batch-size <n>', 'records of a step (default: 32)', batchSizeOption)
    .option('--ensemble <n>', 'train so many networks; their spread is the uncertainty (default: 1)', ensembleOption)
    .option('--seed <n>', 'of the split, the weights and the order of records (default: 0)', seedOption)
    .addOption(commonOptions.backend())
    .addOption(commonOptions.cache())
    .addOption(commonOptions.symprec())
    .addOption(commonOptions.handedness())
    .addOption(commonOptions.workers());
  addReadingOptions(command, { overlap: true })
    .addHelpText(
      'after',
      `
Examples:
  $ cft train elasticity/ --target bulk_modulus,shear_modulus --log10 --out runs/moduli
  $ cft train oxides.json.gz --target is_metal --task classification --split formula --seed 7
  $ cft train dielectric/ --tensor e_electronic=dielectric --out runs/dielectric
  $ cft train phonons.json.gz --target last_peak --from formation-energy
  $ cft train --resume runs/moduli`,
    )
    .action(action<[string | undefined], TrainOptions>((context, [data], options) => train(data, options, context)));
}

/** What `--resume` goes with: the rest is as the run began. */
const WITH_RESUME: ReadonlySet<string> = new Set(['resume', 'backend', 'cache', 'workers', 'epochs']);

async function train(data: string | undefined, options: TrainOptions, context: Context): Promise<void> {
  const { console } = context;
  const { resume } = options;
  if (resume === undefined && data === undefined) {
    // `--log10 DATA`: an option with a value that may be left out takes what follows it.
    const taken = [options.log10, options.extensive].find((names) => typeof names === 'object')?.join(',');
    const hint =
      taken === undefined ? '' : `; ${JSON.stringify(taken)} was taken for names of targets: put the data first`;
    throw usageError('a data set is missing', `cft train DATA --target NAME, or cft train --resume RUN${hint}`);
  }
  const extra = resume === undefined ? undefined : Object.keys(options).find((name) => !WITH_RESUME.has(name));
  if (extra !== undefined)
    throw usageError(
      `--${extra.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} does not go with --resume`,
      'a run goes on as it began',
    );
  // TensorFlow is loaded for this command alone.
  const { printSummary } = await import('../training/summary.js');
  const summary =
    resume === undefined
      ? await (await import('../training/startTraining.js')).startTraining(data as string, options, context)
      : await (await import('../training/resumeTraining.js')).resumeTraining(resume, data, options, context);
  console.data(summary);
  printSummary(console, summary);
}
