import type { Handedness, TensorFields } from '@crystal-fourier/data';
import { fieldsInFrames, type Refusal, type TensorSummary } from '@crystal-fourier/data/node';
import { modelConfig, requiredFeatures } from '@crystal-fourier/model';
import type { Command } from 'commander';
import { datasetOptionsOf, type ReadingOptions } from '../config/reading.js';
import { absoluteLocation } from '../data/location.js';
import { givenParts } from '../data/partSplit.js';
import { countsByReason, preparedData, repairedCount } from '../data/preparedData.js';
import { tensorText } from '../data/tensorText.js';
import { action, type Context } from '../shell/context.js';
import { dataError, throwIfInterrupted } from '../shell/failure.js';
import { tensorsOption } from '../shell/optionParsers.js';
import { prose } from '../shell/prose.js';
import { alignColumns } from '../shell/textTable.js';
import { addReadingOptions, commonOptions } from './commonOptions.js';

interface PrepareCommandOptions extends ReadingOptions {
  readonly cache?: string;
  readonly workers?: number;
  readonly symprec?: number;
  readonly handedness?: Handedness;
  readonly tensor?: TensorFields;
  readonly moments?: boolean;
}

/** What became of one file or folder. */
export interface PreparedSummary {
  /** `train`, `val`, `test`, or `all` for a data set in one part. */
  readonly part: string;
  readonly path: string;
  readonly records: number;
  readonly prepared: number;
  readonly repaired: number;
  readonly refused: readonly Refusal[];
  readonly refusedFile: string | null;
  readonly targets: readonly string[];
  /** Fields with tensors: their frames, and how many records have the symmetry of their crystals in them. */
  readonly tensors: Readonly<Record<string, TensorSummary>>;
  /** Records of each space group. */
  readonly groups: Readonly<Record<string, number>>;
  readonly cache: string;
  readonly checksum: string;
  readonly seconds: number;
}

export function addPrepareCommand(program: Command): void {
  const command = program
    .command('prepare')
    .summary('read, standardise and featurise a data set into the cache')
    .description(
      prose(`Reads every crystal of a data set, brings it into the standard setting of its space group, computes the features of its
orbits and keeps them in the cache, where the other commands find them. Interrupted, it goes on where it was.

A data set is a file or folder: JSON records (one array or one record per line), CSV with a column of CIFs, a folder with
id_prop.csv, or a folder of structure files; gzip or not. A folder with train.* and val.* has its parts already.`),
    )
    .argument('<data>', 'file, folder or URL of a data set')
    .addOption(commonOptions.cache())
    .addOption(commonOptions.workers())
    .addOption(commonOptions.symprec())
    .addOption(commonOptions.handedness())
    .option('--no-moments', 'leave out angular moments, which only the variants geometry and full read')
    .option(
      '--tensor <fields>',
      'fields with tensors: FIELD=KIND[@FRAME],… (frame: the one that fits most records)',
      tensorsOption,
    );
  addReadingOptions(command, { overlap: true })
    .addHelpText(
      'after',
      `
Examples:
  $ cft prepare crystals/
  $ cft prepare elasticity.json.gz --symprec 0.05 --json
  $ cft prepare elasticity.json.gz --no-moments
  $ cft prepare dielectric/ --tensor e_electronic=dielectric,e_total=dielectric`,
    )
    .action(
      action<[string], PrepareCommandOptions>(async (context, [data], options) => {
        const summaries = await prepareData(data, options, context);
        context.console.data(summaries);
        for (const line of summaryLines(summaries)) context.console.print(line);
        const empty = summaries.find(({ prepared }) => prepared === 0);
        if (empty !== undefined) throw dataError(`${empty.path}: none of its records can be used`);
      }),
    );
}

/** Prepares all parts of a data set. */
async function prepareData(
  location: string,
  { cache: root, workers, symprec, handedness, tensor, moments = true, ...reading }: PrepareCommandOptions,
  { console, io, signal }: Pick<Context, 'console' | 'io' | 'signal'>,
): Promise<readonly PreparedSummary[]> {
  const summaries: PreparedSummary[] = [];
  let tensors = tensor;
  for (const [part, path] of Object.entries((await givenParts(location)) ?? { all: location })) {
    const { report, cache, refusedFile } = await preparedData(path, {
      cache: root,
      workers,
      symprec,
      handedness,
      ...(moments && { requested: requiredFeatures(modelConfig({ targets: ['any'] })) }),
      fields: { ...datasetOptionsOf(reading), ...(tensors === undefined ? {} : { tensors }) },
      console,
      env: io.env,
      signal,
    });
    // All parts have the frames of the first: a small part may not show them.
    if (tensors !== undefined) tensors = fieldsInFrames(report.tensors);
    summaries.push({
      part,
      path: absoluteLocation(path),
      records: report.read,
      prepared: report.written,
      repaired: repairedCount(report),
      refused: report.refused,
      refusedFile: refusedFile ?? null,
      targets: cache.targets,
      tensors: report.tensors,
      groups: report.groups,
      cache: report.cache,
      checksum: report.checksum,
      seconds: report.seconds,
    });
    throwIfInterrupted(signal);
  }
  return summaries;
}

function summaryLines(summaries: readonly PreparedSummary[]): string[] {
  return summaries.flatMap(
    ({ part, path, records, prepared, repaired, refused, targets, tensors, groups, cache, seconds }, i) => [
      ...(i === 0 ? [] : ['']),
      ...alignColumns([
        ['data', part === 'all' ? path : `${path} (${part})`],
        ['records', String(records)],
        ['prepared', `${prepared} in ${seconds.toFixed(1)} s`],
        ['repaired', String(repaired)],
        ['refused', refused.length === 0 ? '0' : `${refused.length} (${countsByReason(refused)})`],
        ['space groups', String(Object.keys(groups).length)],
        ['numbers', targets.length === 0 ? 'none' : targets.join(', ')],
        ...Object.entries(tensors).map(([name, summary]): [string, string] => [
          'tensor',
          `${name}: ${tensorText(summary)}`,
        ]),
        ['cache', cache],
      ]),
    ],
  );
}
