/** `lenient` repairs what leaves no doubt, `strict` refuses it. */
export type ReadMode = 'lenient' | 'strict';

/** A structure of a file, as it is listed. */
export interface Entry {
  readonly file: string;
  readonly id: string | null;
  readonly formula: string;
  readonly sites: number;
}

/** Name of an entry in a list: what distinguishes it from the others. @param index from 0 */
export function entryLabel({ file, id, formula, sites }: Entry, index: number, files: number): string {
  const name = id === null || id === '' ? `${index + 1}` : id;
  const size = `${formula}, ${countText(sites, 'site')}`;
  return files > 1 ? `${file}: ${name} (${size})` : `${name} (${size})`;
}

/** `1 site`, `2 sites`. */
export const countText = (n: number, what: string): string => `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`;
