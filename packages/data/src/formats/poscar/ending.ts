import { fortranNumber } from '../../core/fortranNumber.js';
import type { PoscarLines } from './lines.js';

/**
 * Checks what follows the coordinates. Velocities stand behind an empty line or a word, one for each atom; the grid of a charge density
 * behind an empty line and its three sizes. Other coordinates are atoms that no number counts: then the file is another crystal than its
 * numbers say, or its numbers are wrong.
 *
 * @param atoms that were read
 */
export function checkEnding(lines: PoscarLines, atoms: number): void {
  if (lines.isTriple())
    throw lines.error(
      'bad-value',
      `there are more coordinates than the ${atoms} atoms that the file declares; correct the numbers of atoms or remove the line`,
    );
  while (!lines.isAtEnd && lines.text.trim() === '') lines.next();
  if (lines.isAtEnd) return;
  if (!lines.isTriple()) return checkWords(lines);
  const start = lines.at;
  const isGrid = lines.data().length === 3 && lines.data().every((word) => /^[1-9]\d*$/.test(word));
  let rows = 0;
  for (; lines.isTriple(); lines.next()) {
    // Values of a grid stand five or ten in a line.
    if (rows === 1 && isGrid && numbersOf(lines) > 3) return;
    rows++;
  }
  if (rows !== atoms)
    throw lines.error(
      'bad-value',
      `${rows} lines of three numbers follow the coordinates; as velocities they would have to be ${atoms}, one for each atom, and as coordinates the numbers of atoms do not count them; correct the numbers or remove the lines`,
      start,
    );
}

/** Words behind the coordinates may begin a further structure: a step of an XDATCAR, or another POSCAR. */
function checkWords(lines: PoscarLines): void {
  // VASP writes these with a number and vectors behind them, too.
  if (/^\s*lattice velocities/i.test(lines.text)) return;
  const isStep = /^\s*direct configuration\s*=/i.test(lines.text);
  const start = lines.at;
  lines.next();
  const hasScale = lines.words().length > 0 && !Number.isNaN(fortranNumber(lines.words()[0]!));
  let vectors = 0;
  for (lines.next(); vectors < 3 && lines.isTriple(); lines.next()) vectors++;
  if (isStep || (hasScale && vectors === 3))
    lines.warn(
      'record-refused',
      `a further structure begins here; only the first of the file is read, put each into a file of its own`,
      start,
    );
}

const numbersOf = (lines: PoscarLines): number =>
  lines.words().filter((word) => !Number.isNaN(fortranNumber(word))).length;
