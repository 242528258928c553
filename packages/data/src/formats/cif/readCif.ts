import { rowsDet } from '@crystal-fourier/math3';
import type { Fractional, SpaceGroup } from '@crystal-fourier/spacegroups';
import { BlockReader, type CifAtom, formulaAmounts, hasAtoms, readAtoms } from './atoms.js';
import { completeCell, type Completed, type PlacedAtom } from './cell.js';
import { cifNumber } from './number.js';
import { type CifBlock, type CifItem, parseCif } from './syntax.js';
import { type Declaration, declaredGroups, type SymmetryVerdict } from '../declaredSymmetry.js';
import { DataError } from '../../core/errors.js';
import { type CellParameters, type LatticeRows, rowsOfParameters } from '../../structure/lattice.js';
import type { ReadOptions, ReadResult } from '../readResult.js';
import { Structure } from '../../structure/structure.js';
import { decodeText } from '../../core/text.js';

export interface ReadCifOptions extends ReadOptions {
  /**
   * Replace coordinates that are the rounding of a multiple of 1/24 with three digits or more (0.3333, 0.667) by that multiple.
   * Without it only sites that symmetry needs on a special position are moved onto it. Defaults to false.
   */
  readonly snap?: boolean | undefined;
  /**
   * Å: images of a site nearer than this are one site. Defaults to 0.01, and for fully occupied sites to three units of the
   * last written digit where that is more, at most 0.2.
   */
  readonly tolerance?: number | undefined;
}

/**
 * The structures of a CIF file, one per data block that lists atoms.
 *
 * The operations of the file decide; Hall symbol, Hermann–Mauguin symbol, number, crystal system and cell are compared with
 * them, and disagreement is refused in strict mode and reported in `symmetry.conflicts` in lenient mode. Without operations
 * the Hall symbol decides, then the Hermann–Mauguin symbol, then the number; without any of them the space group is P1, which
 * is reported. Sites on special positions are merged, declared multiplicities checked. Partial occupancy and disorder groups
 * are kept.
 *
 * @param input the text or bytes of the file, gzip or not
 * @returns at least one result
 * @throws DataError with file, line and data block
 */
export function readCif(input: string | Uint8Array, options: ReadCifOptions = {}): ReadResult[] {
  const { mode = 'lenient', file } = options;
  const { text, diagnostics: encoding } = decodeText(input, {
    mode,
    file,
    ...(options.maxBytes === undefined ? {} : { maxBytes: options.maxBytes }),
  });
  const { blocks, diagnostics: syntax } = parseCif(text, { mode, file });
  const withAtoms = blocks.filter(hasAtoms);
  if (withAtoms.length === 0) {
    const what =
      blocks.length === 0
        ? 'the file has no data block; is this a CIF?'
        : 'no data block lists atoms; expected _atom_site_fract_x';
    throw new DataError(blocks.length === 0 ? 'bad-syntax' : 'missing-value', `CIF: ${what}`, {
      file,
      line: blocks[0]?.line ?? 1,
    });
  }
  const shared = [...encoding, ...syntax];
  return withAtoms.map((block) => {
    try {
      const result = readBlock(block, options);
      return shared.length === 0 ? result : { ...result, diagnostics: [...shared, ...result.diagnostics] };
    } catch (error) {
      if (error instanceof DataError) throw error.at({ file, line: block.line, record: block.name });
      throw error;
    }
  });
}

