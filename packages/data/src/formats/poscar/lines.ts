import type { Vec3 } from '@crystal-fourier/spacegroups';
import type { Diagnostic, DiagnosticCode } from '../../core/diagnostics.js';
import { DataError, type DataErrorCode, show } from '../../core/errors.js';
import { fortranNumber } from '../../core/fortranNumber.js';

/** Atoms that are read at most. */
export const MOST_ATOMS = 1_000_000;

/** The lines of a file, one of which is looked at. */
export class PoscarLines {
  readonly mode: 'strict' | 'lenient';
  readonly diagnostics: Diagnostic[];
  /** Index of the line that is looked at; the first is the comment. */
  at = 1;
  readonly #lines: readonly string[];
  readonly #file: string | undefined;

  constructor(text: string, mode: 'strict' | 'lenient', file: string | undefined, diagnostics: readonly Diagnostic[]) {
    this.#lines = text.split(/\r\n|\r|\n/, 3 * MOST_ATOMS);
    this.mode = mode;
    this.#file = file;
    this.diagnostics = [...diagnostics];
  }

  /** The first line, which is free text. */
  get comment(): string {
    return this.#lines[0] ?? '';
  }

  get text(): string {
    return this.#lines[this.at] ?? '';
  }

  get isAtEnd(): boolean {
    return this.at >= this.#lines.length;
  }

  next(): void {
    this.at++;
  }

  words(): string[] {
    return wordsOf(this.text);
  }

  /** The words in front of a comment, which `!` or `#` begins. */
  data(): string[] {
    const words = this.words();
    const end = words.findIndex(beginsComment);
    return end < 0 ? words : words.slice(0, end);
  }

  /** The line as error messages show it. */
  shown(): string {
    return show(this.#lines[this.at] ?? 'the end of the file');
  }

  /** Whether the line begins with three numbers. */
  isTriple(): boolean {
    const words = this.words().slice(0, 3);
    return words.length === 3 && !words.map(fortranNumber).some(Number.isNaN);
  }

  /** The three numbers with which the line begins. */
  triple(what: string): Vec3 {
    return this.tripleOf(this.words(), () => what);
  }

  /** The three numbers with which the words of the line begin. */
  tripleOf([first = '', second = '', third = '']: readonly string[], what: () => string): Vec3 {
    const [x, y, z] = [fortranNumber(first), fortranNumber(second), fortranNumber(third)];
    if (!Number.isNaN(x + y + z)) return [x, y, z];
    if (this.isAtEnd)
      throw this.error('missing-value', `expected ${what()}, found the end of the file`, this.#lines.length - 1);
    throw this.error('bad-value', `expected ${what()}, found ${this.shown()}`);
  }

  /** @param index of the line, by default that which is looked at */
  error(code: DataErrorCode, reason: string, index = this.at): DataError {
    return new DataError(code, `POSCAR: ${reason}`, { file: this.#file, line: index + 1 });
  }

  /** Reports what was repaired at a line; strict mode refuses it. @param done what was made of it */
  repair(code: DiagnosticCode, found: string, done = '', index = this.at): void {
    if (this.mode === 'strict') throw this.error('bad-value', found, index);
    this.diagnostics.push({ severity: 'repair', code, message: found + done, line: index + 1 });
  }

  /** Reports what may not be wanted; strict mode refuses it. */
  warn(code: DiagnosticCode, message: string, index = this.at): void {
    if (this.mode === 'strict') throw this.error('unsupported', message, index);
    this.diagnostics.push({ severity: 'warning', code, message, line: index + 1 });
  }

  /** Reports what is worth knowing of a line. */
  note(code: DiagnosticCode, message: string, index = this.at): void {
    this.diagnostics.push({ severity: 'note', code, message, line: index + 1 });
  }
}

/** Whether a word begins a comment behind the values of a line. */
export const beginsComment = (word: string): boolean => word.startsWith('!') || word.startsWith('#');

/** The words of a text, separated by white space. */
export function wordsOf(text: string): string[] {
  const trimmed = text.trim();
  return trimmed === '' ? [] : trimmed.split(/\s+/);
}
