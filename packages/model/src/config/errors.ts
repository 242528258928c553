/** What went wrong, for programs. */
export type ModelErrorCode =
  | 'bad-argument' // an argument breaks its contract
  | 'bad-config' // a model or training configuration that cannot be
  | 'bad-data' // examples that cannot be learned from or predicted
  | 'bad-checkpoint' // a file that is damaged, foreign, or of another model
  | 'diverged'; // the loss is not finite, or exploded

/** The error of everything that this package refuses; `message` is one line and says what to do. */
export class ModelError extends Error {
  /** Errors of another copy of this package count, too: `instanceof` goes by the name. */
  static override [Symbol.hasInstance](value: unknown): value is ModelError {
    return (Object(value) as ModelError).name === 'ModelError';
  }

  override readonly name = 'ModelError';
  /** What went wrong, for programs. */
  readonly code: ModelErrorCode;
  /** Ids of the records concerned, where there are some. */
  readonly records: readonly string[];

  constructor(code: ModelErrorCode, message: string, records: readonly string[] = []) {
    super(message);
    this.code = code;
    this.records = records;
  }
}

/** A value as it is shown in a message: short, on one line. */
export function show(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
