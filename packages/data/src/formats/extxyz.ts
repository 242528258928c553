import { reciprocalRows } from '@crystal-fourier/math3';
import { elementSymbol } from '../elements/elements.js';
import { DataError, type DataErrorCode, show } from '../core/errors.js';
import { checkedRows, fractionalIn, type LatticeRows } from '../structure/lattice.js';
import { fortranNumber } from '../core/fortranNumber.js';
import type { ReadOptions, ReadResult } from './readResult.js';
import { parseTypeSymbol } from '../elements/speciesSymbol.js';
import { Structure } from '../structure/structure.js';
import type { StructureInput } from '../structure/structureInput.js';
import { decodeText } from '../core/text.js';

const MOST_ATOMS = 1_000_000;

/**
 * The frames of an extended XYZ file: number of atoms, a line of `key=value` with `Lattice` (nine numbers, vector by vector, in
 * Å) and `Properties`, one line per atom. Other keys become properties of the structure, other columns properties of the
 * sites.
 *
 * @throws DataError with file, line and frame; `unsupported` where a direction is not periodic
 */
export function readExtendedXyz(input: string | Uint8Array, options: ReadOptions = {}): ReadResult[] {
  const { mode = 'lenient', file } = options;
  const { text, diagnostics } = decodeText(input, {
    mode,
    file,
    ...(options.maxBytes === undefined ? {} : { maxBytes: options.maxBytes }),
  });
  const lines = text.split(/\r\n|\r|\n/);
  const results: ReadResult[] = [];
  let at = 0;
  for (;;) {
    while (at < lines.length && lines[at]!.trim() === '') at++;
    if (at >= lines.length) break;
    const frame = readFrame(lines, at, file, results.length + 1);
    results.push({ structure: frame.structure, diagnostics });
    at = frame.next;
  }
  if (results.length === 0) throw new DataError('missing-value', 'XYZ: the file holds no frame', { file, line: 1 });
  return results;
}

interface Column {
  readonly name: string;
  readonly type: string;
  readonly from: number;
  readonly count: number;
}

/** An error of a frame, at a line. @param index of the line, from 0 */
type FrameError = (code: DataErrorCode, reason: string, index: number) => DataError;

function readFrame(
  lines: readonly string[],
  start: number,
  file: string | undefined,
  frame: number,
): { readonly structure: Structure; readonly next: number } {
  const fail: FrameError = (code, reason, index) =>
    new DataError(code, `XYZ: ${reason}`, { file, line: index + 1, record: `frame ${frame}` });
  const count = readCount(lines, start, fail);
  const comment = start + 1;
  const info = readInfo(lines[comment]!, (reason) => fail('bad-syntax', reason, comment));
  const { Lattice: latticeText, Properties: layout, pbc, ...rest } = info;
  const nine = readLatticeNumbers(latticeText, comment, fail);
  if (pbc !== undefined && !isPeriodic(pbc))
    throw fail('unsupported', `the structure must be periodic in three directions, found pbc=${show(pbc)}`, comment);
  const columns = readColumns(layout, comment, fail);
  try {
    const lattice = checkedRows([nine.slice(0, 3), nine.slice(3, 6), nine.slice(6, 9)]);
    const reciprocal = reciprocalRows(lattice);
    const sites = Array.from({ length: count }, (_, i) => {
      const index = comment + 1 + i;
      return readAtom(lines[index]!, columns, reciprocal, `${i + 1} of ${count}`, (code, reason) =>
        fail(code, reason, index),
      );
    });
    const properties = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, infoValue(value)]));
    return { structure: Structure.of({ lattice, sites, properties }), next: comment + 1 + count };
  } catch (error) {
    if (error instanceof DataError && error.line === undefined)
      throw fail(error.code, error.record === undefined ? error.reason : `${error.record}: ${error.reason}`, comment);
    throw error;
  }
}

/** The number of atoms, all of which the file must have. */
function readCount(lines: readonly string[], start: number, fail: FrameError): number {
  const count = /^\s*\d{1,9}\s*$/.test(lines[start]!) ? Number(lines[start]) : NaN;
  if (!(count >= 1)) throw fail('bad-syntax', `expected the number of atoms, found ${show(lines[start])}`, start);
  if (count > MOST_ATOMS)
    throw fail('too-large', `at most ${MOST_ATOMS} atoms are read, the frame declares ${count}`, start);
  if (start + 2 + count > lines.length)
    throw fail(
      'missing-value',
      `the frame declares ${count} atoms, but the file ends before the last of them`,
      lines.length - 1,
    );
  return count;
}

function readLatticeNumbers(text: string | undefined, index: number, fail: FrameError): number[] {
  if (text === undefined)
    throw fail(
      'missing-value',
      'expected Lattice="ax ay az bx by bz cx cy cz" in the comment line; a crystal needs a cell',
      index,
    );
  const nine = text
    .trim()
    .split(/[\s,]+/)
    .map(fortranNumber);
  if (nine.length !== 9 || nine.some(Number.isNaN))
    throw fail('bad-value', `Lattice must be nine numbers, found ${show(text)}`, index);
  return nine;
}

const isPeriodic = (pbc: string): boolean =>
  pbc
    .trim()
    .split(/[\s,]+/)
    .every((flag) => /^(?:t|true|1)$/i.test(flag));

