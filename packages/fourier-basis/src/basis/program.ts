import { execute, type Workspace, workspaceOf } from './execute.js';
import { type Kernel, sharedKernel } from './kernel.js';
import type { Plan } from './plan.js';
import type { FloatArray } from '../core/points.js';
import { executeVectorized, type Layout, layoutOf } from './vectorized.js';

/** A plan with what running it needs; the parts are made when they are first used. */
export class Program {
  readonly plan: Plan;
  readonly #kernel: Kernel | null;
  readonly #layouts: [double?: Layout, single?: Layout] = [];
  #workspace: Workspace | undefined;

  /** @param kernel null for plain JavaScript; defaults to the shared kernel where the host allows one */
  constructor(plan: Plan, kernel: Kernel | null = sharedKernel()) {
    this.plan = plan;
    this.#kernel = kernel;
  }

  /** Evaluates all functions at points (n, dim) into `out`, (n, functions). */
  run(points: FloatArray, dim: number, out: FloatArray): void {
    if (this.#kernel === null) {
      this.#workspace ??= workspaceOf(this.plan);
      execute(this.plan, this.#workspace, points, dim, out);
      return;
    }
    const single = out instanceof Float32Array;
    const layout = (this.#layouts[single ? 1 : 0] ??= layoutOf(this.plan, single));
    executeVectorized(this.#kernel, this.plan, layout, points, dim, out);
  }

  /** Size of the plan's arrays and of what was made from it, in bytes; the kernel's memory is shared and not counted. */
  get byteLength(): number {
    let sum = this.#workspace?.rows.byteLength ?? 0;
    for (const { start, first, second, coefficient } of [this.plan.planes, this.plan.functions]) {
      sum += start.byteLength + first.byteLength + second.byteLength + coefficient.byteLength;
      if (this.#workspace !== undefined) sum += first.byteLength + second.byteLength;
    }
    return this.#layouts.reduce((total, layout) => total + (layout?.image.byteLength ?? 0), sum);
  }
}
