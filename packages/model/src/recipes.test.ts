import { type BatchRecord, featureRecipe, type RecipeOptions, Structure } from '@crystal-fourier/data';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ModelOptions } from './config/config.js';
import { ensembleRecipe } from './features/modelRecipe.js';
import { packModel } from './files/packedModel.js';
import { decodeTensors, encodeTensors, type TensorFile } from './files/safetensors.js';
import { Predictor } from './predictor.js';
import { useFastestBackend } from './testing/backends.js';
import { HAND_MADE_BINS, handMade } from './testing/handMade.js';
import { Trainer, type TrainerInput } from './training/trainer.js';

beforeAll(async () => {
  await useFastestBackend();
});

const BASE: RecipeOptions = { radial: { bins: HAND_MADE_BINS }, fourier: { minCount: 1 }, moments: null };

/** Crystals whose features say that they are of a recipe. */
function recordsOf(change: RecipeOptions = {}): BatchRecord[] {
  const recipe = featureRecipe({
    ...BASE,
    ...change,
    radial: { ...BASE.radial, ...change.radial },
    fourier: { ...BASE.fourier, ...change.fourier },
  });
  return Array.from({ length: 6 }, (_, i) => {
    const record = handMade(`r${i}`, 1 + (i % 3), { y: i }, { seed: 5 * i + 1 });
    return { ...record, features: { ...record.features, recipe } };
  });
}

const trainerOf = (
  train: readonly BatchRecord[],
  model: Partial<ModelOptions> = {},
  training: TrainerInput['training'] = {},
): Trainer =>
  Trainer.create({
    model: {
      targets: ['y'],
      variant: 'full',
      moments: false,
      width: 4,
      heads: 2,
      blocks: 1,
      radialFunctions: 2,
      ...model,
    },
    training: { epochs: 1, batchSize: 3, ...training },
    train,
    validation: [],
  });

async function modelOf(...parameters: Parameters<typeof trainerOf>): Promise<TensorFile> {
  const trainer = trainerOf(...parameters);
  await trainer.runEpoch();
  const file = await trainer.bestModel();
  trainer.dispose();
  return decodeTensors(encodeTensors(file));
}

const OTHERS: readonly [RecipeOptions, string][] = [
  [{ symprec: 0.02 }, 'symprec: 0.02 against 0.01'],
  [{ radial: { last: 6 } }, 'radial.last: 6 against 9'],
  [{ radial: { first: 0.7 } }, 'radial.first: 0.7 against 0.6'],
  [{ radial: { smearing: 0.2 } }, 'radial.smearing: 0.2 against 0.15'],
  [{ fourier: { damping: 0.4 } }, 'fourier.damping: 0.4 against 0'],
];

