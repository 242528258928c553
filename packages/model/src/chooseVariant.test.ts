import type { BatchRecord } from '@crystal-fourier/data';
import { beforeAll, describe, expect, it } from 'vitest';
import { chooseVariant, plannedChoice, type VariantChoiceInput } from './chooseVariant.js';
import { ModelError } from './config/errors.js';
import { type ChoiceTrials, runTrials } from './crossValidation/choiceTrials.js';
import type { Learner } from './crossValidation/learner.js';
import type { PlannedTraining } from './crossValidation/trainings.js';
import { isVariantChoice } from './files/variantChoice.js';
import { useFastestBackend } from './testing/backends.js';
import { handMade } from './testing/handMade.js';
import { MemoryStore } from './testing/memoryStore.js';

const crystal = (i: number, targets: Record<string, number> = { x: i % 7 }): BatchRecord => {
  const record = handMade(`c${String(i).padStart(4, '0')}`, 1 + (i % 2), targets, { seed: i, moments: true });
  return { ...record, features: { ...record.features, groupNumber: 1 + (i % 12) } };
};

describe('brief trainings', () => {
  const records = Array.from({ length: 6 }, (_, i) => crystal(i, { x: 10 }));
  const ids = records.map(({ id }) => id);
  const training = (name: string, unseen: number): PlannedTraining => ({
    name,
    kind: 'held-out',
    train: ids.filter((_, i) => i !== unseen),
    validation: [],
    unseen: [ids[unseen]!],
  });
  /** Predicts with given errors, one for each training; NaN diverges. */
  const learner = (name: string, errors: readonly number[]): Learner & { calls: number } => {
    const made = {
      name,
      kind: 'own' as const,
      options: {},
      calls: 0,
      learn: async () => {
        const error = errors[made.calls++]!;
        if (Number.isNaN(error)) throw new ModelError('diverged', 'the loss exploded');
        return { x: [10 + error] };
      },
    };
    return made;
  };
  const trials = (...learners: readonly Learner[]): ChoiceTrials => ({
    plan: { trainings: [training('one', 0), training('two', 3)], epochs: 2 },
    records: new Map(records.map((record) => [record.id, record])),
    learners: new Map(learners.map((one) => [one.name as 'geometry', one])),
    targets: [{ name: 'x', task: 'regression', log10: false, measure: 'mae' }],
    seed: 0,
    wholeEpochs: 10,
  });

  it('end after the first part where no variant is ahead', async () => {
    const [geometry, distance] = [learner('geometry', [1, 1]), learner('distance', [2, 0])];
    const choice = await runTrials(trials(geometry, distance), {});
    expect([geometry.calls, distance.calls]).toEqual([1, 1]);
    expect(choice).toMatchObject({
      variant: 'geometry',
      reason: 'on space groups that were held out, the errors of distance are 100 % larger',
      trials: {
        folds: [{ groups: [1], heldOut: 1, train: 5 }],
        epochs: 2,
        candidates: [
          { variant: 'geometry', errors: [{ x: 1 }] },
          { variant: 'distance', errors: [{ x: 2 }], gain: -1, deviation: 0 },
        ],
        // Two trainings of five records and two epochs, of six and ten.
        share: 20 / 60,
      },
    });
    expect(isVariantChoice(JSON.parse(JSON.stringify(choice)))).toBe(true);
  });

  it('go on with those that are ahead, and name them in the order of the candidates', async () => {
    const all = [learner('geometry', [1, 1]), learner('distance', [2]), learner('full', [0.5, 0.5])];
    const { variant, trials: made } = await runTrials(trials(...all), {});
    expect([variant, all.map(({ calls }) => calls)]).toEqual(['full', [2, 1, 2]]);
    expect(made!.candidates.map((one) => [one.variant, one.errors.length])).toEqual([
      ['geometry', 2],
      ['distance', 1],
      ['full', 2],
    ]);
    expect(made!.folds.map(({ groups }) => groups)).toEqual([[1], [4]]);
  });

  it('of a variant that diverges do not count, and of the default decide for it', async () => {
    const behind = await runTrials(trials(learner('geometry', [1, 1]), learner('distance', [Number.NaN])), {});
    expect(behind).toMatchObject({ variant: 'geometry', reason: 'the training of distance diverged' });
    const late = await runTrials(trials(learner('geometry', [1, 1]), learner('distance', [0.1, Number.NaN])), {});
    expect(late).toMatchObject({ variant: 'geometry', reason: 'the training of distance diverged' });
    const alone = await runTrials(trials(learner('geometry', [Number.NaN]), learner('distance', [1])), {});
    expect(alone).toMatchObject({ variant: 'geometry', reason: expect.stringContaining('diverged') as string });
  });
});

