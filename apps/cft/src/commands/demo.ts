import type { Command } from 'commander';
import { type Context, action } from '../shell/context.js';
import { DemoError, type DemoErrorCode } from '../demo/errors.js';
import { type DemoReport, writeDemo } from '../demo/writeDemo.js';
import { CliError, EXIT, type ExitCode } from '../shell/failure.js';
import { integerOption, seedOption } from '../shell/optionParsers.js';

interface DemoOptions {
  readonly count: number;
  readonly seed: number;
}

/** `cft demo DIR`: writes the built-in data set. */
export function addDemoCommand(program: Command): void {
  program
    .command('demo')
    .summary('write a data set of random ionic crystals to try things out with')
    .description(
      'Writes random ionic crystals as CIF files, with their energies (Ewald electrostatics and Born–Mayer repulsion, eV per atom) in id_prop.csv.',
    )
    .argument('<dir>', 'folder to write: a new or empty one, or an earlier demo data set, which is replaced')
    .option('--count <n>', 'number of crystals', integerOption(1, 99_999), 1500)
    .option('--seed <n>', 'another seed gives other crystals', seedOption, 0)
    .addHelpText(
      'after',
      `
Examples:
  $ cft demo demo
  $ cft demo demo-small --count 200 --seed 7
  $ cft train demo --target energy_per_atom`,
    )
    .action(action<[string], DemoOptions>(demo));
}

async function demo({ console, signal }: Context, [folder]: [string], { count, seed }: DemoOptions): Promise<void> {
  const progress = console.progress('crystals', count);
  try {
    const report = await writeDemo(folder, { count, seed, signal, onProgress: (written) => progress.update(written) });
    progress.stop();
    console.print(demoText(report));
    console.data(report);
  } catch (error) {
    throw error instanceof DemoError ? failureOf(error) : error;
  } finally {
    progress.stop();
  }
}

/** The report for people. */
function demoText({ folder, count, replaced, systems, groups, formulas, energies }: DemoReport): string {
  const perSystem = Object.entries(systems)
    .map(([system, n]) => `${system} ${n}`)
    .join(', ');
  return [
    `${folder}: ${count} crystals${replaced ? ', which replace the earlier ones' : ''}`,
    `  ${groups} space groups, ${formulas} formulas; ${perSystem}`,
    `  targets energy_per_atom (${energies.map((energy) => energy.toFixed(2)).join(' to ')} eV) and madelung_energy_per_atom`,
  ].join('\n');
}

const EXIT_CODES: Partial<Record<DemoErrorCode, ExitCode>> = {
  'bad-argument': EXIT.usage,
  'not-empty': EXIT.usage,
  aborted: EXIT.interrupted,
};

const failureOf = (error: DemoError): CliError =>
  new CliError(error.message, {
    code: error.code,
    exitCode: EXIT_CODES[error.code] ?? EXIT.failure,
    cause: error,
  });
