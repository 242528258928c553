import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DataError } from '../core/errors.js';
import { attribute, children, descend, flagOf, named, numbersOf, parseXml, textOf, xmlText } from './xml.js';

describe('parseXml', () => {
  const root = parseXml(
    '<?xml version="1.0"?><q:a xmlns:q="x"><b n="1">t</b><b>u<c/></b><i name="x"> 2 </i><dos><d>1</d></dos></q:a>',
    { root: 'a', skip: ['dos'] },
  );

  it('gives children in order, attributes and text, without prefixes', () => {
    expect(children(root, 'b').map(textOf)).toEqual(['t', 'u']);
    expect(attribute(children(root, 'b')[0], 'n')).toBe('1');
    expect(textOf(named(root, 'i', 'x'))).toBe('2');
    expect(descend(root, 'b', 'nothing')).toBeUndefined();
    expect(children(descend(root, 'dos'), 'd')).toEqual([]);
  });

  it('keeps entities as they are written', () => {
    expect(textOf(descend(parseXml('<a><b>&lt;&amp;&#65;</b></a>', { root: 'a' }), 'b'))).toBe('&lt;&amp;&#65;');
  });

  it('reads 64 levels', () => {
    expect(parseXml(`${'<a>'.repeat(64)}1${'</a>'.repeat(64)}`, { root: 'a' })).toHaveProperty('a');
  });

  it.each<[string, string, string, RegExp]>([
    ['an empty text', '', 'bad-syntax', /well-formed/],
    ['what is no XML', 'Direct\n0 0 0', 'bad-syntax', /well-formed/],
    ['a text that ends too soon', '<a>\n<b>', 'bad-syntax', /ends before all elements are closed/],
    ['crossed elements', '<a>\n<b>\n</a></b>', 'bad-syntax', /x\.xml:3: /],
    ['an attribute without a value', '<a b></a>', 'bad-syntax', /x\.xml:1: /],
    ['two roots', '<a/><a/>', 'unknown-format', /one root element/],
    ['another root', '<svg/>', 'unknown-format', /root element <a>, got \["svg"\]/],
    [
      'entities',
      '<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY x "ha">]><a>&x;</a>',
      'unsupported',
      /x\.xml:2: .*document type/,
    ],
    [
      'a bomb of entities',
      `<!DOCTYPE a [<!ENTITY e0 "ha">${Array.from({ length: 30 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`).join('')}]><a>&e30;</a>`,
      'unsupported',
      /document type/,
    ],
    ['an external entity', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', 'unsupported', /document type/],
    ['deep nesting', `${'<a>'.repeat(65)}${'</a>'.repeat(65)}`, 'too-large', /64 deep/],
    ['very deep nesting', '<a>'.repeat(500_000), 'too-large', /64 deep/],
  ])('refuses %s in one line', (_what, text, code, message) => {
    let error: unknown;
    try {
      parseXml(text, { root: 'a', place: { file: 'x.xml' } });
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(DataError);
    expect((error as DataError).code).toBe(code);
    expect((error as DataError).message).toMatch(message);
    expect((error as DataError).message).toMatch(/^x\.xml:.*$/);
  });
});

describe('xmlText', () => {
  it('follows the declared encoding, and unpacks gzip', () => {
    const latin = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>Å</a>', 'latin1');
    expect(xmlText(latin)).toContain('Å');
    expect(xmlText(gzipSync(Buffer.from('<a>Å</a>')))).toBe('<a>Å</a>');
    expect(xmlText('\uFEFF<a/>')).toBe('<a/>');
  });

  it.each<[string, Uint8Array]>([
    ['binary data', Uint8Array.of(1, 0, 2, 0)],
    ['bytes outside the encoding', Buffer.from('<a>Å</a>', 'latin1')],
    ['an unknown encoding', Buffer.from('<?xml version="1.0" encoding="EBCDIC-X"?><a/>')],
    ['damaged gzip', gzipSync(Buffer.from('<a>Å</a>')).subarray(0, 20)],
  ])('refuses %s', (_what, bytes) => {
    expect(() => xmlText(bytes, { file: 'x.xml' })).toThrow(DataError);
    expect(() => xmlText(bytes, { file: 'x.xml' })).toThrow(/^x\.xml: .*$/);
  });
});

describe('numbersOf', () => {
  const read = (text: string, count?: number): number[] => numbersOf(text, 'the value', { file: 'x' }, count);

  it("reads Fortran's and everybody's numbers", () => {
    expect(read(' 1 -2.5 .5 3. 1E-3 0.1D+02 1.5-100 ')).toEqual([1, -2.5, 0.5, 3, 1e-3, 10, 1.5e-100]);
  });

  it.each([['****'], ['NaN'], ['1e999'], ['1,5'], ['0x10'], ['--1']])('refuses %s', (text) => {
    expect(() => read(text)).toThrow(/must be a number, got/);
  });

  it('refuses a missing element and another count', () => {
    expect(() => read('1 2', 3)).toThrow(/must be 3 numbers, got 2/);
    expect(() => numbersOf(undefined, 'the value', {})).toThrow(/must be given/);
  });
});

it('reads flags', () => {
  expect(['T', '.TRUE.', 'true', ' F ', 'false', '?'].map((text) => flagOf(text))).toEqual([
    true,
    true,
    true,
    false,
    false,
    undefined,
  ]);
});
