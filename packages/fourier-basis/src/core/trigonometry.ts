// Coefficients of the minimax polynomials for sine and cosine on [−π/4, π/4] of fdlibm (Sun Microsystems, k_sin.c and
// k_cos.c, freely usable with this notice kept); error below 2⁻⁵⁷.
const S1 = -1.66666666666666324348e-1;
const S2 = 8.33333333332248946124e-3;
const S3 = -1.98412698298579493134e-4;
const S4 = 2.75573137070700676789e-6;
const S5 = -2.50507602534068634195e-8;
const S6 = 1.58969099521155010221e-10;
const C1 = 4.16666666666666019037e-2;
const C2 = -1.38888888888741095749e-3;
const C3 = 2.48015872894767294178e-5;
const C4 = -2.75573143513906633035e-7;
const C5 = 2.0875723212981748279e-9;
const C6 = -1.13596475577881948265e-11;

/**
 * cos(2πx) and sin(2πx) for `count` coordinates in place: rows at `at` and `at + stride`, with x in the first. Reducing x in
 * turns is exact, so large coordinates lose nothing but their own rounding, and it takes a third of the time of Math.sin and
 * Math.cos. No branches: which quarter a random coordinate is in cannot be predicted.
 */
function cosineAndSine(rows: Float64Array, at: number, stride: number, count: number): void {
  for (let i = 0; i < count; i++) {
    const x = rows[at + i]!;
    const quarter = Math.floor(4 * x + 0.5);
    const angle = (x - 0.25 * quarter) * (2 * Math.PI);
    const z = angle * angle;
    const s = angle + angle * z * (S1 + z * (S2 + z * (S3 + z * (S4 + z * (S5 + z * S6)))));
    const c = 1 - 0.5 * z + z * z * (C1 + z * (C2 + z * (C3 + z * (C4 + z * (C5 + z * C6)))));
    const odd = quarter & 1;
    const even = 1 - odd;
    rows[at + i] = (1 - ((quarter + 1) & 2)) * (even * c + odd * s);
    rows[at + stride + i] = (1 - (quarter & 2)) * (odd * c + even * s);
  }
}

/**
 * A coordinate without whole turns, in [−½, ½], without rounding. Coordinates from 2⁵¹ on are too coarse for {@link fillTable} to find
 * their quarters, and four times the largest numbers would be infinite.
 */
export function wrap(x: number): number {
  return x - Math.floor(x + 0.5);
}

/**
 * Fills the table of one axis: row 2h is cos(2πhx), row 2h + 1 is sin(2πhx), h = 0 … bound, each of `stride` numbers from `base` on.
 * Row 2 holds x on entry. exp(2πi hx) is the product of two powers of about half the exponent: errors grow with log h.
 */
export function fillTable(rows: Float64Array, base: number, stride: number, count: number, bound: number): void {
  rows.fill(1, base, base + count);
  rows.fill(0, base + stride, base + stride + count);
  if (bound === 0) return;
  cosineAndSine(rows, base + 2 * stride, stride, count);
  for (let h = 2; h <= bound; h++) {
    const a = base + 2 * (h >> 1) * stride;
    const b = base + 2 * (h - (h >> 1)) * stride;
    const out = base + 2 * h * stride;
    for (let i = 0; i < count; i++) {
      const [ca, sa, cb, sb] = [rows[a + i]!, rows[a + stride + i]!, rows[b + i]!, rows[b + stride + i]!];
      rows[out + i] = ca * cb - sa * sb;
      rows[out + stride + i] = ca * sb + sa * cb;
    }
  }
}
