import { ELEMENT_DESCRIPTORS, elementDescriptors } from '@crystal-fourier/data';

/** Rows of tables of elements: Z from 0 (none: padding) to 118. */
export const ELEMENT_COUNT = 119;

/** Numbers that describe an element: each descriptor standardised over the elements, and whether it is known. */
export const DESCRIPTOR_WIDTH = 2 * ELEMENT_DESCRIPTORS.length;

/** Elements whose averages standardise the descriptors: hydrogen to plutonium, for which nearly all are known. */
const LAST_OF_AVERAGE = 94;

let table: Float32Array | undefined;
let raw: Float64Array | undefined;

/**
 * Descriptors of all elements, (119, 34): values standardised over H to Pu with 0 for unknown ones, then 1 for known and 0 for
 * unknown. Fixed: it does not depend on the data.
 */
export function elementTable(): Float32Array {
  if (table !== undefined) return table;
  const n = ELEMENT_DESCRIPTORS.length;
  const values = rawDescriptors();
  const out = new Float32Array(ELEMENT_COUNT * 2 * n);
  for (let column = 0; column < n; column++) {
    const known: number[] = [];
    for (let z = 1; z <= LAST_OF_AVERAGE; z++) {
      const value = values[z * n + column]!;
      if (!Number.isNaN(value)) known.push(value);
    }
    const mean = known.reduce((sum, x) => sum + x, 0) / known.length;
    const spread = Math.sqrt(known.reduce((sum, x) => sum + (x - mean) ** 2, 0) / known.length) || 1;
    for (let z = 1; z < ELEMENT_COUNT; z++) {
      const value = values[z * n + column]!;
      if (Number.isNaN(value)) continue;
      out[z * 2 * n + column] = (value - mean) / spread;
      out[z * 2 * n + n + column] = 1;
    }
  }
  return (table = out);
}

/** Descriptors in their own units, (119, 17), NaN where unknown. */
export function rawDescriptors(): Float64Array {
  if (raw !== undefined) return raw;
  const n = ELEMENT_DESCRIPTORS.length;
  const out = new Float64Array(ELEMENT_COUNT * n).fill(Number.NaN);
  for (let z = 1; z < ELEMENT_COUNT; z++) out.set(elementDescriptors(z).values, z * n);
  return (raw = out);
}
