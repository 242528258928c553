import type { AtomRow } from '../evidence/atomRow.js';
import type { BlockReader } from './blockReader.js';
import { cifNumber } from './number.js';

/**
 * Notes what a structure lacks of its data block, or leaves open: magnetic moments, groups of a disordered part.
 *
 * @internal
 */
export function noteContent(reader: BlockReader, atoms: readonly AtomRow[]): void {
  noteMoments(reader);
  noteDisorder(reader, atoms);
}

function noteMoments(reader: BlockReader): void {
  for (const [tag, { tag: written, values, lines }] of reader.block.items) {
    if (!tag.startsWith('_atom_site_moment_')) continue;
    const hasMoment = values.some((text) => cifNumber(text ?? '') !== 0 && /^[+-]?[\d.]/.test(text ?? ''));
    if (!hasMoment) continue;
    reader.note('moments-ignored', 'the magnetic moments are not in the structure, it is the nuclear one', {
      line: lines[0],
      tag: written,
    });
    return;
  }
}

function noteDisorder(reader: BlockReader, atoms: readonly AtomRow[]): void {
  const groups = new Set(
    atoms.map(({ properties }) =>
      [properties['disorderAssembly'], properties['disorderGroup']].filter((part) => part !== undefined).join(''),
    ),
  );
  groups.delete('');
  if (groups.size > 0)
    reader.note('disorder-kept', `disorder groups ${[...groups].sort().join(', ')} are all kept`, {
      tag: '_atom_site_disorder_group',
    });
}
