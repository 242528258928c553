import type { Diagnostic } from './diagnostics.js';

/** What a {@link DataError} is about; stable, meant for `switch`. */
export type DataErrorCode =
  | 'bad-structure'
  | 'bad-lattice'
  | 'bad-site'
  | 'bad-element'
  | 'bad-argument'
  | 'bad-encoding'
  | 'bad-gzip'
  | 'bad-syntax'
  | 'bad-value'
  | 'missing-value'
  | 'bad-symmetry'
  | 'unsupported'
  | 'unknown-format'
  | 'too-large'
  | 'bad-dataset'
  | 'empty-folder' // a folder without a file that has the name of a structure file
  | 'bad-cache'
  | 'busy' // another process is at work in the folder
  | 'network'
  | 'not-writable'
  | 'thread-stopped'
  | 'aborted';

/** Where in the input something was found. */
export interface Place {
  /** Name of the file as the caller gave it. */
  readonly file?: string | undefined;
  /** Line in the file, from 1. */
  readonly line?: number | undefined;
  /** Data block, frame, record number or identifier. */
  readonly record?: string | number | undefined;
}

/**
 * The only error that this package throws on purpose. Its message is one line: where, what was expected, what was found and
 * what to do. The place stands in front of it in the form that editors make a link of, `quartz.cif:12: …`.
 */
export class DataError extends Error {
  /** Errors of another copy of this package count, too: `instanceof` goes by the name. */
  static override [Symbol.hasInstance](value: unknown): value is DataError {
    // Browsers have errors of this name, too; theirs have numbers as codes.
    const { name, code } = Object(value) as Partial<DataError>;
    return name === 'DataError' && typeof code === 'string';
  }

  override readonly name = 'DataError';
  readonly code: DataErrorCode;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly record: string | number | undefined;
  /** The message without the place. */
  readonly reason: string;
  /** What was found before the error, where something was. */
  readonly diagnostics: readonly Diagnostic[];

  constructor(code: DataErrorCode, reason: string, place: Place = {}, diagnostics: readonly Diagnostic[] = []) {
    const text = oneLine(reason);
    super(prefix(place) + text);
    this.code = code;
    this.reason = text;
    this.file = place.file;
    this.line = place.line;
    this.record = place.record;
    this.diagnostics = diagnostics;
  }

  /** The same error with what was not known where it arose: the file, the record. Known parts of the place stay. */
  at(place: Place): DataError {
    const { code, reason, file = place.file, line = place.line, record = place.record } = this;
    return new DataError(code, reason, { file, line, record }, this.diagnostics);
  }

  /** The same error with what was found before it. */
  after(diagnostics: readonly Diagnostic[]): DataError {
    return new DataError(this.code, this.reason, this, [...diagnostics, ...this.diagnostics]);
  }
}

function prefix({ file, line, record }: Place): string {
  const where =
    file !== undefined
      ? `${oneLine(file)}${line === undefined ? '' : `:${line}`}`
      : line === undefined
        ? ''
        : `line ${line}`;
  const what = record === undefined ? '' : `record ${show(record)}`;
  return where === '' && what === '' ? '' : `${[where, what].filter((part) => part !== '').join(': ')}: `;
}

// Control characters and line separators would break the line or the terminal.
const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').slice(0, 1000);

/** `value` as it may appear in an error message: short, quoted, printable. */
export function show(value: unknown): string {
  let text: string;
  if (typeof value === 'string') text = JSON.stringify(value.length > 90 ? value.slice(0, 90) : value);
  else if (Array.isArray(value))
    text = `[${value.slice(0, 12).map(showShallow).join(', ')}${value.length > 12 ? ', …' : ''}]`;
  else text = showShallow(value);
  return text.length > 80 ? `${text.slice(0, 76)}…` : text;
}

// Nested input may be of any depth; it is not followed.
function showShallow(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 40));
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return `a ${value.constructor?.name ?? 'object'}`;
  return String(value);
}
