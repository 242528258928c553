import { reciprocalRows, rowsDet } from '@crystal-fourier/math3';
import type { Diagnostic, DiagnosticCode } from '../core/diagnostics.js';
import { DataError, type DataErrorCode, show } from '../core/errors.js';
import { isElement } from '../elements/elements.js';
import { checkedRows, fractionalIn, type LatticeRows } from '../structure/lattice.js';
import type { Vec3 } from '@crystal-fourier/spacegroups';
import type { ReadOptions, ReadResult } from './readResult.js';
import { Structure } from '../structure/structure.js';
import type { StructureInput } from '../structure/structureInput.js';
import { decodeText } from '../core/text.js';

/** How a POSCAR is read. */
export interface ReadPoscarOptions extends ReadOptions {
  /** Elements of the species in their order, for files of VASP 4 that do not name them. */
  readonly species?: readonly string[] | undefined;
}

const MOST_ATOMS = 1_000_000;

/**
 * The structure of a POSCAR or CONTCAR file of VASP 4 or 5. A negative scale factor is the volume in Å³, three factors scale
 * the Cartesian axes; selective dynamics are kept as the site property `selectiveDynamics`; velocities and what follows are
 * ignored.
 *
 * A file of VASP 4 does not name its elements. They are taken from the option `species`, or from the comment in the first
 * line where that consists of as many symbols as there are species (reported); otherwise the file is refused. Names as in
 * POTCAR files (`Ti_sv`) lose their suffix.
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
  const { species, counts } = readSpecies(lines, options.species);
  const { cartesian, selective } = readCoordinateMode(lines);
  const atoms = counts.flatMap((n, s) => Array.from({ length: n }, () => species[s]!));
  const reciprocal = reciprocalRows(rows);
  const sites = atoms.map((element, i): StructureInput['sites'][number] => {
    const [x, y, z] = lines.triple(`the coordinates of atom ${i + 1} of ${atoms.length}`);
    const flags = selective ? lines.words().slice(3, 6) : [];
    lines.next();
    return {
      position: cartesian ? fractionalIn([x * scale[0], y * scale[1], z * scale[2]], reciprocal) : [x, y, z],
      species: element,
      ...(flags.length === 3 ? { properties: { selectiveDynamics: flags.map((flag) => /^\.?t/i.test(flag)) } } : {}),
    };
  });
  if (lines.isTriple())
    lines.repair(
      'coordinates-left-over',
      `there are more coordinates than the ${atoms.length} atoms that the file declares`,
      '; they were left out',
    );
  const comment = lines.comment.trim();
  try {
    const structure = Structure.of({ lattice: rows, sites, properties: comment === '' ? {} : { comment } });
    return { structure, diagnostics: lines.diagnostics };
  } catch (error) {
    if (error instanceof DataError) throw error.at({ file });
    throw error;
  }
}

/** Lines 2 to 5: lattice vectors, and what scales them and Cartesian coordinates. */
function readLattice(lines: PoscarLines): { readonly rows: LatticeRows; readonly scale: Vec3 } {
  const factors = lines.words().map(fortranNumber);
  const three = factors.slice(0, 3);
  const scales = three.length === 3 && !three.some(Number.isNaN) ? three : factors.slice(0, 1);
  const isScale = (x: number): boolean => Math.abs(x) > 1e-6 && Math.abs(x) < 1e9;
  if (scales.length === 0 || !scales.every(isScale) || (scales.length === 3 && scales.some((x) => x < 0)))
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

/** The element of each species, and how many atoms it has. */
function readSpecies(
  lines: PoscarLines,
  given: readonly string[] | undefined,
): { readonly species: readonly string[]; readonly counts: readonly number[] } {
  const first = lines.words();
  const line = lines.at;
  const names = first.length > 0 && Number.isNaN(fortranNumber(first[0]!)) ? first : undefined;
  if (names !== undefined) lines.next();
  const words = lines.words();
  const end = words.findIndex((word) => !/^\d+$/.test(word));
  const counts = words.slice(0, end < 0 ? words.length : end).map(Number);
  if (counts.length === 0 || counts.some((n) => !(n <= MOST_ATOMS)))
    throw lines.error('bad-syntax', `expected the numbers of atoms of each species, found ${lines.shown()}`);
  const total = counts.reduce((sum, n) => sum + n, 0);
  if (total === 0) throw lines.error('bad-value', 'the numbers of atoms add up to 0');
  if (total > MOST_ATOMS)
    throw lines.error('too-large', `at most ${MOST_ATOMS} atoms are read, the file declares ${total}`);
  const species =
    names === undefined ? unnamedSpecies(lines, counts.length, given) : elementsOf(lines, names, counts, line);
  const extra = names?.[counts.length];
  if (extra !== undefined && isElement(withoutSuffix(extra)))
    throw lines.error('bad-value', `${show(extra)} is named, but has no number of atoms; found ${lines.shown()}`);
  lines.next();
  return { species, counts };
}

/** Names as in POTCAR files have a suffix, `Ti_sv`. */
const withoutSuffix = (name: string): string => name.replace(/[_/.].*$/, '');

function elementsOf(
  lines: PoscarLines,
  names: readonly string[],
  { length: count }: readonly number[],
  line: number,
): string[] {
  if (names.length < count)
    throw lines.error('bad-element', `${count} species have numbers of atoms, but ${names.length} have names`, line);
  return names.slice(0, count).map((name) => {
    const element = withoutSuffix(name);
    if (isElement(element)) return element;
    throw lines.error('bad-element', `expected the symbol of an element, found ${show(name)}`, line);
  });
}

/** Elements of a file of VASP 4, which does not name them. */
function unnamedSpecies(lines: PoscarLines, count: number, given: readonly string[] | undefined): string[] {
  if (given !== undefined) {
    if (given.length === count && given.every(isElement)) return [...given];
    throw lines.error('bad-element', `the option species must be ${count} symbols of elements, got ${show(given)}`, 0);
  }
  const named = lines.comment.trim().split(/\s+/).map(withoutSuffix);
  if (named.length !== count || !named.every(isElement))
    throw lines.error(
      'bad-element',
      `the file names no elements (VASP 4), and the comment is not ${count} symbols; give the option species`,
      0,
    );
  lines.diagnostics.push({
    severity: 'repair',
    code: 'species-guessed',
    message: `the file names no elements (VASP 4); ${named.join(' ')} was taken from the comment`,
    line: 1,
  });
  return named;
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

/** The lines of a file, one of which is looked at. */
class PoscarLines {
  readonly mode: 'strict' | 'lenient';
  readonly diagnostics: Diagnostic[];
  /** Index of the line that is looked at; the first is the comment. */
  at = 1;
  readonly #lines: readonly string[];
  readonly #file: string | undefined;

  constructor(text: string, mode: 'strict' | 'lenient', file: string | undefined, diagnostics: readonly Diagnostic[]) {
    this.#lines = text.split(/\r\n|\r|\n/, MOST_ATOMS + 100);
    this.mode = mode;
    this.#file = file;
    this.diagnostics = [...diagnostics];
  }

  get comment(): string {
    return this.#lines[0] ?? '';
  }

  get text(): string {
    return this.#lines[this.at] ?? '';
  }

  get isAtEnd(): boolean {
    return this.at >= this.#lines.length;
  }

  next(): void {
    this.at++;
  }

  words(): string[] {
    const text = this.text.trim();
    return text === '' ? [] : text.split(/\s+/);
  }

  /** The line as error messages show it. */
  shown(): string {
    return show(this.#lines[this.at] ?? 'the end of the file');
  }

  /** Whether the line begins with three numbers. */
  isTriple(): boolean {
    const words = this.words().slice(0, 3);
    return words.length === 3 && !words.map(fortranNumber).some(Number.isNaN);
  }

  /** The three numbers with which the line begins. */
  triple(what: string): Vec3 {
    if (this.isAtEnd)
      throw this.error('missing-value', `expected ${what}, found the end of the file`, this.#lines.length - 1);
    const [x = NaN, y = NaN, z = NaN] = this.words().slice(0, 3).map(fortranNumber);
    if ([x, y, z].some(Number.isNaN)) throw this.error('bad-value', `expected ${what}, found ${this.shown()}`);
    return [x, y, z];
  }

  /** @param index of the line, by default that which is looked at */
  error(code: DataErrorCode, reason: string, index = this.at): DataError {
    return new DataError(code, `POSCAR: ${reason}`, { file: this.#file, line: index + 1 });
  }

  /** Reports what was repaired at the line; strict mode refuses it. @param done what was made of it */
  repair(code: DiagnosticCode, found: string, done = ''): void {
    if (this.mode === 'strict') throw this.error('bad-value', found);
    this.diagnostics.push({ severity: 'repair', code, message: found + done, line: this.at + 1 });
  }
}

/** A number as Fortran writes it: `1.0`, `.5`, `1.d0`, `-1.5E-03`. NaN for other text. @internal */
export function fortranNumber(text: string): number {
  return text.length <= 64 && /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eEdD][+-]?\d{1,4})?$/.test(text)
    ? Number(text.replace(/[dD]/, 'e'))
    : NaN;
}
