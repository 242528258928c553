import { reciprocalRows } from '@crystal-fourier/math3';
import type { Vec3 } from '@crystal-fourier/spacegroups';
import { elementSymbol } from '../elements/elements.js';
import { DataError, type DataErrorCode, show } from '../core/errors.js';
import { checkedRows, fractionalIn } from '../structure/lattice.js';
import { fortranNumber } from './poscar.js';
import type { ReadOptions, ReadResult } from './readResult.js';
import { parseTypeSymbol } from '../elements/speciesSymbol.js';
import { Structure, type StructureInput } from '../structure/structure.js';
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

function readFrame(
  lines: readonly string[],
  start: number,
  file: string | undefined,
  frame: number,
): { structure: Structure; next: number } {
  const fail = (code: DataErrorCode, reason: string, index: number): DataError =>
    new DataError(code, `XYZ: ${reason}`, { file, line: index + 1, record: `frame ${frame}` });
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
  const info = readInfo(lines[start + 1]!, (reason) => fail('bad-syntax', reason, start + 1));
  const { Lattice: latticeText, Properties: layout, pbc, ...rest } = info;
  if (latticeText === undefined)
    throw fail(
      'missing-value',
      'expected Lattice="ax ay az bx by bz cx cy cz" in the comment line; a crystal needs a cell',
      start + 1,
    );
  const nine = latticeText
    .trim()
    .split(/[\s,]+/)
    .map(fortranNumber);
  if (nine.length !== 9 || nine.some(Number.isNaN))
    throw fail('bad-value', `Lattice must be nine numbers, found ${show(latticeText)}`, start + 1);
  if (
    pbc !== undefined &&
    pbc
      .trim()
      .split(/[\s,]+/)
      .some((flag) => !/^(?:t|true|1)$/i.test(flag))
  )
    throw fail('unsupported', `the structure must be periodic in three directions, found pbc=${show(pbc)}`, start + 1);
  const columns = readLayout(layout ?? 'species:S:1:pos:R:3', (reason) => fail('bad-value', reason, start + 1));
  const species =
    columns.find(({ name, type }) => /^species$/i.test(name) && type === 'S') ??
    columns.find(({ name, type }) => /^Z$|^numbers$/i.test(name) && type === 'I');
  const pos = columns.find(({ name, type, count }) => /^pos(?:itions)?$/i.test(name) && type === 'R' && count === 3);
  if (species === undefined || pos === undefined)
    throw fail(
      'missing-value',
      `Properties must have species:S:1 (or Z:I:1) and pos:R:3, found ${show(layout)}`,
      start + 1,
    );
  const others = columns.filter((column) => column !== species && column !== pos);
  const width = columns.reduce((sum, column) => sum + column.count, 0);
  try {
    const lattice = checkedRows([nine.slice(0, 3), nine.slice(3, 6), nine.slice(6, 9)]);
    const reciprocal = reciprocalRows(lattice);
    const sites: StructureInput['sites'][number][] = [];
    for (let i = 0; i < count; i++) {
      const index = start + 2 + i;
      const words = lines[index]!.trim().split(/\s+/);
      if (words.length < width)
        throw fail(
          'missing-value',
          `atom ${i + 1} of ${count} needs ${width} columns, found ${show(lines[index])}`,
          index,
        );
      const r = words.slice(pos.from, pos.from + 3).map(fortranNumber);
      if (r.some(Number.isNaN))
        throw fail(
          'bad-value',
          `the position of atom ${i + 1} must be three numbers, found ${show(words.slice(pos.from, pos.from + 3).join(' '))}`,
          index,
        );
      const symbol = words[species.from]!;
      const read = species.type === 'I' ? { element: elementSymbol(Number(symbol)) } : parseTypeSymbol(symbol);
      if (read === undefined)
        throw fail('bad-element', `expected the symbol of an element, found ${show(symbol)}`, index);
      const properties = Object.fromEntries(others.map((column) => [column.name, columnValue(words, column)]));
      if ('isotope' in read) properties['isotope'] = read.isotope;
      const charge = 'oxidationState' in read ? { oxidationState: read.oxidationState } : {};
      sites.push({
        position: fractionalIn(r as unknown as Vec3, reciprocal),
        species: [{ element: read.element, occupancy: 1, ...charge }],
        ...(Object.keys(properties).length === 0 ? {} : { properties }),
      });
    }
    const properties = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, infoValue(value)]));
    return { structure: Structure.of({ lattice, sites, properties }), next: start + 2 + count };
  } catch (error) {
    if (error instanceof DataError && error.line === undefined)
      throw fail(error.code, error.record === undefined ? error.reason : `${error.record}: ${error.reason}`, start + 1);
    throw error;
  }
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
