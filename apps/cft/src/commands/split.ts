import { stat } from 'node:fs/promises';
import { split, type Split, type SplitBy, type SplitItem } from '@crystal-fourier/data';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { datasetOptionsOf, type ReadingOptions } from '../config/reading.js';
import { givenParts } from '../data/partSplit.js';
import { preparedData } from '../data/preparedData.js';
import { action, type Context } from '../shell/context.js';
import { usageError } from '../shell/failure.js';
import { seedOption } from '../shell/optionParsers.js';
import { prose } from '../shell/prose.js';
import { alignColumns } from '../shell/textTable.js';
import { writeWholeFile } from '../shell/writeWholeFile.js';
import { addReadingOptions, commonOptions } from './commonOptions.js';

interface SplitCommandOptions extends ReadingOptions {
  readonly by: 'random' | 'formula' | 'group' | 'system';
  readonly seed: number;
  readonly parts?: Readonly<Record<string, number>>;
  readonly assign?: Readonly<Record<string, readonly string[]>>;
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
formula, space group or crystal system falls into two parts. Without --out the split is printed as JSON.`),
    )
    .argument('<data>', 'file, folder or URL of a data set; parts that it has are pooled')
    .addOption(
      new Option('--by <rule>', 'what must stay together')
        .choices(['random', 'formula', 'group', 'system'])
        .default('random'),
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
    .option('--out <file>', 'where to write the split')
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
  $ cft split crystals/ --by group --parts train=0.9,val=0.1,test=0 --assign test=71,140 --out unseen.json`,
    )
    .action(
      action<[string], SplitCommandOptions>(async (context, [data], options) => {
        const { console } = context;
        const { by, out } = options;
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
async function splitData(
  location: string,
  { by, seed, parts, assign, cache: root, workers, symprec, ...reading }: SplitCommandOptions,
  { console, io, signal }: Pick<Context, 'console' | 'io' | 'signal'>,
): Promise<Split> {
  const items: SplitItem[] = [];
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
    items.push(...cache.entries);
  }
  const rule: SplitBy = by === 'system' ? 'crystal-system' : by;
  return split(items, {
    by: rule,
    seed,
    ...(parts === undefined ? {} : { parts }),
    ...(assign === undefined ? {} : { assign }),
  });
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
