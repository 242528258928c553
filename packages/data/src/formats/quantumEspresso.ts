import { reciprocalRows } from '@crystal-fourier/math3';
import { bandGapOf, calculationOf, type Convergence, type Levels } from './calculation.js';
import { BOHR_IN_ANGSTROM, HARTREE_IN_EV } from '../core/constants.js';
import { isElement } from '../elements/elements.js';
import type { Diagnostic } from '../core/diagnostics.js';
import { DataError, type Place, show } from '../core/errors.js';
import { type LatticeRows, fractionalIn } from '../structure/lattice.js';
import type { ReadOptions } from './readResult.js';
import { Structure } from '../structure/structure.js';
import { endOfLastChild } from './interruptedXml.js';
import { ResultNumbers } from './resultNumbers.js';
import type { CalculationResult } from './vasprun.js';
import {
  attribute,
  children,
  descend,
  flagOf,
  numbersOf,
  parseXml,
  textOf,
  type XmlElement,
  type XmlNode,
  xmlText,
} from './xml.js';
import type { Vec3 } from '@crystal-fourier/spacegroups';

/** Å: no two nuclei of a crystal come nearer (H₂ has 0.74). */
const TOO_CLOSE = 0.4;

const SKIPPED = ['symmetries', 'stress', 'forces', 'parallel_info', 'timing_info', 'basis_set'];

/**
 * The final structure of a Quantum ESPRESSO XML file (the schema of `pw.x`: `data-file-schema.xml` and inputs without
 * results), its energy, band gap and convergence.
 *
 * Lengths are in bohr and energies in hartree, by the schema; they are converted to Å and eV with CODATA 2022. Where a file
 * has no `<output>`, the structure of its `<input>` is read and there is no energy. A file of an interrupted relaxation has
 * `<step>`s and no output: strict mode refuses it, lenient mode reads the last step and the repair says so.
 *
 * @throws DataError
 */
export function readQuantumEspresso(input: string | Uint8Array, options: ReadOptions = {}): CalculationResult {
  const place: Place = { file: options.file };
  const diagnostics: Diagnostic[] = [];
  const { mode = 'lenient' } = options;
  const text = wholeSteps(xmlText(input, place, options.maxBytes), mode, diagnostics, place);
  const root = parseXml(text, { root: 'espresso', skip: SKIPPED, place });
  const output = descend(root, 'output');
  const steps = children(root, 'step');
  const result = output ?? steps.at(-1);
  const source = descend(result, 'atomic_structure') ?? descend(root, 'input', 'atomic_structure');
  if (source === undefined) {
    throw new DataError(
      'missing-value',
      'there must be an <atomic_structure> in <output> or <input>; got neither',
      place,
    );
  }
  const structure = structureOf(source, place);
  const results = new ResultNumbers(mode, place, diagnostics);
  const total = results.read(descend(result, 'total_energy', 'etot'), 'the total energy', 'etot', 1)?.[0];
  const energy = total === undefined ? undefined : total * HARTREE_IN_EV;
  const levels = levelsOf(descend(output, 'band_structure'), results);
  const bandGap = levels === undefined ? undefined : bandGapOf(levels);
  const version = attribute(descend(root, 'general_info', 'creator'), 'VERSION');
  return {
    structure,
    diagnostics,
    calculation: calculationOf(
      {
        program: 'Quantum ESPRESSO',
        version,
        energy,
        bandGap,
        converged: convergenceOf(root, result),
        ionicSteps: steps.length > 0 ? steps.length : output === undefined ? 0 : 1,
      },
      structure.sites.length,
    ),
  };
}

/** The text, cut after the last complete ionic step where the run was interrupted, or after what is complete of its output. */
function wholeSteps(text: string, mode: 'strict' | 'lenient', diagnostics: Diagnostic[], place: Place): string {
  const opening = /<((?:\w+:)?espresso)\b/.exec(text.slice(0, 4096));
  if (opening === null || new RegExp(`</${opening[1]}>\\s*$`).test(text.slice(-4096))) return text;
  const step = text.lastIndexOf('</step>');
  const start = step < 0 ? text.search(/<output[\s>]/) : -1;
  const end = start < 0 ? undefined : endOfLastChild(text, start, ['atomic_structure']);
  if (mode === 'strict' || (step < 0 && end === undefined)) {
    throw new DataError(
      'bad-syntax',
      `the file must end with </${opening[1]}>: it is cut off ${step < 0 ? 'and has no complete ionic step; let the run finish' : 'after a complete ionic step; lenient mode reads the last of them'}`,
      place,
    );
  }
  const found = end === undefined ? 'its last complete ionic step was read' : 'what is complete of its output was read';
  diagnostics.push({
    severity: 'repair',
    code: 'run-interrupted',
    message: `the run was interrupted: the file has no end; ${found}`,
  });
  return end === undefined
    ? `${text.slice(0, step)}</step></${opening[1]}>`
    : `${text.slice(0, end)}</output></${opening[1]}>`;
}

