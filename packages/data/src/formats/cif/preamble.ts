import { CR, HASH, isOddSpace, isPadding, LF, nextLineEnd, SPACE, TAB } from './characters.js';

const CTRL_Z = 26;
/** What the content of a file can begin with. */
const CONTENT = /(?:_[a-z][\w.[\]/-]*(?=\s)|data_|save_|(?:loop|stop|global)_(?=\s))/iy;
/** The same at the beginning of a line. */
const CONTENT_LINE = /^[ \t]*(?:_[a-z][\w.[\]/-]*(?=\s)|data_\S|loop_(?=\s))/gim;

/** Text before the content of a file. @internal */
export interface Preamble {
  readonly from: number;
  readonly to: number;
}

/**
 * The text that stands before the first data block or data name: a journal's heading, the head of a mail.
 *
 * @returns undefined where there is none, or nothing behind it
 * @internal
 */
export function preambleOf(source: string): Preamble | undefined {
  let at = 0;
  for (; at < source.length; at++) {
    const c = source.charCodeAt(at);
    if (c === HASH) at = nextLineEnd(source, at);
    else if (c !== SPACE && c !== TAB && c !== LF && c !== CR && !isOddSpace(c)) break;
  }
  if (at >= source.length) return undefined;
  CONTENT.lastIndex = at;
  if (CONTENT.test(source)) return undefined;
  CONTENT_LINE.lastIndex = nextLineEnd(source, at);
  const found = CONTENT_LINE.exec(source);
  return found === null ? undefined : { from: at, to: found.index };
}

/**
 * Whether a file ends at a character: only NUL, Ctrl-Z and white space follow, or it is Ctrl-Z and what follows has no data names. DOS took Ctrl-Z
 * for the end, whatever its last block held.
 *
 * @internal
 */
export function isEndOfFile(source: string, at: number): boolean {
  if (isPadding(source, at)) return true;
  if (source.charCodeAt(at) !== CTRL_Z) return false;
  CONTENT_LINE.lastIndex = at;
  return !CONTENT_LINE.test(source);
}
