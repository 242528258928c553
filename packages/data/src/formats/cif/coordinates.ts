import type { Fractional } from '@crystal-fourier/spacegroups';
import type { DataError } from '../../core/errors.js';
import { type AtomColumns, COORDINATES } from './atomColumns.js';
import type { BlockReader } from './blockReader.js';
import { cifNumber } from './number.js';

/** A fractional coordinate beyond this is no fraction of a cell. */
const MOST_COORDINATE = 1e6;

/** Reads the positions of the rows of an atom list. @internal */
export class CoordinateReader {
  readonly #reader: BlockReader;
  readonly #columns: AtomColumns;
  readonly #hasDots: boolean;
  #isDotZero: boolean | undefined;

  constructor(reader: BlockReader, columns: AtomColumns) {
    this.#reader = reader;
    this.#columns = columns;
    this.#hasDots = columns.coordinates.some(({ dots }) => dots !== undefined);
  }

  /**
   * The position of a row; undefined where a coordinate is not known. A `.` is 0, as the ICSD writes it; so are three of them where the list
   * has other signs of that style: `.5 . .` in another row, no zero in digits, or a multiplicity or Wyckoff letter in the row.
   */
  position(i: number, label: string): Fractional | undefined {
    const { coordinates } = this.#columns;
    const [x, y, z] = coordinates;
    const [px, py, pz] = [this.#coordinate(x, i), this.#coordinate(y, i), this.#coordinate(z, i)];
    if (px === undefined || py === undefined || pz === undefined) return undefined;
    const position = [px, py, pz] as const;
    if (this.#hasDots && !this.#takeDots(i, label)) return undefined;
    if (Math.abs(px) > MOST_COORDINATE || Math.abs(py) > MOST_COORDINATE || Math.abs(pz) > MOST_COORDINATE)
      throw this.#tooFar(position, label, x.lines[i]!);
    return position as Fractional;
  }

  #tooFar(position: readonly number[], label: string, line: number): DataError {
    const far = position.findIndex((c) => Math.abs(c) > MOST_COORDINATE);
    const message = `${COORDINATES[far]} of ${label} must be a fraction of the cell, got ${position[far]}`;
    return this.#reader.error('bad-site', message, line);
  }

  /** Whether the dots of a row are zeros, which is reported. */
  #takeDots(i: number, label: string): boolean {
    const { coordinates } = this.#columns;
    if (coordinates.every(({ dots }) => dots?.has(i)) && !this.#areZeros(i)) return false;
    for (const { dots, tag, lines } of coordinates)
      if (dots?.has(i))
        this.#reader.repair('coordinate-zero', 'missing-value', `${tag} of ${label} is ".", which was read as 0`, {
          line: lines[i]!,
          tag,
        });
    return true;
  }

  #coordinate(item: AtomColumns['coordinates'][number], i: number): number | undefined {
    return this.#reader.number(item, i) ?? (item.dots?.has(i) ? 0 : undefined);
  }

  /** Whether three dots are the origin, and no atom whose place is unknown. */
  #areZeros(i: number): boolean {
    const { multiplicity, kept, coordinates } = this.#columns;
    const wyckoff = kept['wyckoff'];
    if ((multiplicity?.values[i] ?? wyckoff?.values[i] ?? null) !== null) return true;
    this.#isDotZero ??= isStyleOfDots(coordinates);
    return this.#isDotZero;
  }
}

/** Whether a list writes 0 as a dot: in a row with numbers, or everywhere in a list of `.5` and `.25`; or the list has one atom. */
function isStyleOfDots(coordinates: AtomColumns['coordinates']): boolean {
  const rows = coordinates[0].values.length;
  if (rows === 1) return true;
  let hasShort = false;
  for (let i = 0; i < rows; i++) {
    const texts = coordinates.map(({ values }) => values[i] ?? null);
    const dots = coordinates.filter((item) => item.dots?.has(i)).length;
    if (dots > 0 && texts.some((text) => text !== null)) return true;
    if (texts.some((text) => text !== null && cifNumber(text) === 0)) return false;
    hasShort ||= texts.some((text) => text !== null && /^-?\./.test(text));
  }
  return hasShort;
}
