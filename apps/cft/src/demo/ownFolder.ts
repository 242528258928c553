import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DemoError } from './errors.js';

/** The file that says that a folder was written by the demo. */
export const MARKER = 'demo.json';
const FORMAT = 'crystal-fourier/demo';
const OWN = /^(?:ionic-\d+\.cif|id_prop\.csv|README\.md|demo\.json)$/;

/** Content of {@link MARKER}. */
export const markerText = (count: number, seed: number): string =>
  `${JSON.stringify({ format: FORMAT, version: 1, count, seed })}\n`;

/**
 * Whether a folder may be written: `absent`, `empty`, or `own` if it holds an earlier demo data set and nothing else.
 *
 * @throws DemoError `not-empty` for anything else
 */
export async function folderState(folder: string): Promise<'absent' | 'empty' | 'own'> {
  const info = await stat(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (info === undefined) return 'absent';
  const refusal = (found: string): DemoError =>
    new DemoError('not-empty', `${folder}: the folder must be new, empty or a demo data set, ${found}; choose another`);
  if (!info.isDirectory()) throw refusal('but it is a file');
  const names = await readdir(folder);
  if (names.length === 0) return 'empty';
  const foreign = names.filter((name) => !OWN.test(name)).sort();
  if (foreign.length > 0)
    throw refusal(
      `but it has ${foreign.length === 1 ? 'a file' : `${foreign.length} files`} such as ${JSON.stringify(foreign[0])}`,
    );
  const marker = await readFile(join(folder, MARKER), 'utf8').catch(() => '');
  if (!marker.includes(`"${FORMAT}"`)) throw refusal(`but it has files and no ${MARKER}`);
  return 'own';
}
