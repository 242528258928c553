import { readFile } from 'node:fs/promises';
import { diagnosticText, initMoyo, type ReadResult, standardize } from '@crystal-fourier/data';
import {
  isotopesOf,
  powderCsv,
  type PowderOptions,
  type PowderPattern,
  powderPattern,
  powderProfile,
  profileCsv,
  type ProfileOptions,
  radiationOf,
  readMeasuredPattern,
} from '@crystal-fourier/data/diffraction';
import { readStructureFile } from '@crystal-fourier/data/node';
import type { Command } from 'commander';
import { type ReadingOptions, readOptionsOf } from '../config/reading.js';
import {
  displacementOption,
  ionsOption,
  numberOption,
  profileOption,
  radiationOption,
  rangeOption,
} from '../powder/powderOptions.js';
import { powderPicture } from '../powder/powderPicture.js';
import { powderTable } from '../powder/powderTable.js';
import { action, type Context } from '../shell/context.js';
import { usageError } from '../shell/failure.js';
import { integerOption, positiveOption } from '../shell/optionParsers.js';
import { prose } from '../shell/prose.js';
import { SEVERITY_LABELS } from '../shell/severityLabels.js';
import { refuseToReplace, writeWholeFile } from '../shell/writeWholeFile.js';
import { addReadingOptions, commonOptions } from './commonOptions.js';

interface PowderCommandOptions extends Omit<ReadingOptions, 'allowOverlap'> {
  readonly radiation: string;
  readonly twoTheta?: readonly [number, number];
  readonly dMin?: number;
  readonly doublet?: boolean;
  readonly merge: boolean;
  readonly monochromator?: number;
  readonly b?: PowderOptions['b'];
  readonly ions?: Readonly<Record<string, string>>;
  readonly dispersion: boolean;
  readonly profile?: ProfileOptions;
  readonly eta?: number;
  readonly step?: number;
  readonly measured?: string;
  readonly least: number;
  readonly out?: string;
  readonly force?: boolean;
  readonly index?: number;
  readonly symprec?: number;
}

export function addPowderCommand(program: Command): void {
  const command = program
    .command('powder')
    .summary('powder pattern of a structure: lines, a curve, CSV and SVG')
    .description(
      prose(`Computes the powder diffraction pattern of a structure, for X-rays or neutrons: positions and intensities of an ideal powder, with form
factors of Waasmaier and Kirfel, dispersion at the lines of X-ray tubes, and scattering lengths of Sears. Deuterium is read from the file.`),
    )
    .argument('<file>', 'structure file, gzip or not')
    .option('--radiation <name>', 'Cu Kα, CuKa1, Mo Kα, Co …, "neutron 1.548", "x-ray 0.4"', radiationOption, 'Cu Kα')
    .option('--two-theta <a-b>', 'degrees: the range of angles (default: 0-90)', rangeOption)
    .option('--d-min <length>', 'Å: the least distance of planes, instead of angles', positiveOption(100, ' Å'))
    .option('--doublet', 'Kα1 and Kα2 as lines of their own')
    .option('--no-merge', 'reflections at the same distance as lines of their own')
    .option('--monochromator <angle>', 'its 2θ; 26.6 for graphite and Cu Kα', numberOption(0, 179, ' degrees'))
    .option(
      '--b <numbers>',
      'Å²: displacement B of all atoms, or of elements, Na=1.2,Cl=1.0 (default: 0)',
      displacementOption,
    )
    .option('--ions <list>', 'ions instead of neutral atoms: Fe3+,O2-', ionsOption)
    .option('--no-dispersion', 'form factors without their corrections near absorption edges')
    .option('--profile <widths>', 'draw peaks of this width in degrees, or of U,V,W in squared degrees', profileOption)
    .option('--eta <share>', 'share of the Lorentz function in the peaks (default: 0.5)', numberOption(0, 1, ''))
    .option('--step <angle>', 'degrees between points of the curve (default: 0.02)', positiveOption(10, ' degrees'))
    .option('--measured <file>', 'a measured pattern with two columns, drawn in the SVG')
    .option('--least <percent>', 'weaker lines are not printed, nor written', numberOption(0, 100, ' %'), 0.1)
    .option('--out <file>', 'write .csv (lines, or the curve with --profile) or .svg')
    .option('--force', 'replace a file that is there')
    .option('--index <n>', 'of several structures in the file, the n-th', integerOption(1))
    .addOption(commonOptions.symprec());
  addReadingOptions(command, { overlap: false })
    .addHelpText(
      'after',
      `
Examples:
  $ cft powder quartz.cif
  $ cft powder quartz.cif --radiation "Mo Kα" --two-theta 5-60 --out quartz.csv
  $ cft powder rutile.cif --doublet --profile 0.08 --measured scan.xy --out rutile.svg
  $ cft powder ice.cif --radiation "neutron 1.548" --json`,
    )
    .action(action<[string], PowderCommandOptions>((context, [file], options) => powderOfFile(file, options, context)));
}

