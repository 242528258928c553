// IEEE 754 binary16: sign, 5 bits of exponent, 10 of fraction; numbers from 2⁻¹⁴ to 65504 with a relative error of at most 2⁻¹¹, smaller ones in steps of 2⁻²⁴.

/** Bits of the half float that is nearest to a float32 with given bits, of two equally near ones the one with an even last bit. */
function halfOfWord(word: number): number {
  const sign = (word >>> 16) & 0x8000;
  const rest = word & 0x7fff_ffff;
  // The exponent counts from −15 instead of −127, and 13 bits of the fraction are rounded off.
  if (rest >= LEAST_NORMAL && rest < FIRST_INFINITE)
    return sign | ((rest - 0x3800_0000 + 0xfff + ((rest >>> 13) & 1)) >>> 13);
  if (rest > INFINITY) return 0x7e00;
  if (rest >= FIRST_INFINITE) return sign | 0x7c00;
  // Below 2⁻¹⁴ the bits count steps of 2⁻²⁴.
  const shift = 126 - (rest >>> 23);
  if (shift > 24) return sign;
  const fraction = (rest & 0x7f_ffff) | 0x80_0000;
  const steps = fraction >>> shift;
  const [left, half] = [fraction - (steps << shift), 1 << (shift - 1)];
  return sign | (steps + Number(left > half || (left === half && (steps & 1) === 1)));
}

// Bits of float32 numbers: 2⁻¹⁴, the first that rounds to 65536, infinity.
const LEAST_NORMAL = 0x3880_0000;
const FIRST_INFINITE = 0x477f_f000;
const INFINITY = 0x7f80_0000;

/** The bits of numbers in float32. */
const wordsOf = (values: Float32Array): Uint32Array => new Uint32Array(values.buffer, values.byteOffset, values.length);

/** The bits of the half float that is nearest to a number in float32. */
export const halfBits = (x: number): number => halfOfWord(wordsOf(Float32Array.of(x))[0]!);

let table: Float32Array | undefined;

/** The numbers of all half floats by their bits. */
const allHalves = (): Float32Array => (table ??= Float32Array.from({ length: 0x1_0000 }, (_, bits) => halfOf(bits)));

function halfOf(bits: number): number {
  const [sign, exponent, fraction] = [bits & 0x8000 ? -1 : 1, (bits >> 10) & 0x1f, bits & 0x3ff];
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The bits of the half floats nearest to numbers. */
export function toHalfFloats(values: Float32Array): Uint16Array {
  const out = new Uint16Array(values.length);
  const words = wordsOf(values);
  for (let i = 0; i < out.length; i++) out[i] = halfOfWord(words[i]!);
  return out;
}

/** The half floats nearest to numbers: what {@link fromHalfFloats} makes of {@link toHalfFloats}, faster. */
export function roundedToHalf(values: Float32Array): Float32Array {
  const out = new Float32Array(values);
  const words = wordsOf(out);
  for (let i = 0; i < out.length; i++) {
    const word = words[i]!;
    const rest = word & 0x7fff_ffff;
    if (rest >= LEAST_NORMAL && rest < FIRST_INFINITE) words[i] = (word + 0xfff + ((word >>> 13) & 1)) & ~0x1fff;
    else if (rest >= FIRST_INFINITE) out[i] = out[i]! * Infinity;
    else {
      // Numbers from 1/2 on have steps of 2⁻²⁴ in float32.
      const size = Math.fround(Math.abs(out[i]!) + 0.5) - 0.5;
      out[i] = word >>> 31 === 1 ? -size : size;
    }
  }
  return out;
}

/** The numbers of half floats, exactly. */
export function fromHalfFloats(bits: Uint16Array): Float32Array {
  const out = new Float32Array(bits.length);
  const all = allHalves();
  for (let i = 0; i < out.length; i++) out[i] = all[bits[i]!]!;
  return out;
}