describe('the recipe of features', () => {
  it('is asked for where features have none, as those that an earlier version stored', async () => {
    const predictor = Predictor.load([await modelOf(recordsOf())]);
    const [record] = recordsOf();
    const { recipe: _, ...features } = record!.features;
    const stored = { ...record!, features } as unknown as BatchRecord;
    await expect(predictor.predict([stored])).rejects.toThrow(/recipe: nothing against the recipe of the model/);
    expect(() => trainerOf([...recordsOf(), stored])).toThrow(/recipe/);
    predictor.dispose();
  });

  it('goes from the records by way of the files to the predictor', async () => {
    const records = recordsOf({ symprec: 0.03, radial: { last: 7 } });
    const { recipe } = records[0]!.features;
    const trainer = trainerOf(records);
    expect(trainer.recipe).toBe(recipe);
    const checkpoint = decodeTensors(encodeTensors(await trainer.checkpoint()));
    trainer.dispose();
    const resumed = Trainer.resume(checkpoint, { train: records, validation: [] });
    expect(resumed.recipe).toEqual(recipe);
    resumed.dispose();
    const predictor = Predictor.load([await modelOf(records)]);
    expect(predictor.recipe).toEqual(recipe);
    predictor.dispose();
  });

  it.each(OTHERS)(
    '%o is refused in training, resuming and prediction by the field that differs',
    async (change, text) => {
      const [records, others] = [recordsOf(), recordsOf(change)];
      expect(() => trainerOf([...records, ...others])).toThrow(
        expect.objectContaining({ code: 'bad-data', message: expect.stringContaining(text) }),
      );
      const trainer = trainerOf(records);
      const checkpoint = await trainer.checkpoint();
      trainer.dispose();
      expect(() => Trainer.resume(checkpoint, { train: others, validation: [] })).toThrow(
        expect.objectContaining({ code: 'bad-checkpoint', message: expect.stringContaining(text) }),
      );
      const file = await modelOf(records);
      const predictor = Predictor.load([file]);
      await expect(predictor.predict(others)).rejects.toThrow(
        expect.objectContaining({ code: 'bad-data', records: ['r0'], message: expect.stringContaining(text) }),
      );
      if (change.symprec !== undefined) expect(await predictor.predict(others, change as object)).toHaveLength(6);
      predictor.dispose();
      const other = await modelOf(others, { damping: 0 });
      expect(() => Predictor.load([file, other])).toThrow(
        expect.objectContaining({ code: 'bad-checkpoint', message: expect.stringContaining(text) }),
      );
    },
  );

  it('damped in the preparation is not damped again', async () => {
    const records = recordsOf({ fourier: { damping: 0.4 } });
    const refusal = expect.objectContaining({
      code: 'bad-config',
      message: expect.stringMatching(/damping must be 0 .*fourier\.damping: 0\.4 Å\), got 0\.35 Å/),
    });
    expect(() => trainerOf(records)).toThrow(refusal);
    for (const model of [{ damping: 0 }, { variant: 'distance' as const }]) trainerOf(records, model).dispose();
  });

  it('decides the distances at which a network begins', async () => {
    const near = await modelOf(recordsOf({ radial: { last: 3 } }), {}, { epochs: 1, learningRate: 1e-9 });
    const far = await modelOf(recordsOf(), {}, { epochs: 1, learningRate: 1e-9 });
    const beginnings = [near, far].map((file) => [...file.tensors['block1/attention/exponents']!.values]);
    // −r²/2σ² of the first head, σ = 0.7 Å, at the last bin, with a floor of −12.
    expect(beginnings[0]![2 * 2]).toBeCloseTo(-(3 ** 2) / (2 * 0.7 ** 2), 4);
    expect(beginnings[1]![2 * 2]).toBeCloseTo(-12, 4);
  });

  it('in a file is whole, or the file is refused', async () => {
    const file = await modelOf(recordsOf());
    const recipe = file.metadata['recipe'] as { radial: object };
    const withRecipe = (changed: unknown): TensorFile => ({ ...file, metadata: { ...file.metadata, recipe: changed } });
    for (const changed of [
      null,
      {},
      { ...recipe, radial: { bins: 3 } },
      { ...recipe, radial: { ...recipe.radial, last: '9' } },
      { ...recipe, version: 99 },
      { ...recipe, more: 1 },
    ])
      expect(() => Predictor.load([withRecipe(changed)]), JSON.stringify(changed)).toThrow(
        expect.objectContaining({ name: 'ModelError', code: 'bad-checkpoint' }),
      );
  });

  it('of a packed model is that of its card', async () => {
    const card = {
      name: 'n',
      units: {},
      symprec: 0.01,
      data: { name: 'd', hash: '', records: 6, parts: {} },
      seed: 0,
      backend: 'cpu',
      versions: {},
      finished: true,
    };
    const file = await modelOf(recordsOf());
    const predictor = Predictor.load([packModel([file], card)]);
    expect(predictor.recipe).toEqual(recordsOf()[0]!.features.recipe);
    predictor.dispose();
    expect(() => packModel([file], { ...card, symprec: 0.02 })).toThrow(
      'the symprec of the card must be that of the training, 0.01 Å, got 0.02 Å',
    );
  });
});

