import { type ParsedSpecies, parseTypeSymbol } from './speciesSymbol.js';

/** A species of a mixture with its share of the site. @internal */
export interface MixedSpecies {
  readonly species: ParsedSpecies;
  readonly share: number;
}

const SHARE = String.raw`(\d*\.\d+|[01])`;
const SYMBOL = String.raw`([A-Z][a-z]?|\u25A1)`;
const CHARGE = String.raw`(\d?[+-](?=[\s+,;/]|$))?`;
/** `0.7Ta + 0.3W`, `0.5 Fe3+, 0.5 Al3+`. */
const SHARE_FIRST = new RegExp(String.raw`${SHARE}\s*\*?\s*${SYMBOL}${CHARGE}\s*(?:[+,;/&]\s*|$)`, 'y');
/** `Ta0.7W0.3`, `Ta.7 W.3`, `Ta0.7 + W0.3`. */
const SYMBOL_FIRST = new RegExp(String.raw`${SYMBOL}\s?(\d*\.\d+)\s*(?:[+,;/&]\s*|(?=[A-Z\u25A1])|$)`, 'y');
/** Vacancies, whose share is nobody's. */
const VACANCIES = new Set(['Va', '\u25A1']);
const MOST_SPECIES = 12;

/**
 * The species of a mixture that is written as one symbol, as the Pauling File does: `0.7Ta + 0.3W`, `Ta0.7W0.3`. A vacancy, `Va` or □, has a
 * share but is none of them.
 *
 * @returns undefined for anything else, also where a share is missing or all of them are more than the site
 * @internal
 */
export function parseMixture(text: string): readonly MixedSpecies[] | undefined {
  const plain = text.trim().replace(/^[([{](.*)[)\]}]$/, '$1');
  if (plain.length > 100) return undefined;
  return (
    mixtureOf(plain, SHARE_FIRST, (m) => [m[1]!, m[2]! + (m[3] ?? '')]) ??
    mixtureOf(plain, SYMBOL_FIRST, (m) => [m[2]!, m[1]!])
  );
}

function mixtureOf(
  text: string,
  pattern: RegExp,
  partsOf: (m: RegExpExecArray) => readonly [share: string, symbol: string],
): readonly MixedSpecies[] | undefined {
  const found: MixedSpecies[] = [];
  let total = 0;
  for (pattern.lastIndex = 0; pattern.lastIndex < text.length;) {
    const m = pattern.exec(text);
    if (m === null || found.length >= MOST_SPECIES) return undefined;
    const [share, symbol] = partsOf(m);
    total += Number(share);
    if (VACANCIES.has(symbol)) continue;
    const species = parseTypeSymbol(symbol);
    if (species === undefined || !(Number(share) > 0)) return undefined;
    found.push({ species, share: Number(share) });
  }
  return found.length > 0 && total <= 1.05 && (found.length > 1 || total > found[0]!.share || total < 1)
    ? found
    : undefined;
}
