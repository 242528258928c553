import { type ReadResult, standardize, symmetryReport, type SymmetryReport } from '@crystal-fourier/data';

/** What is found out about a structure of a file. */
export interface Inspection extends SymmetryReport {
  readonly file: string;
}

/** @throws DataError where there is no group within the tolerance; await `initMoyo` first */
export function inspectStructure(result: ReadResult, file: string, symprec: number | undefined): Inspection {
  const crystal = standardize(result.structure, { symprec });
  return { file, ...symmetryReport(result, crystal) };
}
