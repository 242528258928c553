import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { decodeTensors, type TensorFile, type TrainingSource, unpackModel } from '@crystal-fourier/model';
import { dataError } from '../shell/failure.js';
import { findPackagedNetwork, networkPlace } from './packagedNetwork.js';
import { RunFolder } from './runFolder.js';

/** Trained networks that a training begins with: of a run, of a file, or those that are installed under a name. */
export interface FoundSource {
  /** Absolute path, or the name of an installed network. */
  readonly path: string;
  /** Of the folder, the file or the network. */
  readonly name: string;
  /** Of the bytes of the model, or of all in their order. */
  readonly sha256: string;
  /** Whether its training came to its end. */
  readonly isFinished: boolean;
  /** What a network begins with. @param member of the ensemble that is trained, from 0: as many as there are, then from the first again */
  readonly of: (member: number) => TrainingSource;
}

/**
 * The networks of a run, of a file that `cft export` or `cft train` wrote, or of a name that `cft models` lists.
 *
 * @throws CliError where there are none; ModelError for a damaged file
 */
export async function findSource(from: string): Promise<FoundSource> {
  const place = await networkPlace(from);
  if (place === 'packaged') {
    const { card, file } = (await findPackagedNetwork(from))!;
    return sourceOf(from, { name: from, sha256: card.sha256, isFinished: true, files: [file] });
  }
  const path = resolve(from);
  const read = place === 'run' ? await ofRun(path) : await ofFile(path);
  const hash = createHash('sha256');
  for (const { bytes } of read) hash.update(bytes);
  const files = read.map(({ file, bytes }) => decodeTensors(bytes, file));
  const isFinished = read.every((one) => one.isFinished ?? true) && files.every(isWhole);
  return sourceOf(path, { name: basename(path), sha256: hash.digest('hex'), isFinished, files });
}

function sourceOf(
  path: string,
  {
    name,
    sha256,
    isFinished,
    files,
  }: Pick<FoundSource, 'name' | 'sha256' | 'isFinished'> & { readonly files: readonly TensorFile[] },
): FoundSource {
  const networks = files.flatMap((file) => unpackModel(file).members.map((_, member) => ({ file, member })));
  return {
    path,
    name,
    sha256,
    isFinished,
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
