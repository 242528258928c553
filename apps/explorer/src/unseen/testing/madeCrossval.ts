import type { Crossval, CrossvalFold, FoldError } from '@crystal-fourier/model';

const GROUPS: Readonly<Record<string, readonly (readonly [group: number, count: number])[]>> = {
  cubic: [
    [221, 180],
    [225, 240],
    [216, 90],
    [227, 6],
  ],
  'trigonal+hexagonal': [
    [166, 70],
    [194, 120],
    [191, 25],
    [152, 3],
  ],
};
const MODELS: Readonly<Record<string, number>> = { default: 0.05, distance: 0.06, trees: 0.07 };

/** Reproducible noise in [−1, 1]. */
const noise = (n: number): number => 2 * ((Math.sin(n * 12.9898) * 43758.5453) % 1);

/** A made-up cross-validation, small but complete: two folds, two properties, three models. */
export function madeCrossval(): Crossval {
  const folds = Object.keys(GROUPS).map(foldNamed);
  return {
    format: 'crystal-fourier/crossval',
    version: 1,
    finished: true,
    created: '2026-01-01T00:00:00.000Z',
    data: { name: 'made-up', hash: '0', records: 734, leftOut: 0 },
    holdOut: { by: 'system' },
    validationShare: 0.1,
    inDistribution: { form: 'own', parts: 5 },
    targets: [
      { name: 'bulk_modulus', task: 'regression', log10: true, measure: 'mae' },
      { name: 'gap', task: 'regression', log10: false, measure: 'mae' },
    ],
    models: Object.keys(MODELS).map((name) => ({
      name,
      kind: name === 'trees' ? 'baseline' : 'network',
      seeds: [1],
      options: {},
      seconds: 60,
    })),
    folds,
    mean: Object.fromEntries(
      Object.entries(MODELS).map(([name, error]) => [
        name,
        { bulk_modulus: { heldOut: 1.5 * error, inDistribution: error, price: 1.5 } },
      ]),
    ),
    versions: {},
    backend: 'tensorflow 4.22.0',
  };
}

function foldNamed(name: string): CrossvalFold {
  const groups = GROUPS[name]!;
  const heldOut = groups.reduce((sum, [, count]) => sum + count, 0);
  const ofCrystals = groups.flatMap(([group, count]) => Array<number>(count).fill(group));
  const truth = ofCrystals.map((group, i) => 10 ** (1.6 + 0.5 * noise(group + i)));
  const predicted = (error: number): (number | null)[] =>
    truth.map((value, i) => (i === 5 ? null : value * 10 ** (1.5 * error * noise(3 * i + 1))));
  const errors = (error: number): FoldError => ({
    count: heldOut,
    heldOut: { mean: 1.5 * error, values: [1.5 * error] },
    inDistribution: { mean: error, values: [error] },
    price: 1.5,
    groups: groups.map(([group, count], i) => ({
      group,
      count,
      heldOut: error * (1.1 + 0.4 * i),
      ...(group === 227 ? {} : { inDistribution: error }),
    })),
  });
  const predictions = (scale: number): Readonly<Record<string, Readonly<Record<string, (number | null)[]>>>> =>
    Object.fromEntries(
      Object.entries(MODELS).map(([model, error]) => [model, { bulk_modulus: predicted(scale * error) }]),
    );
  return {
    name,
    heldOut,
    train: 400,
    validation: 50,
    inDistribution: { train: 400, validation: 50 },
    errors: Object.fromEntries(
      Object.entries(MODELS).map(([model, error]) => [model, { bulk_modulus: errors(error) }]),
    ),
    points: {
      ids: ofCrystals.map((_, i) => `${name} ${i}`),
      formulas: ofCrystals.map(() => 'NaCl'),
      groups: ofCrystals,
      truth: { bulk_modulus: truth },
      heldOut: predictions(1.5),
      inDistribution: predictions(1),
    },
  };
}
