import type { Structure } from '../../structure/structure.js';
import type { AtomRow } from '../evidence/atomRow.js';
import type { BlockReader } from './blockReader.js';
import { cifNumber } from './number.js';

/** Amounts of the declared formula and of the atoms may differ by this share: occupancies are rounded. */
const FORMULA_TOLERANCE = 0.02;

/**
 * Notes what a structure lacks of its data block, or leaves open: magnetic moments, groups of a disordered part, another formula.
 *
 * @param expected amounts of the declared formula
 * @internal
 */
export function noteContent(
  reader: BlockReader,
  structure: Structure,
  atoms: readonly AtomRow[],
  expected: ReadonlyMap<string, number>,
): void {
  noteMoments(reader);
  noteDisorder(reader, atoms);
  noteFormula(reader, structure, expected);
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

function noteFormula(reader: BlockReader, structure: Structure, expected: ReadonlyMap<string, number>): void {
  if (expected.size === 0) return;
  const { amounts } = structure;
  const ratios = [...new Set([...expected.keys(), ...amounts.keys()])].map(
    (element) => (amounts.get(element) ?? 0) / (expected.get(element) ?? 0),
  );
  if (Math.max(...ratios) <= (1 + FORMULA_TOLERANCE) * Math.min(...ratios)) return;
  const item = reader.item('_chemical_formula_sum');
  reader.note(
    'formula-conflict',
    `_chemical_formula_sum is ${item?.values[0] ?? ''}, the atoms of the cell are ${structure.formula}`,
    { line: item?.lines[0], tag: item?.tag },
  );
}
