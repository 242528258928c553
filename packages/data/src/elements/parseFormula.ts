import { parseTypeSymbol } from './speciesSymbol.js';

const MOST_CHARACTERS = 1000;
const MOST_AMOUNT = 1e7;
/** Brackets inside of brackets. */
const DEEPEST = 8;

const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:\(\d+\))?/y;
const SYMBOL = /[A-Z][a-z]?/y;
const BLANK = /\s*/y;
/** What stands between the parts of an addition compound; a full stop needs blanks, since it may be a decimal point. */
const SEPARATOR = /\s*[,;*\u00B7\u2022\u2219\u22C5]\s*|(?<=\s)\.\s+/y;
/** A charge behind a part, `2+`, `-`; it is no amount. */
const CHARGE = /\d*[+-](?=[\s,;]|$)/y;
/** `O4.5H2O` may be 4.5 O, or 5 H2O behind O4. */
const HYDRATE = /^\d+\.\d+[HD]2?\s?O/;
const BRACKETS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/**
 * The amounts of the elements in a chemical formula: `C6 H12 O6`, `Ca (Al1.94 Fe.06) O4 D4`, `Al2(SO4)3`, `C4 H8 O, 2(H2 O)`,
 * `CuSO4 · 5H2O`. Deuterium and tritium count as hydrogen; charges are passed over.
 *
 * @returns undefined for a text that is no formula, or may be read in two ways
 * @internal
 */
export function parseFormula(text: string): Map<string, number> | undefined {
  if (text.length > MOST_CHARACTERS) return undefined;
  const amounts = new FormulaReader(
    text.trim().replace(/[\u2080-\u2089]/g, (digit) => String(digit.charCodeAt(0) - 0x2080)),
  ).read();
  if (amounts === undefined || amounts.size === 0) return undefined;
  for (const amount of amounts.values()) if (!(amount > 0 && amount < MOST_AMOUNT)) return undefined;
  return amounts;
}

class FormulaReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): Map<string, number> | undefined {
    const total = new Map<string, number>();
    do {
      const factor = this.#take(NUMBER);
      const part = this.#groups(0);
      if (part === undefined || part.size === 0) return undefined;
      addTo(total, part, factor === undefined ? 1 : numberOf(factor));
      this.#take(BLANK);
      this.#take(CHARGE);
    } while (this.#take(SEPARATOR) !== undefined);
    return this.#at === this.#text.length ? total : undefined;
  }

  /** Elements and brackets, up to what is none. */
  #groups(depth: number): Map<string, number> | undefined {
    const found = new Map<string, number>();
    for (;;) {
      const start = this.#at;
      this.#take(BLANK);
      const group = this.#group(depth);
      if (group === undefined) {
        this.#at = start;
        return found;
      }
      if (group === 'unclear') return undefined;
      const amount = this.#amount();
      if (amount === undefined) return undefined;
      addTo(found, group, amount);
    }
  }

  #group(depth: number): Map<string, number> | 'unclear' | undefined {
    const closing = BRACKETS[this.#text[this.#at] ?? ''];
    if (closing !== undefined) {
      if (depth >= DEEPEST) return 'unclear';
      this.#at++;
      const inner = this.#groups(depth + 1);
      this.#take(BLANK);
      if (inner === undefined || inner.size === 0 || this.#text[this.#at] !== closing) return 'unclear';
      this.#at++;
      return inner;
    }
    const symbol = this.#take(SYMBOL);
    if (symbol === undefined) return undefined;
    const species = parseTypeSymbol(symbol);
    if (species === undefined) return 'unclear';
    return new Map([[species.element, 1]]);
  }

  /** The amount behind an element or bracket, `6` of `C6` and `C 6`; undefined where it may be something else. */
  #amount(): number | undefined {
    if (HYDRATE.test(this.#text.slice(this.#at, this.#at + 24))) return undefined;
    const attached = this.#take(NUMBER);
    if (attached !== undefined) return /[+-]/.test(this.#text[this.#at] ?? '') ? undefined : numberOf(attached);
    const start = this.#at;
    this.#take(BLANK);
    if (this.#take(CHARGE) !== undefined) {
      this.#at = start;
      return 1;
    }
    const apart = this.#take(NUMBER);
    if (apart === undefined) {
      this.#at = start;
      return 1;
    }
    // `C 6 H 12`, but not `O 5 (H2 O)` nor `O 5H2 O`.
    const isAmount = /^(?:\s+[A-Z]|\s*[)\]},;]|\s*$)/.test(this.#text.slice(this.#at, this.#at + 20));
    return isAmount ? numberOf(apart) : undefined;
  }

  /** What stands here; undefined where it is nothing. */
  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found === undefined || found === '') return undefined;
    this.#at += found.length;
    return found;
  }
}

/** Without the standard uncertainty. */
const numberOf = (text: string): number => Number(text.replace(/\(.*/, ''));

function addTo(total: Map<string, number>, part: ReadonlyMap<string, number>, factor: number): void {
  for (const [element, amount] of part) total.set(element, (total.get(element) ?? 0) + amount * factor);
}
