import { Random } from '@crystal-fourier/math3';

/** Numbers with a normal distribution, the same on every backend: Box and Muller's transform of uniform numbers. */
export function normalNumbers(count: number, deviation: number, seed: number): Float32Array {
  const random = Random.seeded(seed);
  const out = new Float32Array(count);
  for (let i = 0; i < count; i += 2) {
    // (0, 1]: the logarithm is finite
    const radius = Math.sqrt(-2 * Math.log((random.bits() + 1) / 2 ** 32)) * deviation;
    const angle = (2 * Math.PI * random.bits()) / 2 ** 32;
    out[i] = radius * Math.cos(angle);
    if (i + 1 < count) out[i + 1] = radius * Math.sin(angle);
  }
  return out;
}
