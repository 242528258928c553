import { type DataError, show } from '../../core/errors.js';
import { cifNumber } from './number.js';
import { normaliseTag, type OpenBlock } from './openBlock.js';
import { joinedOperations, type OpenColumn, wordsByLine } from './operationRows.js';
import type { Scanner, TokenKind } from './scanner.js';

/** Data names without which a structure is another one. A loop that has none of them can be left out. */
const NEEDED =
  /^_(?:cell_(?:length|angle)|symmetry_|space_group_|atom_site_(?:label|type_symbol|fract|cartn|occupancy)|chemical_formula)/;

/** Columns whose dots are kept apart from question marks. */
const COORDINATE = /^_atom_site[._]fract/i;

const ENDING = /^[-=*~#\s]*(?:end|eof|end of (?:file|cif|data|block))?[-=*~#.\s]*$/i;

/** Whether `(3)` is the uncertainty of the number before it, from which a blank parts it; it is left out, which is reported. */
function belongsToNumber(scan: Scanner, columns: readonly OpenColumn[], n: number): boolean {
  const before = columns[(n - 1) % columns.length];
  const text = before?.values.at(-1) ?? '';
  if (before?.lines.at(-1) !== scan.line || text.includes('(') || Number.isNaN(cifNumber(text))) return false;
  scan.repair('text-left-out', `the uncertainty ${scan.text} behind ${text} was left out`, {
    line: scan.line,
    tag: before.tag,
  });
  return true;
}

/** Whether a line is what people write at the end of a file: `END`, `--- end of file ---`. @internal */
export const isEnding = (text: string): boolean => text.length < 200 && ENDING.test(text);

/** Reads a loop; the scanner stands on `loop_`. @internal */
export function readLoop(scan: Scanner, block: OpenBlock, line: number): TokenKind {
  const tags: string[] = [];
  let kind = scan.next();
  for (; kind === 'tag'; kind = scan.next()) tags.push(scan.text);
  if (tags.length === 0)
    throw scan.error(
      `expected data names after loop_, found ${kind === 'end' ? 'the end of the file' : show(scan.text)}`,
      line,
    );
  let columns = openColumns(tags, block);
  let n = 0;
  for (; kind === 'value'; kind = scan.next()) {
    if (scan.isUncertainty && belongsToNumber(scan, columns, n)) continue;
    const column = columns[n % columns.length]!;
    const value = scan.value();
    if (value === null && scan.isDot && COORDINATE.test(column.tag))
      (column.dots ??= new Set()).add(column.values.length);
    column.values.push(value);
    column.lines.push(scan.line);
    n++;
  }
  if (kind === 'stop' && scan.mode === 'lenient') {
    scan.repair('text-left-out', 'stop_ behind a loop was left out', { line: scan.line });
    kind = scan.next();
  }
  if (n % columns.length !== 0) n -= cutEnding(scan, columns, n);
  if (n === 0) scan.repair('loop-empty', `the loop of ${tags[0]} is empty`, { line, tag: tags[0] });
  const joined = scan.mode === 'lenient' && n > 0 ? joinedOperations(columns) : undefined;
  if (joined !== undefined) {
    scan.repair('quotes-missing', 'symmetry operations have blanks and no quotes; each line was read as one', {
      line: columns[0]!.lines[0]!,
      tag: tags[0],
    });
    columns = joined;
  } else if (n % columns.length !== 0) {
    const faulty = brokenLoop(scan, columns, n, kind);
    if (scan.mode === 'strict' || tags.some((tag) => NEEDED.test(normaliseTag(tag)))) throw faulty;
    scan.repair('text-left-out', `${faulty.reason.replace(/^CIF: /, '')}; the loop was left out`, {
      line: faulty.line ?? line,
      tag: tags[0],
    });
    return kind;
  }
  for (const column of columns) block.add(column);
  return kind;
}

function openColumns(tags: readonly string[], block: OpenBlock): OpenColumn[] {
  const loop = block.nextLoop++;
  return tags.map((tag) => ({ tag, values: [], lines: [], loop }));
}

/**
 * Takes a line like `END` or `--- end of file ---` off a loop that is complete without it.
 *
 * @returns how many values this takes
 */
function cutEnding(scan: Scanner, columns: readonly OpenColumn[], n: number): number {
  const last = scan.mode === 'lenient' ? wordsByLine(columns).at(-1) : undefined;
  if (
    last === undefined ||
    last.words.includes(null) ||
    !isEnding(last.words.join(' ')) ||
    (n - last.words.length) % columns.length !== 0
  )
    return 0;
  scan.repair('text-left-out', `${show(last.words.join(' '))} behind a loop was left out`, { line: last.line });
  for (let i = n - 1; i >= n - last.words.length; i--) {
    columns[i % columns.length]!.values.pop();
    columns[i % columns.length]!.lines.pop();
  }
  return last.words.length;
}

/** The error of a loop whose last row is not complete, at the first line that has another number of values than the columns are. */
function brokenLoop(scan: Scanner, columns: readonly OpenColumn[], n: number, kind: TokenKind): DataError {
  const k = columns.length;
  const tag = columns[0]!.tag;
  const rows = wordsByLine(columns);
  const odd = rows.filter(({ words }) => words.length !== k);
  const count = `the loop of ${tag} has ${k} columns but ${n} values`;
  const last = rows.at(-1)!;
  if ((odd.length === 1 || odd.length * 2 < rows.length) && odd[0] !== last) {
    const { line, words } = odd[0]!;
    return scan.error(
      `${count}: this line has ${words.length}; a value of several words needs quotes, one that is not known is written as ?`,
      line,
    );
  }
  const found = kind === 'end' ? 'the end of the file' : show(scan.text);
  return scan.error(`${count}: the last row lacks ${k - (n % k)} before ${found}`, last.line);
}
