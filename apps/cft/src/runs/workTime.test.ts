import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RunFolder } from './runFolder.js';
import { WorkTime } from './workTime.js';

test('work goes on where it was interrupted or killed, and the time between does not count', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cft-work-'));
  try {
    const run = await RunFolder.create(join(folder, 'run'), {
      command: [],
      data: { path: '/data', hash: 'abc', records: 1, parts: { train: 1 } },
      versions: {},
      backend: 'cpu',
      seed: 0,
      started: '2020-01-01T00:00:00.000Z',
    });
    expect((await WorkTime.of(run)).seconds).toBeLessThan(1);
    // Killed: nothing but the history tells of the work.
    for (const seconds of [10, 15]) await run.appendHistory({ seconds });
    expect((await WorkTime.of(run)).seconds).toBeCloseTo(25, 0);
    // Interrupted: what lies between the epochs counts, too.
    await run.update({ worked: 40 });
    expect((await WorkTime.of(run)).seconds).toBeCloseTo(40, 0);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
