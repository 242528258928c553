/** What a {@link SpaceGroupError} is about; stable, meant for `switch`. */
export type SpaceGroupErrorCode =
  | 'bad-number'
  | 'bad-setting'
  | 'bad-symbol'
  | 'bad-hall'
  | 'bad-xyz'
  | 'bad-operation'
  | 'bad-basis'
  | 'bad-hkl'
  | 'bad-point'
  | 'bad-option'
  | 'bad-tensor'
  | 'not-a-group'
  | 'foreign-value';

/** The only error this package throws. The message says what must hold, what was found and what to do. */
export class SpaceGroupError extends Error {
  /** Errors of another copy of this package count, too: `instanceof` goes by the name. */
  static override [Symbol.hasInstance](value: unknown): value is SpaceGroupError {
    return (value as Error | undefined)?.name === 'SpaceGroupError';
  }

  override readonly name = 'SpaceGroupError';
  readonly code: SpaceGroupErrorCode;

  constructor(code: SpaceGroupErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Checks the number of a group. */
export function checkNumber(number: number, last: number, where: string): void {
  if (!Number.isInteger(number) || number < 1 || number > last) {
    throw new SpaceGroupError(
      'bad-number',
      `${where}: the number must be an integer from 1 to ${last}, got ${show(number)}`,
    );
  }
}

/** What a function returns, or the error of this package that it throws. */
export function attempt<T>(make: () => T): T | SpaceGroupError {
  try {
    return make();
  } catch (error) {
    if (error instanceof SpaceGroupError) return error;
    throw error;
  }
}

/** `value` as it may appear in an error message: short, quoted, printable. */
export function show(value: unknown): string {
  let text: string;
  if (typeof value === 'string') text = JSON.stringify(value);
  // Forty entries are longer than what is kept of the text.
  else if (Array.isArray(value)) text = `[${value.slice(0, 40).map(show).join(', ')}]`;
  else if (typeof value === 'object' && value !== null) text = `a ${value.constructor?.name ?? 'object'}`;
  else text = String(value);
  return text.length > 80 ? `${text.slice(0, 76)}…` : text;
}
