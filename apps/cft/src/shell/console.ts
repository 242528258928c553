import { Presets, SingleBar } from 'cli-progress';
import pico from 'picocolors';
import { type CliError, EXIT } from './failure.js';

/** Where text goes. `process.stdout` is one. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** What a command touches of its surroundings, but for files. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Set by Ctrl-C. */
  readonly signal?: AbortSignal | undefined;
}

export interface ConsoleOptions {
  /** One JSON document on stdout instead of text. Defaults to false. */
  readonly json?: boolean | undefined;
  /** Errors only on stderr. Defaults to false. */
  readonly quiet?: boolean | undefined;
  /** Details, and stacks of errors. Defaults to false. */
  readonly verbose?: boolean | undefined;
}

/** A running count. It is drawn on a terminal only. */
export interface Progress {
  /** @param value how much is done, in units of the total */
  update(value: number, text?: string): void;
  /** Removes it from the terminal. */
  stop(): void;
}

type Colors = ReturnType<typeof pico.createColors>;

const wantsColor = ({ isTTY }: Output, env: Io['env']): boolean => {
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  if ((env['FORCE_COLOR'] ?? '') !== '') return env['FORCE_COLOR'] !== '0';
  return isTTY === true && env['TERM'] !== 'dumb';
};

const silent: Progress = { update: () => undefined, stop: () => undefined };

/**
 * All output of a command: results on stdout, everything else on stderr, so that results can be piped.
 *
 * With `json`, stdout has exactly one JSON document: what {@link data} is given, or, if the command fails,
 * `{"error":{"code","message","hint"?,"details"?}}`; text results are left out.
 */
export class Console {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** For text on stdout. */
  readonly colors: Colors;
  readonly #stderrColors: Colors;
  readonly #io: Io;
  #bar: SingleBar | undefined;
  #hasData = false;

  constructor(io: Io, { json = false, quiet = false, verbose = false }: ConsoleOptions = {}) {
    this.#io = io;
    this.json = json;
    this.quiet = quiet;
    this.verbose = verbose && !quiet;
    this.colors = pico.createColors(wantsColor(io.stdout, io.env));
    this.#stderrColors = pico.createColors(wantsColor(io.stderr, io.env));
  }

  /** A result for people: lines on stdout. Nothing with `json`. */
  print(text = ''): void {
    if (!this.json) this.#io.stdout.write(`${text}\n`);
  }

  /** The result as data: with `json` the one document on stdout, else nothing. */
  data(value: unknown): void {
    if (!this.json) return;
    if (this.#hasData) throw new Error('data: a command gives one JSON document, got a second');
    this.#hasData = true;
    this.#io.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
  }

  /** A step of the work. */
  info(text: string): void {
    if (!this.quiet) this.#line(text);
  }

  /** Details, shown with `verbose` only. */
  detail(text: string): void {
    if (this.verbose) this.#line(this.#stderrColors.dim(text));
  }

  /** Something that the user should check; the work goes on. */
  warn(text: string): void {
    if (!this.quiet) this.#line(`${this.#stderrColors.yellow('warning:')} ${text}`);
  }

  /** The end of a command that failed. */
  fail(error: CliError): void {
    const { message, hint, details, code, cause, stack } = error;
    const red = this.#stderrColors.red;
    const label = error.exitCode === EXIT.interrupted ? '' : `${red('error:')} `;
    this.#line(`${label}${message}${hint === undefined ? '' : ` (${hint})`}`);
    for (const detail of details) this.#line(`  ${detail}`);
    if (this.verbose) this.#line(this.#stderrColors.dim((cause instanceof Error ? cause.stack : stack) ?? ''));
    // A command may have given its data and still end with an error: some of several files were broken.
    if (this.#hasData) return;
    this.data({
      error: { code, message, ...(hint === undefined ? {} : { hint }), ...(details.length === 0 ? {} : { details }) },
    });
  }

  /**
   * A bar on stderr where that is a terminal, and nothing elsewhere.
   *
   * @param label at most some 20 characters
   * @param total what `update` counts to
   */
  progress(label: string, total: number): Progress {
    const { stderr } = this.#io;
    if (this.quiet || stderr.isTTY !== true) return silent;
    this.#bar?.stop();
    const bar = new SingleBar(
      {
        format: `${label} {bar} {percentage}% {text}`,
        stream: stderr as unknown as NodeJS.WritableStream,
        barsize: 24,
        clearOnComplete: true,
        hideCursor: true,
        gracefulExit: false,
        fps: 8,
      },
      Presets.shades_classic,
    );
    bar.start(total, 0, { text: '' });
    this.#bar = bar;
    return {
      update: (value, text) => bar.update(Math.min(value, total), text === undefined ? {} : { text }),
      stop: () => {
        bar.stop();
        if (this.#bar === bar) this.#bar = undefined;
      },
    };
  }

  /** Removes the bar and shows the cursor again. */
  close(): void {
    this.#bar?.stop();
    this.#bar = undefined;
  }

  #line(text: string): void {
    // The bar is drawn again at its next step. The line is erased first, or it would end with the rest of the bar.
    this.#io.stderr.write(`${this.#bar === undefined ? '' : '\r\u001b[2K'}${text}\n`);
  }
}
