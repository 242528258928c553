import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { DataError, type Place, show } from '../core/errors.js';
import { lineAt } from '../core/json.js';
import { gunzip, isGzip } from '../core/text.js';

/** An element: its children by tag name, each a list, its attributes as `@name`, its own text as `#text`. */
export interface XmlElement {
  readonly [name: string]: readonly XmlNode[] | string | undefined;
}

/** An element without attributes and children is its text. */
export type XmlNode = XmlElement | string;

export interface XmlOptions {
  /** Name of the root element without its prefix. */
  readonly root: string;
  /** Elements whose content is not needed and kept as raw text: it costs no memory for a tree. */
  readonly skip?: readonly string[];
  readonly place?: Place;
}

/** Characters: a larger document needs several times its size for its tree. */
const MAX_XML_CHARACTERS = 256 * 2 ** 20;
/** The schemas of VASP and Quantum ESPRESSO nest at most 12 levels. */
const MAX_NESTING = 64;

/**
 * The root element of a document. Entities are neither declared nor expanded, names lose their namespace prefix, values stay
 * text.
 *
 * @throws DataError `too-large` beyond 256 Mi characters or 64 levels; `unsupported` with a document type declaration;
 *   `bad-syntax` where the text is not well-formed; `unknown-format` where the root element is another
 */
export function parseXml(text: string, { root, skip = [], place = {} }: XmlOptions): XmlElement {
  if (text.length > MAX_XML_CHARACTERS) {
    throw new DataError(
      'too-large',
      `an XML file may have at most ${MAX_XML_CHARACTERS} characters, got ${text.length}`,
      place,
    );
  }
  const doctype = text.slice(0, 65_536).search(/<!(?:DOCTYPE|ENTITY)/i);
  if (doctype >= 0) {
    throw new DataError(
      'unsupported',
      'a document type declaration is not read, since entities in it can expand without bound; remove <!DOCTYPE …>',
      { ...place, line: lineAt(text, doctype) },
    );
  }
  const tree = parsed(text, skip, place);
  const valid = XMLValidator.validate(text);
  if (valid !== true) {
    const { msg, line } = valid.err;
    throw new DataError(
      'bad-syntax',
      `the XML must be well-formed: ${msg.startsWith("Invalid '[") ? 'the file ends before all elements are closed' : msg.slice(0, 200)}`,
      {
        ...place,
        line,
      },
    );
  }
  const names = Object.keys(tree).filter((name) => name !== '?xml');
  const found = tree[root];
  if (names.length !== 1 || found?.length !== 1) {
    throw new DataError('unknown-format', `there must be one root element <${root}>, got ${show(names)}`, place);
  }
  const element = found[0] as XmlNode;
  return typeof element === 'string' ? {} : element;
}

function parsed(text: string, skip: readonly string[], place: Place): Record<string, readonly XmlNode[] | undefined> {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseTagValue: false,
    parseAttributeValue: false,
    processEntities: false,
    removeNSPrefix: true,
    maxNestedTags: MAX_NESTING - 1, // it counts the parents
    isArray: (_name, _path, _leaf, isAttribute) => !isAttribute,
    stopNodes: skip.map((tag) => `*.${tag}`),
  });
  try {
    return parser.parse(text) as Record<string, readonly XmlNode[] | undefined>;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (/nested tags/i.test(message))
      throw new DataError('too-large', `XML elements may be nested ${MAX_NESTING} deep at most`, place);
    throw new DataError('bad-syntax', `the XML must be well-formed: ${message.slice(0, 200)}`, place);
  }
}

// Neither the language's library nor the types of this package's runtimes in common declare it, and all of them have it.
declare const TextDecoder: new (label: string, options: { fatal: boolean }) => { decode(bytes: Uint8Array): string };

/**
 * The characters of a document, in the encoding of its declaration; gzip is unpacked.
 *
 * @throws DataError `bad-encoding` for binary data and for bytes outside the encoding
 */
export function xmlText(input: string | Uint8Array, place: Place = {}, maxBytes?: number): string {
  if (typeof input === 'string') return input.replace(/^\uFEFF/, '');
  const bytes = isGzip(input) ? gunzip(input, maxBytes === undefined ? {} : { maxBytes }, place) : input;
  const head = String.fromCharCode(...bytes.subarray(0, 200));
  if (head.includes('\0'))
    throw new DataError('bad-encoding', 'an XML file must be text in UTF-8 or ISO-8859-1, got binary data', place);
  const label = /^[^<]*<\?xml[^>]*encoding\s*=\s*["']([\w.-]+)["']/.exec(head)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    throw new DataError(
      'bad-encoding',
      `an XML file must be text in the encoding that it declares, ${show(label)}`,
      place,
    );
  }
}

/** The children of a tag name, in order. */
export function children(node: XmlNode | undefined, tag: string): readonly XmlNode[] {
  if (node === undefined || typeof node === 'string') return [];
  const found = node[tag];
  return found === undefined || typeof found === 'string' ? [] : found;
}

/** The first element on a path of tag names. */
export function descend(node: XmlNode | undefined, ...path: readonly string[]): XmlNode | undefined {
  return path.reduce<XmlNode | undefined>((at, tag) => children(at, tag)[0], node);
}

/** The child of a tag name whose attribute `name` has a value, as VASP tells its elements apart. */
export function named(node: XmlNode | undefined, tag: string, name: string): XmlNode | undefined {
  return children(node, tag).find((child) => attribute(child, 'name') === name);
}

export function attribute(node: XmlNode | undefined, name: string): string | undefined {
  if (node === undefined || typeof node === 'string') return undefined;
  const value = node[`@${name}`];
  return typeof value === 'string' ? value : undefined;
}

/** The text of an element, trimmed; undefined where there is no element. */
export function textOf(node: XmlNode | undefined): string | undefined {
  if (node === undefined) return undefined;
  if (typeof node === 'string') return node.trim();
  const text = node['#text'];
  return typeof text === 'string' ? text.trim() : '';
}

/** Fortran writes a number that does not fit as stars, and the exponent with D or, of three digits, with nothing. */
const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eEdD][-+]?\d+|[-+]\d{3})?$/;

/**
 * The numbers of an element, separated by white space.
 *
 * @throws DataError `missing-value` where there is no element or not `count` numbers, `bad-value` for what is no finite number
 */
export function numbersOf(node: XmlNode | undefined, what: string, place: Place, count?: number): number[] {
  const text = textOf(node);
  if (text === undefined)
    throw new DataError('missing-value', `${what} must be given; the file has no such element`, place);
  const words = text === '' ? [] : text.split(/\s+/);
  if (count !== undefined && words.length !== count) {
    throw new DataError(
      'missing-value',
      `${what} must be ${count} number${count === 1 ? '' : 's'}, got ${words.length}: ${show(text)}`,
      place,
    );
  }
  return words.map((word) => {
    const value = NUMBER.test(word)
      ? Number(word.replace(/[dD]/, 'e').replace(/(\d)([-+]\d{3})$/, '$1e$2'))
      : Number.NaN;
    if (!Number.isFinite(value)) {
      throw new DataError(
        'bad-value',
        `${what} must be a number, got ${show(word)}${word.includes('*') ? ': the program wrote a number that does not fit its format' : ''}`,
        place,
      );
    }
    return value;
  });
}

/** `T`, `true`, `.TRUE.` and their opposites; undefined for anything else. */
export function flagOf(node: XmlNode | undefined): boolean | undefined {
  const text = textOf(node)?.toLowerCase().replace(/\./g, '');
  return text === 't' || text === 'true' ? true : text === 'f' || text === 'false' ? false : undefined;
}
