import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ModelError } from '../config/errors.js';
import { decodeTensors, encodeTensors, type TensorFile } from './safetensors.js';

const small: TensorFile = {
  metadata: { name: 'rutile "Å"', epochs: 2 },
  tensors: {
    'w/kernel': { shape: [2, 1], values: Float32Array.of(1, -0.5) },
    a: { shape: [], values: Int32Array.of(-7) },
    b: { shape: [0, 3], values: new Float32Array(0) },
  },
};

// safetensors 0.8.0 (Python): load_file() of encodeTensors(small), metadata from safe_open(), written again with save_file(). That library
// puts floats before integers.
const ofReference =
  'OAEAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJjcnlzdGFsLWZvdXJpZXIiOiJ7XCJjaGVja3N1bVwiOjI3MjcxNDU5MDYsXCJmb3JtYXRcIjoxLFwibWV0' +
  'YWRhdGFcIjp7XCJlcG9jaHNcIjoyLFwibmFtZVwiOlwicnV0aWxlIFxcXCLDhVxcXCJcIn19In0sImIiOnsiZHR5cGUiOiJGMzIiLCJzaGFwZSI6WzAs' +
  'M10sImRhdGFfb2Zmc2V0cyI6WzAsMF19LCJ3L2tlcm5lbCI6eyJkdHlwZSI6IkYzMiIsInNoYXBlIjpbMiwxXSwiZGF0YV9vZmZzZXRzIjpbMCw4XX0s' +
  'ImEiOnsiZHR5cGUiOiJJMzIiLCJzaGFwZSI6W10sImRhdGFfb2Zmc2V0cyI6WzgsMTJdfX0gICAgICAAAIA/AAAAv/n///8=';

const names = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
  .filter((name) => !(name in Object.prototype) && name !== '__metadata__');
const tensor = fc
  .tuple(fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 }), fc.infiniteStream(fc.integer()), fc.boolean())
  .map(([shape, bits, whole]) => {
    const words = Int32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => bits.next().value);
    return { shape, values: whole ? words : new Float32Array(words.buffer) };
  });
const json = fc
  .dictionary(
    fc.string().filter((key) => key !== '__proto__'),
    fc.jsonValue({ noUnicodeString: false, maxDepth: 3 }),
  )
  // JSON has no −0, and metadata no prototype.
  .map(
    (value) =>
      JSON.parse(JSON.stringify(value), (key, field) => (key === '__proto__' ? undefined : field)) as Record<
        string,
        unknown
      >,
  );
const files: fc.Arbitrary<TensorFile> = fc.record({
  metadata: json,
  tensors: fc.dictionary(names, tensor, { noNullPrototype: true, maxKeys: 5 }),
});

/** The values as bits, since no NaN equals another. */
const bits = ({ metadata, tensors }: TensorFile): unknown => ({
  metadata,
  tensors: Object.fromEntries(
    Object.entries(tensors).map(([name, { shape, values }]) => [
      name,
      [values.constructor.name, shape, [...new Uint8Array(values.buffer, values.byteOffset, values.byteLength)]],
    ]),
  ),
});

const refusal = (bytes: Uint8Array): string => {
  try {
    decodeTensors(bytes, 'model.safetensors');
  } catch (error) {
    expect(error).toBeInstanceOf(ModelError);
    const { code, message } = error as ModelError;
    expect(code).toBe('bad-checkpoint');
    expect(message).toMatch(/^model\.safetensors: [^\n]{5,300}; [^\n]+$/);
    return message;
  }
  throw new Error('nothing was refused');
};

/** A file of the format with any header. */
function fileOf(header: string, data = new Uint8Array(0)): Uint8Array {
  const text = new TextEncoder().encode(header);
  const file = new Uint8Array(8 + text.length + data.length);
  new DataView(file.buffer).setUint32(0, text.length, true);
  file.set(text, 8);
  file.set(data, 8 + text.length);
  return file;
}

