import type { Diagnostic, DiagnosticCode } from '../../core/diagnostics.js';
import { DataError } from '../../core/errors.js';

/** A file with more faults than this is not listed in full. */
const MOST_DIAGNOSTICS = 1000;

/** What is wrong with the syntax of a file: errors, and repairs, which strict mode refuses. @internal */
export class SyntaxReport {
  readonly mode: 'strict' | 'lenient';
  readonly diagnostics: Diagnostic[] = [];
  readonly #file: string | undefined;

  constructor(mode: 'strict' | 'lenient', file: string | undefined) {
    this.mode = mode;
    this.#file = file;
  }

  error(reason: string, line: number, code: 'bad-syntax' | 'unsupported' = 'bad-syntax'): DataError {
    return new DataError(code, `CIF: ${reason}`, { file: this.#file, line });
  }

  /** Reports a repair, or refuses it in strict mode. */
  repair(code: DiagnosticCode, message: string, { line, tag }: { line: number; tag?: string | undefined }): void {
    if (this.mode === 'strict') throw this.error(message, line);
    if (this.diagnostics.length < MOST_DIAGNOSTICS)
      this.diagnostics.push({ severity: 'repair', code, message, line, tag });
  }
}
