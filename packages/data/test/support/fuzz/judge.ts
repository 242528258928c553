import {
  DataError,
  type Diagnostic,
  readStructures,
  type ReadResult,
  standardize,
  type Structure,
  symmetryReport,
} from '@crystal-fourier/data';
import { isSameCrystal } from './sameCrystal.ts';
import type { Outcome } from './tally.ts';

export interface Judgement {
  readonly outcome: Outcome;
  /** What was said, or why the file was refused. */
  readonly words: readonly string[];
  /** A warning or repair was given. */
  readonly warned: boolean;
}

/** Diagnostics that say nothing of a contradiction; that a site was moved says something only where its coordinates are wrong. */
const UNCONCERNED: ReadonlySet<string> = new Set([
  'partial-occupancy',
  'encoding-guessed',
  'block-name-repeated',
  'disorder-kept',
]);

const warningsAbout =
  (kind: string) =>
  ({ severity, code }: Diagnostic): boolean =>
    severity !== 'note' && !UNCONCERNED.has(code) && (code !== 'site-moved' || /coordinate|row|no mistake/.test(kind));

const wordsOf = (diagnostics: readonly Diagnostic[]): string[] =>
  diagnostics.map(({ severity, code, message }) => `${severity} ${code}: ${message}`);

/** Whether a file states a crystal and no other, and what it states against this one. */
export interface Verdict {
  readonly isOnly: boolean;
  readonly words: readonly string[];
}

/**
 * Reads a file and compares what comes out with the crystal that was meant.
 *
 * @param kind of the mistake; `no mistake` takes every warning for one
 * @param verdict on the file and another crystal than the one that was meant, found without the reader
 */
export function judge(text: string, meant: Structure, kind: string, verdict: (read: Structure) => Verdict): Judgement {
  const isWarning = warningsAbout(kind);
  let result: ReadResult;
  try {
    result = readStructures(text)[0]!;
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return { outcome: 'refused', words: [`${error.code}: ${error.reason}`], warned: true };
  }
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
  const { isOnly, words: why } = verdict(result.structure);
  return { outcome: isOnly ? 'undetectable' : 'silent', words: [...words, ...why], warned: false };
}
