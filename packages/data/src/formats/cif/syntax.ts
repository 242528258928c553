import { show } from '../../core/errors.js';
import type { CifBlock, CifDocument, CifValue } from './document.js';
import { OpenBlock } from './openBlock.js';
import { Scanner, type TokenKind } from './scanner.js';

export interface CifSyntaxOptions {
  /** Lenient mode repairs what leaves no doubt about the data. Defaults to `lenient`. */
  readonly mode?: 'strict' | 'lenient' | undefined;
  readonly file?: string | undefined;
}

/**
 * The data blocks of a CIF 1.1 file (S. R. Hall, F. H. Allen, I. D. Brown, Acta Cryst. A47, 655, 1991; syntax of version 1.1).
 *
 * Read in one pass, without backtracking. Save frames, which only dictionaries have, and the lists and tables of CIF 2.0 are
 * refused. Lenient mode repairs, and reports: a data name without value (unknown), a value in several words that lacks its
 * quotes, a quote that is not closed on its line, an empty loop, a data name that is repeated with the same value. A name
 * that is repeated with different values is kept as a conflict, for the reader of that name to refuse.
 *
 * @throws DataError `bad-syntax` with the line
 */
export function parseCif(text: string, { mode = 'lenient', file }: CifSyntaxOptions = {}): CifDocument {
  const scan = new Scanner(text, mode, file);
  const blocks: CifBlock[] = [];
  let block: OpenBlock | undefined;
  const tagOf = (line: number): OpenBlock => {
    if (block === undefined)
      throw scan.error(`expected data_ before the first data name, found ${show(scan.text)}; is this a CIF?`, line);
    return block;
  };
  let kind = scan.next();
  while (kind !== 'end') {
    const line = scan.line;
    switch (kind) {
      case 'data':
        block = new OpenBlock(scan.text.slice(5), line, scan);
        if (blocks.some((other) => other.name.toLowerCase() === block?.name.toLowerCase()))
          scan.repair('block-name-repeated', `a second data block is called ${show(block.name)}`, { line });
        blocks.push(block);
        kind = scan.next();
        break;
      case 'save':
        throw scan.error(
          'save frames belong to dictionaries and are not read; expected a CIF with structures',
          line,
          'unsupported',
        );
      case 'stop':
      case 'global':
        throw scan.error(`${scan.text} is reserved and has no meaning in a CIF; remove it`, line);
      case 'value':
        if (block === undefined)
          throw scan.error(`expected data_ at the beginning, found ${show(scan.text)}; is this a CIF?`, line);
        throw scan.error(
          `expected a data name, found the value ${show(scan.text)}; a text of several words needs quotes`,
          line,
        );
      case 'loop': {
        const open = tagOf(line);
        kind = readLoop(scan, open, line);
        break;
      }
      default:
        kind = readItem(scan, tagOf(line), line);
    }
  }
  return { blocks, diagnostics: scan.diagnostics };
}

/** Reads `_tag value`; the scanner stands on the tag. */
function readItem(scan: Scanner, block: OpenBlock, line: number): TokenKind {
  const tag = scan.text;
  let kind = scan.next();
  if (kind !== 'value') {
    scan.repair('value-missing', `${tag} has no value`, { line, tag });
    block.add({ tag, values: [null], lines: [line], loop: undefined });
    return kind;
  }
  const value = scan.value();
  const at = scan.line;
  kind = scan.next();
  if (kind === 'value' && scan.mode === 'lenient' && value !== null && scan.line === at && !STRUCTURAL.test(tag)) {
    const words = [value];
    while (kind === 'value' && scan.line === at) {
      words.push(scan.text);
      kind = scan.next();
    }
    scan.repair('quotes-missing', `${tag} has a value of several words without quotes`, { line, tag });
    block.add({ tag, values: [words.join(' ')], lines: [at], loop: undefined });
    return kind;
  }
  block.add({ tag, values: [value], lines: [at], loop: undefined });
  return kind;
}

/** Names whose value must not be guessed from several words. */
const STRUCTURAL = /^_(?:cell|atom|symmetry_equiv|symmetry_int|space_group_(?:symop|it))/i;

/** Reads a loop; the scanner stands on `loop_`. */
function readLoop(scan: Scanner, block: OpenBlock, line: number): TokenKind {
  const tags: string[] = [];
  let kind = scan.next();
  for (; kind === 'tag'; kind = scan.next()) tags.push(scan.text);
  if (tags.length === 0)
    throw scan.error(
      `expected data names after loop_, found ${kind === 'end' ? 'the end of the file' : show(scan.text)}`,
      line,
    );
  const columns = tags.map((tag) => ({ tag, values: [] as CifValue[], lines: [] as number[], loop: block.nextLoop }));
  block.nextLoop++;
  let n = 0;
  for (; kind === 'value'; kind = scan.next()) {
    const column = columns[n % columns.length]!;
    column.values.push(scan.value());
    column.lines.push(scan.line);
    n++;
  }
  if (n % columns.length !== 0) {
    const found = kind === 'end' ? 'the end of the file' : show(scan.text);
    throw scan.error(
      `the loop of ${tags[0]} has ${columns.length} columns but ${n} values: the last row lacks ${columns.length - (n % columns.length)} before ${found}`,
      scan.line,
    );
  }
  if (n === 0) scan.repair('loop-empty', `the loop of ${tags[0]} is empty`, { line, tag: tags[0] });
  for (const column of columns) block.add(column);
  return kind;
}