/** The element of a species name: pw.x takes X, X1, Xx_any and Xx-any. */
function elementOf(name: string | undefined, atom: number, place: Place): string {
  const symbol = /^([A-Za-z][A-Za-z]?)(?:[\d_-].*)?$/.exec(name ?? '')?.[1];
  const element = symbol === undefined ? '' : symbol[0]!.toUpperCase() + symbol.slice(1).toLowerCase();
  if (!isElement(element))
    throw new DataError(
      'bad-element',
      `the species of atom ${atom} must begin with the symbol of an element, got ${show(name)}`,
      place,
    );
  return element;
}

function structureOf(node: XmlNode, place: Place): Structure {
  const cell = descend(node, 'cell');
  const lattice = ['a1', 'a2', 'a3'].map((name) =>
    numbersOf(descend(cell, name), `the lattice vector <${name}> in bohr`, place, 3).map((x) => x * BOHR_IN_ANGSTROM),
  ) as unknown as LatticeRows;
  const cartesian = descend(node, 'atomic_positions');
  const crystal = descend(node, 'crystal_positions');
  const atoms = children(cartesian ?? crystal, 'atom');
  if (atoms.length === 0) {
    const wyckoff = descend(node, 'wyckoff_positions') !== undefined;
    throw new DataError(
      wyckoff ? 'unsupported' : 'missing-value',
      wyckoff
        ? '<wyckoff_positions> are not read: they need the space group of the input; read the <output> of the run instead'
        : '<atomic_positions> must list the atoms; got none',
      place,
    );
  }
  const declared = attribute(node, 'nat');
  if (declared !== undefined && Number(declared) !== atoms.length) {
    throw new DataError(
      'bad-structure',
      `<atomic_structure> must list as many atoms as it says: nat is ${declared}, ${atoms.length} are listed`,
      place,
    );
  }
  try {
    Structure.of({ lattice, sites: [{ position: [0, 0, 0], species: 'H' }] }); // refuses a lattice without a volume before it is inverted
    const reciprocal = reciprocalRows(lattice);
    const structure = Structure.of({
      lattice,
      sites: atoms.map((atom, i) => {
        const xyz = numbersOf(atom, `the position of atom ${i + 1}`, place, 3);
        const name = attribute(atom, 'name');
        return {
          position:
            cartesian === undefined
              ? xyz
              : fractionalIn(xyz.map((x) => x * BOHR_IN_ANGSTROM) as unknown as Vec3, reciprocal),
          species: elementOf(name, i + 1, place),
          label: name,
        };
      }),
    });
    refuseTouching(structure, attribute(node, 'alat'), place);
    return structure;
  } catch (error) {
    throw error instanceof DataError ? error.at(place) : error;
  }
}

/**
 * Old versions wrote input lengths in units of alat, or divided by it, though the schema says bohr. Nothing in the file tells
 * which; the result is a crystal no nuclei fit in, and it is refused.
 */
function refuseTouching(structure: Structure, alat: string | undefined, place: Place): void {
  structure.neighbours(TOO_CLOSE).forEach((list, i) => {
    const nearest = list[0];
    if (nearest === undefined) return;
    throw new DataError(
      'bad-structure',
      `atoms must be at least ${TOO_CLOSE} Å apart; atom ${i + 1} (${structure.sites[i]?.label}) is ${nearest.distance.toPrecision(2)} Å from the next in a cell of ${structure.volume.toPrecision(2)} Å³: the lengths are not in bohr as the schema demands${alat === undefined ? '' : ` (alat is ${Number(alat)})`}; write the file anew with a current pw.x`,
      place,
    );
  });
}

/**
 * Eigenvalues in eV, by spin and k-point; in the list of a spin-polarised calculation spin up comes first. Undefined where one cannot be
 * read.
 */
function levelsOf(bands: XmlNode | undefined, results: ResultNumbers): Levels[][] | undefined {
  const polarized = flagOf(descend(bands, 'lsda')) === true;
  const lists: Levels[] = [];
  for (const [i, k] of children(bands, 'ks_energies').entries()) {
    const energies = results.read(descend(k, 'eigenvalues'), `the eigenvalues of k-point ${i + 1}`, 'eigenvalues');
    const filled = `the occupations of k-point ${i + 1}`;
    const occupations = results.read(descend(k, 'occupations'), filled, 'occupations', energies?.length);
    if (energies === undefined || occupations === undefined) return undefined;
    lists.push({ energies: energies.map((e) => e * HARTREE_IN_EV), occupations });
  }
  if (!polarized) return [lists];
  const half = (from: (up: number) => [number, number?]): Levels[] =>
    lists.map(({ energies, occupations }) => {
      const range = from(Number(textOf(descend(bands, 'nbnd_up')) ?? energies.length / 2));
      return { energies: energies.slice(...range), occupations: occupations.slice(...range) };
    });
  return [half((up) => [0, up]), half((up) => [up])];
}

function convergenceOf(root: XmlElement, result: XmlNode | undefined): Convergence {
  const info = descend(result, 'convergence_info');
  const scf = descend(info, 'scf_conv') ?? descend(result, 'scf_conv');
  const kind = textOf(descend(root, 'input', 'control_variables', 'calculation')) ?? '';
  const electronic = flagOf(descend(scf, 'convergence_achieved'));
  const ionic = flagOf(descend(info, 'opt_conv', 'convergence_achieved'));
  return { electronic, ionic: /relax/.test(kind) ? (ionic ?? false) : ionic };
}
