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
  const written = Array.from({ length: count }, (_, i): WrittenRow => {
    const coordinates = lines.triple(`the coordinates of atom ${i + 1} of ${count}`);
    const words = lines.words().slice(3);
    const comment = words.findIndex(beginsComment);
    const { at } = lines;
    lines.next();
    if (comment < 0) return { at, coordinates, words, remark: undefined };
    // The mark may stand alone or at the word.
    const remark = words[comment]!.replace(/^[!#]+/, '') || words[comment + 1];
    return { at, coordinates, words: words.slice(0, comment), remark };
  });
  const canBeFluorine = elements === undefined || elements.includes('F');
  const namesLead = written.some(({ words }) => nameLeads(words) && !mayBeFlags(words, canBeFluorine));
  const rows = written.map(({ words, ...row }): AtomRow => ({ ...row, ...meaning(words, namesLead) }));
  if (selective) checkFlags(lines, written, rows);
  return rows;
}

/** A logical value as Fortran reads it: `T`, `.FALSE.`, `f`. */
const isFlag = (word: string): boolean => /^(?:[tf]|true|false|\.(?:true|false|t|f)\.?)$/i.test(word);
const isTrue = (word: string): boolean => /^\.?t/i.test(word);

/** Whether a name and three flags stand behind the coordinates: `C T T T`. */
const nameLeads = (words: readonly string[]): boolean =>
  words.length >= 4 && parseSpeciesName(words[0]!) !== undefined && words.slice(1, 4).every(isFlag);

/** `F T T T` is the name of fluorine with three flags, or three flags with another word behind. That word can be F, but not T. */
const mayBeFlags = ([first, , , fourth]: readonly string[], canBeFluorine: boolean): boolean =>
  isFlag(first!) && !(isTrue(fourth!) && canBeFluorine);

function meaning(words: readonly string[], namesLead: boolean): Pick<AtomRow, 'word' | 'isAlone' | 'free'> {
  if (namesLead && nameLeads(words))
    return { word: words[0], isAlone: words.length === 4, free: words.slice(1, 4).map(isTrue) };
  if (words.length >= 3 && words.slice(0, 3).every(isFlag))
    return { word: words[3], isAlone: words.length === 4, free: words.slice(0, 3).map(isTrue) };
  return { word: words[0], isAlone: words.length === 1, free: undefined };
}

/** A line may lack its flags, but not have others than three. */
function checkFlags(lines: PoscarLines, written: readonly WrittenRow[], rows: readonly AtomRow[]): void {
  const lacking = rows.flatMap(({ free }, i) => (free === undefined ? [i] : []));
  for (const i of lacking)
    if (written[i]!.words.some(isFlag))
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
