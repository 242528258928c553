import type { Kernel } from './kernel.js';
import type { Plan, Products } from './plan.js';
import type { FloatArray } from '../core/points.js';
import { wrap } from '../core/trigonometry.js';

/** Points of a block; the kernel's rows have this length. */
const BLOCK = 64;
const PAGE = 65536;

/** Where a list of products lies in memory: first entries of its lists, and the entries. */
interface Placed {
  readonly starts: number;
  readonly entries: number;
  readonly lists: number;
}

/** The kernel's memory for one plan in one precision: addresses, and the bytes that do not change. */
export interface Layout {
  readonly single: boolean;
  /** Coordinates on X, Y, Z: three rows of doubles. */
  readonly coordinates: number;
  /** Tables of cosines and sines of X, Y, Z in double precision, and those that products read. */
  readonly wide: readonly number[];
  readonly tables: readonly number[];
  readonly planes: Placed;
  readonly planeRows: number;
  readonly functions: Placed;
  /** One block of results, (points, functions). */
  readonly out: number;
  /** Starts and entries of all products, to be copied to `imageAt`. */
  readonly image: Uint8Array;
  readonly imageAt: number;
  readonly size: number;
}

export function layoutOf(plan: Plan, single: boolean): Layout {
  const bytes = single ? 4 : 8;
  // Address 0 stays free: nothing should look like a null pointer.
  let end = 64;
  const allocate = (size: number): number => {
    const at = end;
    end += (size + 15) & ~15;
    return at;
  };
  const rowsOf = (bound: number): number => 2 * (bound + 1) * BLOCK;
  const coordinates = allocate(3 * BLOCK * 8);
  const wide = plan.bounds.map((bound) => allocate(rowsOf(bound) * 8));
  const tables = single ? plan.bounds.map((bound) => allocate(rowsOf(bound) * 4)) : wide;
  const planeRows = allocate((plan.planes.start.length - 1) * BLOCK * bytes);
  const place = ({ start, first }: Products): Placed => ({
    starts: allocate(4 * start.length),
    // The kernel reads two entries ahead, also of an empty list at the end.
    entries: allocate(16 * (first.length + 2)),
    lists: start.length - 1,
  });
  const imageAt = end;
  const planes = place(plan.planes);
  const functions = place(plan.functions);
  const image = new Uint8Array(end - imageAt);
  const view = new DataView(image.buffer);
  const write = (
    { start, first, second, coefficient }: Products,
    to: Placed,
    firstBase: number,
    secondBase: number,
  ): void => {
    start.forEach((entry, i) => view.setUint32(to.starts - imageAt + 4 * i, entry, true));
    for (let i = 0; i < first.length; i++) {
      const at = to.entries - imageAt + 16 * i;
      view.setUint32(at, firstBase + first[i]! * BLOCK * bytes, true);
      view.setUint32(at + 4, secondBase + second[i]! * BLOCK * bytes, true);
      if (single) view.setFloat32(at + 8, coefficient[i]!, true);
      else view.setFloat64(at + 8, coefficient[i]!, true);
    }
  };
  write(plan.planes, planes, tables[0]!, tables[1]!);
  write(plan.functions, functions, planeRows, tables[2]!);
  const out = allocate(functions.lists * BLOCK * bytes);
  return { single, coordinates, wide, tables, planes, planeRows, functions, out, image, imageAt, size: end };
}

/** The plan whose image is in a kernel's memory. */
const loaded = /* @__PURE__ */ new WeakMap<Kernel, Layout>();

function load(kernel: Kernel, layout: Layout): void {
  const missing = layout.size - kernel.memory.buffer.byteLength;
  if (missing > 0) kernel.memory.grow(Math.ceil(missing / PAGE));
  if (loaded.get(kernel) === layout) return;
  new Uint8Array(kernel.memory.buffer).set(layout.image, layout.imageAt);
  loaded.set(kernel, layout);
}

/**
 * Evaluates all functions of a plan with the kernel; as `execute`, in the precision of the layout, which is that of `out`. Cosines and
 * sines are computed in double precision in either case.
 */
export function executeVectorized(
  kernel: Kernel,
  plan: Plan,
  layout: Layout,
  points: FloatArray,
  dim: number,
  out: FloatArray,
): void {
  load(kernel, layout);
  const { single, coordinates, wide, tables, planes, planeRows, functions } = layout;
  const { buffer } = kernel.memory;
  const total = points.length / dim;
  const width = functions.lists;
  const x = new Float64Array(buffer, coordinates, 3 * BLOCK);
  const results = single
    ? new Float32Array(buffer, layout.out, width * BLOCK)
    : new Float64Array(buffer, layout.out, width * BLOCK);
  const products = single ? kernel.products32 : kernel.products64;
  for (let from = 0; from < total; from += BLOCK) {
    const count = Math.min(BLOCK, total - from);
    for (let role = 0; role < 3; role++) {
      const bound = plan.bounds[role]!;
      if (bound > 0) {
        const row = role * BLOCK;
        for (let i = 0, p = from * dim + plan.axes[role]!; i < count; i++, p += dim) x[row + i] = wrap(points[p]!);
      }
      kernel.fill(wide[role]!, coordinates + role * BLOCK * 8, bound, count);
      if (single) kernel.narrow(wide[role]!, tables[role]!, 2 * (bound + 1), count);
    }
    products(planes.starts, planes.entries, planes.lists, planeRows, 0, count);
    products(functions.starts, functions.entries, width, layout.out, width * (single ? 4 : 8), count);
    out.set(count === BLOCK ? results : results.subarray(0, count * width), from * width);
  }
}
