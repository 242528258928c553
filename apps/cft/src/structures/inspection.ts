import { type ReadResult, standardize, symmetryReport, type SymmetryReport } from '@crystal-fourier/data';

import { describeTensors, type TensorForms } from './tensorForms.js';

/** What is found out about a structure of a file. */
export interface Inspection extends SymmetryReport {
  readonly file: string;
  /** On request. */
  readonly tensors?: TensorForms;
}

export interface InspectionOptions {
  readonly symprec?: number | undefined;
  /** True for the forms of tensors. Defaults to false. */
  readonly tensors?: boolean | undefined;
}

/** @throws DataError where there is no group within the tolerance; await `initMoyo` first */
export function inspectStructure(
  result: ReadResult,
  file: string,
  { symprec, tensors = false }: InspectionOptions,
): Inspection {
  const crystal = standardize(result.structure, { symprec });
  const report = symmetryReport(result, crystal);
  return { file, ...report, ...(tensors ? { tensors: describeTensors(crystal.group, report.orbits) } : {}) };
}
