import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PairBlock } from '@crystal-fourier/data';
import { orbitPairs, whileLocked } from '@crystal-fourier/data/node';
import {
  decodeTensors,
  encodeTensors,
  Pretrainer,
  type PretrainingOptions,
  pretrainingOptions,
  trainedGroups,
} from '@crystal-fourier/model';
import type { Context } from '../shell/context.js';
import { CliError, dataError, EXIT, usageError } from '../shell/failure.js';
import { makeFolder, notWritten, writeWholeFile } from '../shell/writeWholeFile.js';
import { type DistanceErrors, DistanceErrorsBuilder } from './distanceErrors.js';

/** Names of the files in the folder of a pretraining. */
const PRETRAINING_FILES = {
  checkpoint: 'checkpoint.safetensors',
  encoder: 'encoder.safetensors',
  record: 'pretraining.json',
  lock: 'pretrain.lock',
} as const;

/** A point of the learning curve. */
interface CurvePoint {
  /** Pairs that were learned from. */
  readonly pairs: number;
  /** Mean absolute errors in Å. */
  readonly train: number;
  readonly validation: number;
  readonly heldOut?: number;
  /** Of the work so far, over all sessions. */
  readonly seconds: number;
}

/** What a pretraining was and how well it went; plain JSON. */
export interface PretrainingRecord {
  readonly format: 'crystal-fourier/pretraining';
  readonly version: 1;
  readonly options: PretrainingOptions;
  readonly parameters: number;
  readonly curve: readonly CurvePoint[];
  /** After the last step. */
  readonly errors?: DistanceErrors;
}

/** Points of the learning curve, at each of which the work is saved. */
const POINTS = 20;
/** Random cells of each group in a validation, and in the last one. */
const VALIDATION_CELLS = 2;
const TEST_CELLS = 20;
const ALL_GROUPS = Array.from({ length: 230 }, (_, i) => i + 1);

/** The pairs of validations come from another stream than those of the training. */
const otherSeed = (seed: number): number => (seed ^ 0x8000_0000) >>> 0;

interface Session {
  readonly folder: string;
  readonly workers: number | undefined;
}

/**
 * A pretraining in a folder, from its beginning or from its checkpoint, to its end.
 *
 * @param requested options of a new one; undefined goes on with the one in the folder
 * @throws CliError 130 when interrupted: the steps since the last point of the curve are computed again
 */
export async function runPretraining(
  requested: Partial<PretrainingOptions> | undefined,
  session: Session,
  context: Pick<Context, 'console' | 'signal'>,
): Promise<PretrainingRecord> {
  const { folder } = session;
  const path = join(folder, PRETRAINING_FILES.lock);
  if (requested === undefined) await checkStarted(folder);
  else {
    await checkEmpty(folder);
    await makeFolder(folder);
  }
  return whileLocked(
    path,
    {
      atWork: (holder) =>
        dataError(`${folder}: another pretraining is at work here: ${holder}`, 'wait for it, or stop it'),
      notWritable: (error) => notWritten(path, error),
    },
    async () => {
      const started = requested === undefined ? await resumed(folder) : await begun(requested, folder);
      try {
        return await work(started, session, context);
      } finally {
        started.trainer.dispose();
      }
    },
  );
}

interface Started {
  readonly trainer: Pretrainer;
  readonly curve: readonly CurvePoint[];
}

async function begun(requested: Partial<PretrainingOptions>, folder: string): Promise<Started> {
  const options = pretrainingOptions(requested);
  const first = blocks(options, { from: 0, to: options.cells, workers: 0 });
  const { value } = await first.next();
  const trainer = Pretrainer.create(options, value as PairBlock);
  await save(folder, { trainer, curve: [] });
  return { trainer, curve: [] };
}

async function resumed(folder: string): Promise<Started> {
  const file = join(folder, PRETRAINING_FILES.checkpoint);
  const checkpoint = decodeTensors(await readFile(file), file);
  return { trainer: Pretrainer.resume(checkpoint), curve: checkpoint.metadata['curve'] as readonly CurvePoint[] };
}

