/** An operation as the dictionary wants it; the good case. */
const PLAIN = /^[xyz\d+\-*/. \t]*[xyz][xyz\d+\-*/. \t]*(?:,[xyz\d+\-*/. \t]*[xyz][xyz\d+\-*/. \t]*){2}$/i;
/** A number of the operation in front of it: `2 -x,y,z`, `2) …`, `(2) …`, `2: …`, `2, …`. */
const NUMBERED = /^(?:\d+\s+(?=[+-]?\s*[xyz\d.])|\(\d+\)\s*|\d+\s*[):]\s*|\d+[.,]\s+|\d+\s*,(?=[^,]*,[^,]*,))/;
/** Thirds and sixths with two digits; three digits and more are read as they are. */
const ROUNDED = /(?<![\d.])0?\.(16|17|33|66|67|83)(?!\d)/g;
const SIXTHS: Readonly<Record<string, string>> = {
  '16': '1/6',
  '17': '1/6',
  '33': '1/3',
  '66': '2/3',
  '67': '2/3',
  '83': '5/6',
};
const FRACTIONS: Readonly<Record<string, string>> = {
  '½': '1/2',
  '⅓': '1/3',
  '⅔': '2/3',
  '¼': '1/4',
  '¾': '3/4',
  '⅙': '1/6',
  '⅚': '5/6',
};

/**
 * A symmetry operation without what programs write around it: its number, a comma or semicolon at the end, brackets, typographic signs,
 * semicolons or blanks between its parts. What is inside of a part is not touched, but for thirds and sixths that were rounded to two digits.
 *
 * @returns undefined where nothing is to be mended, or no operation is left
 * @internal
 */
export function mendedOperation(text: string): string | undefined {
  if (text.length > 200) return undefined;
  const number = NUMBERED.exec(text)?.[0];
  if (number === undefined && PLAIN.test(text) && text.search(ROUNDED) < 0) return undefined;
  let mended = text
    .replace(ROUNDED, (_, digits: string) => SIXTHS[digits]!)
    .replace(/[\u2010-\u2014\u2212]/g, '-')
    .replace(/[½⅓⅔¼¾⅙⅚]/g, (sign) => FRACTIONS[sign]!)
    .replace(/^[\s'"\u2018-\u201F]+|[\s'"\u2018-\u201F]+$/g, '');
  mended = mended.replace(NUMBERED, '').replace(/[\s,;.]+$/, '');
  if (/^[([{].*[)\]}]$/.test(mended)) mended = mended.slice(1, -1);
  if (!mended.includes(',')) mended = mended.split(mended.includes(';') ? ';' : /\s+/).join(',');
  return mended !== text && PLAIN.test(mended) ? mended : undefined;
}

/**
 * The operations of a value that holds several, one a line or one before each semicolon.
 *
 * @returns undefined for a value of one operation, and where a line is none
 * @internal
 */
export function separateOperations(text: string): string[] | undefined {
  if (!/[\r\n;]/.test(text)) return undefined;
  const parts = text.split(/[\r\n;]+/).filter((part) => part.trim() !== '');
  const isOperation = (part: string): boolean => PLAIN.test(mendedOperation(part) ?? part);
  return parts.length > 1 && parts.every(isOperation) ? parts.map((part) => part.trim()) : undefined;
}
