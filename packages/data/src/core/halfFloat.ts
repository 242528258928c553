// IEEE 754 binary16: sign, 5 bits of exponent, 10 of fraction; numbers from 2⁻¹⁴ to 65504 with a relative error of at most 2⁻¹¹, smaller ones in steps of 2⁻²⁴.

const word = new Uint32Array(1);
const float = new Float32Array(word.buffer);

/** The bits of the half float that is nearest to a number, of two equally near ones the one with an even last bit. */
export function halfBits(x: number): number {
  float[0] = x;
  const bits = word[0]!;
  const sign = (bits >>> 16) & 0x8000;
  const rest = bits & 0x7fff_ffff;
  // NaN, and what rounds to 65536 or more.
  if (rest > 0x7f80_0000) return 0x7e00;
  if (rest >= 0x477f_f000) return sign | 0x7c00;
  // Below 2⁻¹⁴ the result counts steps of 2⁻²⁴; added to 2⁻¹, whose last bit is such a step, a float32 is rounded to them.
  if (rest < 0x3880_0000) {
    float[0] = Math.abs(x) + 0.5;
    return sign | (word[0]! - 0x3f00_0000);
  }
  // The exponent counts from −15 instead of −127, and 13 bits of the fraction are rounded off.
  return sign | ((rest - 0x3800_0000 + 0xfff + ((rest >>> 13) & 1)) >>> 13);
}

let table: Float32Array | undefined;

/** The numbers of all half floats by their bits. */
const allHalves = (): Float32Array => (table ??= Float32Array.from({ length: 0x1_0000 }, (_, bits) => halfOf(bits)));

function halfOf(bits: number): number {
  const [sign, exponent, fraction] = [bits & 0x8000 ? -1 : 1, (bits >> 10) & 0x1f, bits & 0x3ff];
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The bits of the half floats nearest to numbers. */
export function toHalfFloats(values: ArrayLike<number>): Uint16Array {
  const out = new Uint16Array(values.length);
  for (let i = 0; i < out.length; i++) out[i] = halfBits(values[i]!);
  return out;
}

/** The numbers of half floats, exactly. */
export function fromHalfFloats(bits: Uint16Array): Float32Array {
  const out = new Float32Array(bits.length);
  const all = allHalves();
  for (let i = 0; i < out.length; i++) out[i] = all[bits[i]!]!;
  return out;
}
