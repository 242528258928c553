import { distance } from 'fastest-levenshtein';

/** The candidate that a misspelt word most likely means; undefined where none is near. Case does not count. */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  const plain = word.toLowerCase();
  for (const candidate of candidates) {
    const edits = distance(plain, candidate.toLowerCase());
    if (edits < least) [best, least] = [candidate, edits];
  }
  return best !== undefined && least <= Math.max(1, Math.floor(Math.max(word.length, best.length) / 2.5))
    ? best
    : undefined;
}

/** `; did you mean "epochs"?`, or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const found = closest(word, candidates);
  return found === undefined ? '' : `; did you mean ${JSON.stringify(found)}?`;
}