function readBlock(block: CifBlock, { mode = 'lenient', file, snap = false, tolerance }: ReadCifOptions): ReadResult {
  const reader = new BlockReader(block, mode, file);
  refuseUnsupported(reader);
  const lattice = readCell(reader);
  const expected = formulaAmounts(reader.item('_chemical_formula_sum')?.values[0]);
  const read = readAtoms(reader, new Set(expected.keys()));
  const atoms = snap ? read.map((atom) => snapped(atom, reader)) : read;

  const declared = declaredGroups(declarations(reader), lattice, { mode, file, record: block.name });
  const { group, completed } = chooseSetting(declared.candidates, reader, (candidate) =>
    completeCell(atoms, candidate, lattice, mode, tolerance),
  );
  for (const { severity, code, message, line } of completed.diagnostics) {
    if (severity === 'repair') reader.repair(code, 'bad-site', message, { line });
    else reader.note(code, message, { line });
  }
  if (declared.source === 'none') {
    const [conflict] = completed.conflicts;
    if (conflict !== undefined)
      throw reader.error(
        'bad-symmetry',
        `${conflict.message}: the file lacks its symmetry operations; add them`,
        conflict.line,
      );
    reader.report({
      severity: 'repair',
      code: 'symmetry-missing',
      message: 'no space group and no symmetry operations are declared: read as P 1',
    });
  }
  for (const conflict of declared.conflicts) reader.report(conflict);
  for (const { code, message, line } of completed.conflicts) reader.repair(code, 'bad-symmetry', message, { line });
  const conflicts = [...declared.conflicts, ...completed.conflicts];
  const structure = Structure.of({ lattice, sites: completed.sites, id: block.name });
  describe(reader, structure, atoms, expected);
  const symmetry: SymmetryVerdict = { group, source: declared.source, consistent: conflicts.length === 0, conflicts };
  return {
    structure,
    diagnostics: reader.diagnostics,
    symmetry,
    asymmetricUnit: completed.asymmetricUnit,
  };
}

function refuseUnsupported(reader: BlockReader): void {
  for (const [tag, item] of reader.block.items) {
    if (/^_space_group_(?:symop_)?magn_|^_space_group_magn/.test(tag)) {
      throw reader.error(
        'unsupported',
        `${item.tag}: magnetic space groups are not read; give the structure without moments in its nuclear space group`,
        item.lines[0],
      );
    }
    if (
      /^_space_group_(?:symop_)?ssg_/.test(tag) ||
      (tag === '_cell_modulation_dimension' && item.values[0] !== '0' && item.values[0] !== null)
    ) {
      throw reader.error(
        'unsupported',
        `${item.tag}: modulated structures are not read; give a commensurate supercell`,
        item.lines[0],
      );
    }
  }
}

function readCell(reader: BlockReader): LatticeRows {
  const cell: Record<string, number> = {};
  let line: number | undefined;
  for (const name of ['a', 'b', 'c'] as const) {
    const item = reader.item(`_cell_length_${name}`);
    const value = reader.number(item);
    if (value === undefined)
      throw reader.error('missing-value', `the cell needs _cell_length_${name}`, item?.lines[0] ?? reader.block.line);
    cell[name] = value;
    line ??= item?.lines[0];
  }
  for (const name of ['alpha', 'beta', 'gamma'] as const) {
    const item = reader.item(`_cell_angle_${name}`);
    const value = reader.number(item);
    // 90 is the default that the dictionary gives to the angles.
    if (value === undefined)
      reader.repair('angle-assumed', 'missing-value', `_cell_angle_${name} is not given, read as 90`, {
        line: item?.lines[0] ?? line,
        tag: `_cell_angle_${name}`,
      });
    cell[name] = value ?? 90;
  }
  let rows: LatticeRows;
  try {
    rows = rowsOfParameters(cell as unknown as CellParameters);
  } catch (error) {
    if (error instanceof DataError) throw reader.error(error.code, error.reason, line);
    throw error;
  }
  const item = reader.item('_cell_volume');
  const volume = reader.number(item);
  if (volume !== undefined && volume > 0 && Math.abs(volume / rowsDet(rows) - 1) > 0.01) {
    reader.repair(
      'volume-conflict',
      'bad-value',
      `_cell_volume is ${volume} Å³, but lengths and angles make ${rowsDet(rows).toFixed(2)}, which were used`,
      { line: item!.lines[0], tag: item!.tag },
    );
  }
  return rows;
}

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

function declarations(reader: BlockReader): Record<keyof typeof TAGS, Declaration[]> {
  const all = (tags: readonly string[]): Declaration[] =>
    tags.flatMap((tag) => {
      const item = reader.item(tag);
      return item === undefined ? [] : given(item);
    });
  const operations = TAGS.operations.map((tag) => reader.item(tag)).filter((item) => item !== undefined);
  const [first, second] = operations;
  if (
    first !== undefined &&
    second !== undefined &&
    given(first)
      .map(({ text }) => text)
      .join(';') !==
      given(second)
        .map(({ text }) => text)
        .join(';')
  ) {
    reader.repair(
      'symmetry-conflict',
      'bad-symmetry',
      `${second.tag} lists other operations than ${first.tag}, which was used`,
      { line: second.lines[0], tag: second.tag },
    );
  }
  return {
    operations: first === undefined ? [] : given(first),
    hall: all(TAGS.hall),
    hermannMauguin: all(TAGS.hermannMauguin),
    number: all(TAGS.number),
    crystalSystem: all(TAGS.crystalSystem),
  };
}

