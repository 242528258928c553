import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  crystalDescriptors,
  heldOutSplit,
  holdOut,
  type HoldOutItem,
  split,
  type Split,
  type SplitBy,
} from '@crystal-fourier/data';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { datasetOptionsOf, type ReadingOptions } from '../config/reading.js';
import { HOLD_OUT_HELP, type HoldOutOptions, holdOutRule } from '../data/holdOutOptions.js';
import { givenParts } from '../data/partSplit.js';
import { preparedData } from '../data/preparedData.js';
import { action, type Context } from '../shell/context.js';
import { usageError } from '../shell/failure.js';
import { foldsOption, seedOption, shareOption } from '../shell/optionParsers.js';
import { prose } from '../shell/prose.js';
import { alignColumns } from '../shell/textTable.js';
import { makeFolder, writeWholeFile } from '../shell/writeWholeFile.js';
import { addReadingOptions, commonOptions } from './commonOptions.js';

interface SplitCommandOptions extends ReadingOptions {
  readonly by?: 'random' | 'formula' | 'group' | 'system';
  readonly seed: number;
  readonly parts?: Readonly<Record<string, number>>;
  readonly assign?: Readonly<Record<string, readonly string[]>>;
  readonly holdOut?: string;
  readonly folds?: number;
  readonly merge?: string;
  readonly val?: number;
  readonly out?: string;
  readonly force?: boolean;
  readonly cache?: string;
  readonly workers?: number;
  readonly symprec?: number;
}

export function addSplitCommand(program: Command): void {
  const command = program
    .command('split')
    .summary('divide a data set into train, val and test')
    .description(
      prose(`Divides a data set into parts. The result depends on the records and the seed alone. By formula, group or system, no
formula, space group or crystal system falls into two parts. Without --out the split is printed as JSON.

With --hold-out there is a split for each fold, a file each: the fold is the part test, val is drawn at random from the rest. They
are those that cft crossval trains on where every record has the target; cft train --split takes them.`),
    )
    .argument('<data>', 'file, folder or URL of a data set; parts that it has are pooled')
    .addOption(
      new Option('--by <rule>', 'what must stay together (default: random)').choices([
        'random',
        'formula',
        'group',
        'system',
      ]),
    )
    .option('--seed <n>', 'of the random order', seedOption, 0)
    .option('--parts <shares>', 'names and shares (default: train=0.8,val=0.1,test=0.1)', parseShares)
    .option(
      '--assign <part=keys>',
      'groups, systems or formulas that a part must have; may be repeated',
      (text: string, before: Readonly<Record<string, readonly string[]>> = {}) => ({
        ...before,
        ...parseAssignment(text),
      }),
    )
    .option('--hold-out <kind>', `a split for each fold: ${HOLD_OUT_HELP}`)
    .option('--folds <n>', 'number of folds, or of most frequent elements (default: 5; elements: 10)', foldsOption)
    .option('--merge <systems>', 'crystal systems that are one fold: triclinic+monoclinic,trigonal+hexagonal')
    .option('--val <share>', 'of the records that are not held out (default: 0.1)', shareOption)
    .option('--out <path>', 'file for the split; with --hold-out a folder for the splits')
    .option('--force', 'replace a file that is there')
    .addOption(commonOptions.cache())
    .addOption(commonOptions.workers())
    .addOption(commonOptions.symprec());
  addReadingOptions(command, { overlap: true })
    .addHelpText(
      'after',
      `
Examples:
  $ cft split crystals/ --by formula --seed 7 --out split.json
  $ cft split crystals/ --by group --parts train=0.9,val=0.1,test=0 --assign test=71,140 --out unseen.json
  $ cft split crystals/ --hold-out system --merge triclinic+monoclinic,trigonal+hexagonal --out systems/`,
    )
    .action(
      action<[string], SplitCommandOptions>(async (context, [data], options) => {
        if (options.holdOut !== undefined) return writeHeldOut(data, { ...options, holdOut: options.holdOut }, context);
        const { console } = context;
        const { by = 'random', out } = options;
        const extra = (['folds', 'merge', 'val'] as const).find((name) => options[name] !== undefined);
        if (extra !== undefined) throw usageError(`--${extra} goes with --hold-out only`);
        if (out !== undefined && options.force !== true && (await stat(out).catch(() => undefined)) !== undefined)
          throw usageError(`${out}: there is such a file already`, '--force replaces it');
        const made = await splitData(data, options, context);
        if (out !== undefined) await writeWholeFile(out, `${JSON.stringify(made, null, 1)}\n`);
        console.data(made);
        const sizes = Object.entries(made.parts).map(([part, ids]) => [part, String(ids.length)]);
        const table = alignColumns(sizes, [{}, { align: 'right' }]);
        if (out === undefined) {
          console.print(JSON.stringify(made, null, 1));
          console.info(table.join('\n'));
        } else {
          for (const line of table) console.print(line);
          console.info(`split by ${by} written to ${out}`);
        }
      }),
    );
}

