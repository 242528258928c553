import type { Diagnostic } from '../../core/diagnostics.js';
import { DataError, show } from '../../core/errors.js';
import { hasAtoms, listsNothing } from './atomColumns.js';
import type { CifBlock } from './document.js';
import { type CifSyntaxOptions, parseBlocks } from './syntax.js';

/** A data block that is to be read as a structure. @internal */
export interface StructureBlock {
  readonly block: CifBlock;
  /** Why the block could not be read to its end. */
  readonly fault: DataError | undefined;
  /** Repairs of the syntax of this block, and of what belongs to none that is read. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The data blocks of a CIF that list atoms, or break off before they could. A block whose rows are all unknown is a note beside the others.
 *
 * @returns at least one block
 * @throws DataError where the file is no CIF, or no block lists atoms
 * @internal
 */
export function structureBlocks(text: string, options: CifSyntaxOptions): StructureBlock[] {
  const { blocks, diagnostics } = parseBlocks(text, options);
  const candidates = blocks.filter((block) => block.fault !== undefined || hasAtoms(block));
  if (candidates.length === 0) {
    const what =
      blocks.length === 0
        ? 'the file has no data block; is this a CIF?'
        : 'no data block lists atoms; expected _atom_site_fract_x';
    throw new DataError(blocks.length === 0 ? 'bad-syntax' : 'missing-value', `CIF: ${what}`, {
      file: options.file,
      line: blocks[0]?.line ?? 1,
    });
  }
  const listed = candidates.filter((block) => !listsNothing(block));
  const used = listed.length === 0 ? candidates.slice(0, 1) : listed;
  const isUsed = new Set(used);
  const empty = candidates.filter((block) => !isUsed.has(block));
  const byBlock = notesByBlock([...diagnostics, ...empty.map(emptyBlock)], blocks);
  // What belongs to a block that is not read is told once, and what belongs to none with each.
  const ofOthers = [...byBlock].flatMap(([block, own]) => (block === undefined || isUsed.has(block) ? [] : own));
  return used.map((block, i) => ({
    block,
    fault: block.fault,
    diagnostics: [...(byBlock.get(undefined) ?? []), ...(byBlock.get(block) ?? []), ...(i === 0 ? ofOthers : [])],
  }));
}

/** Notes by the block in which their line is; those before the first block, and those without line, by undefined. */
function notesByBlock<Block extends CifBlock>(
  notes: readonly Diagnostic[],
  blocks: readonly Block[],
): Map<Block | undefined, Diagnostic[]> {
  const found = new Map<Block | undefined, Diagnostic[]>();
  const sorted = [...notes].sort((p, q) => (p.line ?? 0) - (q.line ?? 0));
  let next = 0;
  for (const note of sorted) {
    while (next < blocks.length && blocks[next]!.line <= (note.line ?? 0)) next++;
    const owner = blocks[next - 1];
    const own = found.get(owner);
    if (own === undefined) found.set(owner, [note]);
    else own.push(note);
  }
  return found;
}

const emptyBlock = ({ name, line }: CifBlock): Diagnostic => ({
  severity: 'note',
  code: 'record-empty',
  message: `the data block ${show(name)} lists no atoms, its rows are all unknown; it is not among the structures`,
  line,
});
