// The inner loops of evaluation, with two or four numbers at a time, in AssemblyScript; ../build.mjs compiles them.
// packages/fourier-basis/src/core/trigonometry.ts and basis/execute.ts explain what they compute and do the same one number at a time.
//
// All arguments are byte addresses or counts. A row holds 64 numbers, one per point. `count` may be any number up to 64: whole
// vectors are computed, so rows must have room for them, and `write` stores only what was asked for.

const POINTS: usize = 64;
const WIDE: usize = POINTS * 8;
const NARROW: usize = POINTS * 4;

function horner(z: v128, a: f64, b: f64, c: f64, d: f64, e: f64, f: f64): v128 {
  let sum = f64x2.splat(f);
  sum = f64x2.add(f64x2.splat(e), f64x2.mul(z, sum));
  sum = f64x2.add(f64x2.splat(d), f64x2.mul(z, sum));
  sum = f64x2.add(f64x2.splat(c), f64x2.mul(z, sum));
  sum = f64x2.add(f64x2.splat(b), f64x2.mul(z, sum));
  return f64x2.add(f64x2.splat(a), f64x2.mul(z, sum));
}

/** −1 where the integer in each lane is odd after halving, i.e. where it is 2 or 3 modulo 4, else +1. */
function halfSign(q: v128): v128 {
  const half = f64x2.floor(f64x2.mul(q, f64x2.splat(0.5)));
  const rest = f64x2.sub(half, f64x2.mul(f64x2.splat(2), f64x2.floor(f64x2.mul(half, f64x2.splat(0.5)))));
  return f64x2.sub(f64x2.splat(1), f64x2.mul(f64x2.splat(2), rest));
}

/** Rows 2h: cos(2πhx), 2h + 1: sin(2πhx), h = 0 … bound, in double precision, from the coordinates at `x`. */
export function fill(rows: usize, x: usize, bound: i32, count: usize): void {
  const end = count * 8;
  for (let i: usize = 0; i < end; i += 16) {
    v128.store(rows + i, f64x2.splat(1));
    v128.store(rows + WIDE + i, f64x2.splat(0));
  }
  if (bound === 0) return;
  for (let i: usize = 0; i < end; i += 16) {
    const v = v128.load(x + i);
    const quarter = f64x2.floor(f64x2.add(f64x2.mul(f64x2.splat(4), v), f64x2.splat(0.5)));
    const angle = f64x2.mul(f64x2.sub(v, f64x2.mul(f64x2.splat(0.25), quarter)), f64x2.splat(6.283185307179586));
    const z = f64x2.mul(angle, angle);
    const s = f64x2.add(
      angle,
      f64x2.mul(
        f64x2.mul(angle, z),
        horner(
          z,
          -1.66666666666666324348e-1,
          8.33333333332248946124e-3,
          -1.98412698298579493134e-4,
          2.75573137070700676789e-6,
          -2.50507602534068634195e-8,
          1.58969099521155010221e-10,
        ),
      ),
    );
    const c = f64x2.add(
      f64x2.sub(f64x2.splat(1), f64x2.mul(f64x2.splat(0.5), z)),
      f64x2.mul(
        f64x2.mul(z, z),
        horner(
          z,
          4.16666666666666019037e-2,
          -1.38888888888741095749e-3,
          2.48015872894767294178e-5,
          -2.75573143513906633035e-7,
          2.0875723212981748279e-9,
          -1.13596475577881948265e-11,
        ),
      ),
    );
    const even = f64x2.eq(quarter, f64x2.mul(f64x2.splat(2), f64x2.floor(f64x2.mul(quarter, f64x2.splat(0.5)))));
    const cosine = v128.bitselect(c, s, even);
    const sine = v128.bitselect(s, c, even);
    v128.store(rows + 2 * WIDE + i, f64x2.mul(halfSign(f64x2.add(quarter, f64x2.splat(1))), cosine));
    v128.store(rows + 3 * WIDE + i, f64x2.mul(halfSign(quarter), sine));
  }
  for (let h: i32 = 2; h <= bound; h++) {
    const a = rows + <usize>(2 * (h >> 1)) * WIDE;
    const b = rows + <usize>(2 * (h - (h >> 1))) * WIDE;
    const out = rows + <usize>(2 * h) * WIDE;
    for (let i: usize = 0; i < end; i += 16) {
      const ca = v128.load(a + i);
      const sa = v128.load(a + i + WIDE);
      const cb = v128.load(b + i);
      const sb = v128.load(b + i + WIDE);
      v128.store(out + i, f64x2.sub(f64x2.mul(ca, cb), f64x2.mul(sa, sb)));
      v128.store(out + i + WIDE, f64x2.add(f64x2.mul(ca, sb), f64x2.mul(sa, cb)));
    }
  }
}

