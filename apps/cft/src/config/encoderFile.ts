import { readFile } from 'node:fs/promises';
import {
  decodeTensors,
  type DistanceNetwork,
  distanceNetwork,
  type ModelConfig,
  pretrainedDistance,
} from '@crystal-fourier/model';
import { usageError } from '../shell/failure.js';

/** Encoders by name; anything else is a file. */
export const ENCODERS = ['mlp', 'product', 'pretrained'] as const;

/**
 * The learned distance of a file that `cft pretrain` wrote.
 *
 * @throws CliError where there is no such file; ModelError `bad-checkpoint` for another file
 */
export async function readEncoder(path: string): Promise<DistanceNetwork> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw usageError(
      `${path}: an encoder is expected, ${error.code === 'ENOENT' ? 'there is no such file' : error.message}`,
      `give ${ENCODERS.join(', ')}, or encoder.safetensors in the folder of a cft pretrain`,
    );
  });
  return distanceNetwork(decodeTensors(bytes, path));
}

/**
 * The learned distance that a network begins with: that of the file, or the one that ships; undefined for a network that has none, or begins with a trained one,
 * which has its own.
 */
export async function encoderOf({
  model,
  encoderFile,
  from,
}: {
  readonly model: Pick<ModelConfig, 'encoder'>;
  readonly encoderFile?: string | undefined;
  readonly from?: string | undefined;
}): Promise<DistanceNetwork | undefined> {
  if (model.encoder !== 'pretrained' || from !== undefined) return undefined;
  return encoderFile === undefined ? pretrainedDistance() : readEncoder(encoderFile);
}
