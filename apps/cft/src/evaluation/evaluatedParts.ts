import { parseSplit, type TensorFields } from '@crystal-fourier/data';
import { completePlan, tensorFields } from '../config/plan.js';
import { type DataParts, openParts } from '../data/dataParts.js';
import { dataName } from '../data/location.js';
import { featuresOfRun } from '../runs/loadModel.js';
import { runConfig } from '../runs/runConfig.js';
import { RUN_FILES, type RunFolder, type RunRecord } from '../runs/runFolder.js';
import type { Context } from '../shell/context.js';
import { usageError } from '../shell/failure.js';
import type { EvaluationParts } from './evaluateRun.js';

/** Where records are read from that a run is compared with. */
export interface EvaluatedData {
  /** Another data set, or the same one where it is now. Defaults to that of the run. */
  readonly location: string | undefined;
  /** Of the run's own data. */
  readonly part: string | undefined;
  /** Of the run's own data, where no part is given. Defaults to `test` if there is one, else `val`. */
  readonly preferred?: string | undefined;
  readonly cache?: string | undefined;
  readonly workers?: number | undefined;
}

/** Records that a run is compared with, prepared as its networks read them: a part of its data, or all of another data set. @throws CliError, DataError */
export async function evaluatedParts(
  run: RunFolder,
  { location, part, preferred, cache, workers }: EvaluatedData,
  { console, io, signal }: Pick<Context, 'console' | 'io' | 'signal'>,
): Promise<EvaluationParts> {
  const config = await runConfig(run);
  const tensors = tensorFields(completePlan(config));
  const requested = await featuresOfRun(run);
  const open = (from: string, split?: string): Promise<DataParts> =>
    openParts(from, {
      console,
      env: io.env,
      signal,
      split,
      cache: cache ?? config.cache,
      workers,
      symprec: config.symprec,
      handedness: config.handedness,
      reading: config.reading,
      requested,
      // A small data set may not show its frames: it is read in those of the run's.
      tensors: split === undefined ? inFrames(tensors, run.record.data.frames) : tensors,
    });
  return partsOf(run, { location, part, preferred }, open, (text) => console.warn(text));
}

/** Fields with tensors in the frames that were found for them. */
const inFrames = (
  tensors: TensorFields | undefined,
  frames: RunRecord['data']['frames'] = {},
): TensorFields | undefined =>
  tensors &&
  Object.fromEntries(
    Object.entries(tensors).map(([name, { kind, frame }]) => [name, { kind, frame: frames[name] ?? frame }]),
  );

/** What is evaluated: a part of the run's data, wherever that lies now, or all of another data set. */
async function partsOf(
  run: RunFolder,
  { location, part, preferred }: Pick<EvaluatedData, 'location' | 'part' | 'preferred'>,
  open: (location: string, split?: string) => Promise<DataParts>,
  warn: (text: string) => void,
): Promise<EvaluationParts> {
  const split = parseSplit(Buffer.from(await run.read(RUN_FILES.split)).toString('utf8'), run.file(RUN_FILES.split));
  const own = async (from: string): Promise<EvaluationParts> => {
    const { parts, path, hash } = await open(from, run.file(RUN_FILES.split));
    const name = part ?? preferred ?? (parts['test'] === undefined ? 'val' : 'test');
    const unseen = parts[name];
    if (unseen === undefined)
      throw usageError(`${run.path}: the split has the parts ${Object.keys(parts).join(', ')}, not ${name}`);
    if (name === 'train')
      warn('the part train is what the run was trained on: its errors say nothing of other crystals');
    return { part: name, unseen, train: parts['train'] ?? [], validation: parts['val'] ?? [], data: { path, hash } };
  };
  if (location === undefined) return own(run.record.data.path);
  const { parts, path, hash } = await open(location);
  const unseen = Object.values(parts).flat();
  const ids = new Set(unseen.map(({ id }) => id));
  if (Object.values(split.parts).every((members) => members.every((id) => ids.has(id)))) return own(location);
  if (part !== undefined)
    throw usageError(`--part names a part of the run's own data, ${dataName(location)} is another data set`);
  const trained = await own(run.record.data.path).catch((error: unknown) => {
    warn(`no baselines: the data set of the run cannot be read: ${(error as Error).message}`);
    return undefined;
  });
  return {
    part: 'data',
    unseen,
    train: trained?.train ?? [],
    validation: trained?.validation ?? [],
    data: { path, hash },
  };
}