/** Rounds rows of doubles to rows of floats. */
export function narrow(from: usize, to: usize, rows: usize, count: usize): void {
  for (let r: usize = 0; r < rows; r++) {
    for (let i: usize = 0; i < count; i += 4) {
      const low = f32x4.demote_f64x2_zero(v128.load(from + 8 * i));
      const high = f32x4.demote_f64x2_zero(v128.load(from + 8 * i + 16));
      v128.store(to + 4 * i, v128.shuffle<f32>(low, high, 0, 1, 4, 5));
    }
    from += WIDE;
    to += NARROW;
  }
}

/**
 * For each of `lists` lists: the sum of `coefficient · first · second` over its entries, written to a row of its own if `stride` is 0,
 * else to one number per point, `stride` bytes apart, lists next to each other. Entries are (first, second, coefficient): two
 * addresses and a number, 16 bytes each; `starts` holds the lists' first entries and the end.
 */
export function products64(starts: usize, entries: usize, lists: usize, out: usize, stride: usize, count: usize): void {
  const end = count * 8;
  for (let list: usize = 0; list < lists; list++, starts += 4) {
    const from = entries + ((<usize>load<u32>(starts)) << 4);
    const to = entries + ((<usize>load<u32>(starts, 4)) << 4);
    const two = to - from === 32;
    const a = <usize>load<u32>(from);
    const b = <usize>load<u32>(from, 4);
    const c = v128.load64_splat(from, 8);
    const d = <usize>load<u32>(from, 16);
    const e = <usize>load<u32>(from, 20);
    const f = v128.load64_splat(from, 24);
    let at = out;
    for (let i: usize = 0; i < end; i += 16) {
      let sum: v128;
      if (two) {
        sum = f64x2.add(
          f64x2.mul(c, f64x2.mul(v128.load(a + i), v128.load(b + i))),
          f64x2.mul(f, f64x2.mul(v128.load(d + i), v128.load(e + i))),
        );
      } else {
        sum = f64x2.splat(0);
        for (let t = from; t < to; t += 16) {
          sum = f64x2.add(
            sum,
            f64x2.mul(
              v128.load64_splat(t, 8),
              f64x2.mul(v128.load(<usize>load<u32>(t) + i), v128.load(<usize>load<u32>(t, 4) + i)),
            ),
          );
        }
      }
      if (stride === 0) {
        v128.store(at, sum);
        at += 16;
      } else {
        v128.store_lane<f64>(at, sum, 0);
        v128.store_lane<f64>(at + stride, sum, 1);
        at += 2 * stride;
      }
    }
    out += stride === 0 ? WIDE : 8;
  }
}

/** {@link products64} in single precision; the coefficient is a float at the end of each entry. */
export function products32(starts: usize, entries: usize, lists: usize, out: usize, stride: usize, count: usize): void {
  const end = count * 4;
  for (let list: usize = 0; list < lists; list++, starts += 4) {
    const from = entries + ((<usize>load<u32>(starts)) << 4);
    const to = entries + ((<usize>load<u32>(starts, 4)) << 4);
    const two = to - from === 32;
    const a = <usize>load<u32>(from);
    const b = <usize>load<u32>(from, 4);
    const c = v128.load32_splat(from, 8);
    const d = <usize>load<u32>(from, 16);
    const e = <usize>load<u32>(from, 20);
    const f = v128.load32_splat(from, 24);
    let at = out;
    for (let i: usize = 0; i < end; i += 16) {
      let sum: v128;
      if (two) {
        sum = f32x4.add(
          f32x4.mul(c, f32x4.mul(v128.load(a + i), v128.load(b + i))),
          f32x4.mul(f, f32x4.mul(v128.load(d + i), v128.load(e + i))),
        );
      } else {
        sum = f32x4.splat(0);
        for (let t = from; t < to; t += 16) {
          sum = f32x4.add(
            sum,
            f32x4.mul(
              v128.load32_splat(t, 8),
              f32x4.mul(v128.load(<usize>load<u32>(t) + i), v128.load(<usize>load<u32>(t, 4) + i)),
            ),
          );
        }
      }
      if (stride === 0) {
        v128.store(at, sum);
        at += 16;
      } else {
        v128.store_lane<f32>(at, sum, 0);
        v128.store_lane<f32>(at + stride, sum, 1);
        v128.store_lane<f32>(at + 2 * stride, sum, 2);
        v128.store_lane<f32>(at + 3 * stride, sum, 3);
        at += 4 * stride;
      }
    }
    out += stride === 0 ? NARROW : 4;
  }
}
