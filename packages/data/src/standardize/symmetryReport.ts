import { checkReadable } from '../core/brand.js';
import type { SpaceGroup, Vec3 } from '@crystal-fourier/spacegroups';
import type { CellParameters } from '../structure/lattice.js';
import type { Diagnostic } from '../core/diagnostics.js';
import type { ReadResult } from '../formats/readResult.js';
import { crystalDiagnostics } from './crystalDiagnostics.js';
import type { StandardCrystal } from './standardCrystal.js';

/** Names and classes of a group in one setting. */
export interface GroupFacts {
  readonly number: number;
  readonly symbol: string;
  readonly hall: string;
  readonly schoenflies: string;
  readonly pointGroup: string;
  readonly crystalSystem: string;
  readonly bravais: string;
}

/** An orbit of sites. */
export interface OrbitFacts {
  /** Element, or a mixture. */
  readonly species: string;
  readonly letter: string;
  /** Sites in the conventional cell. */
  readonly multiplicity: number;
  readonly siteSymmetry: string;
  /** First coordinates of the Wyckoff position, `x,2x,1/4`. */
  readonly coordinates: string;
  /** Values of the letters in them. */
  readonly parameters: Readonly<Record<string, number>>;
  /** The site itself, fractional. */
  readonly position: Vec3;
}

/** What is found out about the symmetry of a structure; plain JSON, lengths in Å, angles in degrees. */
export interface SymmetryReport {
  readonly id: string | null;
  readonly formula: string;
  readonly sites: number;
  /** g/cm³ */
  readonly density: number;
  /** As the file has it. */
  readonly cell: CellParameters;
  /** As the file declares it, where it does. */
  readonly declared: { readonly number: number; readonly symbol: string; readonly source: string } | null;
  readonly group: GroupFacts;
  readonly standardCell: CellParameters & { readonly volume: number; readonly sites: number };
  readonly orbits: readonly OrbitFacts[];
  /** Row-major P with (a′, b′, c′) = (a, b, c) P, and the new origin p on the old axes: x′ = P⁻¹(x − p). */
  readonly transformation: { readonly P: readonly number[]; readonly p: Vec3 };
  /** Å: the farthest that a site was moved. */
  readonly displacement: number;
  readonly strain: number;
  /** Å: with which the group was found. */
  readonly symprec: number;
  /**
   * What the reader said, and what the standardisation shows: sites that are shared or too near to each other, a group other than the
   * declared one, a tolerance that was reduced.
   */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The symmetry of a structure in words and numbers.
 *
 * @param result what was read
 * @param crystal `standardize` of its structure; with `handedness: 'merge'` the report may be of its mirror image
 */
export function symmetryReport(
  { structure, diagnostics, symmetry }: ReadResult,
  crystal: StandardCrystal,
): SymmetryReport {
  checkReadable(structure, 'Structure', 'symmetryReport');
  checkReadable(crystal, 'StandardCrystal', 'symmetryReport');
  const declared =
    symmetry === undefined || symmetry.source === 'none'
      ? null
      : { number: symmetry.group.number, symbol: symmetry.group.setting.hmExtended, source: symmetry.source };
  return {
    id: structure.id ?? null,
    formula: structure.reducedFormula,
    sites: structure.sites.length,
    density: structure.density,
    cell: structure.cellParameters,
    declared,
    group: groupFacts(crystal.group),
    standardCell: { ...crystal.cellParameters, volume: crystal.volume, sites: crystal.siteCount },
    orbits: crystal.orbits.map(
      ({ kind, letter, multiplicity, siteSymmetry, position, parameters, representative }) => ({
        species: kind.name,
        letter,
        multiplicity,
        siteSymmetry,
        coordinates: position.representative.toXyz(),
        parameters: Object.fromEntries(
          position.parameters.map((name) => [name, parameters['xyz'.indexOf(name)] as number]),
        ),
        position: [...representative] as unknown as Vec3,
      }),
    ),
    transformation: { P: crystal.transformation.P, p: crystal.transformation.p },
    displacement: crystal.displacement,
    strain: crystal.strain,
    symprec: crystal.symprec,
    diagnostics: [...diagnostics, ...crystalDiagnostics(structure, crystal, symmetry)],
  };
}

/** Names and classes of a group. */
export const groupFacts = ({ number, setting, pointGroup, crystalSystem, bravais }: SpaceGroup): GroupFacts => ({
  number,
  symbol: setting.hmExtended,
  hall: setting.hall,
  schoenflies: setting.schoenflies,
  pointGroup,
  crystalSystem,
  bravais,
});
