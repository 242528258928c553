import type { CifBlock, CifItem } from './document.js';
import type { Scanner } from './scanner.js';

const normaliseTag = (tag: string): string => tag.toLowerCase().replaceAll('.', '_');

/** A data block whose items are still being read. @internal */
export class OpenBlock implements CifBlock {
  readonly name: string;
  readonly line: number;
  readonly items = new Map<string, CifItem>();
  readonly conflicts = new Map<string, string>();
  nextLoop = 0;
  readonly #scan: Scanner;

  constructor(name: string, line: number, scan: Scanner) {
    this.name = name;
    this.line = line;
    this.#scan = scan;
  }

  /** Adds an item. A data name that stands twice is a repair where the values agree, and otherwise a conflict. */
  add(item: CifItem): void {
    const key = normaliseTag(item.tag);
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
}
