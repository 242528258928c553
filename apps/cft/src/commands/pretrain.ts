import { type Command, InvalidArgumentError, Option } from 'commander';
import { HELD_OUT } from '../pretraining/heldOutGroups.js';
import { action, type Context } from '../shell/context.js';
import type { BackendName } from '../shell/backend.js';
import { usageError } from '../shell/failure.js';
import { integerOption, seedOption } from '../shell/optionParsers.js';
import { prose } from '../shell/prose.js';
import { alignColumns } from '../shell/textTable.js';
import { commonOptions } from './commonOptions.js';

interface PretrainCommandOptions {
  readonly form?: 'metric' | 'index';
  readonly functions?: number;
  readonly width?: number;
  readonly pairs?: number;
  readonly holdOut?: readonly number[];
  readonly seed?: number;
  readonly out?: string;
  readonly resume?: string;
  readonly backend?: BackendName;
  readonly workers?: number;
}

export function addPretrainCommand(program: Command): void {
  program
    .command('pretrain')
    .summary('train an encoder on distances between orbits')
    .description(
      prose(`Trains an encoder to tell the distance of the orbits of two points: the smallest distance of one of them from all images of the
other under the space group. No data set is needed: cells, groups and points are random, the distances exact. Thirty groups of all
crystal systems are left out of the training unless --hold-out says otherwise, and the errors on them are reported beside the others.

The folder gets encoder.safetensors, pretraining.json with the learning curve and the errors by group and size of the cell, and a
checkpoint. Stopped at any moment, a pretraining goes on with --resume, with the same result.`),
    )
    .addOption(
      new Option(
        '--form <form>',
        'metric: functions of smallest real frequency in the cell and a learned distance; index: frequencies of fixed indices and Euclidean distance, as in arXiv:2512.13989 (default: metric)',
      ).choices(['metric', 'index']),
    )
    .option(
      '--functions <n>',
      'functions of an encoding, or least number of frequencies (default: 256)',
      integerOption(8, 4096),
    )
    .option('--width <n>', 'width of the hidden layers (default: 64, for index 128)', integerOption(1, 4096))
    .option('--pairs <n>', 'pairs of points to learn from (default: 8000000)', integerOption(8, 2 ** 40))
    .option('--hold-out <groups>', 'numbers of groups to leave out, or none (default: thirty groups)', groupsOption)
    .option('--seed <n>', 'of the pairs and the first weights (default: 0)', seedOption)
    .option('--out <dir>', 'folder of the pretraining')
    .option('--resume <dir>', 'go on with a pretraining that was stopped')
    .addOption(commonOptions.backend())
    .addOption(commonOptions.workers())
    .addHelpText(
      'after',
      `
Examples:
  $ cft pretrain --out encoder
  $ cft pretrain --form index --pairs 2000000 --hold-out 71,140,216 --out paper
  $ cft pretrain --resume encoder`,
    )
    .action(action<[], PretrainCommandOptions>((context, _, options) => pretrain(options, context)));
}

async function pretrain(
  { out, resume, backend, workers, holdOut, ...options }: PretrainCommandOptions,
  context: Context,
): Promise<void> {
  const { console } = context;
  if ((out === undefined) === (resume === undefined))
    throw usageError(
      'a folder is missing, or there are two',
      'cft pretrain --out FOLDER, or cft pretrain --resume FOLDER',
    );
  if (resume !== undefined && (holdOut !== undefined || Object.keys(options).length > 0))
    throw usageError('only --backend and --workers go with --resume', 'a pretraining goes on as it began');
  // TensorFlow is loaded for this command alone.
  const { backendFor } = await import('../training/trainingData.js');
  await backendFor(backend, context);
  const { runPretraining } = await import('../pretraining/runPretraining.js');
  const requested = resume === undefined ? { ...options, heldOut: holdOut ?? HELD_OUT } : undefined;
  const record = await runPretraining(requested, { folder: (resume ?? out) as string, workers }, context);
  console.data(record);
  const { all, trained, heldOut, bySystem } = record.errors!;
  const row = (name: string, { mae, distance, pairs }: typeof all): string[] => [
    name,
    mae.toFixed(4),
    distance.toFixed(3),
    String(pairs),
  ];
  const rows = [
    row('all groups', all),
    row('trained', trained),
    ...(heldOut === undefined ? [] : [row('left out', heldOut)]),
    ...bySystem.map((entry) => row(entry.system, entry)),
  ];
  const right = { align: 'right' } as const;
  for (const line of alignColumns([['groups', 'MAE / Å', 'mean / Å', 'pairs'], ...rows], [{}, right, right, right]))
    console.print(line);
}

/** `71,140`, or `none`. */
function groupsOption(text: string): readonly number[] {
  if (text.trim() === 'none') return [];
  const numbers = text.split(',').map((part) => (/^\s*\d+\s*$/.test(part) ? Number(part) : Number.NaN));
  if (numbers.some((n) => !(n >= 1 && n <= 230)) || new Set(numbers).size !== numbers.length)
    throw new InvalidArgumentError(
      'It must be different numbers of groups from 1 to 230 with commas between them, or none.',
    );
  return numbers;
}
