import { WEIGHT_STEPS } from './weights.js';

/**
 * Weights as they stand in an address: two digits of base 36 each, those of steps + 500; `-` for 0. Zeros at the end are left out, but
 * for the first weight.
 */
export function encodeWeights(weights: readonly number[]): string {
  const text = weights
    .map((weight) => Math.round(weight * WEIGHT_STEPS))
    .map((steps) => (steps === 0 ? '-' : (steps + WEIGHT_STEPS).toString(36).padStart(2, '0')))
    .join('')
    .replace(/-+$/, '');
  return text === '' ? '-' : text;
}

/** Reads what {@link encodeWeights} wrote; null for anything else. */
export function decodeWeights(text: string): number[] | null {
  if (!/^(?:-|[\da-z]{2})+$/.test(text)) return null;
  const weights = Array.from(text.matchAll(/-|[\da-z]{2}/g), ([code]) =>
    code === '-' ? 0 : (Number.parseInt(code, 36) - WEIGHT_STEPS) / WEIGHT_STEPS,
  );
  if (weights.some((weight) => weight > 1)) return null;
  while (weights.length > 0 && weights.at(-1) === 0) weights.pop();
  return weights;
}
