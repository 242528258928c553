import type { Diagnostic } from '../../core/diagnostics.js';
import { DataError, show } from '../../core/errors.js';
import type { CifDocument } from './document.js';
import { isEnding, readLoop } from './loops.js';
import { cifNumber } from './number.js';
import { OpenBlock } from './openBlock.js';
import { isOperationTag, isTriplet } from './operationRows.js';
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
 * refused. Lenient mode repairs, and reports: text before the first data block, a missing `data_` line, a data name without value
 * (unknown), a value in several words that lacks its quotes, a quote that is not closed on its line, a text field that is open at the
 * end, symmetry operations with blanks, an empty loop, a data name that is repeated with the same value. A loop that is not complete is left
 * out if no structure needs it. A name that is repeated with different values is kept as a conflict, for the reader of that name to refuse.
 *
 * @throws DataError `bad-syntax` with the line
 */
export function parseCif(text: string, options: CifSyntaxOptions = {}): CifDocument {
  const { blocks, diagnostics } = parseBlocks(text, options);
  for (const { fault } of blocks) if (fault !== undefined) throw fault;
  return { blocks, diagnostics };
}

/**
 * The same; a block that cannot be read to its end has its error as `fault`, and the next one is read.
 *
 * @throws DataError where the file does not begin as a CIF
 * @internal
 */
export function parseBlocks(
  text: string,
  { mode = 'lenient', file }: CifSyntaxOptions = {},
): { readonly blocks: readonly OpenBlock[]; readonly diagnostics: readonly Diagnostic[] } {
  const scan = new Scanner(text, mode, file);
  const blocks: OpenBlock[] = [];
  const names = new Set<string>();
  scan.skipPreamble();
  let kind = scan.next();
  while (kind !== 'end') {
    const block = openBlock(scan, kind);
    const name = block.name.toLowerCase();
    if (names.has(name))
      scan.repair('block-name-repeated', `a second data block is called ${show(block.name)}`, { line: block.line });
    names.add(name);
    blocks.push(block);
    try {
      if (kind === 'data') kind = endOfHeading(scan, block);
      while (kind !== 'data' && kind !== 'end') kind = readEntry(scan, block, kind);
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      block.fault = error;
      kind = scan.toNextBlock();
    }
  }
  return { blocks, diagnostics: scan.diagnostics };
}

/** The block that begins with the token on which the scanner stands. */
function openBlock(scan: Scanner, kind: TokenKind): OpenBlock {
  const { line } = scan;
  if (kind === 'data') return new OpenBlock(scan.text.slice(5), line, scan);
  if (kind === 'save') throw saveFrame(scan);
  if (kind === 'value')
    throw scan.error(`expected data_ at the beginning, found ${show(scan.text)}; is this a CIF?`, line);
  if (scan.mode === 'strict')
    throw scan.error(`expected data_ before the first data name, found ${show(scan.text)}; is this a CIF?`, line);
  scan.repair(
    'block-unnamed',
    'the file has no data_ line before its first data name; one block without a name was read',
    {
      line,
    },
  );
  return new OpenBlock('', line, scan);
}

/** Leaves out the words that stand behind `data_name` on its line. */
function endOfHeading(scan: Scanner, { line }: OpenBlock): TokenKind {
  let kind = scan.next();
  if (kind !== 'value' || scan.line !== line || scan.delimited || scan.mode === 'strict') return kind;
  const words: string[] = [];
  for (; kind === 'value' && scan.line === line; kind = scan.next()) words.push(scan.text);
  scan.repair('text-left-out', `the words ${show(words.join(' '))} behind data_ were left out`, { line });
  return kind;
}

/** Reads an item or a loop, on whose beginning the scanner stands. */
function readEntry(scan: Scanner, block: OpenBlock, kind: TokenKind): TokenKind {
  const { line } = scan;
  switch (kind) {
    case 'save':
      throw saveFrame(scan);
    case 'stop':
    case 'global':
      throw scan.error(`${scan.text} is reserved and has no meaning in a CIF; remove it`, line);
    case 'value':
      return leftOutEnding(scan);
    case 'loop':
      return readLoop(scan, block, line);
    default:
      return readItem(scan, block, line);
  }
}

