import { featureRecipe } from '@crystal-fourier/data';
import { expect, test } from 'vitest';
import { crystalReader, type ReaderCalls } from './crystalReader.js';
import { CrystalSession, type CrystalState, type Source } from './crystalSession.js';
import { exampleText } from './testing/exampleResults.js';
import { localWorkers } from './testing/localWorker.js';
import { WorkerClient } from './workerClient.js';

const sourceOf = (...names: readonly string[]): Source => ({
  example: null,
  label: names.join(', '),
  files: () => names.map((name) => ({ name: `${name}.cif`, content: name === 'broken' ? '' : exampleText(name) })),
});

function newSession(): { session: CrystalSession; phases: string[]; workers: ReturnType<typeof localWorkers>['all'] } {
  const { start, all } = localWorkers<ReaderCalls>(crystalReader);
  const session = new CrystalSession(new WorkerClient<ReaderCalls>(start), { symprec: 0.01, mode: 'lenient' });
  const phases: string[] = [];
  session.subscribe(() => {
    if (phases.at(-1) !== session.state.phase) phases.push(session.state.phase);
  });
  return { session, phases, workers: all };
}

const groupOf = ({ report }: CrystalState): number | undefined => report?.symmetry.group.number;

test('files are read, then the first structure is analysed', async () => {
  const { session, phases } = newSession();
  await session.open(sourceOf('rutile', 'halite'));
  expect(phases).toEqual(['reading', 'analysing', 'ready']);
  expect(session.state).toMatchObject({ selected: 0, found: 2, failure: null });
  expect(groupOf(session.state)).toBe(136);
  const { version } = session.state;
  await session.select(1);
  expect(groupOf(session.state)).toBe(225);
  expect(session.state.version).toBeGreaterThan(version);
  await session.select(1);
  await session.select(7);
  expect(session.state.selected).toBe(1);
});

test('of what is asked for meanwhile only the last is shown', async () => {
  const { session } = newSession();
  await session.open(sourceOf('rutile', 'halite', 'quartz'));
  const seen = new Set<number | undefined>();
  session.subscribe(() => seen.add(groupOf(session.state)));
  await Promise.all([session.select(1), session.select(2), session.select(0), session.select(2)]);
  expect(groupOf(session.state)).toBe(154);
  expect(seen).toEqual(new Set([136, 154]));
});

test('files that come while others are read stop the worker', async () => {
  const { session, workers } = newSession();
  const first = session.open(sourceOf('corundum'));
  await Promise.resolve();
  await session.open(sourceOf('halite'));
  await first;
  expect(groupOf(session.state)).toBe(225);
  expect(workers.map(({ isAlive }) => isAlive)).toEqual([false, true]);
});

test('a broken file is told; there is no report', async () => {
  const { session } = newSession();
  await session.open(sourceOf('broken'));
  expect(session.state).toMatchObject({ phase: 'ready', report: null, refused: [{ file: 'broken.cif' }] });
  await session.open({
    example: 'x',
    label: 'x',
    files: () => {
      throw new Error('not there');
    },
  });
  expect(session.state.failure).toEqual({ kind: 'fault', reason: 'not there' });
  await session.open(sourceOf('broken', 'halite'));
  expect(session.state.refused).toHaveLength(1);
  expect(groupOf(session.state)).toBe(225);
});

test('another tolerance analyses again, another way of reading reads again', async () => {
  const { session, workers } = newSession();
  await session.setOptions({ symprec: 0.02, mode: 'lenient' });
  await session.open(sourceOf('halite'));
  expect(session.state.report!.symmetry.symprec).toBe(0.02);
  await session.setOptions({ symprec: 0.05, mode: 'lenient' });
  expect(session.state.report!.symmetry.symprec).toBe(0.05);
  const reads = (): number => workers[0]!.received.filter(({ method }) => method === 'read').length;
  expect(reads()).toBe(1);
  await session.setOptions({ symprec: 0.05, mode: 'strict' });
  expect(reads()).toBe(2);
  await session.setOptions({ symprec: 0.05, mode: 'strict' });
  expect(reads()).toBe(2);
});

test('a worker that stopped is told; trying again works, and so does all else', async () => {
  const { session, workers } = newSession();
  await session.open(sourceOf('halite'));
  const again = session.setOptions({ symprec: 0.1, mode: 'lenient' });
  await Promise.resolve();
  await Promise.resolve();
  workers[0]!.crash('no memory');
  await again;
  expect(session.state.failure!.reason).toContain('no memory');
  await session.retry();
  expect(groupOf(session.state)).toBe(225);
  workers[1]!.crash();
  expect((await session.features(featureRecipe())).features.groupNumber).toBe(225);
  expect((await session.write('cif')).text).toContain('data_halite');
});

test('what takes too long can be stopped; files come back after an example', async () => {
  const { session } = newSession();
  const opened = session.open(sourceOf('halite'));
  session.cancel();
  await opened;
  expect(session.state).toMatchObject({ phase: 'ready', report: null, failure: { reason: 'the work was stopped' } });
  await session.retry();
  expect(groupOf(session.state)).toBe(225);
  await session.open({ ...sourceOf('rutile'), example: 'rutile' });
  expect(groupOf(session.state)).toBe(136);
  await session.leaveExample();
  expect(groupOf(session.state)).toBe(225);
});

test('without files of its user nothing follows an example', async () => {
  const { session } = newSession();
  await session.open({ ...sourceOf('rutile'), example: 'rutile' });
  await session.leaveExample();
  expect(session.state).toMatchObject({ phase: 'empty', source: null, report: null });
  await expect(session.features(featureRecipe())).rejects.toThrow('there is no structure');
  await session.retry();
  expect(session.state.phase).toBe('empty');
});
