import type { Command } from 'commander';
import { Console, type ConsoleOptions, type Io } from './console.js';

/** What the action of every command is given. */
export interface Context {
  readonly console: Console;
  readonly io: Io;
  /** Set by Ctrl-C: the command completes the file that it writes, then stops. */
  readonly signal: AbortSignal;
  /** The command line without the program's name, for the record. */
  readonly argv: readonly string[];
}

interface Session {
  readonly io: Io;
  readonly argv: readonly string[];
  console: Console | undefined;
}

const sessions = new WeakMap<Command, Session>();

const rootOf = (command: Command): Command => (command.parent === null ? command : rootOf(command.parent));

/** Connects a program with its streams and environment. */
export function openSession(program: Command, io: Io, argv: readonly string[]): void {
  sessions.set(program, { io, argv, console: undefined });
}

/** The console of the command; made from the options read so far where the command has not begun. */
export function consoleOf(command: Command): Console {
  const root = rootOf(command);
  const session = sessions.get(root);
  if (session === undefined) throw new Error('consoleOf: the program must be opened with openSession');
  return (session.console ??= new Console(session.io, optionsOf(root, session.argv)));
}

/** Options of the console; an error of parsing is printed as JSON where `--json` stands anywhere in the command line. */
function optionsOf(root: Command, argv: readonly string[]): ConsoleOptions {
  const { json, quiet, verbose } = root.opts<ConsoleOptions>();
  return { json: json ?? argv.includes('--json'), quiet, verbose };
}

/**
 * The action of a command: hands commander's arguments on, with the context first.
 *
 *     program.command('split').argument('<data>').action(action<[string], SplitOptions>(async (context, [data], options) => …))
 */
export function action<Args extends readonly unknown[], Options extends object>(
  work: (context: Context, args: Args, options: Options) => Promise<void> | void,
): (...given: unknown[]) => Promise<void> {
  return async (...given) => {
    const command = given.at(-1) as Command;
    const root = rootOf(command);
    const { io, argv } = sessions.get(root) as Session;
    const context: Context = {
      console: consoleOf(command),
      io,
      signal: io.signal ?? new AbortController().signal,
      argv,
    };
    await work(context, given.slice(0, -2) as unknown as Args, command.opts<Options>());
  };
}