function given(item: CifItem): Declaration[] {
  const found: Declaration[] = [];
  item.values.forEach((text, i) => {
    if (text !== null && text.trim() !== '') found.push({ text, tag: item.tag, line: item.lines[i] });
  });
  return found;
}

/**
 * The setting that the atoms fit, where a symbol leaves several open: declared multiplicities first, then no two atoms in one
 * place.
 */
function chooseSetting(
  candidates: readonly SpaceGroup[],
  reader: BlockReader,
  complete: (group: SpaceGroup) => Completed,
): { group: SpaceGroup; completed: Completed } {
  if (candidates.length === 1) return { group: candidates[0]!, completed: complete(candidates[0]!) };
  const tried: { group: SpaceGroup; completed: Completed }[] = [];
  let problem: unknown;
  for (const group of candidates) {
    try {
      tried.push({ group, completed: complete(group) });
    } catch (error) {
      problem ??= error;
    }
  }
  if (tried.length === 0) throw problem;
  const faults = ({ completed }: { completed: Completed }): number => completed.conflicts.length + completed.contacts;
  const least = Math.min(...tried.map(faults));
  const best = tried.filter((one) => faults(one) === least);
  const names = candidates.map(({ setting }) => setting.hmExtended).join(', ');
  const used = best[0]!.group.setting.hmExtended;
  reader.repair(
    'setting-guessed',
    'bad-symmetry',
    `without operations the space group can mean ${names}; ${used} was used${best.length > 1 ? ', the atoms do not decide: add the operations' : ', which alone keeps the atoms apart and their multiplicities'}`,
  );
  return best[0]!;
}

const SNAP_DIGITS = 3;

function snapped(atom: CifAtom, reader: BlockReader): CifAtom {
  const position = atom.position.map((x, k) => {
    const digits = atom.digits[k]!;
    const nearest = Math.round(x * 24) / 24;
    return digits >= SNAP_DIGITS && nearest !== x && Math.abs(x - nearest) < 1.001 * 10 ** -digits ? nearest : x;
  }) as unknown as Fractional;
  if (position.every((x, k) => x === atom.position[k])) return atom;
  // Asked for, so no fault of the file: strict mode does it too.
  reader.report({
    severity: 'repair',
    code: 'coordinates-snapped',
    message: `${atom.label} was snapped from ${atom.position.join(' ')} to ${position.map((x) => +x.toFixed(8)).join(' ')}`,
    line: atom.line,
  });
  return { ...atom, position };
}

/** Notes on what the structure lacks or leaves open. */
function describe(
  reader: BlockReader,
  structure: Structure,
  atoms: readonly (CifAtom | PlacedAtom)[],
  expected: ReadonlyMap<string, number>,
): void {
  const groups = new Set(
    atoms
      .map(({ properties }) =>
        [properties['disorderAssembly'], properties['disorderGroup']].filter((part) => part !== undefined).join(''),
      )
      .filter((name) => name !== ''),
  );
  const moments = [...reader.block.items].find(
    ([tag, { values }]) =>
      tag.startsWith('_atom_site_moment_') &&
      values.some((text) => cifNumber(text ?? '') !== 0 && /^[+-]?[\d.]/.test(text ?? '')),
  );
  if (moments !== undefined)
    reader.note('moments-ignored', 'the magnetic moments are not in the structure, it is the nuclear one', {
      line: moments[1].lines[0],
      tag: moments[1].tag,
    });
  if (groups.size > 0)
    reader.note('disorder-kept', `disorder groups ${[...groups].sort().join(', ')} are all kept`, {
      tag: '_atom_site_disorder_group',
    });
  if (expected.size === 0) return;
  const ratios = [...new Set([...expected.keys(), ...structure.amounts.keys()])].map(
    (element) => (structure.amounts.get(element) ?? 0) / (expected.get(element) ?? 0),
  );
  if (Math.max(...ratios) > 1.02 * Math.min(...ratios)) {
    const item = reader.item('_chemical_formula_sum');
    reader.note(
      'formula-conflict',
      `_chemical_formula_sum is ${item?.values[0] ?? ''}, the atoms of the cell are ${structure.formula}`,
      { line: item?.lines[0], tag: item?.tag },
    );
  }
}
