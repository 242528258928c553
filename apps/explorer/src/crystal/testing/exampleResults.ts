import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCif, type ReadResult, type StandardCrystal, standardize } from '@crystal-fourier/data';

export const EXAMPLE_FOLDER = join(import.meta.dirname, '../../../../../examples');

export const exampleText = (name: string): string => readFileSync(join(EXAMPLE_FOLDER, `${name}.cif`), 'utf8');

export const exampleResult = (name: string): ReadResult => readCif(exampleText(name))[0]!;

/** Await `initMoyo` before. */
export const exampleCrystal = (name: string): StandardCrystal => standardize(exampleResult(name).structure);
