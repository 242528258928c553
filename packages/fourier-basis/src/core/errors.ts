/** What a {@link FourierBasisError} is about; stable, meant for `switch`. */
export type FourierBasisErrorCode =
  | 'bad-group'
  | 'bad-set'
  | 'wrong-family'
  | 'not-closed'
  | 'bad-points'
  | 'bad-values'
  | 'bad-output'
  | 'bad-lattice'
  | 'bad-grid'
  | 'bad-atom'
  | 'bad-option'
  | 'too-few-points'
  | 'not-invariant';

/** The only error this package throws. The message names the argument, what was found and the remedy. */
export class FourierBasisError extends Error {
  /** Errors of another copy of this package count, too: `instanceof` goes by the name. */
  static override [Symbol.hasInstance](value: unknown): value is FourierBasisError {
    return (Object(value) as FourierBasisError).name === 'FourierBasisError';
  }

  override readonly name = 'FourierBasisError';
  readonly code: FourierBasisErrorCode;

  constructor(code: FourierBasisErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** `value` as it may appear in an error message: short, quoted, printable. */
export function show(value: unknown): string {
  let text: string;
  if (typeof value === 'string') text = JSON.stringify(value);
  else if (ArrayBuffer.isView(value) && 'length' in value)
    text = `a ${value.constructor.name} of length ${String(value.length)}`;
  else if (Array.isArray(value)) text = `[${value.slice(0, 12).map(show).join(', ')}${value.length > 12 ? ', …' : ''}]`;
  else if (typeof value === 'object' && value !== null) text = `a ${value.constructor?.name ?? 'object'}`;
  else text = String(value);
  return text.length > 80 ? `${text.slice(0, 76)}…` : text;
}

/** Checks that an option is a finite number, and not negative (`≥ 0`) or positive (`> 0`). `name` begins with the function. */
export function checkOption(value: number, name: string, bound: '≥ 0' | '> 0', unit = ''): void {
  if (Number.isFinite(value) && (value > 0 || (value === 0 && bound === '≥ 0'))) return;
  throw new FourierBasisError('bad-option', `${name} must be a number ${bound}${unit}, got ${show(value)}`);
}
