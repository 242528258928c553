import { type Calibration, calibratedModels, encodeTensors } from '@crystal-fourier/model';
import type { Example } from '../data/example.js';
import { runModels } from './loadModel.js';
import { modelFile, type RunFolder } from './runFolder.js';

/**
 * Measures how large the errors of the networks of a run are, and keeps it in the file of the first one.
 *
 * @param part name of the examples
 * @param symprec of the run
 * @throws CliError for a run without networks; ModelError for examples without values
 */
export async function calibrateRun(
  run: RunFolder,
  part: string,
  examples: readonly Example[],
  symprec: number | undefined,
): Promise<Calibration> {
  const files = await runModels(run);
  const { files: changed, calibration } = await calibratedModels(files, examples, { part, symprec });
  await run.write(modelFile(0), encodeTensors(changed[0]!));
  return calibration;
}
