/** An operation as the dictionary wants it; the good case. */
const PLAIN = /^[xyz\d+\-*/. \t]*[xyz][xyz\d+\-*/. \t]*(?:,[xyz\d+\-*/. \t]*[xyz][xyz\d+\-*/. \t]*){2}$/i;
/** A number of the operation in front of it: `2 -x,y,z`, `2) …`, `(2) …`, `2: …`, `2, …`. */
const NUMBERED = /^(?:\d+\s+(?=[+-]?\s*[xyz\d.])|\(\d+\)\s*|\d+\s*[):]\s*|\d+[.,]\s+|\d+\s*,(?=[^,]*,[^,]*,))/;
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
 * semicolons or blanks between its parts. What is inside of a part is not touched.
 *
 * @returns undefined where nothing is to be mended, or no operation is left
 * @internal
 */
export function mendedOperation(text: string): string | undefined {
  if (text.length > 200) return undefined;
  const number = NUMBERED.exec(text)?.[0];
  if (number === undefined && PLAIN.test(text)) return undefined;
  let mended = text
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