describe('encodeTensors and decodeTensors', () => {
  it('give back every bit', () => {
    fc.assert(
      fc.property(files, (file) => {
        expect(bits(decodeTensors(encodeTensors(file)))).toEqual(bits(file));
      }),
      { numRuns: 150 },
    );
  });

  it('give equal bytes for equal content in another order', () => {
    fc.assert(
      fc.property(files, ({ metadata, tensors }) => {
        const reversed = <T>(fields: Record<string, T>): Record<string, T> =>
          Object.fromEntries(Object.entries(fields).toReversed());
        expect(encodeTensors({ metadata: reversed(metadata), tensors: reversed(tensors) })).toEqual(
          encodeTensors({ metadata, tensors }),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('lay files out as the format says', () => {
    const bytes = encodeTensors(small);
    const length = new DataView(bytes.buffer).getUint32(0, true);
    const header = new TextDecoder().decode(bytes.subarray(8, 8 + length));
    expect(length % 8).toBe(0);
    expect(JSON.parse(header)).toMatchObject({
      a: { dtype: 'I32', shape: [], data_offsets: [0, 4] },
      b: { dtype: 'F32', shape: [0, 3], data_offsets: [4, 4] },
      'w/kernel': { dtype: 'F32', shape: [2, 1], data_offsets: [4, 12] },
    });
    expect([...bytes.subarray(8 + length)]).toEqual([0xf9, 0xff, 0xff, 0xff, 0, 0, 0x80, 0x3f, 0, 0, 0, 0xbf]);
  });

  it('read what the reference implementation made of it, from any place in memory', () => {
    const bytes = Buffer.from(ofReference, 'base64');
    expect(bits(decodeTensors(bytes))).toEqual(bits(small));
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    const read = decodeTensors(shifted.subarray(3));
    expect(bits(read)).toEqual(bits(small));
    shifted.fill(0);
    expect(bits(read)).toEqual(bits(small));
  });

  it('store views of larger arrays as what they show', () => {
    const values = Float32Array.of(1, 2, 3, 4).subarray(1, 3);
    const read = decodeTensors(encodeTensors({ metadata: {}, tensors: { v: { shape: [2], values } } }));
    expect([...read.tensors['v']!.values]).toEqual([2, 3]);
  });

  it('round numbers to 16 bits where that is asked for, and only what those can hold', () => {
    const third = Float32Array.of(1 / 3, -1 / 3);
    const file: TensorFile = {
      metadata: {},
      tensors: {
        matrix: { shape: [1, 2], values: third },
        vector: { shape: [2], values: third },
        large: { shape: [2, 1], values: Float32Array.of(1 / 3, 65_505) },
      },
    };
    const read = (half: boolean | 'matrices'): unknown =>
      Object.fromEntries(
        Object.entries(decodeTensors(encodeTensors(file, { half })).tensors).map(([name, { values }]) => [
          name,
          values[0],
        ]),
      );
    const [whole, rounded] = [Math.fround(1 / 3), 0.333251953125];
    expect(read(false)).toEqual({ matrix: whole, vector: whole, large: whole });
    expect(read(true)).toEqual({ matrix: rounded, vector: rounded, large: whole });
    expect(read('matrices')).toEqual({ matrix: rounded, vector: whole, large: whole });
  });

  it('find every changed byte, or read the same', () => {
    const bytes = encodeTensors(small);
    const expected = bits(small);
    let harmless = 0;
    for (let i = 0; i < bytes.length; i++) {
      for (const change of [1, 2, 0x20, 0x80, 0xff]) {
        const changed = bytes.slice();
        changed[i]! ^= change;
        try {
          expect(bits(decodeTensors(changed))).toEqual(expected);
          harmless++;
        } catch (error) {
          expect(error).toMatchObject({ name: 'ModelError', code: 'bad-checkpoint' });
        }
      }
    }
    // No byte but the spaces after the header can become another of the same meaning.
    expect(harmless).toBeLessThanOrEqual(8);
  });

  it('find every cut, and what was appended', () => {
    const bytes = encodeTensors(small);
    for (let length = 0; length < bytes.length; length++) refusal(bytes.subarray(0, length));
    expect(refusal(Buffer.concat([bytes, Buffer.of(0)]))).toMatch(/cut off or damaged/);
  });

  it('refuse random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, opened) => {
        if (opened && bytes.length > 8) bytes.set([bytes[0]! % 100, 0, 0, 0, 0, 0, 0, 0, 0x7b]);
        refusal(bytes);
      }),
    );
  });
});

describe('decodeTensors refuses', () => {
  const own = (content: object): string =>
    `"__metadata__":{"crystal-fourier":${JSON.stringify(JSON.stringify(content))}}`;
  const header = (fields: string): string => `{${own({ checksum: 0, format: 1, metadata: {} })}${fields}}`;
  const four = new Uint8Array(4);

  it.each([
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0), /no safetensors file/],
    ['a text', new TextEncoder().encode('id,energy\n1,2\n'), /no safetensors file/],
    ['a length beyond all bounds', Uint8Array.of(255, 255, 255, 255, 255, 255, 255, 127, 0x7b, 0x7d), /no safetensors/],
    ['a header longer than the file', Uint8Array.of(200, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0x7d), /200 bytes, got 2/],
    ['a header that is no UTF-8', fileOf('{"\uFFFD"}').map((b) => (b === 0xef ? 0xff : b)), /no UTF-8/],
    ['a header that is no JSON', fileOf('{"a":}'), /no JSON object/],
    ['a file of another program', fileOf('{"__metadata__":{"format":"pt"}}'), /not written by this package/],
    ['a file without metadata', fileOf('{}'), /not written by this package/],
    ['metadata that are no text', fileOf('{"__metadata__":{"crystal-fourier":{}}}'), /not written by this package/],
    ['metadata that are no object', fileOf('{"__metadata__":{"crystal-fourier":"[]"}}'), /no JSON object/],
    ['a later version', fileOf(`{${own({ format: 2 })}}`), /version must be 1, got 2/],
    ['a version that is an object', fileOf(`{${own({ format: { toString: 1 } })}}`), /got an object/],
    ['no metadata of its own', fileOf(`{${own({ format: 1 })}}`), /metadata are no JSON object/],
    ['another checksum', fileOf(header('')), /checksum/],
    [
      'deep metadata',
      fileOf(`{${own({ format: 1, metadata: { a: JSON.parse('['.repeat(70) + ']'.repeat(70)) } })}}`),
      /no JSON object/,
    ],
    ['a bomb of brackets', fileOf(`{"a":${'['.repeat(1_000_000)}`), /no JSON object/],
    [
      'numbers of 64 bits',
      fileOf(header(',"a":{"dtype":"F64","shape":[],"data_offsets":[0,8]}'), new Uint8Array(8)),
      /F32 or I32, got "F64"/,
    ],
    [
      'a type that is an object',
      fileOf(header(',"a":{"dtype":{"toString":1},"shape":[],"data_offsets":[0,8]}')),
      /got an object/,
    ],
    ['a tensor that is no object', fileOf(header(',"a":null')), /no description of "a"/],
    [
      'a shape of negative numbers',
      fileOf(header(',"a":{"dtype":"F32","shape":[-1,-1],"data_offsets":[0,4]}'), four),
      /integers ≥ 0/,
    ],
    [
      'a shape beyond memory',
      fileOf(header(',"a":{"dtype":"F32","shape":[2147483647,2147483647],"data_offsets":[0,4]}'), four),
      /must have 18446744056529682000 bytes/,
    ],
    [
      'a shape of too many axes',
      fileOf(header(',"a":{"dtype":"F32","shape":[1,1,1,1,1,1,1],"data_offsets":[0,4]}'), four),
      /at most 6/,
    ],
    [
      'offsets that are no integers',
      fileOf(header(',"a":{"dtype":"F32","shape":[],"data_offsets":[0,"4"]}'), four),
      /two integers/,
    ],
    [
      'offsets out of order',
      fileOf(header(',"a":{"dtype":"F32","shape":[],"data_offsets":[4,0]}'), four),
      /must have 4 bytes, got -4/,
    ],
    [
      'offsets beyond the file',
      fileOf(header(',"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}'), four),
      /16 bytes, got 4/,
    ],
    [
      'a hole',
      fileOf(header(',"a":{"dtype":"F32","shape":[],"data_offsets":[4,8]}'), new Uint8Array(8)),
      /do not follow/,
    ],
    [
      'values that overlap',
      fileOf(
        header(
          ',"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}',
        ),
        four,
      ),
      /do not follow/,
    ],
    [
      'a name that is a prototype',
      fileOf(header(',"__proto__":{"dtype":"F32","shape":[],"data_offsets":[0,4]}'), four),
      /cannot be the name/,
    ],
    [
      'a name that objects have',
      fileOf(header(',"constructor":{"dtype":"F32","shape":[],"data_offsets":[0,4]}'), four),
      /cannot be the name/,
    ],
  ])('%s', (_, bytes, message) => {
    expect(refusal(bytes)).toMatch(message);
  });

  it('a prototype in the metadata', () => {
    const text = JSON.stringify('{"checksum":0,"format":1,"metadata":{"__proto__":{"polluted":true}}}');
    expect(refusal(fileOf(`{"__metadata__":{"crystal-fourier":${text}}}`))).toMatch(/not what this package writes/);
    expect('polluted' in {}).toBe(false);
  });
});

