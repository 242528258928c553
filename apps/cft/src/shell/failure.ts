/** Exit codes of the process. */
export const EXIT = {
  ok: 0,
  /** The work failed: training diverged, the disk is full, a server does not answer. */
  failure: 1,
  /** The command or a configuration is wrong. */
  usage: 2,
  /** Data or files are wrong. */
  data: 3,
  /** Ctrl-C. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export interface CliErrorOptions {
  /** What to do about it. */
  readonly hint?: string | undefined;
  /** Defaults to 1. */
  readonly exitCode?: ExitCode;
  /** For programs; defaults to a word for the exit code: `failure`, `usage`, `data`, `interrupted`. */
  readonly code?: string;
  /** One line each, where there are several problems. */
  readonly details?: readonly string[];
  readonly cause?: unknown;
}

/** A failure that is explained: its message is one line for a person, without a stack. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly hint: string | undefined;
  readonly exitCode: ExitCode;
  readonly code: string;
  readonly details: readonly string[];

  constructor(message: string, { hint, exitCode = EXIT.failure, code, details = [], cause }: CliErrorOptions = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.hint = hint;
    this.exitCode = exitCode;
    this.code = code ?? nameOf(exitCode);
    this.details = details;
  }
}

const nameOf = (exitCode: ExitCode): string =>
  Object.entries(EXIT).find(([, code]) => code === exitCode)?.[0] ?? 'failure';

/** A wrong command line or configuration. */
export const usageError = (message: string, hint?: string): CliError =>
  new CliError(message, { hint, exitCode: EXIT.usage });

/** Wrong data or files. */
export const dataError = (message: string, hint?: string): CliError =>
  new CliError(message, { hint, exitCode: EXIT.data });

/** @throws CliError with exit code 130 once the signal is set. */
export function throwIfInterrupted(signal: AbortSignal | undefined, message = 'interrupted'): void {
  if (signal?.aborted === true) throw new CliError(message, { exitCode: EXIT.interrupted });
}

/** Exit codes by the codes of the packages' errors; by name, since a look at `ModelError` itself would load TensorFlow. */
const CODES: Readonly<Record<string, Readonly<Record<string, ExitCode>>>> = {
  DataError: {
    'bad-argument': EXIT.usage,
    network: EXIT.failure,
    'not-writable': EXIT.failure,
    aborted: EXIT.interrupted,
  },
  ModelError: { 'bad-argument': EXIT.usage, 'bad-config': EXIT.usage, diverged: EXIT.failure },
};

const SYSTEM: Readonly<Record<string, readonly [text: string, exitCode: ExitCode]>> = {
  ENOENT: ['there is no such file or folder', EXIT.data],
  ENOTDIR: ['a part of the path is no folder', EXIT.data],
  EISDIR: ['it is a folder, a file was expected', EXIT.data],
  EACCES: ['access is not allowed', EXIT.failure],
  EPERM: ['access is not allowed', EXIT.failure],
  EROFS: ['the file system is read-only', EXIT.failure],
  ENOSPC: ['the disk is full', EXIT.failure],
  EDQUOT: ['the quota of the disk is used up', EXIT.failure],
  EMFILE: ['too many files are open', EXIT.failure],
};

/** Any thrown value as a {@link CliError}. The message of an unknown one says that it is a fault of the program. */
export function toCliError(error: unknown): CliError {
  if (error instanceof CliError) return error;
  if (!(error instanceof Error)) return new CliError(`internal error: ${String(error)}`, { code: 'internal' });
  const code = (error as { code?: unknown }).code;
  const message = error.message.replace(/\s*[\r\n]+\s*/g, ' ');
  if (/^(?:Data|Model|SpaceGroup|FourierBasis)Error$/.test(error.name) && typeof code === 'string') {
    const fallback = error.name === 'DataError' || error.name === 'ModelError' ? EXIT.data : EXIT.usage;
    return new CliError(message, { code, exitCode: CODES[error.name]?.[code] ?? fallback, cause: error });
  }
  const system = typeof code === 'string' ? SYSTEM[code] : undefined;
  if (system !== undefined) {
    const { path } = error as NodeJS.ErrnoException;
    const [text, exitCode] = system;
    return new CliError(`${path === undefined ? '' : `${path}: `}${text}`, {
      code: String(code),
      exitCode,
      cause: error,
    });
  }
  // A configuration can ask for a network that is larger than the memory.
  if (error instanceof RangeError && /array length|array buffer allocation/i.test(message))
    return new CliError(`the memory does not suffice: ${message}`, {
      code: 'memory',
      hint: 'a smaller network (model.width, model.blocks, model.expansion) or training.batchSize needs less',
      cause: error,
    });
  return new CliError(`internal error: ${message}`, {
    code: 'internal',
    hint: 'this is a fault of the program; --verbose shows where',
    cause: error,
  });
}
