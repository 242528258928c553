import { describe, expect, it } from 'vitest';
import { DataError } from '../core/errors.js';
import type { PairBlock } from '../orbits/pairBlock.js';
import { orbitPairs, type OrbitPairsOptions } from './orbitPairs.js';

const ALL = Array.from({ length: 230 }, (_, i) => i + 1);

async function collect(options: Partial<OrbitPairsOptions>): Promise<PairBlock[]> {
  const blocks: PairBlock[] = [];
  const request = {
    form: 'metric',
    functions: 32,
    groups: ALL,
    seed: 7,
    to: 24,
    cells: 8,
    workers: 0,
    ...options,
  } as const;
  for await (const block of orbitPairs(request)) blocks.push(block);
  return blocks;
}

describe('orbitPairs', () => {
  it('is the same whatever the number of threads, and for the same seed only', async () => {
    const alone = await collect({});
    expect(alone.map(({ distances }) => distances.length)).toEqual([64, 64, 64]);
    expect(await collect({ workers: 2 })).toEqual(alone);
    expect((await collect({ seed: 8 }))[0]!.distances).not.toEqual(alone[0]!.distances);
  });

  it('goes on where it was stopped, with the rest of the last block', async () => {
    const whole = await collect({});
    expect(await collect({ from: 8 })).toEqual(whole.slice(1));
    expect((await collect({ to: 20 }))[2]!.distances).toEqual(whole[2]!.distances.subarray(0, 32));
  });

  it('has both forms of the same pairs', async () => {
    const [metric] = await collect({});
    const [index] = await collect({ form: 'index', functions: 64 });
    expect(index!.distances).toEqual(metric!.distances);
    expect(Math.max(...index!.survivors)).toBeLessThanOrEqual(1);
    expect(Math.min(...index!.survivors)).toBeGreaterThan(0);
  });

  it('refuses what is no seed or no number of functions, from a thread too', async () => {
    await expect(collect({ functions: 3 })).rejects.toThrow(/integer from 8 to 4096, got 3/);
    await expect(collect({ seed: -1, workers: 1 })).rejects.toThrow(DataError);
  });
});
