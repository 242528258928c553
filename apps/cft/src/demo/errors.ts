/** What a {@link DemoError} is about; stable, meant for `switch`. */
export type DemoErrorCode =
  | 'bad-argument'
  | 'not-neutral'
  | 'overlap'
  | 'unknown-ion'
  | 'not-empty'
  | 'not-writable'
  | 'aborted';

/** What the demo data set refuses. The message is one line: what must hold, what was found, what to do. */
export class DemoError extends Error {
  override readonly name = 'DemoError';
  readonly code: DemoErrorCode;

  constructor(code: DemoErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
