import { reciprocalRows, rowsDet } from '@crystal-fourier/math3';
import type { Vec3 } from '@crystal-fourier/spacegroups';
import { DataError } from '../../core/errors.js';
import { fortranNumber } from '../../core/fortranNumber.js';
import { decodeText } from '../../core/text.js';
import { checkedRows, fractionalIn, type LatticeRows } from '../../structure/lattice.js';
import { Structure } from '../../structure/structure.js';
import type { StructureInput } from '../../structure/structureInput.js';
import type { ReadOptions, ReadResult } from '../readResult.js';
import { readAtomRows } from './atomRows.js';
import { readDeclaredSpecies } from './declaredSpecies.js';
import { checkEnding } from './ending.js';
import { PoscarLines } from './lines.js';
import { elementsOfAtoms } from './namedRows.js';

/** How a POSCAR is read. */
export interface ReadPoscarOptions extends ReadOptions {
  /** Elements of the species in their order, for files of VASP 4 that do not name them; other files need none. */
  readonly species?: readonly string[] | undefined;
}

/**
 * The structure of a POSCAR or CONTCAR file of VASP 4, 5 or 6. A negative scale factor is the volume in Å³, three factors scale
 * the Cartesian axes; selective dynamics are kept as the site property `selectiveDynamics`; velocities and what follows are
 * ignored. Coordinates that no number of atoms counts are an error.
 *
 * Names as in POTCAR files lose what follows the element: `Ti_sv`, `Fe_pv/3a2b`. Their case does not matter. Hydrogen with a fractional
 * charge, `H1.25`, is read as H (noted). Symbols behind the coordinates must agree with the names.
 *
 * A file of VASP 4 does not name its elements. They are taken from the option `species`, from the symbols behind the coordinates (noted), or
 * from the symbols with which the comment in the first line begins (reported as repair); otherwise the file is refused.
 *
 * @throws DataError with file and line
 */
export function readPoscar(input: string | Uint8Array, options: ReadPoscarOptions = {}): ReadResult {
  const { mode = 'lenient', file } = options;
  const { text, diagnostics } = decodeText(input, {
    mode,
    file,
    ...(options.maxBytes === undefined ? {} : { maxBytes: options.maxBytes }),
  });
  const lines = new PoscarLines(text, mode, file, diagnostics);
  const { rows, scale } = readLattice(lines);
  const declared = readDeclaredSpecies(lines);
  const { cartesian, selective } = readCoordinateMode(lines);
  const count = declared.counts.reduce((sum, n) => sum + n, 0);
  const atoms = readAtomRows(lines, count, selective, declared.elements);
  checkEnding(lines, count);
  const elements = elementsOfAtoms(lines, declared, atoms, options.species);
  const reciprocal = reciprocalRows(rows);
  const sites = atoms.map(({ coordinates: [x, y, z], free }, i): StructureInput['sites'][number] => ({
    position: cartesian ? fractionalIn([x * scale[0], y * scale[1], z * scale[2]], reciprocal) : [x, y, z],
    species: elements[i]!,
    ...(selective && free !== undefined ? { properties: { selectiveDynamics: free } } : {}),
  }));
  const comment = lines.comment.trim();
  try {
    const structure = Structure.of({ lattice: rows, sites, properties: comment === '' ? {} : { comment } });
    // What is said of the first line is known only when the others are read.
    return { structure, diagnostics: lines.diagnostics.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)) };
  } catch (error) {
    if (error instanceof DataError) throw error.at({ file });
    throw error;
  }
}

/** Lines 2 to 5: lattice vectors, and what scales them and Cartesian coordinates. */
function readLattice(lines: PoscarLines): { readonly rows: LatticeRows; readonly scale: Vec3 } {
  const factors = lines.words().map(fortranNumber);
  const end = factors.findIndex(Number.isNaN);
  const scales = factors.slice(0, end < 0 ? 3 : Math.min(end, 3));
  const isScale = (x: number): boolean => Math.abs(x) > 1e-6 && Math.abs(x) < 1e9;
  if (scales.length % 2 === 0 || !scales.every(isScale) || (scales.length === 3 && scales.some((x) => x < 0)))
    throw lines.error(
      'bad-value',
      `the scale factor must be one number other than 0, or three positive ones, found ${lines.shown()}`,
    );
  lines.next();
  const line = lines.at;
  const vector = (): Vec3 => {
    const found = lines.triple('three components of a lattice vector');
    lines.next();
    return found;
  };
  const given: LatticeRows = [vector(), vector(), vector()];
  const scale = scaleOf(scales, Math.abs(rowsDet(given)));
  try {
    return { rows: checkedRows(given.map((row) => row.map((x, k) => x * scale[k]!))), scale };
  } catch (error) {
    if (error instanceof DataError) throw lines.error('bad-value', error.reason, line);
    throw error;
  }
}

/** Factors of the Cartesian axes; one negative number is the volume of the cell. */
function scaleOf([x, y, z]: readonly number[], volume: number): Vec3 {
  if (y !== undefined && z !== undefined) return [x!, y, z];
  const factor = x! > 0 ? x! : Math.cbrt(-x! / volume);
  return [factor, factor, factor];
}

/** Whether coordinates are Cartesian, and whether flags of selective dynamics follow them. */
function readCoordinateMode(lines: PoscarLines): { readonly cartesian: boolean; readonly selective: boolean } {
  const selective = /^\s*s/i.test(lines.text);
  if (selective) lines.next();
  const kind = lines.text.trim().charAt(0).toLowerCase();
  // VASP takes everything that is not Cartesian as direct; but where numbers stand, the line is missing.
  if (lines.isAtEnd || lines.isTriple() || (lines.mode === 'strict' && !/^[dck]/.test(kind)))
    throw lines.error('bad-syntax', `expected Direct or Cartesian, found ${lines.shown()}`);
  const cartesian = kind === 'c' || kind === 'k';
  if (!cartesian && kind !== 'd') lines.repair('coordinates-assumed-direct', `${lines.shown()} was read as Direct`);
  lines.next();
  return { cartesian, selective };
}