describe('chooseVariant', () => {
  beforeAll(useFastestBackend);
  const model = { targets: ['x'], width: 8, heads: 2, blocks: 1, radialFunctions: 4, channels: 2 };
  const train = Array.from({ length: 1200 }, (_, i) => crystal(i));
  const input: VariantChoiceInput = { train, model, training: { epochs: 1, batchSize: 64, seed: 3 } };

  it('chooses by real networks, the same each time, and goes on where it was stopped', async () => {
    const shares: number[] = [];
    const watching = {
      onProgress: ({ done, total, share }) => shares.push((done + share) / total),
    } as const satisfies Parameters<typeof chooseVariant>[1];
    const store = new MemoryStore();
    const choice = await chooseVariant(input, { store, ...watching });
    expect(choice.trials!.share).toBeLessThanOrEqual(0.5);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(isVariantChoice(choice)).toBe(true);
    const stopped = new MemoryStore();
    // Settings, the state after the only epoch, and the predictions of the first training; then the state of the second.
    stopped.failAfter = 4;
    await expect(chooseVariant(input, { store: stopped })).rejects.toThrow('killed');
    stopped.failAfter = Number.POSITIVE_INFINITY;
    const before = stopped.written.length;
    const resumed = await chooseVariant(input, { store: stopped });
    expect({ ...resumed, trials: { ...resumed.trials, seconds: 0 } }).toEqual({
      ...choice,
      trials: { ...choice.trials, seconds: 0 },
    });
    expect(stopped.written.length - before).toBe(store.written.length - 4);
    // Nothing is trained again.
    expect(await chooseVariant(input, { store })).toEqual(choice);
    await expect(
      chooseVariant({ ...input, training: { epochs: 1, batchSize: 64, seed: 4 } }, { store }),
    ).rejects.toThrow(/seed was 3, is 4/);
  }, 60_000);

  it('says what it is going to train', () => {
    expect(plannedChoice(input)).toEqual({
      candidates: ['geometry', 'distance'],
      trainings: 4,
      epochs: 1,
      records: 150,
    });
  });

  it('stops by a signal', async () => {
    await expect(chooseVariant(input, { signal: AbortSignal.abort(new Error('stop')) })).rejects.toThrow('stop');
  });

  it('takes the default where the records cannot decide, and trains nothing', async () => {
    const few = { ...input, train: train.slice(0, 50) };
    const expected = { variant: 'geometry', reason: expect.stringContaining('with 50 training records') as string };
    expect(await chooseVariant(few)).toEqual(expected);
    expect(plannedChoice(few)).toEqual(expected);
    expect(await chooseVariant({ ...input, train: [...train, train[0]!] })).toMatchObject({
      variant: 'geometry',
      reason: expect.stringContaining('repeat') as string,
    });
  });

  it('does not compare networks of tensors', () => {
    const tensors = { ...model, targets: [], tensors: { epsilon: 'dielectric' as const } };
    expect(plannedChoice({ ...input, model: tensors })).toMatchObject({ variant: 'geometry' });
  });

  it.each<[string, Partial<VariantChoiceInput>, RegExp]>([
    ['one candidate', { candidates: ['geometry'] }, /at least two/],
    ['a candidate twice', { candidates: ['geometry', 'geometry'] }, /at least two, and differ/],
    ['a share of 0', { share: 0 }, /above 0 and at most 1/],
    ['an impossible network', { model: { ...model, heads: 3 } }, /heads must divide/],
    [
      'a target without spread',
      { train: train.map((record) => ({ ...record, targets: { x: 1 } })) },
      /must differ between records/,
    ],
    [
      'features without moments',
      {
        train: train.map((record, i) => ({
          ...record,
          features: { ...handMade(record.id, 1, {}).features, groupNumber: 1 + (i % 12) },
        })),
      },
      /reads moments/,
    ],
  ])('refuses %s before anything is trained', (_, change, message) => {
    expect(() => plannedChoice({ ...input, ...change })).toThrow(message);
  });
});
