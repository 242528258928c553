import { show } from '../../core/errors.js';
import type { Declarations } from '../evidence/statements.js';
import type { Declaration } from '../evidence/statedGroups.js';
import type { BlockReader } from './blockReader.js';
import type { CifItem } from './document.js';
import { mendedOperation, separateOperations } from './operationText.js';

/** Data names of the statements about the symmetry, the newer before the older. */
const TAGS = {
  operations: ['_space_group_symop_operation_xyz', '_symmetry_equiv_pos_as_xyz'],
  hall: ['_space_group_name_hall', '_symmetry_space_group_name_hall'],
  hermannMauguin: [
    '_space_group_name_h-m_alt',
    '_symmetry_space_group_name_h-m',
    '_space_group_name_h-m',
    '_space_group_name_h-m_full',
    '_symmetry_space_group_name_h-m_full',
  ],
  number: ['_space_group_it_number', '_symmetry_int_tables_number', '_symmetry_int_table_number'],
  crystalSystem: ['_space_group_crystal_system', '_symmetry_cell_setting'],
} as const;

/** All that a data block says of its symmetry. @internal */
export function readDeclarations(reader: BlockReader): Declarations {
  const all = (tags: readonly string[]): Declaration[] => {
    const found: Declaration[] = [];
    for (const tag of tags) {
      const item = reader.item(tag);
      if (item !== undefined) found.push(...statements(item));
    }
    return found;
  };
  return {
    ...readOperations(reader),
    hall: all(TAGS.hall),
    hermannMauguin: all(TAGS.hermannMauguin),
    // Programs write 0 for a group that they do not know by number.
    number: all(TAGS.number).filter(({ text }) => !/^\s*0+\s*$/.test(text)),
    crystalSystem: all(TAGS.crystalSystem),
  };
}

/** Operations under the newer data name, and under the older one where those are others, which is reported. */
function readOperations(reader: BlockReader): Pick<Declarations, 'operations' | 'otherOperations'> {
  const [first, second] = TAGS.operations
    .map((tag) => reader.item(tag))
    .filter((item) => item !== undefined)
    .map((item) => ({ item, operations: mended(statements(item), reader) }));
  if (first === undefined) return {};
  const textOf = ({ operations }: typeof first): string => operations.map(({ text }) => text).join(';');
  if (second === undefined || textOf(first) === textOf(second)) return { operations: first.operations };
  reader.repair(
    'symmetry-conflict',
    'bad-symmetry',
    `${second.item.tag} lists other operations than ${first.item.tag}`,
    { line: second.item.lines[0], tag: second.item.tag },
  );
  return { operations: first.operations, otherOperations: second.operations };
}

/** The list of a file without symmetry, of which there are many. */
const COMMON: ReadonlySet<string> = new Set(['x,y,z', 'x, y, z']);

/** The operations without what programs write around them, which is reported once. */
function mended(operations: readonly Declaration[], reader: BlockReader): readonly Declaration[] {
  let isReported = false;
  const report = ({ text, tag, line }: Declaration, read: string): void => {
    if (!isReported)
      reader.repair('operation-mended', 'bad-symmetry', `the operation ${show(text)} was read as ${read}`, {
        line,
        tag,
      });
    isReported = true;
  };
  if (operations.every(({ text }) => COMMON.has(text))) return operations;
  const separate = operations.flatMap((operation) => {
    const several = separateOperations(operation.text);
    if (several === undefined) return [operation];
    report(operation, `${several.length} operations`);
    return several.map((text) => ({ ...operation, text }));
  });
  return separate.map((operation) => {
    const text = mendedOperation(operation.text);
    if (text === undefined) return operation;
    report(operation, text);
    return { ...operation, text };
  });
}

function statements(item: CifItem): Declaration[] {
  const found: Declaration[] = [];
  item.values.forEach((text, i) => {
    if (text !== null && text.trim() !== '') found.push({ text, tag: item.tag, line: item.lines[i] });
  });
  return found;
}