describe('encodeTensors refuses', () => {
  const one = { shape: [1], values: Float32Array.of(1) };
  it.each([
    [
      'a shape of another size',
      { metadata: {}, tensors: { a: { ...one, shape: [2] } } },
      /"a" must have the product 1/,
    ],
    ['a name that cannot be', { metadata: {}, tensors: { toString: one } }, /"toString" cannot be the name/],
    ['other numbers', { metadata: {}, tensors: { a: { shape: [1], values: [1] } } }, /Float32Array or an Int32Array/],
    ['NaN in metadata', { metadata: { loss: [1, Number.NaN] }, tensors: {} }, /metadata\.loss\[1\] .* got NaN/],
    ['typed arrays in metadata', { metadata: { x: one.values }, tensors: {} }, /metadata\.x .* got a Float32Array/],
    ['functions in metadata', { metadata: { x: () => 1 }, tensors: {} }, /metadata\.x .* got a function/],
    ['a prototype in metadata', { metadata: JSON.parse('{"__proto__":1}'), tensors: {} }, /"__proto__"/],
  ])('%s', (_, file, message) => {
    expect(() => encodeTensors(file as unknown as TensorFile)).toThrow(message);
    expect(() => encodeTensors(file as unknown as TensorFile)).toThrow(ModelError);
  });

  it('metadata without end', () => {
    const endless: Record<string, unknown> = {};
    endless['self'] = endless;
    expect(() => encodeTensors({ metadata: endless, tensors: {} })).toThrow(/more than 64 levels/);
  });
});
