import type { DataError } from '../../core/errors.js';
import type { CifBlock, CifItem } from './document.js';
import type { Scanner } from './scanner.js';

/** A data name in lower case, with `_` for the `.` of newer dictionaries. @internal */
export const normaliseTag = (tag: string): string => tag.toLowerCase().replaceAll('.', '_');

/** `H_M`, `HM` and `H–M` in the names of Hermann–Mauguin symbols. */
const SYMBOL_NAME = /(name_)h(?:_|[\u2010-\u2014\u2212])?m(?=_|$)/;
/** A stray mark behind a name that says something of the structure. */
const STRAY_MARK = /^(_(?:cell|atom_site|symmetry|space_group)_.*[^_:,;])[_:,;]+$/;

/** The normalised name that is meant by a misspelt one. */
function correctedTag(key: string): string {
  const named = key.includes('name_h') ? key.replace(SYMBOL_NAME, '$1h-m') : key;
  return '_:,;'.includes(named.at(-1)!) ? (STRAY_MARK.exec(named)?.[1] ?? named) : named;
}

/** A data block whose items are still being read. @internal */
export class OpenBlock implements CifBlock {
  readonly name: string;
  readonly line: number;
  readonly items = new Map<string, CifItem>();
  readonly conflicts = new Map<string, string>();
  /** Why the block could not be read to its end. */
  fault: DataError | undefined;
  nextLoop = 0;
  readonly #scan: Scanner;

  constructor(name: string, line: number, scan: Scanner) {
    this.name = name;
    this.line = line;
    this.#scan = scan;
  }

  /** Adds an item. A data name that stands twice is a repair where the values agree, and otherwise a conflict. */
  add(item: CifItem): void {
    const key = this.#keyOf(item);
    const before = this.items.get(key);
    if (before === undefined) {
      this.items.set(key, item);
      return;
    }
    const line = item.lines[0] ?? this.line;
    const same =
      before.values.length === item.values.length && before.values.every((value, i) => value === item.values[i]);
    if (this.#scan.mode === 'strict') throw this.#scan.error(`${item.tag} stands twice in the data block`, line);
    if (same)
      this.#scan.repair('item-repeated', `${item.tag} stands twice with the same value`, { line, tag: item.tag });
    else
      this.conflicts.set(
        key,
        `${item.tag} stands twice with different values, at lines ${before.lines[0] ?? this.line} and ${line}`,
      );
  }

  /** The normalised data name, corrected where it is misspelt. */
  #keyOf({ tag, lines }: CifItem): string {
    const key = normaliseTag(tag);
    const corrected = correctedTag(key);
    if (corrected !== key)
      this.#scan.repair('name-corrected', `the data name ${tag} was read as ${corrected}`, {
        line: lines[0] ?? this.line,
        tag,
      });
    return corrected;
  }
}
