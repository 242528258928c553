import {
  type ReadResult,
  type Site,
  standardize,
  type StandardCrystal,
  type Structure,
  writeCif,
  writeExtendedXyz,
  writeJson,
  writePoscar,
} from '@crystal-fourier/data';
import { basename } from 'node:path';
import { usageError } from '../shell/failure.js';

export type OutputFormat = 'cif' | 'poscar' | 'json' | 'xyz';
export const OUTPUT_FORMATS: readonly OutputFormat[] = ['cif', 'poscar', 'json', 'xyz'];

export interface ConvertOptions {
  readonly standardize?: boolean | undefined;
  readonly primitive?: boolean | undefined;
  readonly niggli?: boolean | undefined;
  /** Å. Defaults to 0.01. */
  readonly symprec?: number | undefined;
}

/** A structure to be written, and the symmetry to write it with. */
export interface Converted {
  readonly structure: Structure;
  readonly symmetry?: { readonly spaceGroup: StandardCrystal['group']; readonly asymmetricUnit: readonly Site[] };
}

/** The format that a file name asks for. @throws CliError where it asks for none that can be written */
export function formatOfName(path: string): OutputFormat {
  const name = basename(path);
  if (/\.cif$/i.test(name)) return 'cif';
  if (/\.json$/i.test(name)) return 'json';
  if (/\.(?:ext)?xyz$/i.test(name)) return 'xyz';
  if (/\.(?:vasp|poscar)$/i.test(name) || /^(?:POSCAR|CONTCAR)/i.test(name)) return 'poscar';
  throw usageError(
    `${path}: the name does not tell a format: .cif, .vasp or POSCAR, .json, .xyz are known`,
    `--to ${OUTPUT_FORMATS.join('|')} tells it`,
  );
}

/** Changes the cell as asked: standard first, then primitive, then Niggli-reduced. */
export function convertStructure(
  { structure, symmetry, asymmetricUnit }: ReadResult,
  { standardize: standard = false, primitive = false, niggli = false, symprec }: ConvertOptions,
): Converted {
  if (!standard && !primitive && !niggli)
    return symmetry === undefined || asymmetricUnit === undefined
      ? { structure }
      : { structure, symmetry: { spaceGroup: symmetry.group, asymmetricUnit } };
  const crystal = standard ? standardize(structure, symprec === undefined ? {} : { symprec }) : undefined;
  const full = crystal?.toStructure() ?? structure;
  if (crystal !== undefined && !primitive && !niggli)
    return {
      structure: full,
      symmetry: {
        spaceGroup: crystal.group,
        asymmetricUnit: crystal.orbits.map(({ representative, kind }) => ({
          position: representative,
          species: kind.species,
        })),
      },
    };
  const small = primitive ? full.primitive(symprec) : full;
  return { structure: niggli ? small.niggli() : small };
}

/** The content of a file. @throws CliError for several structures in a POSCAR; DataError where the format cannot hold one */
export function writeStructures(converted: readonly Converted[], format: OutputFormat): string {
  const [first] = converted;
  if (first === undefined) throw usageError('there is no structure to write');
  switch (format) {
    case 'cif':
      return converted.map(cifOf).join('\n');
    case 'poscar':
      if (converted.length > 1)
        throw usageError(
          `a POSCAR has one structure, the input has ${converted.length}`,
          '--index takes one of them, --to cif, json or xyz all',
        );
      return writePoscar(first.structure);
    case 'xyz':
      return writeExtendedXyz(converted.map(({ structure }) => structure));
    case 'json':
      return converted.length === 1
        ? `${writeJson(first.structure, { indent: 2 })}\n`
        : `${JSON.stringify(
            converted.map(({ structure }) => structure),
            null,
            2,
          )}\n`;
  }
}

const cifOf = ({ structure, symmetry }: Converted): string => writeCif(structure, symmetry ?? {});
