import { spaceGroup } from '@crystal-fourier/spacegroups/core';
import { describe, expect, it } from 'vitest';
import { deriveConstraints } from '../constraints/deriveConstraints.js';
import { frequencySet } from '../frequencies/frequencyFamily.js';
import { instantiate, type WebAssemblyHost } from './kernel.js';
import { compilePlan, differentiate, type Plan } from './plan.js';
import { Program } from './program.js';
import { realList, toRealFunctions } from './realFunctions.js';

const kernel = instantiate(globalThis as WebAssemblyHost);
const set = frequencySet('cubic', { minCount: 200 });

function planOf(number: number): Plan {
  const constraints = deriveConstraints(spaceGroup(number), set);
  return compilePlan(set, toRealFunctions(constraints, realList(constraints)));
}

const largest = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((max, value, i) => Math.max(max, Math.abs(value - b[i]!)), 0);

describe('Program', () => {
  it.each([1, 2, 19, 62, 88, 198, 220, 230])('computes the same with and without the kernel, group %i', (number) => {
    expect(kernel).not.toBeNull();
    for (const plan of [planOf(number), differentiate(planOf(number), 3)]) {
      const [fast, slow] = [new Program(plan, kernel), new Program(plan, null)];
      const width = plan.functions.start.length - 1;
      for (const count of [1, 2, 3, 61, 64, 65, 130]) {
        const points = Float64Array.from({ length: 3 * count }, (_, i) => Math.sin(i * i + number) * 2);
        const expected = new Float64Array(count * width);
        slow.run(points, 3, expected);
        // A number behind the end must stay.
        const guarded = new Float64Array(count * width + 1).fill(7);
        const single = new Float32Array(count * width + 1).fill(7);
        fast.run(points, 3, guarded.subarray(0, -1));
        fast.run(points, 3, single.subarray(0, -1));
        const scale = Math.max(1, ...expected.map(Math.abs));
        expect(largest(guarded.subarray(0, -1), expected)).toBeLessThan(1e-14 * scale);
        expect(largest(single.subarray(0, -1), expected)).toBeLessThan(2e-6 * scale);
        expect([guarded.at(-1), single.at(-1)]).toEqual([7, 7]);
        const slowSingle = new Float32Array(count * width);
        slow.run(Float32Array.from(points), 3, slowSingle);
        fast.run(Float32Array.from(points), 3, single.subarray(0, -1));
        expect(largest(slowSingle, single)).toBeLessThan(2e-6 * scale);
      }
      expect(fast.byteLength).toBeGreaterThan(0);
      expect(slow.byteLength).toBeGreaterThan(64 * 8 * plan.planes.start.length);
    }
  });

  it('lets plans take turns in the shared memory, which grows', () => {
    const own = instantiate(globalThis as WebAssemblyHost);
    const [small, large] = [new Program(planOf(225), own), new Program(planOf(1), own)];
    const points = Float64Array.of(0.1, 0.2, 0.3);
    const results = [small, large, small, large].map((program) => {
      const out = new Float64Array(program.plan.functions.start.length - 1);
      program.run(points, 3, out);
      return out;
    });
    expect(results[2]).toEqual(results[0]);
    expect(results[3]).toEqual(results[1]);
  });
});

describe('instantiate', () => {
  it('is null where the host has no WebAssembly or forbids it', () => {
    expect(instantiate({})).toBeNull();
    const blocked = function (): never {
      throw new Error('blocked by the content-security policy');
    };
    const forbidding = { WebAssembly: { Module: blocked, Instance: blocked } } as unknown as WebAssemblyHost;
    expect(instantiate(forbidding)).toBeNull();
  });
});