describe('an ensemble', () => {
  /** Records that count how often their radial distribution is read. */
  function counted(): { readonly records: BatchRecord[]; readonly reads: () => number } {
    let reads = 0;
    const records = recordsOf().map(({ features, ...record }) => ({
      ...record,
      features: {
        ...features,
        get radial() {
          reads++;
          return features.radial;
        },
      },
    }));
    return { records, reads: () => reads };
  }

  it.each<[string, Partial<ModelOptions>, number]>([
    ['of like networks lays out the features once', {}, 1],
    ['of networks that read other features lays them out for each', { variant: 'distance' }, 2],
  ])('%s, and predicts the mean of its members', async (_, other, layouts) => {
    const files = [
      await modelOf(recordsOf()),
      await modelOf(recordsOf(), other, { seed: 1 }),
      await modelOf(recordsOf(), {}, { seed: 2 }),
    ];
    const { records, reads } = counted();
    const ensemble = Predictor.load(files);
    const together = await ensemble.predict(records);
    ensemble.dispose();
    // Once for pairs, once for the numbers of neighbours.
    expect(reads()).toBe(2 * layouts * records.length);
    const alone = await Promise.all(
      files.map(async (file) => {
        const predictor = Predictor.load([file]);
        const predictions = await predictor.predict(records);
        predictor.dispose();
        return predictions;
      }),
    );
    together.forEach(({ values, novelty }, i) => {
      const mean = alone.reduce((sum, predictions) => sum + predictions[i]!.values['y']! / 3, 0);
      expect(values['y']).toBeCloseTo(mean, 5);
      expect(novelty).toBeCloseTo(alone[0]![i]!.novelty, 5);
    });
  });

  it('of networks that read other kinds of features wants all of these, and gives each its own', async () => {
    const of = (moments: boolean): BatchRecord[] =>
      Array.from({ length: 6 }, (_, i) => handMade(`r${i}`, 1 + (i % 3), { y: i }, { seed: 5 * i + 1, moments }));
    const records = of(true);
    const files = [
      await modelOf(records, { variant: 'distance' }),
      await modelOf(records, { variant: 'geometry', moments: true, channels: 2 }),
    ];
    const valuesOf = async (members: readonly TensorFile[]): Promise<number[]> => {
      const predictor = Predictor.load(members);
      const predictions = await predictor.predict(records);
      predictor.dispose();
      return predictions.map(({ values }) => values['y']!);
    };
    const [distance, geometry] = [await valuesOf([files[0]!]), await valuesOf([files[1]!])];
    const mean = distance.map((value, i) => expect.closeTo((value + geometry[i]!) / 2, 5) as number);
    const card = {
      name: 'n',
      units: {},
      data: { name: 'd', hash: '', records: 6, parts: {} },
      seed: 0,
      backend: 'cpu',
    };
    for (const members of [files, files.toReversed()]) {
      expect(await valuesOf(members)).toEqual(mean);
      const packed = packModel(members, { ...card, symprec: 0.01, versions: {}, finished: true });
      expect(await valuesOf([packed])).toEqual(mean);
      const ensemble = Predictor.load(members);
      expect(ensemble.recipe).toEqual(records[0]!.features.recipe);
      expect(ensemble.configs.map(({ variant }) => variant).toSorted()).toEqual(['distance', 'geometry']);
      await expect(ensemble.predict(of(false))).rejects.toThrow(/moments/);
      ensemble.dispose();
    }
  });

  it('has what any of its networks asks for, and refuses networks that ask for a kind in two ways', () => {
    const trainer = trainerOf(recordsOf());
    const { normalization } = trainer;
    trainer.dispose();
    const member = (change: RecipeOptions) => ({ recipe: featureRecipe({ ...BASE, ...change }), normalization });
    const [none, moments, encodings] = [{}, { moments: { degree: 2 } }, { encodings: {} }].map(member);
    for (const members of [
      [none!, moments!, encodings!],
      [encodings!, moments!, none!],
    ])
      expect(ensembleRecipe(members)).toEqual(featureRecipe({ ...BASE, moments: { degree: 2 }, encodings: {} }));
    expect(ensembleRecipe([none!, none!])).toBe(none!.recipe);
    expect(() => ensembleRecipe([none!, moments!, member({ moments: { degree: 3 } })])).toThrow(
      /for member 3 moments\.degree/,
    );
    expect(() => ensembleRecipe([moments!, member({ moments: { degree: 2 }, symprec: 0.1 })])).toThrow(/symprec/);
  });
});