/** Splits a data set; its parts, if it has some, are pooled. */
async function splitData(location: string, options: SplitCommandOptions, context: Surroundings): Promise<Split> {
  const { by = 'random', seed, parts, assign } = options;
  const items = await pooledItems(location, options, context);
  const rule: SplitBy = by === 'system' ? 'crystal-system' : by;
  return split(items, {
    by: rule,
    seed,
    ...(parts === undefined ? {} : { parts }),
    ...(assign === undefined ? {} : { assign }),
  });
}

type Surroundings = Pick<Context, 'console' | 'io' | 'signal'>;

/** What is known of the records, those of all parts. */
async function pooledItems(
  location: string,
  { cache: root, workers, symprec, holdOut, ...reading }: SplitCommandOptions,
  { console, io, signal }: Surroundings,
): Promise<HoldOutItem[]> {
  const items: HoldOutItem[] = [];
  for (const path of Object.values((await givenParts(location)) ?? { all: location })) {
    const { cache } = await preparedData(path, {
      cache: root,
      workers,
      symprec,
      fields: datasetOptionsOf(reading),
      console,
      env: io.env,
      signal,
    });
    for (const [i, entry] of cache.entries.entries()) {
      // Only clusters need more than the list of the records has.
      const descriptors = holdOut === 'cluster' ? crystalDescriptors((await cache.record(i)).features) : undefined;
      items.push({ ...entry, descriptors });
    }
  }
  return items;
}

/** Writes a split for each fold into a folder. */
async function writeHeldOut(
  location: string,
  options: SplitCommandOptions & Pick<HoldOutOptions, 'holdOut'>,
  context: Surroundings,
): Promise<void> {
  const { out, by, parts, assign, seed, val } = options;
  if (out === undefined) throw usageError('the splits of --hold-out need a folder', '--out DIR');
  if (by !== undefined || parts !== undefined || assign !== undefined)
    throw usageError('--by, --parts and --assign do not go with --hold-out', '--val is the share of val');
  const rule = holdOutRule(options);
  const items = await pooledItems(location, options, context);
  const folds = holdOut(items, rule);
  const ids = items.map(({ id }) => id);
  const files = folds.map((fold) => ({
    file: join(out, `${fold.name.replace(/[^\w.+-]+/g, '-')}.json`),
    fold: fold.name,
    made: heldOutSplit(ids, fold, { seed, ...(val === undefined ? {} : { validation: val }) }),
  }));
  await checkSplitFolder(
    out,
    files.map(({ file }) => basename(file)),
    options.force === true,
  );
  await makeFolder(out);
  for (const { file, made } of files) await writeWholeFile(file, `${JSON.stringify(made, null, 1)}\n`);
  context.console.data(files.map(({ file, fold, made }) => ({ file, fold, parts: made.parts })));
  const rows = files.map(({ file, made }) => [
    file,
    ...['train', 'val', 'test'].map((part) => String(made.parts[part]?.length ?? 0)),
  ]);
  for (const line of alignColumns(
    [['', 'train', 'val', 'test'], ...rows],
    [{}, { align: 'right' }, { align: 'right' }, { align: 'right' }],
  ))
    context.console.print(line);
}

/** @throws CliError for a path that is no folder, and for one with other files, or with such files without `force` */
async function checkSplitFolder(path: string, files: readonly string[], force: boolean): Promise<void> {
  const names = await readdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [] as string[];
    throw error.code === 'ENOTDIR'
      ? usageError(`${path}: with --hold-out, --out must be a folder, this is a file`)
      : error;
  });
  const foreign = names.find((name) => !files.includes(name));
  if (foreign !== undefined)
    throw usageError(
      `${path}: the folder has something else in it, ${foreign}: splits of different folds would be mixed`,
      'choose another --out',
    );
  const [first] = names;
  if (first !== undefined && !force)
    throw usageError(`${join(path, first)}: there is such a file already`, '--force replaces it');
}

/** `train=0.8,val=0.2` */
function parseShares(text: string): Record<string, number> {
  const shares: Record<string, number> = {};
  for (const entry of text.split(',')) {
    const match = /^\s*([\w-]+)\s*=\s*(\d*\.?\d+)\s*$/.exec(entry);
    if (match === null || Object.hasOwn(shares, match[1] as string))
      throw new InvalidArgumentError('It must be names with shares, each once, like train=0.8,val=0.2.');
    shares[match[1] as string] = Number(match[2]);
  }
  if (!(Object.values(shares).reduce((sum, share) => sum + share, 0) > 0))
    throw new InvalidArgumentError('One of the shares must be above 0.');
  return shares;
}

/** `test=71,140` */
function parseAssignment(text: string): Record<string, readonly string[]> {
  const match = /^\s*([\w-]+)\s*=\s*(\S.*)$/.exec(text);
  if (match === null) throw new InvalidArgumentError('It must be a part and its keys, like test=71,140.');
  return { [match[1] as string]: (match[2] as string).split(',').map((key) => key.trim()) };
}
