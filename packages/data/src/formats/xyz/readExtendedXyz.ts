import { DataError, show } from '../../core/errors.js';
import { decodeText } from '../../core/text.js';
import { readPart, resultsOf } from '../parts.js';
import type { ReadOptions, ReadPart, ReadResult, RefusedPart } from '../readResult.js';
import { readFrame } from './frame.js';

const MOST_ATOMS = 1_000_000;

/**
 * The frames of an extended XYZ file: number of atoms, a line of `key=value` with `Lattice` (nine numbers, vector by vector, in
 * Å) and `Properties`, one line per atom. Other keys become properties of the structure, other columns properties of the
 * sites.
 *
 * A frame that cannot be read is a warning beside the others: one without a cell or not periodic, such as the isolated atoms of sets for
 * interatomic potentials; one whose symbols and atomic numbers disagree; one with other lines of atoms than its number says.
 *
 * @returns at least one result
 * @throws DataError with file, line and frame: the first frame that cannot be read, in strict mode and where none can
 */
export function readExtendedXyz(input: string | Uint8Array, options: ReadOptions = {}): ReadResult[] {
  return resultsOf(extendedXyzParts(input, options), options.mode);
}

/**
 * The frames of an extended XYZ file, each read on its own.
 *
 * @returns at least one part
 * @throws DataError where the file as a whole cannot be read
 * @internal
 */
export function extendedXyzParts(
  input: string | Uint8Array,
  { mode = 'lenient', file, maxBytes }: ReadOptions = {},
): (ReadPart | RefusedPart)[] {
  const { text, diagnostics } = decodeText(input, { mode, file, ...(maxBytes === undefined ? {} : { maxBytes }) });
  const lines = text.split(/\r\n|\r|\n/);
  const parts: (ReadPart | RefusedPart)[] = [];
  for (let start = nextWritten(lines, 0); start < lines.length;) {
    const record = `frame ${parts.length + 1}`;
    const fail = (code: 'bad-syntax' | 'missing-value' | 'too-large', reason: string, index: number): DataError =>
      new DataError(code, `XYZ: ${reason}`, { file, line: index + 1, record });
    const count = countOf(lines[start]!);
    const end = start + 2 + count;
    const next = nextWritten(lines, end);
    const part = readPart({ file, record }, () => {
      if (!(count >= 1)) throw fail('bad-syntax', `expected the number of atoms, found ${show(lines[start])}`, start);
      if (count > MOST_ATOMS)
        throw fail('too-large', `at most ${MOST_ATOMS} atoms are read, the frame declares ${count}`, start);
      if (end > lines.length)
        throw fail(
          'missing-value',
          `the frame declares ${count} atoms, but the file ends before the last of them`,
          lines.length - 1,
        );
      const structure = readFrame({ lines, start, count }, { file, record });
      if (next === end && mayBeAtom(lines[next]))
        throw fail(
          'bad-syntax',
          `the frame declares ${count} atoms, but another line follows them: ${show(lines[next])}; expected the number of atoms of the next frame`,
          next,
        );
      return { structure, diagnostics };
    });
    parts.push(part);
    start = part.ok || countOf(lines[next] ?? '') >= 1 ? next : nextFrame(lines, start + 1);
  }
  if (parts.length === 0) throw new DataError('missing-value', 'XYZ: the file holds no frame', { file, line: 1 });
  return parts;
}

/** Index of the first line from `at` on that is not empty; the number of lines where there is none. */
function nextWritten(lines: readonly string[], at: number): number {
  // The extent of a frame without a number is not known.
  if (Number.isNaN(at)) return lines.length;
  let index = at;
  while (index < lines.length && lines[index]!.trim() === '') index++;
  return Math.min(index, lines.length);
}

/** The number that a line consists of, else NaN. */
const countOf = (line: string): number => (/^\s*\d{1,9}\s*$/.test(line) ? Number(line) : NaN);

/** A line with a species and three coordinates, or more. */
const mayBeAtom = (line = ''): boolean => line.trim().split(/\s+/).length >= 4;

/** Where the next frame with a key of the format begins, behind one that has not as many lines as it says. */
function nextFrame(lines: readonly string[], from: number): number {
  const isStart = (at: number): boolean =>
    countOf(lines[at]!) >= 1 && /(?:lattice|properties|pbc)\s*=/i.test(lines[at + 1] ?? '');
  let at = from;
  while (at < lines.length && !isStart(at)) at++;
  return at;
}
