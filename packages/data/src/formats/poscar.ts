import { reciprocalRows, rowsDet } from '@crystal-fourier/math3';
import type { Diagnostic } from '../core/diagnostics.js';
import { DataError, show } from '../core/errors.js';
import { isElement } from '../elements/elements.js';
import { checkedRows, toFractional, type LatticeRows } from '../structure/lattice.js';
import type { Vec3 } from '@crystal-fourier/spacegroups';
import type { ReadOptions, ReadResult } from './readResult.js';
import { Structure, type StructureInput } from '../structure/structure.js';
import { decodeText } from '../core/text.js';

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
  const { text, diagnostics: decoded } = decodeText(input, {
    mode,
    file,
    ...(options.maxBytes === undefined ? {} : { maxBytes: options.maxBytes }),
  });
  const diagnostics = [...decoded];
  const lines = text.split(/\r\n|\r|\n/, MOST_ATOMS + 100);
  const fail = (
    code: 'bad-syntax' | 'bad-value' | 'missing-value' | 'bad-element' | 'too-large',
    reason: string,
    index: number,
  ): DataError => new DataError(code, `POSCAR: ${reason}`, { file, line: index + 1 });
  const words = (index: number): string[] =>
    (lines[index] ?? '')
      .trim()
      .split(/\s+/)
      .filter((word) => word !== '');
  const numbers = (index: number, count: number, what: string): number[] => {
    if (index >= lines.length)
      throw fail('missing-value', `expected ${what}, found the end of the file`, lines.length - 1);
    const found = words(index).slice(0, count).map(fortranNumber);
    if (found.length < count || found.some(Number.isNaN))
      throw fail('bad-value', `expected ${what}, found ${show(lines[index])}`, index);
    return found;
  };

  const factors = words(1).map(fortranNumber);
  const scales =
    factors.length >= 3 && factors.slice(0, 3).every((x) => !Number.isNaN(x))
      ? factors.slice(0, 3)
      : factors.slice(0, 1);
  if (
    scales.length === 0 ||
    scales.some((x) => !(Math.abs(x) > 1e-6 && Math.abs(x) < 1e9)) ||
    (scales.length === 3 && scales.some((x) => x < 0))
  ) {
    throw fail(
      'bad-value',
      `the scale factor must be one number other than 0, or three positive ones, found ${show(lines[1])}`,
      1,
    );
  }
  let rows = [2, 3, 4].map((i) => numbers(i, 3, 'three components of a lattice vector')) as unknown as LatticeRows;
  const volume = Math.abs(rowsDet(rows));
  const scale: Vec3 =
    scales.length === 3
      ? (scales as unknown as Vec3)
      : scales[0]! > 0
        ? [scales[0]!, scales[0]!, scales[0]!]
        : uniform(Math.cbrt(-scales[0]! / volume));
  rows = rows.map((row) => row.map((x, k) => x * scale[k]!)) as unknown as LatticeRows;
  try {
    rows = checkedRows(rows);
  } catch (error) {
    if (error instanceof DataError) throw fail('bad-value', error.reason, 2);
    throw error;
  }

  let at = 5;
  const first = words(at);
  const named = first.length > 0 && Number.isNaN(fortranNumber(first[0]!));
  const symbols = named ? first : undefined;
  if (named) at++;
  const counts = words(at)
    .filter((_, i, all) => all.slice(0, i + 1).every((one) => /^\d+$/.test(one)))
    .map(Number);
  if (counts.length === 0 || counts.some((n) => !(n <= MOST_ATOMS)))
    throw fail(
      'bad-syntax',
      `expected the numbers of atoms of each species, found ${show(lines[at] ?? 'the end of the file')}`,
      at,
    );
  const total = counts.reduce((sum, n) => sum + n, 0);
  if (total === 0) throw fail('bad-value', 'the numbers of atoms add up to 0', at);
  if (total > MOST_ATOMS)
    throw fail('too-large', `at most ${MOST_ATOMS} atoms are read, the file declares ${total}`, at);
  const species = poscarSpecies(symbols, counts.length, words(0), options.species, diagnostics, (reason) =>
    fail('bad-element', reason, named ? 5 : 0),
  );
  const extra = symbols?.[counts.length];
  if (extra !== undefined && isElement(extra.replace(/[_/.].*$/, '')))
    throw fail('bad-value', `${show(extra)} is named, but has no number of atoms; found ${show(lines[at])}`, at);
  at++;

  const selective = /^\s*s/i.test(lines[at] ?? '');
  if (selective) at++;
  const kind = (lines[at] ?? '').trim().charAt(0).toLowerCase();
  if (at >= lines.length || (mode === 'strict' && !/^[dck]/.test(kind)))
    throw fail('bad-syntax', `expected Direct or Cartesian, found ${show(lines[at] ?? 'the end of the file')}`, at);
  // VASP itself takes everything that is not Cartesian as direct, but a line of numbers is a line that is missing.
  if (
    words(at).length >= 3 &&
    words(at)
      .slice(0, 3)
      .every((word) => !Number.isNaN(fortranNumber(word)))
  )
    throw fail('bad-syntax', `expected Direct or Cartesian, found ${show(lines[at])}`, at);
  const cartesian = kind === 'c' || kind === 'k';
  if (!cartesian && kind !== 'd')
    diagnostics.push({
      severity: 'repair',
      code: 'coordinates-assumed-direct',
      message: `${show(lines[at])} was read as Direct`,
      line: at + 1,
    });
  at++;

  const reciprocal = reciprocalRows(rows);
  const sites: StructureInput['sites'][number][] = [];
  counts.forEach((n, s) => {
    for (let i = 0; i < n; i++, at++) {
      const r = numbers(at, 3, `the coordinates of atom ${sites.length + 1} of ${total}`) as unknown as Vec3;
      const position = cartesian ? toFractional([r[0] * scale[0], r[1] * scale[1], r[2] * scale[2]], reciprocal) : r;
      const flags = selective
        ? words(at)
            .slice(3, 6)
            .map((flag) => /^\.?t/i.test(flag))
        : [];
      sites.push({
        position,
        species: species[s]!,
        ...(flags.length === 3 ? { properties: { selectiveDynamics: flags } } : {}),
      });
    }
  });
  if (words(at).length >= 3 && !words(at).slice(0, 3).map(fortranNumber).some(Number.isNaN)) {
    const what = `there are more coordinates than the ${total} atoms that the file declares`;
    if (mode === 'strict') throw fail('bad-value', what, at);
    diagnostics.push({
      severity: 'repair',
      code: 'coordinates-left-over',
      message: `${what}; they were left out`,
      line: at + 1,
    });
  }
  const comment = (lines[0] ?? '').trim();
  try {
    return {
      structure: Structure.of({ lattice: rows, sites, properties: comment === '' ? {} : { comment } }),
      diagnostics,
    };
  } catch (error) {
    if (error instanceof DataError) throw error.at({ file });
    throw error;
  }
}

