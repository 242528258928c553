import { type CellParameters, diagnosticText, initMoyo } from '@crystal-fourier/data';
import { readStructureFile } from '@crystal-fourier/data/node';
import { combinationText, decimalText, fractionText } from '@crystal-fourier/math3';
import type { Command } from 'commander';
import { type ReadingOptions, readOptionsOf } from '../config/reading.js';
import type { Console } from '../shell/console.js';
import { action } from '../shell/context.js';
import { CliError, EXIT, throwIfInterrupted, toCliError } from '../shell/failure.js';
import { prose } from '../shell/prose.js';
import { SEVERITY_LABELS } from '../shell/severityLabels.js';
import { alignColumns } from '../shell/textTable.js';
import { type Inspection, inspectStructure } from '../structures/inspection.js';
import { tensorLines } from '../structures/tensorForms.js';
import { addReadingOptions, commonOptions } from './commonOptions.js';

interface InspectCommandOptions extends Omit<ReadingOptions, 'allowOverlap'> {
  readonly symprec?: number;
  readonly tensors?: boolean;
}

/** An inspected structure, or why there is none. */
type InspectOutcome = Inspection | { readonly file: string; readonly error: CliError };

export function addInspectCommand(program: Command): void {
  const command = program
    .command('inspect')
    .summary('space group, Wyckoff positions and oddities of structure files')
    .description(
      prose(`Shows the space group of each structure, its orbits with Wyckoff letter, site symmetry and free parameters, how to get from
the cell of the file to the standard one, what was moved to make the symmetry exact, and what was repaired on reading.
Formats are recognised by the content: CIF, POSCAR, extended XYZ, pymatgen and OPTIMADE JSON, vasprun.xml, Quantum ESPRESSO XML.`),
    )
    .argument('<files...>', 'structure files, gzip or not')
    .addOption(commonOptions.symprec())
    .option('--tensors', 'show what symmetry leaves of dielectric, piezoelectric, elastic … tensors and Born charges');
  addReadingOptions(command, { overlap: false })
    .addHelpText(
      'after',
      `
Examples:
  $ cft inspect quartz.cif
  $ cft inspect POSCAR CONTCAR --symprec 0.05
  $ cft inspect quartz.cif --tensors
  $ cft inspect diamond.cif --setting "F d -3 m:1"
  $ cft inspect *.cif --json`,
    )
    .action(
      action<[string[]], InspectCommandOptions>(async ({ console, signal }, [files], options) => {
        const outcomes: InspectOutcome[] = [];
        for (const file of files) {
          throwIfInterrupted(signal);
          const found = await inspectFile(file, options);
          found.forEach((outcome) => {
            // A single broken structure is the error of the command, without a summary.
            if ('error' in outcome && files.length === 1 && found.length === 1) throw outcome.error;
            if (outcomes.length > 0) console.print();
            printOutcome(outcome, console);
            outcomes.push(outcome);
          });
        }
        console.data(
          outcomes.map((outcome) =>
            'error' in outcome
              ? { file: outcome.file, error: { code: outcome.error.code, message: outcome.error.message } }
              : outcome,
          ),
        );
        const failed = outcomes.filter((outcome) => 'error' in outcome).length;
        if (failed > 0)
          throw new CliError(`${failed} of ${outcomes.length} structures could not be inspected`, {
            exitCode: EXIT.data,
          });
      }),
    );
}

/** All structures of a file; a file or structure that is broken is one outcome. */
async function inspectFile(
  file: string,
  { symprec, tensors, ...reading }: InspectCommandOptions,
): Promise<readonly InspectOutcome[]> {
  await initMoyo();
  try {
    const results = await readStructureFile(file, readOptionsOf(reading));
    return results.map((result) => {
      try {
        return inspectStructure(result, file, { symprec, tensors });
      } catch (error) {
        return { file, error: toCliError(error) };
      }
    });
  } catch (error) {
    return [{ file, error: toCliError(error) }];
  }
}

const cellText = ({ a, b, c, alpha, beta, gamma }: CellParameters): string =>
  `${[a, b, c].map((x) => x.toFixed(4)).join(' ')} Å, ${[alpha, beta, gamma].map((x) => x.toFixed(3)).join(' ')}°`;

/** What a declared group was taken from. */
const SOURCES: Readonly<Record<string, string>> = {
  operations: 'by its operations',
  hall: 'by its Hall symbol',
  'hermann-mauguin': 'by its Hermann–Mauguin symbol',
  number: 'by its number',
  setting: 'as asked for',
};

/** A measure of how little was changed; what is rounding is 0. */
const smallText = (x: number): string => (x < 1e-12 ? '0' : x.toExponential(1));

function printOutcome(outcome: InspectOutcome, console: Console): void {
  const { bold, dim, red, yellow } = console.colors;
  if ('error' in outcome) {
    console.print(`${bold(outcome.file)}: ${red('error:')} ${outcome.error.message}`);
    return;
  }
  const { file, id, formula, group, standardCell, orbits, transformation, declared } = outcome;
  console.print(
    `${bold(file)}${id === null ? '' : ` ${dim(id)}`}: ${formula}, ${outcome.sites} sites, ${outcome.density.toFixed(3)} g/cm³`,
  );
  const { P, p } = transformation;
  const axes = [0, 1, 2].map((j) => combinationText([P[j]!, P[3 + j]!, P[6 + j]!])).join(', ');
  const facts: string[][] = [
    ['space group', bold(`${group.symbol} (${group.number})`)],
    [
      '',
      `Hall ${group.hall}; ${group.schoenflies}; ${group.crystalSystem}, point group ${group.pointGroup}, lattice ${group.bravais}`,
    ],
    ...(declared === null
      ? []
      : [['declared', `${declared.symbol} (${declared.number}), ${SOURCES[declared.source]}`]]),
    ['cell of the file', cellText(outcome.cell)],
    ['standard cell', `${cellText(standardCell)}, ${standardCell.volume.toFixed(3)} Å³, ${standardCell.sites} sites`],
    ['axes', `${axes}; origin ${p.map((x) => fractionText(x)).join(', ')}`],
    [
      'made ideal',
      `moved by at most ${smallText(outcome.displacement)} Å, strained by ${smallText(outcome.strain)}, found within ${outcome.symprec} Å`,
    ],
  ];
  for (const line of alignColumns(facts)) console.print(`  ${line}`);
  const rows = orbits.map(({ species, multiplicity, letter, siteSymmetry, coordinates, parameters, position }) => [
    species,
    `${multiplicity}${letter}`,
    siteSymmetry,
    coordinates,
    Object.entries(parameters)
      .map(([name, value]) => `${name}=${decimalText(value, 5)}`)
      .join(' '),
    position.map((x) => fractionText(x)).join(' '),
  ]);
  const header = ['', 'Wyckoff', 'symmetry', 'coordinates', 'parameters', 'site'];
  alignColumns([header, ...rows]).forEach((line, i) => console.print(`  ${i === 0 ? dim(line) : line}`));
  if (outcome.tensors !== undefined) {
    console.print(`  ${dim(`tensors of point group ${group.pointGroup}`)}`);
    for (const line of tensorLines(outcome.tensors, 'the standard cell')) console.print(`  ${line}`);
  }
  for (const [severity, label] of Object.entries(SEVERITY_LABELS)) {
    const color = severity === 'note' ? dim : yellow;
    for (const diagnostic of outcome.diagnostics)
      if (diagnostic.severity === severity) console.print(`  ${color(`${label}:`)} ${diagnosticText(diagnostic)}`);
  }
}
