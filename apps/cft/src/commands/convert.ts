import { diagnosticText, initMoyo, type ReadResult, siteDiagnostics } from '@crystal-fourier/data';
import { readStructureFile } from '@crystal-fourier/data/node';
import { type Command, Option } from 'commander';
import { type ReadingOptions, readOptionsOf } from '../config/reading.js';
import { action, type Context } from '../shell/context.js';
import { usageError } from '../shell/failure.js';
import { integerOption } from '../shell/optionParsers.js';
import { prose } from '../shell/prose.js';
import { SEVERITY_LABELS } from '../shell/severityLabels.js';
import { refuseToReplace, writeWholeFile } from '../shell/writeWholeFile.js';
import {
  type Converted,
  convertStructure,
  formatOfName,
  OUTPUT_FORMATS,
  type OutputFormat,
  writeStructures,
} from '../structures/conversion.js';
import { addReadingOptions, commonOptions } from './commonOptions.js';

interface ConvertCommandOptions extends Omit<ReadingOptions, 'allowOverlap'> {
  readonly to?: OutputFormat;
  readonly standardize?: boolean;
  readonly primitive?: boolean;
  readonly niggli?: boolean;
  readonly symprec?: number;
  readonly index?: number;
  readonly force?: boolean;
}

export function addConvertCommand(program: Command): void {
  const command = program
    .command('convert')
    .summary('write a structure file in another format or cell')
    .description(
      prose(`Reads a structure file of any known format and writes CIF, POSCAR (VASP 5), extended XYZ or pymatgen JSON. The file is written
whole or not at all. A CIF keeps the symmetry of a CIF, and has that of the standard setting after --standardize.`),
    )
    .argument('<in>', 'structure file, gzip or not')
    .argument('<out>', 'file to write; - prints it')
    .addOption(
      new Option('--to <format>', 'format, where the name of the file does not show it').choices([...OUTPUT_FORMATS]),
    )
    .option('--standardize', 'standard setting of the space group, made ideal')
    .option('--primitive', 'primitive cell, Niggli-reduced')
    .option('--niggli', 'Niggli-reduced cell of the lattice as it is')
    .addOption(commonOptions.symprec())
    .option('--index <n>', 'of several structures in the file, the n-th', integerOption(1))
    .option('--force', 'replace a file that is there');
  addReadingOptions(command, { overlap: false })
    .addHelpText(
      'after',
      `
Examples:
  $ cft convert quartz.cif POSCAR
  $ cft convert CONTCAR relaxed.cif --standardize --symprec 0.05
  $ cft convert vasprun.xml - --to json --primitive
  $ cft convert POSCAR.vasp4 salt.cif --species Na,Cl`,
    )
    .action(
      action<[string, string], ConvertCommandOptions>((context, [input, output], options) =>
        convertFile(input, output, options, context),
      ),
    );
}

/** Converts a file and prints what was done. */
async function convertFile(
  input: string,
  output: string,
  { to, index, force = false, ...options }: ConvertCommandOptions,
  { console, io }: Pick<Context, 'console' | 'io'>,
): Promise<void> {
  const toStdout = output === '-';
  if (toStdout && to === undefined)
    throw usageError('the format must be told where the output is printed', `--to ${OUTPUT_FORMATS.join('|')}`);
  if (toStdout && console.json) throw usageError('--json and the output - both need stdout', 'write to a file');
  const format = to ?? formatOfName(output);
  if (!toStdout) await refuseToReplace(output, force);

  const read = chosen(await readStructureFile(input, readOptionsOf(options)), index, input);
  const diagnostics = read.flatMap((result) => [...result.diagnostics, ...siteDiagnostics(result.structure)]);
  for (const diagnostic of diagnostics)
    if (diagnostic.severity !== 'note')
      console.warn(`${input}: ${SEVERITY_LABELS[diagnostic.severity]}: ${diagnosticText(diagnostic)}`);
  if (options.standardize === true) await initMoyo();
  const converted: Converted[] = read.map((result) => convertStructure(result, options));
  const content = writeStructures(converted, format);
  if (toStdout) io.stdout.write(content);
  else await writeWholeFile(output, content);
  const structures = converted.map(({ structure, symmetry }) => ({
    formula: structure.formula,
    sites: structure.sites.length,
    cell: structure.cellParameters,
    group: symmetry === undefined || format !== 'cif' ? null : String(symmetry.spaceGroup),
  }));
  console.data({ input, output, format, structures, diagnostics });
  for (const { formula, sites, group } of structures)
    console.info(
      `${formula}, ${sites} sites${group === null ? '' : `, ${group}`} → ${toStdout ? 'stdout' : output} (${format})`,
    );
}

function chosen(results: readonly ReadResult[], index: number | undefined, input: string): readonly ReadResult[] {
  if (index === undefined) return results;
  const result = results[index - 1];
  if (result === undefined)
    throw usageError(`${input}: there is no structure ${index}, the file has ${results.length}`);
  return [result];
}
