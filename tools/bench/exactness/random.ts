/** Numbers from 0 to 1 that a seed determines (mulberry32). */
export type Random = () => number;

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A seed for a purpose: the same text gives the same seed in every run. */
export function seedOf(text: string): number {
  let hash = 2166136261;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619);
  return hash >>> 0;
}

export const uniform = (random: Random, low: number, high: number): number => low + (high - low) * random();

/** An integer from 0 to n − 1, each as likely as every other. */
export const index = (random: Random, n: number): number => Math.floor(n * random());

/** A number of the normal distribution (Box and Muller). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Fractional coordinates, spread uniformly over the cell. */
export function randomPoints(random: Random, count: number, dim: number): Float64Array {
  return Float64Array.from({ length: count * dim }, random);
}
