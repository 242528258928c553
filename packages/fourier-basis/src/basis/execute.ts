import type { Plan, Products } from './plan.js';
import { fillTable, wrap } from '../core/trigonometry.js';

/** Points that are worked on together: the rows of a block stay in the processor's cache, and loops are long enough. */
const BLOCK = 64;

/** Scratch memory of a plan; made on first use and kept, so that evaluating allocates nothing. */
export interface Workspace {
  readonly rows: Float64Array;
  /** First element of the tables of X, Y and Z and of the planes. */
  readonly base: readonly [number, number, number, number];
  readonly planes: Placed;
  readonly functions: Placed;
}

/** Products with the positions of their rows in the workspace. */
interface Placed {
  readonly start: Int32Array;
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly coefficient: Float64Array;
}

export function workspaceOf({ bounds, planes, functions }: Plan): Workspace {
  const size = bounds.map((bound) => 2 * (bound + 1) * BLOCK) as [number, number, number];
  const base = [0, size[0], size[0] + size[1], size[0] + size[1] + size[2]] as const;
  const place = (products: Products, first: number, second: number): Placed => ({
    ...products,
    first: products.first.map((row) => first + row * BLOCK),
    second: products.second.map((row) => second + row * BLOCK),
  });
  return {
    rows: new Float64Array(base[3] + (planes.start.length - 1) * BLOCK),
    base,
    planes: place(planes, base[0], base[1]),
    functions: place(functions, base[3], base[2]),
  };
}

/**
 * Evaluates all functions of a plan.
 *
 * @param points (count, dim), row-major
 * @param out (count, functions), row-major
 */
export function execute(
  plan: Plan,
  { rows, base, planes, functions }: Workspace,
  points: Float64Array | Float32Array,
  dim: number,
  out: Float64Array | Float32Array,
): void {
  const total = points.length / dim;
  const width = functions.start.length - 1;
  for (let from = 0; from < total; from += BLOCK) {
    const count = Math.min(BLOCK, total - from);
    for (let role = 0; role < 3; role++) {
      const axis = plan.axes[role]!;
      const table = base[role]!;
      if (plan.bounds[role]! > 0)
        for (let i = 0; i < count; i++) rows[table + 2 * BLOCK + i] = wrap(points[(from + i) * dim + axis]!);
      fillTable(rows, table, BLOCK, count, plan.bounds[role]!);
    }
    for (let u = 0; u + 1 < planes.start.length; u++) {
      sumOfProducts(rows, planes, planes.start[u]!, planes.start[u + 1]!, count, rows, base[3] + u * BLOCK, 1);
    }
    for (let j = 0; j < width; j++) {
      sumOfProducts(rows, functions, functions.start[j]!, functions.start[j + 1]!, count, out, from * width + j, width);
    }
  }
}

/** `out[at + i · stride] = Σ coefficient · first[i] · second[i]` over the entries from … to − 1, up to four in one pass. */
function sumOfProducts(
  rows: Float64Array,
  { first, second, coefficient }: Placed,
  from: number,
  to: number,
  count: number,
  out: Float64Array | Float32Array,
  at: number,
  stride: number,
): void {
  const left = to - from;
  if (left === 0) {
    for (let i = 0, o = at; i < count; i++, o += stride) out[o] = 0;
  } else if (left === 1) {
    const [a, b, c] = [first[from]!, second[from]!, coefficient[from]!];
    for (let i = 0, o = at; i < count; i++, o += stride) out[o] = c * rows[a + i]! * rows[b + i]!;
  } else if (left === 2) {
    const [a, b, c] = [first[from]!, second[from]!, coefficient[from]!];
    const [d, e, f] = [first[from + 1]!, second[from + 1]!, coefficient[from + 1]!];
    for (let i = 0, o = at; i < count; i++, o += stride) {
      out[o] = c * rows[a + i]! * rows[b + i]! + f * rows[d + i]! * rows[e + i]!;
    }
  } else {
    const [a, b, c] = [first[from]!, second[from]!, coefficient[from]!];
    const [d, e, f] = [first[from + 1]!, second[from + 1]!, coefficient[from + 1]!];
    const [g, h, k] = [first[from + 2]!, second[from + 2]!, coefficient[from + 2]!];
    for (let i = 0, o = at; i < count; i++, o += stride) {
      out[o] = c * rows[a + i]! * rows[b + i]! + f * rows[d + i]! * rows[e + i]! + k * rows[g + i]! * rows[h + i]!;
    }
    for (let t = from + 3; t < to; t++) {
      const [p, q, r] = [first[t]!, second[t]!, coefficient[t]!];
      for (let i = 0, o = at; i < count; i++, o += stride) out[o]! += r * rows[p + i]! * rows[q + i]!;
    }
  }
}
