/**
 * Structure factors of a crystal by kind of atom, `F_κ(k) = Σ_{atoms of kind κ} exp(2πi k·x) / √(their number)`: smooth in
 * all coordinates, blind to the order of atoms, to whole-cell shifts and to the choice among equivalent atoms. An origin and axes
 * changed by `x ↦ N x + t` give `F′(k) = exp(2πi k·t) F(kN)`, so that descriptions are compared without being made.
 * Computed when asked for. @internal
 */
export class StructureFactorTable {
  readonly kinds: number;
  readonly #positions: Float64Array;
  /** Atoms of kind κ are `start[κ]` … `start[κ + 1] − 1`. */
  readonly #start: Int32Array;
  readonly #known = new Map<number, Float64Array>();

  /** @param byKind for each kind the coordinates of its atoms, three numbers each */
  constructor(byKind: readonly (readonly number[])[]) {
    this.kinds = byKind.length;
    this.#positions = Float64Array.from(byKind.flat());
    this.#start = new Int32Array(this.kinds + 1);
    byKind.forEach((list, i) => (this.#start[i + 1] = this.#start[i]! + list.length / 3));
  }

  /** (kinds, 2): real and imaginary part. */
  at(h: number, k: number, l: number): Float64Array {
    const key = ((h + 512) * 1024 + k + 512) * 1024 + l + 512;
    let values = this.#known.get(key);
    if (values === undefined) this.#known.set(key, (values = this.#compute(h, k, l)));
    return values;
  }

  #compute(h: number, k: number, l: number): Float64Array {
    const values = new Float64Array(2 * this.kinds);
    const x = this.#positions;
    for (let kind = 0; kind < this.kinds; kind++) {
      const [from, to] = [this.#start[kind]!, this.#start[kind + 1]!];
      let re = 0;
      let im = 0;
      for (let i = 3 * from; i < 3 * to; i += 3) {
        const angle = 2 * Math.PI * (h * x[i]! + k * x[i + 1]! + l * x[i + 2]!);
        re += Math.cos(angle);
        im += Math.sin(angle);
      }
      const scale = 1 / Math.sqrt(to - from);
      values[2 * kind] = re * scale;
      values[2 * kind + 1] = im * scale;
    }
    return values;
  }
}

const RADIUS = 6;
let list: Int8Array | undefined;

/** (n, 3): half of the integer vectors of length 1…6, the shortest first; a fixed order. @internal */
export function tableFrequencies(): Int8Array {
  if (list !== undefined) return list;
  const found: [number, number, number][] = [];
  for (let h = 0; h <= RADIUS; h++) {
    for (let k = h > 0 ? -RADIUS : 0; k <= RADIUS; k++) {
      for (let l = h > 0 || k > 0 ? -RADIUS : 1; l <= RADIUS; l++) {
        if (h * h + k * k + l * l <= RADIUS * RADIUS) found.push([h, k, l]);
      }
    }
  }
  const size = (v: readonly number[]): number => v[0]! * v[0]! + v[1]! * v[1]! + v[2]! * v[2]!;
  found.sort((a, b) => size(a) - size(b) || b[0] - a[0] || b[1] - a[1] || b[2] - a[2]);
  return (list = Int8Array.from(found.flat()));
}
