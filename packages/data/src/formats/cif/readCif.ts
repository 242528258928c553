import type { Diagnostic } from '../../core/diagnostics.js';
import { decodeText } from '../../core/text.js';
import { parseFormula } from '../../elements/parseFormula.js';
import { Structure } from '../../structure/structure.js';
import { reported, type SymmetryVerdict } from '../evidence/verdict.js';
import { type Decision, type Evidence, weigh } from '../evidence/weigh.js';
import { readPart, resultsOf } from '../parts.js';
import type { ReadOptions, ReadPart, ReadResult, RefusedPart } from '../readResult.js';
import { readAtoms } from './atoms.js';
import { BlockReader, recordOf } from './blockReader.js';
import { readContentFacts } from './contentFacts.js';
import { noteContent } from './contentNotes.js';
import { readDeclarations } from './declarations.js';
import type { CifBlock } from './document.js';
import { nuclearDeclarations } from './magneticGroup.js';
import { snapAtom } from './snapAtom.js';
import { structureBlocks } from './structureBlocks.js';
import { readLattice } from './unitCell.js';
import { refuseUnsupported } from './unsupported.js';

/** How a CIF is read. */
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
  /**
   * Read a magnetic structure (mcif) as its nuclear one: with the operations of the magnetic group without their time reversal, and without
   * moments. Magnetic structures are refused otherwise. Defaults to false.
   */
  readonly nuclear?: boolean | undefined;
}

/**
 * The structures of a CIF file, one per data block that lists atoms.
 *
 * What the file says of its symmetry and of the content of its cell is weighed: operations, Hall and Hermann–Mauguin symbols, number, formula
 * with Z, density, multiplicities and the atoms themselves. What is overruled is reported in `symmetry.conflicts` and refused in strict mode; a
 * formula, Z or density that the crystal contradicts is a warning; where nothing decides between different crystals the block is refused, and the
 * option `setting` chooses. Without any statement the space group is P 1, which is reported, unless something of the file contradicts it. Sites on
 * special positions are merged, declared multiplicities checked. Partial occupancy and disorder groups are kept.
 *
 * @param input the text or bytes of the file, gzip or not
 * @returns at least one result
 * @throws DataError with file, line and data block: the first block that cannot be read, in strict mode and where none can
 */
export function readCif(input: string | Uint8Array, options: ReadCifOptions = {}): ReadResult[] {
  return resultsOf(cifParts(input, options), options.mode);
}

/**
 * The data blocks of a CIF file that list atoms, each read on its own.
 *
 * @returns at least one part
 * @throws DataError where the file as a whole cannot be read
 * @internal
 */
export function cifParts(input: string | Uint8Array, options: ReadCifOptions = {}): (ReadPart | RefusedPart)[] {
  const { mode = 'lenient', file } = options;
  const { text, diagnostics: encoding } = decodeText(input, {
    mode,
    file,
    ...(options.maxBytes === undefined ? {} : { maxBytes: options.maxBytes }),
  });
  return structureBlocks(text, { mode, file }).map(({ block, fault, diagnostics: syntax }) =>
    readPart({ file, line: block.line, record: recordOf(block) }, () => {
      if (fault !== undefined) throw fault;
      const result = readBlock(block, options);
      const before = [...encoding, ...syntax];
      return before.length === 0 ? result : { ...result, diagnostics: [...before, ...result.diagnostics] };
    }),
  );
}

function readBlock(
  block: CifBlock,
  { mode = 'lenient', file, snap = false, tolerance, setting, nuclear = false }: ReadCifOptions,
): ReadResult {
  const reader = new BlockReader(block, mode, file);
  const magnetic = refuseUnsupported(reader, nuclear);
  const lattice = readLattice(reader);
  const expected = parseFormula(reader.item('_chemical_formula_sum')?.values[0] ?? '') ?? new Map<string, number>();
  const read = readAtoms(reader, expected);
  const atoms = snap ? read.map((atom) => snapAtom(atom, reader)) : read;

  const evidence: Evidence = {
    atoms,
    lattice,
    declared: magnetic === undefined ? readDeclarations(reader) : nuclearDeclarations(reader, magnetic),
    facts: readContentFacts(reader, expected),
  };
  const place = { file, record: recordOf(block) };
  const decision = weigh(evidence, { mode, format: 'CIF', place, tolerance, setting });
  const { completed, candidate } = decision.reading;
  for (const { severity, code, message, line } of completed.diagnostics) {
    if (severity === 'note') reader.note(code, message, { line });
    else reader.repair(code, 'bad-site', message, { line, severity });
  }
  const symmetry = reportSymmetry(reader, decision, evidence);
  const structure = Structure.of({ lattice, sites: completed.sites, id: recordOf(block) });
  noteContent(reader, atoms);
  return {
    structure,
    diagnostics: reader.diagnostics,
    symmetry: { ...symmetry, group: candidate.group },
    asymmetricUnit: completed.asymmetricUnit,
  };
}

/** Reports what disagrees about the symmetry and the content of the cell; strict mode refuses what was overruled. */
function reportSymmetry(reader: BlockReader, decision: Decision, evidence: Evidence): Omit<SymmetryVerdict, 'group'> {
  const { source, conflicts, guess, warnings } = reported(decision, evidence);
  if (decision.by === 'nothing') reportMissing(reader, [...conflicts, ...warnings]);
  const own = conflicts.map((conflict) => ({ ...conflict, record: recordOf(reader.block) }));
  for (const { code, message, line, tag } of own) reader.repair(code, 'bad-symmetry', message, { line, tag });
  if (guess !== undefined) reader.repair(guess.code, 'bad-symmetry', guess.message);
  for (const warning of warnings) reader.report(warning);
  return { source, consistent: own.length === 0, conflicts: own };
}

/** P 1 is taken where the file says nothing of its symmetry, and nothing of the cell that contradicts it. */
function reportMissing(reader: BlockReader, contradictions: readonly Diagnostic[]): void {
  if (reader.mode === 'strict')
    throw reader.error(
      'missing-value',
      'the file declares no space group and no symmetry operations; add the operations',
    );
  const found = contradictions.find(({ code }) => code !== 'formula-conflict');
  if (found !== undefined)
    throw reader.error(
      'bad-symmetry',
      `${found.message}: the file lacks its symmetry operations; add them, or say which group it is: option setting, --setting "P 21/c"`,
      found.line,
    );
  reader.report({
    severity: 'repair',
    code: 'symmetry-missing',
    message: 'no space group and no symmetry operations are declared: read as P 1',
  });
}