describe('predictStructures', () => {
  const cube = (a: number): Structure['lattice'] => [
    [a, 0, 0],
    [0, a, 0],
    [0, 0, a],
  ];

  it('predicts in order, with formulas and diagnostics, and gives an error in the place of a structure that cannot be', async () => {
    const salt = (a: number, id?: string): Structure =>
      Structure.of({
        ...(id === undefined ? {} : { id }),
        lattice: cube(a),
        sites: [
          { position: [0, 0, 0], species: 'Cs' },
          { position: [0.5, 0.5, 0.5], species: 'Cl' },
        ],
      });
    const mixed = Structure.of({
      id: 'alloy',
      lattice: cube(3),
      sites: [
        {
          position: [0, 0, 0],
          species: [
            { element: 'Cu', occupancy: 0.5 },
            { element: 'Au', occupancy: 0.5 },
          ],
        },
      ],
    });
    const { structureToFeatures, initMoyo } = await import('@crystal-fourier/data');
    await initMoyo();
    const options = { symprec: 0.03, radial: { bins: 6, last: 5 }, fourier: { minCount: 7 } };
    const features = (a: number): BatchRecord['features'] => structureToFeatures(salt(a), options).features;
    const train = [3.9, 4.1, 4.3].map((a) => ({ id: `${a}`, features: features(a), targets: { y: a } }));
    const predictor = Predictor.load([await modelOf(train)]);
    const [one, failed, two] = await predictor.predictStructures([salt(4.2, 'first'), mixed, salt(4)]);
    expect(one).toMatchObject({ ok: true, id: 'first', formula: 'CsCl', diagnostics: [], unknownElements: [] });
    expect(failed).toMatchObject({ ok: false, id: 'alloy', error: { name: 'DataError', code: 'unsupported' } });
    expect(two).toMatchObject({ ok: true, id: 'CsCl', formula: 'CsCl' });
    // Another tolerance or range would be another recipe, which is refused.
    const direct = await predictor.predict([4.2, 4].map((a) => ({ id: `${a}`, features: features(a) })));
    [one, two].forEach((item, i) => {
      if (item?.ok !== true) throw new Error('both must be predicted');
      expect(item.values).toEqual(direct[i]!.values);
      expect(item.novelty).toBe(direct[i]!.novelty);
    });
    expect(await predictor.predictStructures([])).toEqual([]);
    const [looser] = await predictor.predictStructures([salt(4.2)], { symprec: 0.1 });
    if (looser?.ok !== true) throw new Error('it must be predicted');
    // A batch of another size is rounded otherwise.
    expect(looser.values['y']).toBeCloseTo(direct[0]!.values['y']!, 5);
    const near = Structure.of({
      lattice: cube(4.2),
      sites: [0, 0.1].map((x) => ({ position: [x, 0, 0], species: 'Cs' })),
    });
    expect(await predictor.predictStructures([near])).toMatchObject([{ ok: false, error: { code: 'bad-site' } }]);
    expect(await predictor.predictStructures([near], { allowOverlap: true })).toMatchObject([
      { ok: true, diagnostics: [{ code: 'short-distance' }] },
    ]);
    const limited = await predictor.predictStructures([salt(4.2), salt(4)], { maxSites: 1 });
    expect(limited.map((item) => !item.ok && item.error.message)).toEqual(
      Array(2).fill(expect.stringMatching(/at most 1 sites, this one has 2/)),
    );
    expect(await predictor.predictStructures([salt(4)], { maxPairs: 3 })).toMatchObject([
      {
        ok: false,
        error: { code: 'too-large', message: expect.stringMatching(/at most 3 pairs .* has 4, of 2 orbits/) },
      },
    ]);
    await expect(predictor.predictStructures([salt(4)], { maxSites: 0 })).rejects.toThrow(/maxSites must be/);
    predictor.dispose();
  });
});
