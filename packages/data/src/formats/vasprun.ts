import { type Calculation, bandGapOf, calculationOf, type Convergence, type Levels } from './calculation.js';
import type { Diagnostic } from '../core/diagnostics.js';
import { DataError, type Place, show } from '../core/errors.js';
import type { ReadOptions, ReadResult } from './readResult.js';
import { endOfLastChild } from './interruptedXml.js';
import { ResultNumbers } from './resultNumbers.js';
import { Structure } from '../structure/structure.js';
import { vaspSpecies } from './vaspSpecies.js';
import {
  attribute,
  children,
  descend,
  named,
  numbersOf,
  parseXml,
  textOf,
  type XmlElement,
  type XmlNode,
  xmlText,
} from './xml.js';

/** A structure with what was computed for it. */
export interface CalculationResult extends ReadResult {
  readonly calculation: Calculation;
}

/** Bulky, and nothing in them is read. */
const SKIPPED = ['dos', 'projected', 'dielectricfunction', 'dynmat', 'kpoints', 'primitive_cell', 'stress'];

/**
 * The final structure of a `vasprun.xml`, its energy, band gap and convergence.
 *
 * The energy is that extrapolated to σ → 0 of the last ionic step, corrected as pymatgen does for the versions that write
 * the electronic step's total wrongly: E₀ = F + (E₀ − F) of the last electronic step. The file of an interrupted run is
 * refused in strict mode; in lenient mode its last complete ionic step is read, or what is complete of its only one, and the repair says so.
 * Energies and eigenvalues that are no numbers, which strict mode refuses, are missing.
 *
 * @throws DataError
 */
export function readVasprun(input: string | Uint8Array, options: ReadOptions = {}): CalculationResult {
  const place: Place = { file: options.file };
  const { mode = 'lenient' } = options;
  const diagnostics: Diagnostic[] = [];
  const { text, isInterrupted, completeSteps } = wholeSteps(xmlText(input, place, options.maxBytes), mode, place);
  const root = parseXml(text, { root: 'modeling', skip: SKIPPED, place });
  const steps = children(root, 'calculation');
  if (isInterrupted !== undefined) diagnostics.push(isInterrupted);
  const last = steps.at(-1);
  const species = vaspSpecies(root, mode, diagnostics, place);
  const final =
    named(root, 'structure', 'finalpos') ?? descend(last, 'structure') ?? named(root, 'structure', 'initialpos');
  if (final === undefined)
    throw new DataError(
      'missing-value',
      'a vasprun.xml must have a <structure>; the run stopped before it wrote one',
      place,
    );
  const structure = structureOf(final, species, place);
  const results = new ResultNumbers(mode, place, diagnostics);
  const energy = energyOf(last, results);
  const levels = levelsOf(last, results);
  const version = textOf(named(descend(root, 'generator'), 'i', 'version'));
  return {
    structure,
    diagnostics,
    calculation: calculationOf(
      {
        program: 'VASP',
        version,
        energy,
        bandGap: levels === undefined ? undefined : bandGapOf(levels),
        converged: convergenceOf(root, steps, isInterrupted !== undefined),
        ionicSteps: completeSteps ?? steps.length,
      },
      structure.sites.length,
    ),
  };
}

/** A text that is well-formed again where the run was interrupted. */
interface WholeSteps {
  readonly text: string;
  /** Says so where it was. */
  readonly isInterrupted?: Diagnostic;
  /** Where the last step is not complete. */
  readonly completeSteps?: number;
}

/** The text, cut after the last complete ionic step where the run was interrupted, or after what is complete of its only one. */
function wholeSteps(text: string, mode: 'strict' | 'lenient', place: Place): WholeSteps {
  if (/<\/modeling>\s*$/.test(text.slice(-4096)) || !text.slice(0, 4096).includes('<modeling')) return { text };
  const end = text.lastIndexOf('</calculation>');
  const steps = text.split('</calculation>').length - 1;
  if (mode === 'strict') {
    throw new DataError(
      'bad-syntax',
      `the file must end with </modeling>: the run was interrupted after ${steps} complete ionic step${steps === 1 ? '' : 's'}${steps === 0 ? '' : '; lenient mode reads the last of them'}`,
      place,
    );
  }
  const interrupted = (message: string): Diagnostic => ({
    severity: 'repair',
    code: 'run-interrupted',
    message: `the run was interrupted: the file ends before </modeling>; ${message}`,
  });
  if (steps > 0)
    return {
      text: `${text.slice(0, end)}</calculation></modeling>`,
      isInterrupted: interrupted(`its last complete ionic step, number ${steps}, was read`),
    };
  const start = text.search(/<calculation[\s>]/);
  const whole = start < 0 ? undefined : endOfLastChild(text, start, ['structure']);
  if (whole === undefined)
    throw new DataError(
      'missing-value',
      'the file ends before </modeling> and has no complete ionic step; let the run finish or read its POSCAR',
      place,
    );
  return {
    text: `${text.slice(0, whole)}</calculation></modeling>`,
    isInterrupted: interrupted('what is complete of its only ionic step was read'),
    completeSteps: 0,
  };
}