const uniform = (x: number): Vec3 => [x, x, x];

function poscarSpecies(
  symbols: readonly string[] | undefined,
  count: number,
  comment: readonly string[],
  given: readonly string[] | undefined,
  diagnostics: Diagnostic[],
  fail: (reason: string) => DataError,
): string[] {
  if (symbols !== undefined) {
    if (symbols.length < count) throw fail(`${count} species have numbers of atoms, but ${symbols.length} have names`);
    return symbols.slice(0, count).map((symbol) => {
      const element = symbol.replace(/[_/.].*$/, '');
      if (!isElement(element)) throw fail(`expected the symbol of an element, found ${show(symbol)}`);
      return element;
    });
  }
  if (given !== undefined) {
    if (given.length !== count || !given.every(isElement))
      throw fail(`the option species must be ${count} symbols of elements, got ${show(given)}`);
    return [...given];
  }
  const named = comment.map((word) => word.replace(/[_/.].*$/, ''));
  if (named.length === count && named.every(isElement)) {
    diagnostics.push({
      severity: 'repair',
      code: 'species-guessed',
      message: `the file names no elements (VASP 4); ${named.join(' ')} was taken from the comment`,
      line: 1,
    });
    return named;
  }
  throw fail(`the file names no elements (VASP 4), and the comment is not ${count} symbols; give the option species`);
}

/** A number as Fortran writes it: `1.0`, `.5`, `1.d0`, `-1.5E-03`. NaN for other text. @internal */
export function fortranNumber(text: string): number {
  return text.length <= 64 && /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eEdD][+-]?\d{1,4})?$/.test(text)
    ? Number(text.replace(/[dD]/, 'e'))
    : NaN;
}

export interface WritePoscarOptions {
  /** First line. Defaults to the reduced formula. */
  readonly comment?: string | undefined;
  /** Decimal places. Defaults to 12. */
  readonly digits?: number | undefined;
}

/**
 * A structure as POSCAR of VASP 5, in direct coordinates. Sites are sorted by element, in order of first appearance.
 *
 * @throws DataError `unsupported` for partial occupancies, which the format does not have
 */
export function writePoscar(
  structure: Structure,
  { comment = structure.reducedFormula, digits = 12 }: WritePoscarOptions = {},
): string {
  if (!structure.isOrdered)
    throw new DataError(
      'unsupported',
      'writePoscar: a POSCAR has no partial occupancies; order the structure first or write a CIF',
    );
  const elements = [...structure.amounts.keys()];
  const sorted = elements.map((element) => structure.sites.filter(({ species }) => species[0]?.element === element));
  const row = (values: readonly number[]): string =>
    values.map((x) => (x + 0).toFixed(digits).padStart(digits + 6)).join(' ');
  const dynamic = structure.sites.some(({ properties }) => Array.isArray(properties?.['selectiveDynamics']));
  const flags = (value: unknown): string =>
    Array.isArray(value) ? value.map((free) => (free === true ? ' T' : ' F')).join('') : ' T T T';
  return `${[
    comment.replace(/\s+/g, ' ').trim(),
    '1.0',
    ...structure.lattice.map(row),
    elements.join(' '),
    sorted.map(({ length }) => length).join(' '),
    ...(dynamic ? ['Selective dynamics'] : []),
    'Direct',
    ...sorted
      .flat()
      .map(({ position, properties }) => row(position) + (dynamic ? flags(properties?.['selectiveDynamics']) : '')),
  ].join('\n')}\n`;
}
