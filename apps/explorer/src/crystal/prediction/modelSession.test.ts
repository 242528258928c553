import { type Diagnostic, featureRecipe, type FeatureRecipe } from '@crystal-fourier/data';
import { expect, test } from 'vitest';
import type { FeaturesAnswer } from '../crystalReader.js';
import { FailureError } from '../failure.js';
import { localWorkers } from '../testing/localWorker.js';
import { WorkerClient } from '../workerClient.js';
import type { ModelCalls, ModelInfo, Predicted } from './modelHost.js';
import { ModelSession, type ModelSource, type PredictionSubject } from './modelSession.js';

const RECIPE = featureRecipe({ symprec: 0.02 });
const INFO = { card: null, recipe: RECIPE, members: 1 } as unknown as ModelInfo;
const CLOSE: Diagnostic = { severity: 'warning', code: 'short-distance', message: 'two sites are close' };
const predicted = (value: number): Predicted =>
  ({ values: { value }, spread: null, novelty: 0, backend: 'cpu', time: 1 }) as unknown as Predicted;

/** Answers the number that it is given as a feature. */
const workers = (): ReturnType<typeof localWorkers> =>
  localWorkers<ModelCalls>(() => {
    let isLoaded = false;
    return {
      start: ({ choice }) => ({ backend: choice === 'auto' ? 'wasm' : choice, notes: [] }),
      load: ({ bytes, name }) => {
        if (bytes[0] === 0) throw new FailureError({ kind: 'input', reason: 'damaged', file: name });
        isLoaded = true;
        return INFO;
      },
      predict: ({ features }) => {
        if (!isLoaded) throw new Error('nothing is loaded');
        return predicted(features.cell[0]!);
      },
    };
  });

const model = (first = 1): ModelSource => ({
  shipped: null,
  name: 'm.safetensors',
  bytes: () => Promise.resolve(Uint8Array.of(first)),
});
/** Features whose one number is the key. */
const answer = (key: number): FeaturesAnswer => ({
  features: { cell: Float32Array.of(key) } as unknown as FeaturesAnswer['features'],
  diagnostics: [CLOSE],
});
const subject = (key: number, recipes: FeatureRecipe[] = []): PredictionSubject => ({
  key,
  features: (recipe) => {
    recipes.push(recipe);
    return Promise.resolve(answer(key));
  },
});

function newSession(): { session: ModelSession; all: ReturnType<typeof workers>['all'] } {
  const { start, all } = workers();
  return {
    session: new ModelSession(new WorkerClient<ModelCalls>(start), () => ({ simd: '', plain: '' })),
    all,
  };
}

test('a crystal that is shown is predicted as soon as there is a model, with its recipe', async () => {
  const { session, all } = newSession();
  const recipes: FeatureRecipe[] = [];
  await session.about(subject(1, recipes));
  expect(session.state).toMatchObject({ phase: 'none', predicted: null, isPredicting: false });
  expect(all).toHaveLength(0);
  await session.load(model());
  expect(session.state).toMatchObject({
    phase: 'ready',
    backend: 'wasm',
    predicted: predicted(1),
    subject: 1,
    diagnostics: [CLOSE],
  });
  expect(recipes).toEqual([RECIPE]);
  await session.about(subject(1, recipes));
  expect(recipes).toEqual([RECIPE]);
  await Promise.all([session.about(subject(2)), session.about(subject(3))]);
  expect(session.state).toMatchObject({ predicted: predicted(3), subject: 3 });
  await session.about(null);
  expect(session.state.predicted).toBeNull();
  expect(session.state.diagnostics).toEqual([]);
});

test('a damaged model is told, and another one works', async () => {
  const { session } = newSession();
  await session.about(subject(4));
  await session.load(model(0));
  expect(session.state).toMatchObject({ phase: 'none', info: null, failure: { kind: 'input', reason: 'damaged' } });
  await session.load(model());
  expect(session.state).toMatchObject({ phase: 'ready', failure: null, predicted: predicted(4) });
});

test('a crystal that cannot be predicted says why; the next one can', async () => {
  const { session } = newSession();
  await session.load(model());
  await session.about({
    key: 1,
    features: () => Promise.reject(new FailureError({ kind: 'input', reason: 'shared sites' })),
  });
  expect(session.state).toMatchObject({
    refusal: { reason: 'shared sites' },
    predicted: null,
    diagnostics: [],
    subject: 1,
  });
  await session.about(subject(2));
  expect(session.state).toMatchObject({ refusal: null, predicted: predicted(2) });
});

test('a worker that stopped gets the model again', async () => {
  const { session, all } = newSession();
  await session.load(model());
  all[0]!.crash();
  await session.about(subject(5));
  expect(session.state.predicted).toEqual(predicted(5));
  expect(all).toHaveLength(2);
});

test('another backend computes anew; without a model nothing is computed', async () => {
  const { session, all } = newSession();
  await session.choose('cpu');
  expect(all).toHaveLength(0);
  await session.about(subject(6));
  await session.load(model());
  expect(session.state.backend).toBe('cpu');
  await session.choose('wasm');
  expect(session.state).toMatchObject({ backend: 'wasm', choice: 'wasm', predicted: predicted(6) });
  await session.retry();
  expect(session.state.predicted).toEqual(predicted(6));
  session.unload();
  expect(session.state).toMatchObject({ phase: 'none', source: null, info: null, predicted: null });
  await session.retry();
  expect(session.state.phase).toBe('none');
});