async function work(
  { trainer, curve: before }: Started,
  { folder, workers }: Session,
  { console, signal }: Pick<Context, 'console' | 'signal'>,
): Promise<PretrainingRecord> {
  const { options, steps } = trainer;
  const curve = [...before];
  const bar = console.progress('pretraining', steps);
  const interval = Math.max(1, Math.ceil(steps / POINTS));
  let begin = performance.now();
  let [sum, count] = [0, 0];
  try {
    const stream = blocks(options, { from: trainer.step * options.cells, to: steps * options.cells, workers });
    for await (const block of stream) {
      if (signal.aborted) throw interrupted(folder, curve);
      sum += await trainer.train(block);
      count++;
      bar.update(trainer.step, curve.length === 0 ? '' : `validation ${curve.at(-1)!.validation.toFixed(4)} Å`);
      if (trainer.step % interval !== 0 && !trainer.finished) continue;
      const { trained, heldOut } = await errorsOf(trainer, VALIDATION_CELLS, workers);
      const seconds = (curve.at(-1)?.seconds ?? 0) + (performance.now() - begin) / 1000;
      const point: CurvePoint = {
        pairs: trainer.step * options.cells * 8,
        train: Number((sum / count).toPrecision(4)),
        validation: trained.mae,
        ...(heldOut === undefined ? {} : { heldOut: heldOut.mae }),
        seconds: Math.round(seconds),
      };
      curve.push(point);
      await save(folder, { trainer, curve });
      console.info(pointText(point, options.pairs));
      begin = performance.now();
      [sum, count] = [0, 0];
    }
  } finally {
    bar.stop();
  }
  const errors = await errorsOf(trainer, TEST_CELLS, workers);
  const record: PretrainingRecord = { ...recordOf(trainer, curve), errors };
  const { all, heldOut } = errors;
  const provenance = { pairs: options.pairs, mae: all.mae, ...(heldOut === undefined ? {} : { heldOut: heldOut.mae }) };
  await writeWholeFile(join(folder, PRETRAINING_FILES.encoder), encodeTensors(await trainer.encoder(provenance)));
  await writeWholeFile(join(folder, PRETRAINING_FILES.record), `${JSON.stringify(record, null, 1)}\n`);
  return record;
}

const recordOf = (trainer: Pretrainer, curve: readonly CurvePoint[]): PretrainingRecord => ({
  format: 'crystal-fourier/pretraining',
  version: 1,
  options: trainer.options,
  parameters: trainer.parameterCount,
  curve,
});

async function save(folder: string, { trainer, curve }: Started): Promise<void> {
  const { metadata, tensors } = await trainer.checkpoint();
  await writeWholeFile(
    join(folder, PRETRAINING_FILES.checkpoint),
    encodeTensors({ metadata: { ...metadata, curve }, tensors }),
  );
}

/** Errors over all groups, of pairs that the training never has. */
async function errorsOf(trainer: Pretrainer, perGroup: number, workers: number | undefined): Promise<DistanceErrors> {
  const { options } = trainer;
  const builder = new DistanceErrorsBuilder(options.heldOut);
  const stream = orbitPairs({
    form: options.form,
    functions: options.functions,
    groups: ALL_GROUPS,
    seed: otherSeed(options.seed),
    to: perGroup * ALL_GROUPS.length,
    workers,
  });
  for await (const block of stream) builder.add(block, await trainer.predict(block));
  return builder.build();
}

const blocks = (
  { form, functions, seed, cells, heldOut }: PretrainingOptions,
  range: { readonly from: number; readonly to: number; readonly workers: number | undefined },
): AsyncGenerator<PairBlock, void> =>
  orbitPairs({ form, functions, seed, cells, groups: trainedGroups({ heldOut }), ...range });

function pointText({ pairs, train, validation, heldOut, seconds }: CurvePoint, total: number): string {
  const unseen = heldOut === undefined ? '' : `, groups left out ${heldOut.toFixed(4)} Å`;
  return `${(pairs / 1e6).toFixed(2)} of ${(total / 1e6).toFixed(2)} million pairs  MAE train ${train.toFixed(4)} Å, validation ${validation.toFixed(4)} Å${unseen}  ${seconds} s`;
}

const interrupted = (folder: string, curve: readonly CurvePoint[]): CliError =>
  new CliError(`pretraining interrupted; saved after ${curve.at(-1)?.pairs ?? 0} pairs`, {
    exitCode: EXIT.interrupted,
    hint: `go on with: cft pretrain --resume ${folder}`,
  });

async function checkEmpty(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [] as string[];
    throw usageError(`${folder}: a pretraining needs a folder`, 'choose another --out');
  });
  if (names.length > 0)
    throw usageError(
      `${folder}: a pretraining needs an empty folder, it has ${names.length} files`,
      `choose another --out, or go on: cft pretrain --resume ${folder}`,
    );
}

async function checkStarted(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [] as string[]);
  if (!names.includes(PRETRAINING_FILES.checkpoint))
    throw usageError(`${folder}: there is no pretraining to go on with`, 'give the folder that --out named');
}
