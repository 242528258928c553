import { type ReadResult, type StandardCrystal, symmetryReport, type SymmetryReport } from '@crystal-fourier/data';
import { combinationText, decimalText, fractionText } from '@crystal-fourier/math3';
import { type ReflectionList, reflectionsOf } from './reflections.js';
import type { ViewerStructure } from './viewer/viewerStructure.js';
import { givenStructure, standardStructure } from './viewerStructures.js';

/** All that the page shows of a structure; plain data. */
export interface CrystalReport {
  readonly file: string;
  readonly symmetry: SymmetryReport;
  /** Å³: the cell of the file. */
  readonly volume: number;
  /** The standard vectors in terms of those of the file, `a-b, a+b, c`. */
  readonly axes: string;
  /** The new origin on the axes of the file, `1/2, 0, 0`. */
  readonly origin: string;
  /** For each orbit the values of the letters, `x = 0.30500`, and the site, `0.305 0.305 0`. */
  readonly orbitTexts: readonly { readonly parameters: string; readonly position: string }[];
  /** Row-major, proper: Cartesian vectors of the file change to `r′ = R r`. */
  readonly rotation: readonly number[];
  /** Lattice points in the standard cell: a site's orbit has so many times fewer sites in the primitive cell. */
  readonly latticePoints: number;
  readonly isOrdered: boolean;
  readonly given: ViewerStructure;
  readonly standard: ViewerStructure;
  readonly reflections: ReflectionList;
}

/** What the page shows of a structure and its standard description. */
export function crystalReport(file: string, result: ReadResult, crystal: StandardCrystal): CrystalReport {
  const { structure } = result;
  const report = symmetryReport(result, crystal);
  const { P, p } = report.transformation;
  return {
    file,
    symmetry: report,
    axes: [0, 1, 2].map((j) => combinationText([P[j]!, P[3 + j]!, P[6 + j]!])).join(', '),
    origin: p.map((x) => fractionText(x)).join(', '),
    orbitTexts: report.orbits.map(({ parameters, position }) => ({
      parameters: Object.entries(parameters)
        .map(([name, value]) => `${name} = ${decimalText(value, 5)}`)
        .join(', '),
      position: position.map((x) => fractionText(x)).join(', '),
    })),
    volume: structure.volume,
    rotation: [...crystal.transformation.rotation],
    latticePoints: crystal.group.centring.vectors.length,
    isOrdered: crystal.isOrdered,
    given: givenStructure(structure, crystal),
    standard: standardStructure(crystal),
    reflections: reflectionsOf(crystal),
  };
}
