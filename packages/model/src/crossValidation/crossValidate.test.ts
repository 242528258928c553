import { describe, expect, it } from 'vitest';
import { ModelError } from '../config/errors.js';
import { useFastestBackend } from '../testing/backends.js';
import { handMade } from '../testing/handMade.js';
import { MemoryStore } from '../testing/memoryStore.js';
import { networkLearner } from '../networkLearner.js';
import type { Crossval } from './crossval.js';
import { crossValidate } from './crossValidate.js';
import type { CrossvalOptions, CrossvalRecord } from './crossvalOptions.js';
import type { CrossvalStore, Learner, LearnerInput } from './learner.js';

/** Twelve crystals of groups 1, 2, 62, whose targets are known functions of their number. */
const records: CrossvalRecord[] = Array.from({ length: 12 }, (_, i) => {
  const { features, ...record } = handMade(
    `c${String(i).padStart(2, '0')}`,
    1 + (i % 3),
    { x: i, y: 10 ** i },
    { seed: i },
  );
  return {
    ...record,
    features: { ...features, groupNumber: [1, 2, 62][i % 3]! },
    formula: i % 2 === 0 ? 'NaCl' : 'MgO',
  };
});

/** Predicts for each target the mean of the training records plus the seed. */
function meanLearner(
  name = 'mean',
  options: Record<string, unknown> = {},
): Learner & { readonly inputs: LearnerInput[] } {
  const inputs: LearnerInput[] = [];
  return {
    name,
    kind: 'own',
    options,
    inputs,
    learn: async (input) => {
      inputs.push(input);
      const { targets, train, validation, unseen, seed } = input;
      const mean = (target: string): number => {
        const values = [...train, ...validation].map((record) => record.targets![target]!);
        return values.reduce((sum, value) => sum + value / values.length, 0);
      };
      return Object.fromEntries(targets.map((target) => [target.name, unseen.map(() => mean(target.name) + seed)]));
    },
  };
}

const options = (change: Partial<CrossvalOptions> = {}): CrossvalOptions => ({
  targets: ['x'],
  holdOut: { by: 'system' },
  learners: [meanLearner()],
  data: { name: 'numbers', hash: 'abc' },
  ...change,
});

