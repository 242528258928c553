import { stat } from 'node:fs/promises';
import type { TensorFile } from '@crystal-fourier/model';
import { listNetworks, type NetworkCard, NetworkError, networkFile } from '@crystal-fourier/models';
import { CliError, dataError, EXIT, usageError } from '../shell/failure.js';
import { didYouMean } from '../shell/suggest.js';

/** A network that is installed with this command. */
export interface PackagedNetwork {
  readonly card: NetworkCard;
  readonly file: TensorFile;
}

/**
 * A network that is installed with this command, by its name; undefined for another name.
 *
 * @throws CliError where its file is damaged or missing, and for an encoder, which does not predict
 */
export async function findPackagedNetwork(name: string): Promise<PackagedNetwork | undefined> {
  const card = listNetworks().find((one) => one.name === name);
  if (card === undefined) return undefined;
  if (card.kind === 'encoder')
    throw usageError(
      `${name}: a network that predicts is expected, this is an encoder, a part of networks`,
      'cft train DATA --target NAME --encoder pretrained uses it',
    );
  return { card, file: await installedFile(name) };
}

const installedFile = (name: string): Promise<TensorFile> =>
  networkFile(name).catch((error: unknown) => {
    if (!(error instanceof NetworkError)) throw error;
    throw new CliError(error.message, { code: error.code, exitCode: EXIT.data, cause: error });
  });

/** Where networks are: in the folder of a run, in a file, or among those that are installed with this command. */
export type NetworkPlace = 'run' | 'file' | 'packaged';

/**
 * Where the networks are that a command line names: a folder or a file that is there comes first, then the packaged networks.
 *
 * @throws CliError where there is nothing of this name
 */
export async function networkPlace(name: string): Promise<NetworkPlace> {
  const info = await stat(name).catch(() => undefined);
  if (info !== undefined) return info.isDirectory() ? 'run' : 'file';
  const names = listNetworks().map((card) => card.name);
  if (names.includes(name)) return 'packaged';
  throw dataError(
    `${name}: a run, a model file or the name of a network is expected; there is no such folder, file or network${didYouMean(name, names)}`,
    'cft models lists the networks, cft train makes runs, cft export makes model files',
  );
}
