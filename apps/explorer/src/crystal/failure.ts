import type { DataError, Diagnostic } from '@crystal-fourier/data';

/** Why something did not work; plain data, so that a worker can say it. */
export interface Failure {
  /**
   * `input`: something is wrong with what was given; `fault`: something is wrong with this page or its surroundings; `given-up`: the work
   * was stopped, as something else was asked for.
   */
  readonly kind: 'input' | 'fault' | 'given-up';
  /** What was expected, what was found, what to do. */
  readonly reason: string;
  readonly file?: string;
  readonly line?: number;
  readonly record?: string | number;
  /** What was found in the file before. */
  readonly diagnostics?: readonly Diagnostic[];
}

/** An error that a {@link Failure} stands behind. */
export class FailureError extends Error {
  override readonly name = 'FailureError';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.reason);
    this.failure = failure;
  }
}

/** The failure of work that was given up because something else was asked for: it is not shown. */
export const GIVEN_UP: Failure = { kind: 'given-up', reason: 'the work was stopped' };

export const isGivenUp = ({ kind }: Failure): boolean => kind === 'given-up';

/** What the page says of an error. Refusals of the packages are about the input, all other errors are faults. */
export function failureOf(error: unknown, file?: string): Failure {
  if (error instanceof FailureError) return error.failure;
  // By names: the classes are in packages that only the workers load.
  if (error instanceof Error && error.name === 'DataError') {
    const { line, record, reason, file: own } = error as DataError;
    const where = own ?? file;
    return {
      kind: 'input',
      reason,
      ...(where === undefined ? {} : { file: where }),
      ...(line === undefined ? {} : { line }),
      ...(record === undefined ? {} : { record }),
    };
  }
  const isRefusal = error instanceof Error && error.name === 'ModelError';
  return {
    kind: isRefusal ? 'input' : 'fault',
    reason: error instanceof Error ? error.message : String(error),
    ...(file === undefined ? {} : { file }),
  };
}

/** `quartz.cif, line 12, record “a”`; empty where nothing is known. */
export function locationText({ file, line, record }: Failure): string {
  return [
    ...(file === undefined ? [] : [file]),
    ...(line === undefined ? [] : [`line ${line}`]),
    ...(record === undefined ? [] : [typeof record === 'number' ? `record ${record}` : `record “${record}”`]),
  ].join(', ');
}