describe('crossValidate', () => {
  it('compares held-out errors with those of the same crystals in distribution, by fold and by group', async () => {
    const result = await crossValidate(records, options({ seeds: 2, inDistribution: { form: 'own' } }));
    expect(result).toMatchObject({ finished: true, data: { name: 'numbers', hash: 'abc', records: 12, leftOut: 0 } });
    expect(result.folds.map(({ name, heldOut, train, validation }) => [name, heldOut, train + validation])).toEqual([
      ['triclinic', 8, 4],
      ['orthorhombic', 4, 8],
    ]);
    // Held out: group 62 with x = 2, 5, 8, 11. The others have the mean 5; with seed 1 predictions are one larger.
    const error = result.folds[1]!.errors['mean']!['x']!;
    expect(error.heldOut.values[0]).toBeCloseTo((3 + 0 + 3 + 6) / 4, 12);
    expect(error.heldOut.values[1]).toBeCloseTo((4 + 1 + 2 + 5) / 4, 12);
    expect(error.heldOut.mean).toBeCloseTo(3, 12);
    expect(error.heldOut.deviation).toBeCloseTo(0, 12);
    expect(error.price).toBeCloseTo(error.heldOut.mean / error.inDistribution!.mean, 12);
    expect(error.groups).toEqual([
      {
        group: 62,
        count: 4,
        heldOut: error.heldOut.mean,
        inDistribution: expect.closeTo(error.inDistribution!.mean, 12),
      },
    ]);
    const triclinic = result.folds[0]!.errors['mean']!['x']!;
    expect(triclinic.groups.map(({ group, count }) => [group, count])).toEqual([
      [1, 4],
      [2, 4],
    ]);
    expect(result.mean['mean']!['x']!.heldOut).toBeCloseTo((error.heldOut.mean + triclinic.heldOut.mean) / 2, 12);
    const { points } = result.folds[1]!;
    expect([points!.ids, points!.truth['x'], points!.groups]).toEqual([
      ['c02', 'c05', 'c08', 'c11'],
      [2, 5, 8, 11],
      [62, 62, 62, 62],
    ]);
    expect(points!.heldOut['mean']!['x']).toEqual([5, 5, 5, 5].map((value) => expect.closeTo(value, 12)));
  });

  it('shows no model what it is asked for', async () => {
    const learner = meanLearner();
    await crossValidate(records, options({ learners: [learner] }));
    expect(learner.inputs.length).toBe(2 + 5);
    for (const { train, validation, unseen } of learner.inputs) {
      expect(unseen.every(({ targets }) => targets === undefined)).toBe(true);
      const known = new Set([...train, ...validation].map(({ id }) => id));
      expect(unseen.some(({ id }) => known.has(id))).toBe(false);
    }
  });

  it('compares logarithms where those are learned, and leaves out what has none', async () => {
    const broken = { ...records[0]!, id: 'negative', targets: { x: 1, y: -1 } };
    const oracle: Learner = {
      name: 'ten times',
      kind: 'own',
      options: {},
      learn: async ({ unseen }) => ({ y: unseen.map(({ id }) => 10 ** (Number(id.slice(1)) + 1)) }),
    };
    const asked = options({ targets: ['y'], log10: true, learners: [oracle] });
    const result = await crossValidate([...records, broken], asked);
    expect(result.data).toMatchObject({ records: 12, leftOut: 1 });
    for (const { errors } of result.folds) expect(errors['ten times']!['y']!.heldOut.mean).toBeCloseTo(1, 12);
  });

  it('counts wrong answers of a classification', async () => {
    const classes = records.map((record, i) => ({ ...record, targets: { metal: i % 2 } }));
    const always: Learner = {
      name: 'always',
      kind: 'own',
      options: {},
      learn: async ({ unseen }) => ({ metal: unseen.map(() => 0.9) }),
    };
    const asked = options({ targets: ['metal'], task: 'classification', learners: [always] });
    const { folds, targets } = await crossValidate(classes, asked);
    expect(targets[0]!.measure).toBe('share wrong');
    expect(folds.map(({ errors }) => errors['always']!['metal']!.heldOut.mean)).toEqual([0.5, 0.5]);
  });

  it('goes on after it was stopped anywhere, with the same result, and repeats nothing that is done', async () => {
    const timeless = ({ models, ...rest }: Crossval): unknown => ({
      ...rest,
      created: '',
      models: models.map(({ seconds: _seconds, ...model }) => model),
    });
    const whole = new MemoryStore();
    const expected = timeless(await crossValidate(records, options({ store: whole })));
    for (let failAfter = 0; failAfter < whole.written.length; failAfter++) {
      const store = new MemoryStore();
      store.failAfter = failAfter;
      await expect(crossValidate(records, options({ store }))).rejects.toThrow('killed');
      store.failAfter = Number.POSITIVE_INFINITY;
      const done = [...store.files.keys()].filter((name) => name.includes('seed-')).length;
      const learner = meanLearner();
      expect(timeless(await crossValidate(records, options({ store, learners: [learner] })))).toEqual(expected);
      expect(learner.inputs.length).toBe(7 - done);
    }
  });

  it('adds models and seeds to what is kept, and mixes nothing of other settings', async () => {
    const store = new MemoryStore();
    await crossValidate(records, options({ store }));
    const [first, second] = [meanLearner(), meanLearner('second')];
    await crossValidate(records, options({ store, learners: [first, second] }));
    expect([first.inputs.length, second.inputs.length]).toEqual([0, 7]);
    await crossValidate(records, options({ store, learners: [first], seeds: 2 }));
    expect(first.inputs.length).toBe(7);
    for (const [change, message] of [
      [{ seed: 1 }, /seed was 0, is 1/],
      [{ data: { name: 'numbers', hash: 'abd' } }, /the records, or their targets, have changed/],
      [{ holdOut: { by: 'group' } }, /holdOut.by was "system", is "group"/],
      [{ validationShare: 0.2 }, /validationShare was 0.1, is 0.2/],
      [{ learners: [meanLearner('mean', { wide: true })] }, /model mean.*wide was not there, is true/],
    ] as const)
      await expect(crossValidate(records, options({ store, ...change }))).rejects.toThrow(message);
  });

  it('tells damaged results, models that say nothing, and names that meet', async () => {
    const store = new MemoryStore();
    await crossValidate(records, options({ store }));
    const name = store.written.find((one) => one.includes('held-out-triclinic'))!;
    store.files.set(name, new TextEncoder().encode('{"ids": ["c00"]}'));
    await expect(crossValidate(records, options({ store }))).rejects.toThrow(/held-out-triclinic.json is damaged/);
    const silent: Learner = { name: 'silent', kind: 'own', options: {}, learn: async () => ({ x: [Number.NaN] }) };
    await expect(crossValidate(records, options({ learners: [silent] }))).rejects.toThrow(
      /silent must predict a finite x/,
    );
    const failing: Learner = {
      ...silent,
      learn: async () => Promise.reject(new ModelError('diverged', 'the loss exploded', ['c00'])),
    };
    await expect(crossValidate(records, options({ learners: [failing] }))).rejects.toMatchObject({
      code: 'diverged',
      message: 'model silent, held-out triclinic, seed 0: the loss exploded',
      records: ['c00'],
    });
    const twice = [meanLearner('a b'), meanLearner('a  b')];
    await expect(crossValidate(records, options({ learners: twice }))).rejects.toThrow(/a-b twice/);
    await expect(crossValidate(records, options({ learners: [] }))).rejects.toThrow(/got none/);
    await expect(crossValidate(records, options({ seeds: 0 }))).rejects.toThrow(/seeds/);
    await expect(crossValidate([...records, records[0]!], options())).rejects.toThrow(/must differ/);
    await expect(crossValidate(records, options({ targets: ['z'] }))).rejects.toThrow(/got 0 of 12/);
    await expect(crossValidate(records, options({ inDistribution: { form: 'own', parts: 1 } }))).rejects.toThrow(
      /parts/,
    );
  });
});

