import type { Vec3 } from '@crystal-fourier/spacegroups';
import { beginsComment, type PoscarLines } from './lines.js';
import { parseSpeciesName } from './speciesName.js';

/** A line of coordinates. */
export interface AtomRow {
  /** Index of the line. */
  readonly at: number;
  /** As written: direct or Cartesian, not scaled. */
  readonly coordinates: Vec3;
  /** Word in front of or behind the flags. It may be the name of the species or anything else. */
  readonly word: string | undefined;
  /** Whether no further word follows. */
  readonly isAlone: boolean;
  /** First word of the comment that `!` or `#` begins. */
  readonly remark: string | undefined;
  /** Whether each coordinate may move; undefined where the line does not say it. */
  readonly free: readonly boolean[] | undefined;
}

/** Words behind the coordinates, before their meaning is known. */
interface WrittenRow extends Pick<AtomRow, 'at' | 'coordinates' | 'remark'> {
  readonly words: readonly string[];
}

/** @param elements of the species, where they are known */
export function readAtomRows(
  lines: PoscarLines,
  count: number,
  selective: boolean,
  elements: readonly string[] | undefined,
): AtomRow[] {
  const written: WrittenRow[] = [];
  for (let i = 0; i < count; i++) {
    written.push(writtenRow(lines, i, count));
    lines.next();
  }
  const canBeFluorine = elements === undefined || elements.includes('F');
  const namesLead = written.some(({ words }) => nameLeads(words) && !mayBeFlags(words, canBeFluorine));
  const rows = written.map((row) => rowWith(row, namesLead));
  if (selective) checkFlags(lines, written, rows);
  return rows;
}

const NO_WORDS: readonly string[] = [];

function writtenRow(lines: PoscarLines, index: number, count: number): WrittenRow {
  const { at } = lines;
  const all = lines.words();
  const coordinates = lines.tripleOf(all, () => `the coordinates of atom ${index + 1} of ${count}`);
  if (all.length === 3) return { at, coordinates, words: NO_WORDS, remark: undefined };
  const words = all.slice(3);
  const comment = words.findIndex(beginsComment);
  if (comment < 0) return { at, coordinates, words, remark: undefined };
  // The mark may stand alone or at the word.
  const remark = words[comment]!.replace(/^[!#]+/, '') || words[comment + 1];
  return { at, coordinates, words: words.slice(0, comment), remark };
}

/** A logical value as Fortran reads it: `T`, `.FALSE.`, `f`; undefined for other words. */
function flagOf(word: string | undefined): boolean | undefined {
  if (word === 'T') return true;
  if (word === 'F') return false;
  if (word === undefined || !/^(?:[tf]|true|false|\.(?:true|false|t|f)\.?)$/i.test(word)) return undefined;
  return /^\.?t/i.test(word);
}

/** The three flags that begin with a word. */
function flagsFrom(words: readonly string[], from: number): readonly boolean[] | undefined {
  const [x, y, z] = [flagOf(words[from]), flagOf(words[from + 1]), flagOf(words[from + 2])];
  return x === undefined || y === undefined || z === undefined ? undefined : [x, y, z];
}

/** Whether a name and three flags stand behind the coordinates: `C T T T`. */
const nameLeads = (words: readonly string[]): boolean =>
  words.length >= 4 && parseSpeciesName(words[0]!) !== undefined && flagsFrom(words, 1) !== undefined;

/** `F T T T` is the name of fluorine with three flags, or three flags with another word behind. That word can be F, but not T. */
const mayBeFlags = (words: readonly string[], canBeFluorine: boolean): boolean =>
  flagOf(words[0]) !== undefined && !(flagOf(words[3]) === true && canBeFluorine);

function rowWith({ at, coordinates, remark, words }: WrittenRow, namesLead: boolean): AtomRow {
  const { length } = words;
  if (length === 0) return { at, coordinates, remark, word: undefined, isAlone: false, free: undefined };
  if (namesLead && nameLeads(words))
    return { at, coordinates, remark, word: words[0], isAlone: length === 4, free: flagsFrom(words, 1) };
  const free = flagsFrom(words, 0);
  if (free !== undefined) return { at, coordinates, remark, word: words[3], isAlone: length === 4, free };
  return { at, coordinates, remark, word: words[0], isAlone: length === 1, free };
}

/** A line may lack its flags, but not have others than three. */
function checkFlags(lines: PoscarLines, written: readonly WrittenRow[], rows: readonly AtomRow[]): void {
  const lacking = rows.flatMap(({ free }, i) => (free === undefined ? [i] : []));
  for (const i of lacking)
    if (written[i]!.words.some((word) => flagOf(word) !== undefined))
      throw lines.error(
        'bad-value',
        `expected three flags T or F behind the coordinates of atom ${i + 1}, found ${written[i]!.words.join(' ')}`,
        written[i]!.at,
      );
  if (lacking.length > 0)
    lines.repair(
      'value-missing',
      `${lacking.length} of ${rows.length} atoms have no flags of selective dynamics`,
      '; they are free to move',
      rows[lacking[0]!]!.at,
    );
}
