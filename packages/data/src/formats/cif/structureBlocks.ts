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
  const empty = candidates.filter((block) => !used.includes(block));
  const notes = [...diagnostics, ...empty.map(emptyBlock)];
  const owners = notes.map(({ line }) => blocks.findLast((block) => line !== undefined && block.line <= line));
  return used.map((block) => ({
    block,
    fault: block.fault,
    diagnostics: notes.filter((_, i) => owners[i] === block || !used.some((other) => other === owners[i])),
  }));
}

const emptyBlock = ({ name, line }: CifBlock): Diagnostic => ({
  severity: 'note',
  code: 'record-empty',
  message: `the data block ${show(name)} lists no atoms, its rows are all unknown; it is not among the structures`,
  line,
});
