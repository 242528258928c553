import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonValues } from './jsonValues.js';
import { MAX_VALUE_BYTES, MAX_VALUE_DEPTH } from './valueBounds.js';

async function* chunked(text: string | Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

async function values(
  text: string | Uint8Array,
  size = 7,
): Promise<{ text: string; line: number; problem?: string }[]> {
  const found: { text: string; line: number; problem?: string }[] = [];
  for await (const { bytes, line, problem, index } of jsonValues(chunked(text, size))) {
    expect(index).toBe(found.length);
    found.push({ text: new TextDecoder().decode(bytes), line, ...(problem === undefined ? {} : { problem }) });
  }
  return found;
}

describe('jsonValues', () => {
  it('finds the values of an array, and of lines, as JSON.parse does', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue(), { maxLength: 6 }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(undefined, 2),
        async (list, size, indent) => {
          const inArray = await values(JSON.stringify(list, null, indent), size);
          expect(inArray.map(({ text }) => JSON.parse(text) as unknown)).toEqual(JSON.parse(JSON.stringify(list)));
          const objects = list.map((value) => ({ value }));
          const inLines = await values(objects.map((value) => JSON.stringify(value)).join('\n'), size);
          expect(inLines.map(({ text }) => JSON.parse(text) as unknown)).toEqual(JSON.parse(JSON.stringify(objects)));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('knows the lines, a byte order mark, and brackets in strings', async () => {
    expect(await values('\uFEFF[\n{"a":\n"]}\\""},\n\n{}]\n')).toEqual([
      { text: '{"a":\n"]}\\""}', line: 2 },
      { text: '{}', line: 5 },
    ]);
  });

  it.each<[string, string, { text: string; problem?: string }[]]>([
    [
      'a broken value between whole ones',
      '[{"a":1},{b},{"c":2}]',
      [{ text: '{"a":1}' }, { text: '{b}' }, { text: '{"c":2}' }],
    ],
    ['rubbish between values', '[{"a":1} x, {}]', [{ text: '{"a":1}' }, { text: 'x' }, { text: '{}' }]],
    ['an array cut off within a value', '[{"a":1},{"b":', [{ text: '{"a":1}' }, { text: '{"b":', problem: 'cut-off' }]],
    ['an array cut off between values', '[{"a":1},', [{ text: '{"a":1}' }, { text: '', problem: 'cut-off' }]],
    ['an open string', '[{"a":"x}]', [{ text: '{"a":"x}]', problem: 'cut-off' }]],
    ['an empty array', '[]', []],
    ['nothing', ' \n', []],
  ])('goes on through %s', async (_what, text, expected) => {
    expect((await values(text)).map(({ line: _line, ...rest }) => rest)).toEqual(expected);
  });

  it('tells what is nested too deep, and goes on', async () => {
    const deep = '['.repeat(MAX_VALUE_DEPTH + 1) + ']'.repeat(MAX_VALUE_DEPTH + 1);
    expect((await values(`[${deep},{}]`)).map(({ problem }) => problem)).toEqual(['too-deep', undefined]);
  });

  it('does not keep what is too large', async () => {
    const block = new Uint8Array(1 << 20).fill(0x61);
    const chunks = async function* (): AsyncGenerator<Uint8Array> {
      yield new TextEncoder().encode('["');
      for (let i = 0; i <= MAX_VALUE_BYTES >> 20; i++) yield block;
      yield new TextEncoder().encode('",{}]');
    };
    const found: [number, string | undefined][] = [];
    for await (const { bytes, problem } of jsonValues(chunks())) found.push([bytes.length, problem]);
    expect(found[0]?.[1]).toBe('too-large');
    expect(found[0]?.[0]).toBeLessThan(1000);
    expect(found[1]).toEqual([2, undefined]);
  });
});
