import { reciprocalRows } from '@crystal-fourier/math3';
import { DataError, type DataErrorCode, type Place, show } from '../../core/errors.js';
import { fortranNumber } from '../../core/fortranNumber.js';
import { elementSymbol } from '../../elements/elements.js';
import { type ParsedSpecies, parseTypeSymbol } from '../../elements/speciesSymbol.js';
import { checkedRows, fractionalIn, type LatticeRows } from '../../structure/lattice.js';
import { Structure } from '../../structure/structure.js';
import type { StructureInput } from '../../structure/structureInput.js';
import { type AtomColumns, columnValue, readColumns } from './columns.js';
import { infoValue, isPeriodic, latticeNumbers, readCommentLine } from './commentLine.js';
import { disorderOf, disorderOfAtom } from './disorder.js';

/** The lines of a frame. */
export interface FrameLines {
  readonly lines: readonly string[];
  /** Index of the line with the number of atoms. */
  readonly start: number;
  readonly count: number;
}

/** @throws DataError at the line that is wrong */
export function readFrame({ lines, start, count }: FrameLines, place: Omit<Place, 'line'>): Structure {
  const fail = (code: DataErrorCode, reason: string, index: number): DataError =>
    new DataError(code, `XYZ: ${reason}`, { ...place, line: index + 1 });
  const comment = start + 1;
  const info = readCommentLine(lines[comment] ?? '', (reason) => fail('bad-syntax', reason, comment));
  const { Lattice: latticeText, Properties: layout, pbc, ...rest } = info;
  if (latticeText === undefined)
    throw fail(
      'missing-value',
      'expected Lattice="ax ay az bx by bz cx cy cz" in the comment line; a crystal needs a cell',
      comment,
    );
  const nine = latticeNumbers(latticeText);
  if (nine === undefined) throw fail('bad-value', `Lattice must be nine numbers, found ${show(latticeText)}`, comment);
  if (pbc !== undefined && !isPeriodic(pbc))
    throw fail('unsupported', `the structure must be periodic in three directions, found pbc=${show(pbc)}`, comment);
  const disorder = disorderOf(rest);
  if (disorder !== undefined) throw fail('unsupported', disorder, comment);
  const columns = readColumns(layout, (reason) => fail('bad-value', reason, comment));
  try {
    const lattice = checkedRows([nine.slice(0, 3), nine.slice(3, 6), nine.slice(6, 9)]);
    const reciprocal = reciprocalRows(lattice);
    const sites = Array.from({ length: count }, (_, i) => {
      const index = comment + 1 + i;
      return readAtom(lines[index] ?? '', columns, reciprocal, `${i + 1} of ${count}`, (code, reason) =>
        fail(code, reason, index),
      );
    });
    const properties = Object.fromEntries(
      Object.entries(rest).flatMap(([key, value]) => (value === undefined ? [] : [[key, infoValue(value)]])),
    );
    return Structure.of({ lattice, sites, properties });
  } catch (error) {
    if (error instanceof DataError && error.line === undefined)
      throw fail(error.code, error.record === undefined ? error.reason : `${error.record}: ${error.reason}`, comment);
    throw error;
  }
}

/** @param atom its place, `1 of 8` */
function readAtom(
  line: string,
  columns: AtomColumns,
  reciprocal: LatticeRows,
  atom: string,
  fail: (code: DataErrorCode, reason: string) => DataError,
): StructureInput['sites'][number] {
  const { position, others, width } = columns;
  const words = line.trim().split(/\s+/);
  if (words.length < width) throw fail('missing-value', `atom ${atom} needs ${width} columns, found ${show(line)}`);
  const written = words.slice(position.from, position.from + 3);
  const [x = NaN, y = NaN, z = NaN] = written.map(fortranNumber);
  if ([x, y, z].some(Number.isNaN))
    throw fail('bad-value', `the position of atom ${atom} must be three numbers, found ${show(written.join(' '))}`);
  const { element, isotope, oxidationState } = readSpecies(words, columns, atom, fail);
  const properties = Object.fromEntries(others.map((column) => [column.name, columnValue(words, column)]));
  const disorder = disorderOfAtom(others, properties, atom);
  if (disorder !== undefined) throw fail('unsupported', disorder);
  if (isotope !== undefined) properties['isotope'] = isotope;
  return {
    position: fractionalIn([x, y, z], reciprocal),
    species: [{ element, occupancy: 1, ...(oxidationState === undefined ? {} : { oxidationState }) }],
    ...(Object.keys(properties).length === 0 ? {} : { properties }),
  };
}

/** The species by its symbol, or by its atomic number; where the line has both, they must agree. */
function readSpecies(
  words: readonly string[],
  { symbol, number }: AtomColumns,
  atom: string,
  fail: (code: DataErrorCode, reason: string) => DataError,
): ParsedSpecies {
  const byNumber = number && elementSymbol(Number(words[number.from]));
  if (symbol === undefined) return { element: byNumber! };
  const word = words[symbol.from]!;
  const species = parseTypeSymbol(word);
  if (species === undefined) throw fail('bad-element', `expected the symbol of an element, found ${show(word)}`);
  if (byNumber !== undefined && byNumber !== species.element)
    throw fail(
      'bad-value',
      `atom ${atom} is ${show(word)} by its symbol, but ${byNumber} by its number in the column ${number!.name}; correct the one that is wrong`,
    );
  return species;
}
