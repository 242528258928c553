/** A record of a JSON Lines text. */
export interface JsonLine {
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

/**
 * The records of a text with one JSON object in each line, as pandas and data bases write them.
 *
 * @returns undefined for any other text, also one with a single object
 */
export function jsonLines(text: string): readonly JsonLine[] | undefined {
  const first = text.slice(0, text.indexOf('\n')).trim();
  // An object over several lines has a bracket behind which it goes on.
  if (!first.startsWith('{') || !first.endsWith('}') || !/\n\s*\{/.test(text)) return undefined;
  const lines = text
    .split('\n')
    .map((one, i): JsonLine => ({ text: one.trim(), line: i + 1 }))
    .filter((one) => one.text !== '');
  return lines.length > 1 && lines.every((one) => one.text.startsWith('{')) ? lines : undefined;
}
