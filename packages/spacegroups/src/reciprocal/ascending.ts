/** Relative difference below which the order stays as it is. */
const ROUNDING = 1e-12;
const BITS = 11;
const MASK = 2 ** BITS - 1;

/**
 * Positions of positive numbers in ascending order. Numbers that differ by rounding only stay in their order.
 *
 * A radix sort over three digits: several times as fast as `sort` with a function for 10⁵ numbers.
 */
export function ascending(values: readonly number[]): Uint32Array {
  const count = values.length;
  let most = 0;
  for (const value of values) if (value > most) most = value;
  const keys = new Uint32Array(count);
  // 2³² − 1 is left out, so that rounding does not lead above it.
  for (let i = 0; i < count; i++) keys[i] = ((values[i] as number) / most) * 4294967294;
  let order = new Uint32Array(count);
  let next = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  for (let shift = 0; shift < 32; shift += BITS) {
    const starts = new Uint32Array(2 ** BITS + 1);
    for (let i = 0; i < count; i++) starts[(((keys[i] as number) >>> shift) & MASK) + 1]!++;
    for (let d = 0; d <= MASK; d++) starts[d + 1]! += starts[d] as number;
    for (let at = 0; at < count; at++) {
      const i = order[at] as number;
      next[starts[((keys[i] as number) >>> shift) & MASK]!++] = i;
    }
    [order, next] = [next, order];
  }
  // Keys are rounded: what has the same key, or keys side by side, may still have to be exchanged.
  for (let i = 1; i < count; i++) {
    const moved = order[i] as number;
    const value = values[moved] as number;
    let at = i;
    for (; at > 0; at--) {
      const before = order[at - 1] as number;
      const difference = (values[before] as number) - value;
      const isLater = Math.abs(difference) > ROUNDING * value ? difference > 0 : before > moved;
      if (!isLater) break;
      order[at] = before;
    }
    order[at] = moved;
  }
  return order;
}
