import type { CifItem, CifValue } from './document.js';
import { normaliseTag } from './openBlock.js';

/** Columns of symmetry operations. */
const OPERATION = /^_(?:space_group_symop_(?:operation|magn_operation|magn_centering)|symmetry_equiv_pos_as)_xyz$/;
/** Three expressions in x, y and z, with what else may stand in the words of an operation. */
const TRIPLET = /^[^,;]*[xyz][^,;]*(?:[,;][^,;]*[xyz][^,;]*){2}(?:,[^,;xyz]*)?[,;]?$/i;

/** One of the three expressions, in a list that has blanks for commas. */
const PART = /^[-+\d/.*]*[xyz][-+\d/.*xyz]*$/i;

/** A column that is still being read. @internal */
export interface OpenColumn extends CifItem {
  readonly values: CifValue[];
  readonly lines: number[];
  dots?: Set<number>;
}

/** Whether a data name is one of symmetry operations. @internal */
export const isOperationTag = (tag: string): boolean => OPERATION.test(normaliseTag(tag));

/** Whether the words of a line are one symmetry operation, `-x, y+1/2, -z`. @internal */
export const isTriplet = (text: string): boolean => text.length < 200 && TRIPLET.test(text);

/**
 * Puts the words of symmetry operations without quotes together, `x, y, z` or `x y z` in a line of its own, with one value before or behind for each
 * other column.
 *
 * @returns undefined where there is nothing to put together, or a line is no row
 * @internal
 */
export function joinedOperations(columns: readonly OpenColumn[]): OpenColumn[] | undefined {
  const at = columns.findIndex(({ tag }) => isOperationTag(tag));
  const operations = columns[at];
  if (operations === undefined || operations.values.every((text) => text === null || isTriplet(text))) return undefined;
  const joined = columns.map((column): OpenColumn => ({ ...column, values: [], lines: [] }));
  for (const { line, words } of wordsByLine(columns)) {
    const behind = columns.length - 1 - at;
    const middle = words.slice(at, words.length - behind);
    const text =
      middle.length === 3 && middle.every((word) => PART.test(word ?? '')) ? middle.join(',') : middle.join(' ');
    if (words.length < columns.length || middle.includes(null) || !isTriplet(text)) return undefined;
    const row = [...words.slice(0, at), text, ...words.slice(words.length - behind)];
    joined.forEach((column, k) => {
      column.values.push(row[k]!);
      column.lines.push(line);
    });
  }
  return joined;
}

/** Values of a loop by the line on which they stand. */
interface LineOfWords {
  readonly line: number;
  readonly words: CifValue[];
}

/** The values of a loop line by line, in the order of the file. @internal */
export function wordsByLine(columns: readonly CifItem[]): LineOfWords[] {
  const lines: LineOfWords[] = [];
  for (let i = 0; i < columns[0]!.values.length; i++) {
    for (const { values, lines: at } of columns) {
      if (i >= values.length) break;
      const last = lines.at(-1);
      if (last !== undefined && last.line === at[i]) last.words.push(values[i]!);
      else lines.push({ line: at[i]!, words: [values[i]!] });
    }
  }
  return lines;
}