/** Columns of the lines of atoms. */
interface AtomColumns {
  /** Symbols (type S) or atomic numbers (type I). */
  readonly species: Column;
  /** Cartesian, Å. */
  readonly position: Column;
  /** They become properties of the sites. */
  readonly others: readonly Column[];
  /** Words of a line. */
  readonly width: number;
}

function readColumns(layout: string | undefined, index: number, fail: FrameError): AtomColumns {
  const columns = readLayout(layout ?? 'species:S:1:pos:R:3', (reason) => fail('bad-value', reason, index));
  const species =
    columns.find(({ name, type }) => /^species$/i.test(name) && type === 'S') ??
    columns.find(({ name, type }) => /^Z$|^numbers$/i.test(name) && type === 'I');
  const position = columns.find(
    ({ name, type, count }) => /^pos(?:itions)?$/i.test(name) && type === 'R' && count === 3,
  );
  if (species === undefined || position === undefined)
    throw fail(
      'missing-value',
      `Properties must have species:S:1 (or Z:I:1) and pos:R:3, found ${show(layout)}`,
      index,
    );
  const others = columns.filter((column) => column !== species && column !== position);
  return { species, position, others, width: columns.reduce((sum, { count }) => sum + count, 0) };
}

/** @param place of the atom, `1 of 8` */
function readAtom(
  line: string,
  { species, position, others, width }: AtomColumns,
  reciprocal: LatticeRows,
  place: string,
  fail: (code: DataErrorCode, reason: string) => DataError,
): StructureInput['sites'][number] {
  const words = line.trim().split(/\s+/);
  if (words.length < width) throw fail('missing-value', `atom ${place} needs ${width} columns, found ${show(line)}`);
  const written = words.slice(position.from, position.from + 3);
  const [x = NaN, y = NaN, z = NaN] = written.map(fortranNumber);
  if ([x, y, z].some(Number.isNaN))
    throw fail('bad-value', `the position of atom ${place} must be three numbers, found ${show(written.join(' '))}`);
  const symbol = words[species.from]!;
  const read = species.type === 'I' ? { element: elementSymbol(Number(symbol)) } : parseTypeSymbol(symbol);
  if (read === undefined) throw fail('bad-element', `expected the symbol of an element, found ${show(symbol)}`);
  const properties = Object.fromEntries(others.map((column) => [column.name, columnValue(words, column)]));
  if ('isotope' in read) properties['isotope'] = read.isotope;
  const charge = 'oxidationState' in read ? { oxidationState: read.oxidationState } : {};
  return {
    position: fractionalIn([x, y, z], reciprocal),
    species: [{ element: read.element, occupancy: 1, ...charge }],
    ...(Object.keys(properties).length === 0 ? {} : { properties }),
  };
}

const INFO =
  /([^\s=]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|\{([^}]*)\}|\[((?:[^[\]]|\[[^[\]]*\])*)\]|([^\s"{[]\S*|)))?(?=\s|$)/y;

/** `key=value` pairs; values in quotes, braces or brackets, or bare. A key without value is true. */
function readInfo(line: string, fail: (reason: string) => DataError): Record<string, string> {
  if (line.length > 1_000_000) throw fail('the comment line is longer than a million characters');
  const found: Record<string, string> = {};
  let at = 0;
  for (;;) {
    while (at < line.length && /\s/.test(line[at]!)) at++;
    if (at >= line.length) return found;
    INFO.lastIndex = at;
    const m = INFO.exec(line);
    if (m === null)
      throw fail(
        `cannot read ${show(line.slice(at, at + 40))} in the comment line; a value with spaces needs quotes that are closed`,
      );
    const key = /^(?:lattice|properties|pbc)$/i.test(m[1]!)
      ? { lattice: 'Lattice', properties: 'Properties', pbc: 'pbc' }[m[1]!.toLowerCase()]!
      : m[1]!;
    if (key !== '__proto__') found[key] = m[2]?.replace(/\\(.)/g, '$1') ?? m[3] ?? m[4] ?? m[5] ?? 'T';
    at = INFO.lastIndex;
  }
}

function readLayout(text: string, fail: (reason: string) => DataError): Column[] {
  const parts = text.split(':');
  if (parts.length % 3 !== 0 || parts.length > 300)
    throw fail(`Properties must be name:type:count and so on, found ${show(text)}`);
  const columns: Column[] = [];
  let from = 0;
  for (let i = 0; i < parts.length; i += 3) {
    const [name, type, count] = [parts[i]!, parts[i + 1]!, Number(parts[i + 2])];
    if (!/^[SRIL]$/.test(type) || !(Number.isInteger(count) && count >= 1 && count <= 1000))
      throw fail(
        `Properties must be name:type:count with a type of S, R, I, L, found ${show(parts.slice(i, i + 3).join(':'))}`,
      );
    columns.push({ name, type, from, count });
    from += count;
  }
  return columns;
}

function columnValue(words: readonly string[], { type, from, count }: Column): unknown {
  const values = words
    .slice(from, from + count)
    .map((word) => (type === 'S' ? word : type === 'L' ? /^t/i.test(word) : fortranNumber(word)));
  return count === 1 ? values[0] : values;
}

function infoValue(text: string): unknown {
  if (/^(?:T|true)$/i.test(text)) return true;
  if (/^(?:F|false)$/i.test(text)) return false;
  const numbers = text
    .trim()
    .split(/[\s,]+/)
    .map(fortranNumber);
  if (numbers.some(Number.isNaN)) return text;
  return numbers.length === 1 ? numbers[0] : numbers;
}