function structureOf(node: XmlNode, species: readonly string[], place: Place): Structure {
  const crystal = descend(node, 'crystal');
  const lattice = children(named(crystal, 'varray', 'basis'), 'v').map((row) =>
    numbersOf(row, 'a lattice vector in <varray name="basis">', place, 3),
  );
  if (lattice.length !== 3)
    throw new DataError(
      'bad-lattice',
      `<varray name="basis"> must have three lattice vectors, got ${lattice.length}`,
      place,
    );
  const positions = children(named(node, 'varray', 'positions'), 'v');
  if (positions.length !== species.length) {
    throw new DataError(
      'bad-structure',
      `there must be as many positions as atoms: ${species.length} atoms in <atominfo>, ${positions.length} positions`,
      place,
    );
  }
  const sites = positions.map((v, i) => ({
    position: numbersOf(v, `the position of atom ${i + 1}`, place, 3),
    species: species[i] as string,
  }));
  try {
    return Structure.of({ lattice, sites });
  } catch (error) {
    throw error instanceof DataError ? error.at(place) : error;
  }
}

const energyNamed = (node: XmlNode | undefined, name: string, results: ResultNumbers): number | undefined =>
  results.read(named(descend(node, 'energy'), 'i', name), `the energy ${show(name)}`, name, 1)?.[0];

function energyOf(step: XmlNode | undefined, results: ResultNumbers): number | undefined {
  const extrapolated = energyNamed(step, 'e_0_energy', results);
  const free = energyNamed(step, 'e_fr_energy', results);
  const cycle = children(step, 'scstep').at(-1);
  const cycleExtrapolated = energyNamed(cycle, 'e_0_energy', results);
  const cycleFree = energyNamed(cycle, 'e_fr_energy', results);
  if (free === undefined || cycleExtrapolated === undefined || cycleFree === undefined) return extrapolated;
  const corrected = free + (cycleExtrapolated - cycleFree);
  // The file has eight decimals.
  return extrapolated === undefined || Math.abs(extrapolated - corrected) > 1e-7
    ? Number(corrected.toFixed(8))
    : extrapolated;
}

/** `set` of spins, each a `set` of k-points, each with rows of energy and occupation; undefined where one cannot be read. */
function levelsOf(step: XmlNode | undefined, results: ResultNumbers): Levels[][] | undefined {
  const spins = children(descend(step, 'eigenvalues', 'array', 'set'), 'set');
  const levels = spins.map((spin) => children(spin, 'set').map((k) => levelsAt(k, results)));
  const isWhole = (list: readonly (Levels | undefined)[]): list is Levels[] => list.every((one) => one !== undefined);
  return levels.every(isWhole) ? levels : undefined;
}

function levelsAt(k: XmlNode, results: ResultNumbers): Levels | undefined {
  const energies: number[] = [];
  const occupations: number[] = [];
  for (const row of children(k, 'r')) {
    const place = attribute(k, 'comment') ?? 'a k-point';
    const found = results.read(row, `an eigenvalue of ${place} with its occupation`, 'eigenvalues', 2);
    if (found === undefined) return undefined;
    energies.push(found[0]!);
    occupations.push(found[1]!);
  }
  return { energies, occupations };
}

function convergenceOf(root: XmlElement, steps: readonly XmlNode[], interrupted: boolean): Convergence {
  const parameters = descend(root, 'parameters');
  const incar = descend(root, 'incar');
  const setting = (group: string, ...path: readonly string[]): ((name: string) => number | undefined) => {
    const separator = path.reduce<XmlNode | undefined>(
      (at, name) => named(at, 'separator', name),
      named(parameters, 'separator', group),
    );
    return (name) => {
      const value = Number(textOf(named(separator, 'i', name) ?? named(incar, 'i', name)) ?? Number.NaN);
      return Number.isFinite(value) ? value : undefined;
    };
  };
  const most = setting('electronic', 'electronic convergence')('NELM') ?? 60; // VASP's default
  const last = steps.at(-1);
  const cycles = children(last, 'scstep').length;
  const ionic = setting('ionic');
  const moves = ionic('NSW') ?? 0;
  const relaxes = moves > 0 && [1, 2, 3].includes(ionic('IBRION') ?? -1);
  return {
    // VASP stops a cycle that does not converge at NELM; a converged one of exactly that length is not told apart.
    electronic: cycles === 0 ? undefined : cycles < most,
    ionic: !relaxes ? undefined : !interrupted && steps.length < moves,
  };
}
