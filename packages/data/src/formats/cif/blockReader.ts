import type { Diagnostic, DiagnosticCode } from '../../core/diagnostics.js';
import { DataError, type DataErrorCode, show } from '../../core/errors.js';
import type { CifBlock, CifItem } from './document.js';
import { cifNumber, mendedNumber } from './number.js';

/** Numbers that are below a thousand. */
const SMALL = /^_(?:cell[_.](?:length|angle)|atom_site[_.](?:fract|occupancy))/i;

/** Where in a data block something was found. @internal */
export type CifPlace = Pick<Diagnostic, 'line' | 'tag'>;

/** The name of a data block, for messages; undefined where it has none. @internal */
export const recordOf = ({ name }: CifBlock): string | undefined => (name === '' ? undefined : name);

/** Reads the values of one data block. Errors name their lines, and all that is reported is kept in one list. @internal */
export class BlockReader {
  readonly block: CifBlock;
  readonly mode: 'strict' | 'lenient';
  readonly file: string | undefined;
  readonly diagnostics: Diagnostic[] = [];
  readonly #mendedForms = new Set<string>();

  constructor(block: CifBlock, mode: 'strict' | 'lenient', file: string | undefined) {
    this.block = block;
    this.mode = mode;
    this.file = file;
  }

  error(code: DataErrorCode, reason: string, line?: number): DataError {
    return new DataError(code, `CIF: ${reason}`, { file: this.file, line, record: recordOf(this.block) });
  }

  /**
   * Reports a repair, or a warning where the repair may not be what is wanted; strict mode refuses it with an error of the code `refusal`.
   */
  repair(
    code: DiagnosticCode,
    refusal: DataErrorCode,
    message: string,
    { severity = 'repair', ...place }: CifPlace & { readonly severity?: 'repair' | 'warning' | undefined } = {},
  ): void {
    if (this.mode === 'strict') throw this.error(refusal, message, place.line);
    this.report({ severity, code, message, ...place });
  }

  note(code: DiagnosticCode, message: string, place: CifPlace = {}): void {
    this.report({ severity: 'note', code, message, ...place });
  }

  report(diagnostic: Diagnostic): void {
    this.diagnostics.push({ ...diagnostic, record: recordOf(this.block) });
  }

  /** The first of the data names that the block has. */
  item(...tags: readonly string[]): CifItem | undefined {
    for (const tag of tags) {
      const item = this.block.items.get(tag);
      if (item === undefined) continue;
      const conflict = this.block.conflicts.get(tag);
      if (conflict !== undefined) throw this.error('bad-value', conflict, item.lines[0]);
      return item;
    }
    return undefined;
  }

  /** The number in a row of a column; undefined where it is missing or `?` or `.`. */
  number(item: CifItem | undefined, index = 0): number | undefined {
    const text = item?.values[index];
    if (item === undefined || text === undefined || text === null) return undefined;
    const value = cifNumber(text);
    return Number.isNaN(value) ? this.#mended(item, text, item.lines[index]) : value;
  }

  /** The value of a number that is not written as one, which is reported once for each form and data name. */
  #mended({ tag }: CifItem, text: string, line: number | undefined): number {
    const found = this.mode === 'lenient' ? mendedNumber(text, SMALL.test(tag)) : undefined;
    if (found === undefined)
      throw this.error('bad-value', `${tag} must be a number like 1.234(5), got ${show(text)}`, line);
    const { value, what } = found;
    const key = `${tag} ${what}`;
    if (!this.#mendedForms.has(key))
      this.repair('number-mended', 'bad-value', `${tag} has ${what}: ${show(text)} was read as ${value}`, {
        line,
        tag,
      });
    this.#mendedForms.add(key);
    return value;
  }
}
