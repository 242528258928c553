import { type StandardCrystal, writeCif, writeJson, writePoscar } from '@crystal-fourier/data';

export type StandardFormat = 'cif' | 'poscar' | 'json';

/** A file to save. */
export interface TextFile {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

/**
 * The standard cell of a crystal as a file: a CIF with the group's operations and one site of each orbit; all sites for the other formats.
 *
 * @throws DataError `unsupported` for a POSCAR of shared sites
 */
export function standardFile(crystal: StandardCrystal, format: StandardFormat): TextFile {
  const structure = crystal.toStructure();
  const stem = (crystal.id ?? structure.reducedFormula).replace(/[^\w.-]+/g, '-').slice(0, 80) || 'crystal';
  switch (format) {
    case 'cif': {
      const asymmetricUnit = crystal.orbits.map(({ kind, representative, multiplicity, letter }) => ({
        position: representative,
        species: kind.species,
        label: `${kind.name}${multiplicity}${letter}`,
      }));
      const text = writeCif(structure, { spaceGroup: crystal.group, asymmetricUnit });
      return { name: `${stem}-standard.cif`, type: 'chemical/x-cif', text };
    }
    case 'poscar':
      return { name: `${stem}-standard.vasp`, type: 'text/plain', text: writePoscar(structure) };
    case 'json':
      return { name: `${stem}-standard.json`, type: 'application/json', text: writeJson(structure, { indent: 2 }) };
  }
}