async function powderOfFile(
  file: string,
  options: PowderCommandOptions,
  { console }: Pick<Context, 'console'>,
): Promise<void> {
  const { out, least, profile, measured, force = false } = options;
  const kind = out === undefined ? undefined : kindOfName(out);
  if (measured !== undefined && kind !== 'svg')
    throw usageError('--measured is drawn in an SVG', '--out pattern.svg names one');
  if (profile === undefined && (options.eta ?? options.step) !== undefined)
    throw usageError('--eta and --step are about the curve', '--profile 0.1 draws one');
  if (out !== undefined) await refuseToReplace(out, force);
  const read = one(await readStructureFile(file, readOptionsOf(options)), options.index, file);
  for (const diagnostic of read.diagnostics)
    if (diagnostic.severity !== 'note')
      console.warn(`${file}: ${SEVERITY_LABELS[diagnostic.severity]}: ${diagnosticText(diagnostic)}`);
  await initMoyo();
  const crystal = standardize(read.structure, { symprec: options.symprec });
  const whole = powderPattern(crystal, patternOptions(options, read));
  const pattern: PowderPattern = { ...whole, lines: whole.lines.filter(({ relative }) => relative >= least) };
  const curve =
    profile === undefined
      ? undefined
      : powderProfile(whole, {
          ...profile,
          ...(options.eta === undefined ? {} : { eta: options.eta }),
          ...(options.step === undefined ? {} : { step: options.step }),
        });
  const title = `${read.structure.reducedFormula}, ${crystal.group.setting.hmExtended}`;
  if (kind === 'csv') await writeWholeFile(out!, curve === undefined ? powderCsv(pattern.lines) : profileCsv(curve));
  if (kind === 'svg') {
    const scan = measured === undefined ? undefined : readMeasuredPattern(await readFile(measured, 'utf8'));
    await writeWholeFile(out!, powderPicture({ title, pattern, profile: curve, measured: scan }));
  }
  console.data({ file, formula: read.structure.formula, group: String(crystal.group), ...pattern });
  const weaker = whole.lines.length - pattern.lines.length;
  console.print(
    `${title}: ${pattern.lines.length} lines of ${pattern.radiation.name}${weaker === 0 ? '' : `, and ${weaker} below ${least} %`}`,
  );
  for (const line of powderTable(pattern, least)) console.print(`  ${line}`);
  if (out !== undefined) console.info(`wrote ${out}`);
}

function patternOptions(options: PowderCommandOptions, { structure }: ReadResult): PowderOptions {
  const { radiation, twoTheta, dMin, doublet, merge, monochromator, b, ions, dispersion } = options;
  const isNeutron = radiationOf(radiation).kind === 'neutron';
  const isotopes = isNeutron ? isotopesOf(structure) : undefined;
  return {
    radiation,
    merge,
    ...(twoTheta === undefined ? {} : { twoTheta }),
    ...(dMin === undefined ? {} : { dMin }),
    ...(doublet === undefined ? {} : { doublet }),
    ...(monochromator === undefined ? {} : { monochromator }),
    ...(b === undefined ? {} : { b }),
    ...(ions === undefined ? {} : { ions }),
    ...(isotopes === undefined ? {} : { isotopes }),
    ...(dispersion ? {} : { dispersion }),
  };
}

function kindOfName(path: string): 'csv' | 'svg' {
  if (/\.csv$/i.test(path)) return 'csv';
  if (/\.svg$/i.test(path)) return 'svg';
  throw usageError(`${path}: expected a name that ends in .csv or .svg`, '--json prints the pattern as JSON');
}

function one(results: readonly ReadResult[], index: number | undefined, file: string): ReadResult {
  const result = results[(index ?? 1) - 1];
  if (result === undefined) throw usageError(`${file}: there is no structure ${index}, the file has ${results.length}`);
  if (index === undefined && results.length > 1)
    throw usageError(`${file}: the file has ${results.length} structures`, '--index 1 takes the first');
  return result;
}
