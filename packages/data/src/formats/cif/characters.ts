/** Codes of the characters that CIF syntax names. @internal */
export const [TAB, LF, CR, SPACE, DOUBLE, HASH, DOLLAR, QUOTE, SEMICOLON, OPEN, UNDERSCORE, BRACE] = [
  9, 10, 13, 32, 34, 35, 36, 39, 59, 91, 95, 123,
] as const;

/** Offset of the end of the line. @internal */
export function nextLineEnd(source: string, at: number): number {
  for (; at < source.length; at++) {
    const c = source.charCodeAt(at);
    if (c === LF || c === CR) break;
  }
  return at;
}

/** Offset of the line behind a line end. @internal */
export const afterLineEnd = (source: string, at: number): number =>
  at + (source.charCodeAt(at) === CR && source.charCodeAt(at + 1) === LF ? 2 : 1);

/** Number of line ends in a text. @internal */
export function lineEnds(text: string): number {
  let n = 0;
  for (let at = nextLineEnd(text, 0); at < text.length; at = nextLineEnd(text, afterLineEnd(text, at))) n++;
  return n;
}

/**
 * Whether a character is white space, but none of a CIF: vertical tab and form feed of printers, spaces of web pages and word processors,
 * the byte order mark of a file that was appended to another.
 *
 * @internal
 */
export const isOddSpace = (c: number): boolean =>
  c > 127
    ? c === 0xa0 ||
      (c >= 0x2000 && c <= 0x200b) ||
      c === 0x2028 ||
      c === 0x2029 ||
      c === 0x202f ||
      c === 0x3000 ||
      c === 0xfeff
    : c === 11 || c === 12;

/** Whether only NUL, Ctrl-Z and white space follow: the end of a file of CP/M and DOS, and what filled its last block. @internal */
export function isPadding(source: string, at: number): boolean {
  for (; at < source.length; at++) {
    const c = source.charCodeAt(at);
    if (c !== 0 && c !== 26 && c !== SPACE && c !== TAB && c !== LF && c !== CR) return false;
  }
  return true;
}
