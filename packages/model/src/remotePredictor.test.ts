import { MessageChannel } from 'node:worker_threads';
import { DataError, initMoyo, Structure, writeCif } from '@crystal-fourier/data';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ModelError } from './config/errors.js';
import type { StructurePrediction } from './prediction.js';
import type { PredictStructuresOptions, Predictor } from './predictor.js';
import { RemotePredictor } from './remotePredictor.js';
import { servePredictor } from './servePredictor.js';

const salt = (a: number, id: string): Structure =>
  Structure.of({
    id,
    lattice: { a, b: a, c: a, alpha: 90, beta: 90, gamma: 90 },
    sites: [
      { position: [0, 0, 0], species: 'Cs' },
      { position: [0.5, 0.5, 0.5], species: 'Cl' },
    ],
  });

/** Answers with the edge of the cell; what it was asked is kept. */
class EdgePredictor {
  readonly asked: { readonly ids: (string | undefined)[]; readonly options: PredictStructuresOptions }[] = [];

  async predictStructures(
    structures: readonly Structure[],
    options: PredictStructuresOptions,
  ): Promise<readonly StructurePrediction[]> {
    this.asked.push({ ids: structures.map(({ id }) => id), options });
    if (structures.some(({ id }) => id === 'bad config')) throw new ModelError('bad-config', 'no such network', ['r1']);
    if (structures.some(({ id }) => id === 'fault')) throw new TypeError('x is not a function');
    return structures.map((structure): StructurePrediction => {
      const id = structure.id ?? '';
      const diagnostics = [{ severity: 'note', code: 'merged', message: 'why' }] as never;
      if (id === 'refused')
        return { ok: false, id, error: new DataError('bad-site', 'two atoms', { record: id }, diagnostics) };
      const values = { edge: structure.cellParameters.a };
      const known = { novelty: 0, unknownElements: [], unknownGroup: false };
      return { ok: true, id, values, ...known, formula: structure.reducedFormula, diagnostics: [] };
    });
  }
}

const channels: MessageChannel[] = [];

function connected(): {
  readonly local: EdgePredictor;
  readonly remote: RemotePredictor;
  readonly channel: MessageChannel;
} {
  const channel = new MessageChannel();
  channels.push(channel);
  const local = new EdgePredictor();
  servePredictor(Promise.resolve(local as never as Predictor), channel.port2 as never);
  return { local, remote: new RemotePredictor(channel.port1 as never), channel };
}

beforeAll(() => initMoyo());
afterEach(() => {
  for (const { port1 } of channels.splice(0)) port1.close();
});

describe('a remote predictor', () => {
  it('gives what the predictor of the other thread says, in order, errors of structures as such', async () => {
    const { local, remote } = connected();
    const options = { symprec: 0.02, allowOverlap: true };
    const both = Promise.all([
      remote.predictStructures([salt(4, 'one'), salt(4.5, 'refused')], options),
      remote.predictStructures([salt(5, 'two')]),
    ]);
    expect(remote.pending).toBe(2);
    const [[one, refused], [two]] = (await both) as [StructurePrediction[], StructurePrediction[]];
    expect([one, two]).toMatchObject([
      { ok: true, id: 'one', values: { edge: 4 }, formula: 'CsCl' },
      { ok: true, id: 'two', values: { edge: 5 } },
    ]);
    if (refused?.ok !== false) throw new Error('it must be refused');
    expect(refused.error).toBeInstanceOf(DataError);
    expect(refused.error).toMatchObject({
      code: 'bad-site',
      message: 'record "refused": two atoms',
      diagnostics: [{ code: 'merged' }],
    });
    expect(local.asked).toEqual([
      { ids: ['one', 'refused'], options },
      { ids: ['two'], options: {} },
    ]);
    expect(remote.pending).toBe(0);
  });

  it('reads files in the other thread', async () => {
    const { remote } = connected();
    const cif = writeCif(salt(4.2, 'cif'));
    for (const content of [cif, new TextEncoder().encode(cif)])
      expect(await remote.predictContent(content)).toMatchObject([{ ok: true, values: { edge: 4.2 } }]);
    await expect(remote.predictContent('data_x\n', { reading: { format: 'cif' } })).rejects.toSatisfy(
      (error) => error instanceof DataError,
    );
    expect(remote.pending).toBe(0);
  });

  it('refuses too many sites before anything is sent', async () => {
    const { local, remote } = connected();
    await expect(remote.predictStructures([salt(4, 'large')], { maxSites: 1 })).rejects.toThrow(/at most 1 sites/);
    expect(local.asked).toEqual([]);
  });

  it('throws what the predictor throws, and answers on', async () => {
    const { remote } = connected();
    await expect(remote.predictStructures([salt(4, 'bad config')])).rejects.toMatchObject({
      name: 'ModelError',
      code: 'bad-config',
      message: 'no such network',
      records: ['r1'],
    });
    await expect(remote.predictStructures([salt(4, 'fault')])).rejects.toMatchObject({
      name: 'TypeError',
      message: 'x is not a function',
    });
    expect(await remote.predictStructures([salt(4, 'next')])).toHaveLength(1);
  });

  it('refuses what is in flight, and what comes later, when the other thread has ended', async () => {
    const { port1, port2 } = new MessageChannel();
    const remote = new RemotePredictor(port1 as never);
    const inFlight = remote.predictStructures([salt(4, 'one')]);
    port2.close();
    await expect(inFlight).rejects.toThrow(/the other thread must live, it has ended \(close\); start it again/);
    await expect(remote.predictStructures([salt(4, 'two')])).rejects.toMatchObject({ code: 'bad-argument' });
  });

  it('speaks with workers of browsers, whose messages come in events', async () => {
    const [near, far] = [new BrowserPort(), new BrowserPort()];
    [near.other, far.other] = [far, near];
    servePredictor(new EdgePredictor() as never as Predictor, far);
    const remote = new RemotePredictor(near);
    expect([near.isStarted, far.isStarted]).toEqual([true, true]);
    expect(await remote.predictStructures([salt(4, 'one')])).toMatchObject([{ values: { edge: 4 } }]);
    const inFlight = remote.predictStructures([salt(4, 'one')]);
    near.tell('error', { message: 'out of memory' });
    await expect(inFlight).rejects.toThrow(/has ended \(error: out of memory\)/);
  });
});

class BrowserPort {
  other: BrowserPort | undefined;
  isStarted = false;
  readonly #listeners = new Map<string, (event: unknown) => void>();

  start(): void {
    this.isStarted = true;
  }

  addEventListener(name: string, listener: (event: unknown) => void): void {
    this.#listeners.set(name, listener);
  }

  postMessage(message: unknown): void {
    const data: unknown = structuredClone(message);
    queueMicrotask(() => this.other?.tell('message', { data }));
  }

  tell(name: string, event: unknown): void {
    this.#listeners.get(name)?.(event);
  }
}
