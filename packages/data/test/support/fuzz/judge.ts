import {
  DataError,
  type Diagnostic,
  readCif,
  standardize,
  type Structure,
  symmetryReport,
} from '@crystal-fourier/data';
import { consistentReadings } from './readings.ts';
import { isSameCrystal } from './sameCrystal.ts';
import { cifText, type StatedCif } from './statedCif.ts';
import type { Outcome } from './tally.ts';

export interface Judgement {
  readonly outcome: Outcome;
  /** What was said, or why the file was refused. */
  readonly words: readonly string[];
  /** A warning or repair was given. */
  readonly warned: boolean;
}

/** Diagnostics that say nothing of a contradiction. */
const UNCONCERNED: ReadonlySet<string> = new Set([
  'site-moved',
  'partial-occupancy',
  'encoding-guessed',
  'block-name-repeated',
  'disorder-kept',
]);

const isWarning = ({ severity, code }: Diagnostic): boolean => severity !== 'note' && !UNCONCERNED.has(code);

const wordsOf = (diagnostics: readonly Diagnostic[]): string[] =>
  diagnostics.map(({ severity, code, message }) => `${severity} ${code}: ${message}`);

/** Reads a CIF and compares what comes out with the crystal that was meant. */
export function judgeCif(stated: StatedCif, meant: Structure): Judgement {
  let results: ReturnType<typeof readCif>;
  try {
    results = readCif(cifText(stated, meant.id ?? 'x'));
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return { outcome: 'refused', words: [`${error.code}: ${error.reason}`], warned: true };
  }
  const result = results[0]!;
  const words = wordsOf(result.diagnostics);
  const warned = result.diagnostics.some(isWarning) || result.symmetry?.consistent === false;
  if (isSameCrystal(meant, result.structure)) return { outcome: 'equal', words, warned };
  if (warned) return { outcome: 'told', words, warned };
  // What a user sees of a crystal has the diagnostics of its standard description, too.
  try {
    const { diagnostics } = symmetryReport(result, standardize(result.structure));
    if (diagnostics.some(isWarning)) return { outcome: 'told', words: wordsOf(diagnostics), warned: true };
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return { outcome: 'refused', words: [`standardize: ${error.code}: ${error.reason}`], warned: true };
  }
  const readings = consistentReadings(stated);
  const isOnly = readings.length > 0 && readings.every(({ structure }) => isSameCrystal(structure, result.structure));
  return {
    outcome: isOnly ? 'undetectable' : 'silent',
    words: [...words, `${readings.length} consistent readings`],
    warned: false,
  };
}
