/**
 * Whether `Σ counts[start + k] exp(2πi k/n)` over k = 0 … n − 1 is zero. Exact: powers of the root of unity are written in a basis over the integers. The counts
 * are changed.
 *
 * @param n even, a product of powers of 2 and 3
 */
export function isZeroSum(counts: Int32Array, start: number, n: number): boolean {
  const half = n / 2;
  // z^(k + n/2) = −z^k
  for (let k = start; k < start + half; k++) counts[k] = (counts[k] as number) - (counts[k + half] as number);
  let size = half;
  if (half % 3 === 0) {
    // z^(n/3) = z^(n/6) − 1
    const sixth = half / 3;
    size = 2 * sixth;
    for (let k = start; k < start + sixth; k++) {
      const count = counts[k + size] as number;
      counts[k + sixth] = (counts[k + sixth] as number) + count;
      counts[k] = (counts[k] as number) - count;
    }
  }
  for (let k = start; k < start + size; k++) if (counts[k] !== 0) return false;
  return true;
}
