import { type Command, Option } from 'commander';
import type { CrossvalCommandOptions } from '../crossval/runCrossval.js';
import { HOLD_OUT_HELP } from '../data/holdOutOptions.js';
import { action } from '../shell/context.js';
import {
  batchSizeOption,
  epochsOption,
  foldsOption,
  integerOption,
  namesOption,
  seedOption,
  shareOption,
} from '../shell/optionParsers.js';
import { prose } from '../shell/prose.js';
import { addReadingOptions, addTargetOptions, commonOptions } from './commonOptions.js';

export function addCrossvalCommand(program: Command): void {
  const command = program
    .command('crossval')
    .summary('hold kinds of crystals out in turn, and say what it costs not to have seen them')
    .description(
      prose(`Holds crystals out, fold by fold: networks and baselines are trained on the rest and predict the fold. Beside each error stands that
of the same crystals in distribution: of models with as many training records, crystals like these among them. The ratio of the two
is the price of never having seen such crystals.

Writes crossval.json and a page into a folder, with the state of all trainings: the same command goes on where it was stopped, and
with further variants, baselines or seeds it adds those. Parts that the data set has are pooled.`),
    )
    .argument('<data>', 'file, folder or URL of a data set');
  addOwnOptions(command)
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
  $ cft crossval elasticity/ --target bulk_modulus,shear_modulus --log10 --hold-out system --out crossval/systems
  $ cft crossval mp/ --target band_gap --hold-out group=71,140 --variants default,distance --epochs 12 --out crossval/six
  $ cft crossval mp/ --target band_gap --hold-out element=O,Fe --sample 8000 --seeds 3 --out crossval/elements`,
    )
    .action(
      action<[string], CrossvalCommandOptions>(async (context, [data], options) => {
        // TensorFlow is loaded for this command alone.
        const { runCrossval } = await import('../crossval/runCrossval.js');
        const { crossvalLines } = await import('../crossval/crossvalText.js');
        const result = await runCrossval(data, options, context);
        context.console.data(result);
        for (const line of crossvalLines(result)) context.console.print(line);
        context.console.info(`written to ${options.out}`);
      }),
    );
}

/** What a cross-validation has beside what all commands have that read data. */
function addOwnOptions(command: Command): Command {
  command
    .requiredOption('--target <names>', 'what to predict: one name or several with commas between them', namesOption)
    .requiredOption('--hold-out <kind>', HOLD_OUT_HELP)
    .requiredOption('--out <dir>', 'folder of the result; one of the same cross-validation is gone on with')
    .option('--folds <n>', 'number of folds, or of most frequent elements (default: 5; elements: 10)', foldsOption)
    .option('--merge <systems>', 'crystal systems that are one fold: triclinic+monoclinic,trigonal+hexagonal')
    .option(
      '--variants <names>',
      'networks: default, full, geometry, distance, fourier, composition; pretrained or fine-tuned (fourier with learned distances of orbits), pretrained-alone (without numbers of neighbours); or a name with a configuration: wide=wide.yaml; none',
      listOption,
      ['default'],
    )
    .option('--baselines <names>', 'trees, ridge, mean; or none', listOption, ['trees', 'ridge', 'mean']);
  return addTargetOptions(command)
    .option('--config <file>', 'JSON or YAML: the sections model and training count for all networks')
    .option('--epochs <n>', 'passes over the training records (default: 40)', epochsOption)
    .option('--batch-size <n>', 'records of a step (default: 32)', batchSizeOption)
    .option('--seed <n>', 'of the first networks, of the folds and of the sample', seedOption, 0)
    .option('--seeds <n>', 'trainings of each model with different seeds', integerOption(1, 100), 1)
    .option('--sample <n>', 'use so many records, drawn at random (default: all)', integerOption(2))
    .option(
      '--val <share>',
      'share of the records that are not held out by which the epoch is chosen',
      shareOption,
      0.1,
    )
    .addOption(
      new Option(
        '--in-distribution <form>',
        'shared: parts of all folds at random, trainings in common; own: trainings for each fold, with exactly as many records; none (default: own for one fold, shared for several, none for random)',
      ).choices(['shared', 'own', 'none']),
    )
    .option('--parts <n>', 'parts of the in-distribution trainings (default: 5 shared, 2 own)', integerOption(2, 100));
}

/** Names with commas between them; `none` for an empty list. */
const listOption = (text: string): string[] => (text.trim() === 'none' ? [] : namesOption(text));
