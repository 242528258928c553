import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { decodeTensors, type TensorFile, type TrainingSource, unpackModel } from '@crystal-fourier/model';
import { dataError, usageError } from '../shell/failure.js';
import { RunFolder } from './runFolder.js';

/** Trained networks that a training begins with: of a run, or of a file. */
export interface FoundSource {
  /** Absolute. */
  readonly path: string;
  /** Of the folder or the file. */
  readonly name: string;
  /** Of the bytes of the model, or of all in their order. */
  readonly sha256: string;
  /** Whether its training came to its end. */
  readonly isFinished: boolean;
  /** Network of a member of an ensemble that begins with it, from 0: as many as there are, then from the first again. */
  readonly of: (member: number) => TrainingSource;
}

/**
 * The networks of a run or of a file that `cft export` or `cft train` wrote.
 *
 * @throws CliError where there are none; ModelError for a damaged file
 */
export async function findSource(from: string): Promise<FoundSource> {
  const kind = await stat(from).catch(() => undefined);
  if (kind === undefined)
    throw usageError(
      `--from ${from}: a trained network is expected, there is no such folder or file`,
      'give the folder of a run, or a file of cft export',
    );
  const path = resolve(from);
  const named = kind.isDirectory() ? await ofRun(path) : await ofFile(path);
  const hash = createHash('sha256');
  for (const { bytes } of named) hash.update(bytes);
  const sha256 = hash.digest('hex');
  const name = basename(path);
  const files = named.map(({ file, bytes }) => decodeTensors(bytes, file));
  const networks = files.flatMap((file) => unpackModel(file).members.map((_, member) => ({ file, member })));
  return {
    path,
    name,
    sha256,
    isFinished: named.every(({ isFinished }) => isFinished ?? true) && files.every(isWhole),
    of: (member) => ({ ...networks[member % networks.length]!, name, sha256 }),
  };
}

interface NamedBytes {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly isFinished?: boolean;
}

const isWhole = (file: TensorFile): boolean => unpackModel(file).card?.finished ?? true;

async function ofRun(path: string): Promise<readonly NamedBytes[]> {
  const run = await RunFolder.open(path);
  const isFinished = run.record.status === 'finished';
  const names = await run.modelFiles();
  if (names.length === 0)
    throw dataError(`${path}: the run has no model yet`, `go on with it: cft train --resume ${path}`);
  return Promise.all(names.map(async (name) => ({ file: run.file(name), bytes: await run.read(name), isFinished })));
}

async function ofFile(path: string): Promise<readonly NamedBytes[]> {
  const bytes = await readFile(path);
  if (decodeTensors(bytes, path).metadata['kind'] === 'checkpoint')
    throw dataError(
      `${path}: a model is expected, this is the state of a training`,
      'give the folder of the run, or its model.safetensors',
    );
  return [{ file: path, bytes }];
}
