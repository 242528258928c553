import { extendedSymbol, shortSymbol } from './setting.js';
import { settings } from './settingChoice.js';
import { rowsByKey, settingRows, type SettingRow } from './settingTable.js';

/**
 * A Hermann–Mauguin symbol in plain text without what people write differently: spaces, underscores, case, brackets around screw
 * digits (`2(1)`).
 */
export function compressSymbol(text: string): string {
  return text
    .replace(/(?<=\d)\((\d)\)/g, '$1')
    .replace(/[\s_]+/g, '')
    .toLowerCase();
}

/**
 * A symbol with the letters that stood for its planes before 1992, when `e` was introduced for planes with glides along two axes.
 * Either axis gave its letter to the plane (`A b m 2` and `A c m 2`, `I b a m` and `I c c m`), except where the letters tell settings of
 * the table apart.
 */
function withOldLetters(name: string, { number, hm }: SettingRow): string[] {
  let names = [''];
  name.split(' ').forEach((part, i) => {
    const letters =
      number === 67 || number === 68 ? hm.split(' ')[i]?.slice(-1) : 'abc'.replace('abc'[i - 1] ?? '', '');
    const isOpen = i > 0 && (name.startsWith('I') ? /[abc]$/ : /e$/).test(part);
    const parts = isOpen ? [...(letters as string)].map((letter) => part.slice(0, -1) + letter) : [part];
    names = names.flatMap((before) => parts.map((p) => `${before} ${p}`));
  });
  return names.map((made) => made.slice(1));
}

/** All spellings of a row's symbol, without extension. */
export function spellings(row: SettingRow): string[] {
  const names = [row.hm, row.full, shortSymbol(row)];
  if (row.full.includes('e') || [45, 46, 72].includes(row.number))
    names.push(...names.flatMap((name) => withOldLetters(name, row)));
  // I centring puts a screw axis beside every 2-fold axis; the full symbols name the one or the other.
  if (/^I 21?\//.test(row.full)) names.push(row.full.replace(/2\//g, '21/'), row.full.replace(/21\//g, '2/'));
  // Nos. 127 to 130 lack the last 2 in the table.
  if (row.number >= 127 && row.number <= 130) names.push(row.full.replace(/ (?=[a-z]$)/, ' 2/'));
  if (row.number >= 3 && row.number <= 15) {
    names.push(row.hm.replace(/ 1(?= |$)/g, ''));
    // "P21c", as file names and titles have it.
    names.push(...names.map((name) => name.replace('/', '')));
  }
  // "P63mmc"; "P42m" may be P 42/m or P -4 2 m.
  if (/^. \d+\/. . .$/.test(row.hm)) names.push(row.hm.replace('/', ' '));
  // "F d 3 m": before 1969 the bar of −3 in the second place was not written.
  if (row.number >= 200) names.push(...names.map((name) => name.replace(' -3', ' 3')));
  if (row.qualifier.startsWith('H')) names.push(...names.map((name) => name.replace('R', 'H')));
  return names;
}

/** Positions in a compressed symbol at which the text has a space. */
function breaks(text: string): Set<number> {
  let at = 0;
  return new Set(
    text
      .trim()
      .split(/[\s_]+/)
      .map((part) => (at += compressSymbol(part).length)),
  );
}

/**
 * Whether the spaces of a text agree with those of a symbol: a screw axis of one that is two axes in the other makes another
 * symbol of it (`P 31 2`, `P 3 1 2`; `P 4 2`, `P 42`). Text without a space behind the lattice letter says nothing.
 *
 * @param names spellings of the symbol
 * @internal
 */
export function spacesAgree(text: string, names: readonly string[]): boolean {
  const own = breaks(text);
  const compressed = compressSymbol(text);
  if (own.size < 3) return true;
  return names.some((name) => {
    if (compressSymbol(name) !== compressed) return false;
    const theirs = breaks(name);
    const isBetweenDigits = (at: number): boolean => /^\d{2}$/.test(compressed.slice(at - 1, at + 1));
    return [...own].every((at) => theirs.has(at)) && [...theirs].every((at) => own.has(at) || !isBetweenDigits(at));
  });
}

let index: ReadonlyMap<string, readonly SettingRow[]> | undefined;

/** Rows by every compressed spelling; the full extended symbol of each row is a key of its own. @internal */
export function symbolIndex(): ReadonlyMap<string, readonly SettingRow[]> {
  return (index ??= rowsByKey((row) => new Set([...spellings(row), extendedSymbol(row)].map(compressSymbol))));
}

let halls: ReadonlySet<string> | undefined;

/** Whether a text is a Hall symbol of the table, spaces and case apart. @internal */
export function isListedHall(text: string): boolean {
  halls ??= new Set(settings().map(({ hall }) => hall.toLowerCase()));
  return halls.has(text.replace(/[\s_]+/g, ' ').toLowerCase());
}

let exact: ReadonlyMap<string, SettingRow> | undefined;

/** The row whose extended symbol is this text, to the letter. @internal */
export function exactRow(text: string): SettingRow | undefined {
  exact ??= new Map(settingRows().map((row) => [extendedSymbol(row), row]));
  return exact.get(text);
}

/** Edit distance, given up beyond `limit`. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      current.push(
        Math.min(
          (previous[j] as number) + 1,
          // A bar that was lost is more likely than another letter.
          (current[j - 1] as number) + (b[j - 1] === '-' ? 0.5 : 1),
          (previous[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1),
        ),
      );
    }
    previous = current;
  }
  return previous[b.length] as number;
}

/** Up to five rows whose symbols look most like the text, the closest first, one per group. @internal */
export function closestRows(text: string): SettingRow[] {
  const wanted = compressSymbol(text).slice(0, 24);
  const scored: { row: SettingRow; score: number }[] = [];
  for (const [key, rows] of symbolIndex()) {
    const score = distance(wanted, key, 3);
    if (score <= Math.min(3, Math.ceil(wanted.length / 2)))
      for (const row of rows) scored.push({ row, score: score + (row.fromReference === '' ? 0 : 0.5) });
  }
  scored.sort((a, b) => a.score - b.score || a.row.index - b.row.index);
  const numbers = new Set<number>();
  return scored
    .filter(({ row }) => !numbers.has(row.number) && numbers.add(row.number))
    .slice(0, 5)
    .map(({ row }) => row);
}