/** Leaves out a line like `END`; any other value without its data name is an error. */
function leftOutEnding(scan: Scanner): TokenKind {
  const { line, text, delimited } = scan;
  const words = [text];
  let kind = scan.next();
  for (; kind === 'value' && scan.line === line; kind = scan.next()) words.push(scan.text);
  if (delimited || scan.mode === 'strict' || !isEnding(words.join(' ')))
    throw scan.error(`expected a data name, found the value ${show(text)}; a text of several words needs quotes`, line);
  scan.repair('text-left-out', `${show(words.join(' '))} was left out`, { line });
  return kind;
}

const saveFrame = (scan: Scanner): DataError =>
  scan.error(
    'save frames belong to dictionaries and are not read; expected a CIF with structures',
    scan.line,
    'unsupported',
  );

/** Names whose value must not be guessed from several words. */
const STRUCTURAL = /^_(?:cell|atom|symmetry_equiv|symmetry_int|space_group_(?:symop|it))/i;
/** Names whose value does not go on in the next line. */
const ONE_LINE = /^_(?:cell|atom|symmetry|space_group|chemical_formula)/i;

/** Numbers of the cell, which have units in some files. */
const SIZE = /^_cell[_.](?:length|angle|volume)/i;
/** The unit of the dictionary, or the uncertainty of the number, behind a blank. */
const UNIT = /^(?:[\u00C5\u212B]|A|Ang\.?|Angstroms?|deg\.?|degrees?|\u00B0|A\^?3|[\u00C5\u212B]\^?[3\u00B3]|\(\d+\))$/;

/** Reads `_tag value`; the scanner stands on the tag. */
function readItem(scan: Scanner, block: OpenBlock, line: number): TokenKind {
  const tag = scan.text;
  let kind = scan.next();
  if (kind !== 'value') {
    scan.repair('value-missing', `${tag} has no value`, { line, tag });
    block.add({ tag, values: [null], lines: [line], loop: undefined });
    return kind;
  }
  let value = scan.value();
  const at = scan.line;
  const dots = scan.isDot && /^_atom_site[._]fract/i.test(tag) ? new Set([0]) : undefined;
  const isWord = !scan.delimited;
  kind = scan.next();
  if (kind === 'value' && !isWord && scan.mode === 'lenient' && !ONE_LINE.test(tag)) {
    for (; kind === 'value' && scan.continueTextField(); kind = scan.next()) value = scan.text;
  }
  if (kind === 'value' && scan.mode === 'lenient' && scan.line === at && UNIT.test(scan.text) && SIZE.test(tag)) {
    scan.repair('text-left-out', `${show(scan.text)} behind the value of ${tag} was left out`, { line: at, tag });
    kind = scan.next();
  }
  if (kind !== 'value' || scan.mode === 'strict' || value === null) {
    block.add({ tag, values: [value], lines: [at], loop: undefined, ...(dots === undefined ? {} : { dots }) });
    return kind;
  }
  const isOperation = isOperationTag(tag);
  const mayGoOn = isWord && !ONE_LINE.test(tag) && Number.isNaN(cifNumber(value));
  const words = [value];
  if (isOperation || !STRUCTURAL.test(tag)) {
    let last = at;
    const isMore = (): boolean => scan.line === at || (mayGoOn && !scan.delimited && scan.line <= last + 1);
    for (; kind === 'value' && isMore(); kind = scan.next()) {
      words.push(scan.text);
      last = scan.line;
    }
  }
  // Quotes that were opened and not closed, or closed and not opened.
  const text = words.length > 1 ? words.join(' ').replace(/^[`\u00B4]|["'`\u00B4]$/g, '') : value;
  if (isOperation && words.length > 1 && !isTriplet(text))
    throw scan.error(`expected one operation like x,y,z in quotes as the value of ${tag}, found ${show(text)}`, at);
  if (words.length > 1)
    scan.repair('quotes-missing', `${tag} has a value of several words without quotes`, { line, tag });
  block.add({ tag, values: [text], lines: [at], loop: undefined });
  return kind;
}
