import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { saltRecords, writeRecords } from './crystalFixtures.js';

/** A data set and a configuration of the smallest network, in a folder; for tests. */
export interface TrainingFixture {
  readonly data: string;
  /** `train DATA` and all options but the folder of the run. */
  readonly argv: readonly string[];
  readonly config: string;
}

/** @param more further records */
export async function trainingFixture(folder: string, more: readonly unknown[] = []): Promise<TrainingFixture> {
  const data = await writeRecords(folder, 'salts.json', [...saltRecords(), ...more]);
  const config = join(folder, 'small.yaml');
  await writeFile(config, 'model: { width: 16, blocks: 1, heads: 2 }\ntraining: { epochs: 3, batchSize: 4 }\n');
  const cache = join(folder, 'cache');
  const where = ['--cache', cache, '--workers', '0', '--backend', 'cpu'];
  return { data, config, argv: ['train', data, '--target', 'edge', '--config', config, ...where] };
}