describe('networkLearner', () => {
  it('goes on after its last whole epoch, with the same predictions', async () => {
    await useFastestBackend();
    const small = { width: 8, heads: 2, blocks: 1, radialFunctions: 4, variant: 'distance' } as const;
    const asked = (store: CrossvalStore): CrossvalOptions =>
      options({
        store,
        inDistribution: { form: 'none' },
        learners: [networkLearner('small', { model: small, training: { epochs: 3, batchSize: 4 } })],
      });
    const whole = new MemoryStore();
    const expected = await crossValidate(records, asked(whole));
    const store = new MemoryStore();
    // Two files of settings, three epochs and the predictions of the first fold, one epoch of the second.
    store.failAfter = 7;
    await expect(crossValidate(records, asked(store))).rejects.toThrow('killed');
    expect([...store.files.keys()].filter((name) => name.endsWith('checkpoint'))).toHaveLength(1);
    const before = store.written.length;
    store.failAfter = Number.POSITIVE_INFINITY;
    const result = await crossValidate(records, asked(store));
    expect(result.folds).toEqual(expected.folds);
    // Two more epochs and the predictions.
    expect(store.written.length - before).toBe(3);
    expect([...store.files.keys()].some((name) => name.endsWith('checkpoint'))).toBe(false);
  }, 60_000);

  it('says all its options, so that other defaults are noticed', () => {
    expect(networkLearner('default').options).toMatchObject({
      model: { variant: 'geometry', width: 128 },
      training: { epochs: 40, extensive: false },
    });
    expect(() => networkLearner('wrong', { model: { width: 0 } })).toThrow(/width/);
  });
});
