import { readConfigFile } from '../config/configFile.js';
import type { ConfigFile } from '../config/configSchema.js';
import { CliError, EXIT } from '../shell/failure.js';
import { RUN_FILES, type RunFolder } from './runFolder.js';

/**
 * The configuration of a run. Earlier versions kept mirror images apart, and did not say so.
 *
 * @throws CliError where it is missing, or was edited to what cannot be
 */
export async function runConfig(run: RunFolder): Promise<ConfigFile> {
  // Fails with the message of a missing file of the run.
  await run.read(RUN_FILES.config);
  const config = await readConfigFile(run.file(RUN_FILES.config)).catch((error: unknown) => {
    if (!(error instanceof CliError)) throw error;
    const { message, details } = error;
    throw new CliError(message, {
      exitCode: EXIT.data,
      details,
      hint: 'it must be that of the training: was the file edited?',
      cause: error,
    });
  });
  return { handedness: 'keep', ...config };
}
