import { mkdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { crystalCif, crystalId, demoReadme, tableHeader, tableRow } from './demoFiles.js';
import { DemoError } from './errors.js';
import { folderState, MARKER, markerText } from './ownFolder.js';
import { randomCrystals } from './randomCrystals.js';

export interface WriteDemoOptions {
  /** Crystals, 1 to 99999. Defaults to 1500. */
  readonly count?: number | undefined;
  /** Integer from 0 to 2³²−1; the same seed gives the same bytes. Defaults to 0. */
  readonly seed?: number | undefined;
  /** Called with the number of crystals written so far. */
  readonly onProgress?: ((written: number, count: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What was written. */
export interface DemoReport {
  /** Absolute. */
  readonly folder: string;
  readonly count: number;
  readonly seed: number;
  /** An earlier demo data set was in the folder. */
  readonly replaced: boolean;
  /** Crystals made in each crystal system. */
  readonly systems: Readonly<Record<string, number>>;
  /** Different space groups that crystals were made in. */
  readonly groups: number;
  /** Different reduced formulas. */
  readonly formulas: number;
  /** eV per atom: the lowest and the highest energy. */
  readonly energies: readonly [number, number];
}

/**
 * Writes a data set of random ionic crystals ({@link randomCrystals}): CIF files, `id_prop.csv` with the energies, a README, and a
 * marker by which a later call knows the folder for its own. It is written beside the folder first and then renamed, so that the
 * folder is there whole or not at all.
 *
 * @throws DemoError `not-empty` for a folder with anything else in it; `bad-argument`; `aborted` by the signal; `not-writable`
 */
export async function writeDemo(folder: string, options: WriteDemoOptions = {}): Promise<DemoReport> {
  const { count = 1500, seed = 0, onProgress, signal } = options;
  if (!(Number.isInteger(count) && count >= 1 && count <= 99_999))
    throw new DemoError('bad-argument', `the count must be an integer from 1 to 99999, got ${count}`);
  const crystals = randomCrystals(seed);
  const target = resolve(folder);
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    const state = await folderState(target);
    await mkdir(dirname(target), { recursive: true });
    await rm(temporary, { recursive: true, force: true });
    await mkdir(temporary);
    const systems: Record<string, number> = {};
    const groups = new Set<number>();
    const formulas = new Set<string>();
    let table = tableHeader();
    let [lowest, highest] = [Infinity, -Infinity];
    for (let i = 0; i < count; i++) {
      if (signal?.aborted === true)
        throw new DemoError('aborted', `interrupted after ${i} of ${count} crystals; nothing was left behind`);
      const crystal = crystals.next().value;
      const id = crystalId(i);
      await writeFile(join(temporary, `${id}.cif`), crystalCif(crystal, id));
      table += tableRow(crystal, id);
      const { group, structure, energyPerAtom } = crystal;
      systems[group.crystalSystem] = (systems[group.crystalSystem] ?? 0) + 1;
      groups.add(group.number);
      formulas.add(structure.reducedFormula);
      lowest = Math.min(lowest, energyPerAtom);
      highest = Math.max(highest, energyPerAtom);
      onProgress?.(i + 1, count);
      // Lets the process handle signals and draw the progress.
      if (i % 16 === 15) await setImmediate();
    }
    await writeFile(join(temporary, 'id_prop.csv'), table);
    await writeFile(join(temporary, 'README.md'), demoReadme(count, seed));
    await writeFile(join(temporary, MARKER), markerText(count, seed));
    await putInPlace(temporary, target, state);
    return {
      folder: target,
      count,
      seed,
      replaced: state === 'own',
      systems,
      groups: groups.size,
      formulas: formulas.size,
      energies: [lowest, highest],
    };
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
    if (error instanceof DemoError || typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
    throw new DemoError('not-writable', `${target}: the folder could not be written: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

async function putInPlace(temporary: string, target: string, state: 'absent' | 'empty' | 'own'): Promise<void> {
  if (state === 'empty') await rmdir(target);
  if (state !== 'own') return rename(temporary, target);
  const old = `${temporary}.old`;
  await rm(old, { recursive: true, force: true });
  await rename(target, old);
  try {
    await rename(temporary, target);
  } catch (error) {
    await rename(old, target);
    throw error;
  }
  await rm(old, { recursive: true, force: true });
}
