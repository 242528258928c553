import type { Mat3 } from '@crystal-fourier/math3';
/** A reproducible source of random numbers, rotations and directions (mulberry32). */
export class RandomGeometry {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** In [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  between(from: number, to: number): number {
    return from + (to - from) * this.next();
  }

  /** An integer from `from` to `to`, both included. */
  integer(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  pick<T>(list: readonly T[]): T {
    return list[this.integer(0, list.length - 1)] as T;
  }

  shuffled<T>(list: readonly T[]): T[] {
    const out = [...list];
    for (let i = out.length - 1; i > 0; i--) {
      const j = this.integer(0, i);
      [out[i], out[j]] = [out[j] as T, out[i] as T];
    }
    return out;
  }

  /** A direction, uniform on the sphere. */
  direction(): [number, number, number] {
    for (;;) {
      const v: [number, number, number] = [this.between(-1, 1), this.between(-1, 1), this.between(-1, 1)];
      const length = Math.hypot(...v);
      if (length > 0.1 && length < 1) return [v[0] / length, v[1] / length, v[2] / length];
    }
  }

  /** A proper rotation, row-major. */
  rotation(): Mat3 {
    const [x, y, z] = this.direction();
    const angle = this.between(0, 2 * Math.PI);
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    const d = 1 - c;
    return [
      c + x * x * d,
      x * y * d - z * s,
      x * z * d + y * s,
      y * x * d + z * s,
      c + y * y * d,
      y * z * d - x * s,
      z * x * d - y * s,
      z * y * d + x * s,
      c + z * z * d,
    ];
  }
}
