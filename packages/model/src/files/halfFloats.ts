const float = new Float32Array(1);
const word = new Uint32Array(float.buffer);

/** The 16-bit number (IEEE 754 binary16) nearest to a number, ties to even; infinite beyond 65504. */
export function toHalf(value: number): number {
  float[0] = value;
  const bits = word[0]!;
  const sign = (bits >>> 16) & 0x8000;
  const exponent = (bits >>> 23) & 0xff;
  if (exponent === 0xff) return sign | 0x7c00 | ((bits & 0x7f_ffff) === 0 ? 0 : 0x200);
  const size = Math.abs(float[0]!);
  // Below 2⁻¹⁴ the steps are 2⁻²⁴ wide; above, 2⁻¹⁰ of the power of two.
  const unit = exponent - 127 < -14 ? 2 ** -24 : 2 ** (exponent - 127 - 10);
  const steps = size / unit;
  const whole = Math.floor(steps);
  const rest = steps - whole;
  const rounded = whole + (rest > 0.5 || (rest === 0.5 && whole % 2 === 1) ? 1 : 0);
  // The exponent's field and the fraction are one counter: a carry goes from the one into the other.
  const half = exponent - 127 < -14 ? rounded : (exponent - 127 + 14) * 1024 + rounded;
  return sign | Math.min(half, 0x7c00);
}

/** The number that 16 bits (IEEE 754 binary16) mean. */
export function fromHalf(half: number): number {
  const sign = (half & 0x8000) === 0 ? 1 : -1;
  const exponent = (half >>> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}
