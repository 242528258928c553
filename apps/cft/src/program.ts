import { Command, CommanderError } from 'commander';
import { addCalibrateCommand } from './commands/calibrate.js';
import { addConvertCommand } from './commands/convert.js';
import { addCrossvalCommand } from './commands/crossval.js';
import { addDemoCommand } from './commands/demo.js';
import { addEvaluateCommand } from './commands/evaluate.js';
import { addExportCommand } from './commands/export.js';
import { addFetchCommand } from './commands/fetch.js';
import { addGroupCommand } from './commands/group.js';
import { addInspectCommand } from './commands/inspect.js';
import { addModelsCommand } from './commands/models.js';
import { addPowderCommand } from './commands/powder.js';
import { addPredictCommand } from './commands/predict.js';
import { addPrepareCommand } from './commands/prepare.js';
import { addPretrainCommand } from './commands/pretrain.js';
import { addReportCommand } from './commands/report.js';
import { addSplitCommand } from './commands/split.js';
import { addTrainCommand } from './commands/train.js';
import type { Io } from './shell/console.js';
import { consoleOf, openSession } from './shell/context.js';
import { CliError, EXIT, type ExitCode, toCliError } from './shell/failure.js';
import { VERSION } from './shell/versions.js';

/** The command line as a whole, every command added. */
export function createProgram(io: Io, argv: readonly string[] = []): Command {
  const program = new Command('cft');
  openSession(program, io, argv);
  program
    .description('Properties of crystals: train, evaluate and predict with a network that knows all 230 space groups.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .option('--json', 'print the result as one JSON document (an error, too: {"error":{"code","message","hint"}})')
    .option('-q, --quiet', 'print errors only, beside the result')
    .option('-v, --verbose', 'print details, and where an error comes from')
    .showSuggestionAfterError(true)
    .configureHelp({ showGlobalOptions: true, sortSubcommands: false })
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
      // Errors are printed once, by `run`.
      outputError: () => undefined,
      getOutHelpWidth: () => io.stdout.columns ?? 100,
      getErrHelpWidth: () => io.stderr.columns ?? 100,
    })
    // Thrown instead of leaving the process: a program can be run within another.
    .exitOverride()
    .addHelpText(
      'after',
      `
Examples:
  $ cft predict formation-energy quartz.cif
  $ cft models
  $ cft demo crystals
  $ cft train crystals --target energy_per_atom --out runs/energy
  $ cft evaluate runs/energy
  $ cft predict runs/energy quartz.cif POSCAR
  $ cft report runs/energy

Exit codes: 0 success, 1 the work failed, 2 wrong usage or configuration, 3 wrong data or files, 130 interrupted.
Results go to stdout, everything else to stderr. NO_COLOR=1 leaves colours out.`,
    );
  addTrainCommand(program);
  addEvaluateCommand(program);
  addCalibrateCommand(program);
  addCrossvalCommand(program);
  addPredictCommand(program);
  addModelsCommand(program);
  addReportCommand(program);
  addExportCommand(program);
  addPrepareCommand(program);
  addPretrainCommand(program);
  addSplitCommand(program);
  addInspectCommand(program);
  addGroupCommand(program);
  addPowderCommand(program);
  addConvertCommand(program);
  addFetchCommand(program);
  addDemoCommand(program);
  return program;
}

/**
 * Runs a command line.
 *
 * @param argv without the names of Node and the program: `['group', '225']`
 * @returns the exit code; nothing is thrown
 */
export const run = (argv: readonly string[], io: Io): Promise<ExitCode> => execute(createProgram(io, argv), argv, io);

/** Runs a command line of a program. @internal */
export async function execute(program: Command, argv: readonly string[], io: Io): Promise<ExitCode> {
  try {
    await program.parseAsync(argv, { from: 'user' });
    return io.signal?.aborted === true ? EXIT.interrupted : EXIT.ok;
  } catch (error) {
    // Commander has printed the help or the version that was asked for.
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.ok;
    // A bare `cft`: the help, on stderr, is the answer.
    if (error instanceof CommanderError && error.code === 'commander.help') {
      consoleOf(program).data({ error: { code: 'usage', message: 'a command is missing', hint: 'see --help' } });
      return EXIT.usage;
    }
    const failure = error instanceof CommanderError ? usageOf(error) : toCliError(error);
    consoleOf(program).close();
    consoleOf(program).fail(failure);
    return failure.exitCode;
  } finally {
    consoleOf(program).close();
  }
}

/** `error: unknown command 'trian'\n(Did you mean train?)` on one line. */
function usageOf({ message, code }: CommanderError): CliError {
  const [text = '', ...more] = message.replace(/^error: /, '').split('\n');
  const hint = more
    .join(' ')
    .trim()
    .replace(/^\((.*)\)$/, '$1');
  return new CliError(text, {
    exitCode: EXIT.usage,
    code: code.replace(/^commander\./, ''),
    hint: hint === '' ? 'see --help' : hint,
  });
}
