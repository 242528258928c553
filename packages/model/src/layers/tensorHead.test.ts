import {
  type BatchRecord,
  cartesianTensor,
  featurize,
  type FeaturizeOptions,
  initMoyo,
  rotatedTensor,
  standardize,
  type StandardCrystal,
  standardTensor,
  Structure,
  TENSOR_KINDS,
  tensorFacts,
  type TensorKind,
  toVoigt,
} from '@crystal-fourier/data';
import { spaceGroup } from '@crystal-fourier/spacegroups';
import { tensorDeviation, tensorForm } from '@crystal-fourier/spacegroups/tensors';
import { matMul, matOfRows, rowsOf, transpose } from '@crystal-fourier/math3';
import { beforeAll, describe, expect, it } from 'vitest';
import { crystalOfGroup } from '../../../data/test/support/generatedCrystal.ts';
import { RandomGeometry } from '../../../data/test/support/randomGeometry.ts';
import { normalNumbers } from '../ops/initial.js';
import type { TensorFile } from '../files/safetensors.js';
import { Predictor } from '../predictor.js';
import { useFastestBackend } from '../testing/backends.js';
import { fullCell } from '../testing/fullCell.js';
import { relativeDifference } from '../testing/numbers.js';
import { Trainer } from '../training/trainer.js';

const OPTIONS: FeaturizeOptions<'float32'> = {
  fourier: { minCount: 60 },
  radial: { bins: 16 },
  moments: { functions: 3, first: 1.5, last: 5, bits: 32 },
};
/** The first group of each of the 32 point groups. */
const GROUPS = [
  1, 2, 3, 6, 10, 16, 25, 47, 75, 81, 83, 89, 99, 111, 123, 143, 147, 149, 156, 162, 168, 174, 175, 177, 183, 187, 191,
  195, 200, 207, 215, 221,
];
const TENSORS = Object.fromEntries(TENSOR_KINDS.map((kind) => [kind, kind]));

interface Made {
  readonly structure: Structure;
  readonly crystal: StandardCrystal;
  readonly record: BatchRecord;
}

const made: Made[] = [];
let predictor: Predictor;

/** Components without any symmetry: what a network must not take over. */
function withTensors(record: BatchRecord, seed: number): BatchRecord {
  const { orbitCount } = record.features;
  const tensors = Object.fromEntries(
    TENSOR_KINDS.map((kind, k) => {
      const { size, isPerSite } = tensorFacts(kind);
      const components = Float64Array.from(normalNumbers(isPerSite ? size * orbitCount : size, 1, 10 * seed + k));
      return [kind, { kind, components, deviation: 0 }];
    }),
  );
  return { ...record, targets: { energy: seed % 3 }, tensors };
}

async function fileOf(seed: number, epochs = 0): Promise<TensorFile> {
  const trainer = Trainer.create({
    model: { targets: ['energy'], tensors: TENSORS, width: 32, heads: 4, blocks: 1, radialFunctions: 8 },
    training: { seed, epochs: 2, batchSize: 8 },
    train: made.map(({ record }, i) => withTensors(record, i)),
    validation: made.slice(0, 8).map(({ record }, i) => withTensors(record, i)),
  });
  for (let epoch = 0; epoch < epochs; epoch++) await trainer.runEpoch();
  const file = await trainer.bestModel();
  trainer.dispose();
  return file;
}

const networkOf = async (seed: number, epochs = 0): Promise<Predictor> => Predictor.load([await fileOf(seed, epochs)]);

/** The matrix that `spacegroups` has of a tensor of a kind. */
const matrixOf = (kind: TensorKind, cartesian: Float64Array): number[] =>
  kind === 'piezoelectric' || kind === 'elastic' ? toVoigt(cartesian).flat() : [...cartesian];

const symbolOf = (number: number): string => spaceGroup(number).pointGroup;

beforeAll(async () => {
  await initMoyo();
  await useFastestBackend();
  for (const number of GROUPS) {
    const structure = crystalOfGroup(number, new RandomGeometry(700 + number));
    const crystal = standardize(structure);
    made.push({ structure, crystal, record: { id: `group ${number}`, features: featurize(crystal, OPTIONS) } });
  }
  predictor = await networkOf(5);
}, 120_000);

describe.each([0, 1])('tensors of a network after %i epochs', (epochs) => {
  let network: Predictor;
  beforeAll(async () => (network = epochs === 0 ? predictor : await networkOf(7, epochs)), 120_000);

  it('obey Neumann’s principle in all 32 point groups; piezoelectric ones are 0 where there is an inversion', async () => {
    expect(new Set(GROUPS.map(symbolOf)).size).toBe(32);
    const predictions = await network.predict(made.map(({ record }) => record));
    let directed = 0;
    predictions.forEach(({ tensors }, i) => {
      const { crystal, record } = made[i]!;
      for (const kind of TENSOR_KINDS) {
        if (tensorFacts(kind).isPerSite) continue;
        const tensor = cartesianTensor(kind, tensors![kind]!.components);
        expect(tensor.every(Number.isFinite)).toBe(true);
        const matrix = matrixOf(kind, tensor);
        expect(tensorDeviation(crystal.group, crystal.lattice, matrix, kind), `${record.id} ${kind}`).toBeLessThan(
          1e-12,
        );
        const isAllowed = tensorForm(crystal.group, kind).independent.length > 0;
        expect(
          matrix.some((value) => value !== 0),
          `${record.id} ${kind}`,
        ).toBe(isAllowed);
        const { parts } = tensorFacts(kind);
        const isDirected = parts.some(
          ({ degree, offset }) => degree > 0 && tensors![kind]!.components[offset + degree] !== 0,
        );
        if (isDirected) directed++;
      }
    });
    expect(directed).toBeGreaterThan(60);
  });

  it('of sites have the symmetry of the sites, and add up to 0', async () => {
    const predictions = await network.predictStructures(made.map(({ structure }) => structure));
    predictions.forEach((prediction, i) => {
      if (!prediction.ok) throw prediction.error;
      const { structure, crystal, record } = made[i]!;
      // The tensors of an orbit are images of one another if, and only if, its site symmetry leaves that of the representative.
      const values = prediction.tensors!['born']!.cartesian!;
      expect(values).toHaveLength(9 * structure.sites.length);
      const { deviation } = standardTensor(structure, crystal, { kind: 'born', values });
      expect(deviation, record.id).toBeLessThan(1e-10);
      const sum = new Float64Array(9);
      values.forEach((value, at) => (sum[at % 9]! += value));
      expect(Math.max(...sum.map(Math.abs)), record.id).toBeLessThan(1e-13 * values.length);
      if (crystal.orbits.length > 1) expect(Math.max(...values.map(Math.abs)), record.id).toBeGreaterThan(1e-3);
    });
  });
});

describe('tensors of a network', () => {
  it('of the full cell are those of the orbits', async () => {
    const small = made.filter(({ crystal }) => crystal.siteCount <= 60);
    expect(small.length).toBeGreaterThan(12);
    const orbits = await predictor.predict(small.map(({ record }) => record));
    const cells = await predictor.predict(
      small.map(({ crystal, record }) => ({ id: record.id, features: featurize(fullCell(crystal), OPTIONS) })),
      { batchSize: 4 },
    );
    orbits.forEach(({ tensors }, i) => {
      const { crystal, record } = small[i]!;
      for (const kind of TENSOR_KINDS) {
        const own = tensors![kind]!.components;
        // The representative of an orbit is the first of its sites.
        const starts = crystal.orbits.map((_, o) =>
          crystal.orbits.slice(0, o).reduce((sum, { multiplicity }) => sum + multiplicity, 0),
        );
        const { size, isPerSite } = tensorFacts(kind);
        const all = cells[i]!.tensors![kind]!.components;
        const found = isPerSite
          ? starts.flatMap((start) => [...all.subarray(start * size, (start + 1) * size)])
          : [...all];
        expect(relativeDifference(found, [...own]), `${record.id} ${kind}`).toBeLessThan(2e-5);
      }
    });
  });

  it('turn with the structure, and are mirrored with it', async () => {
    const some = made.filter(({ crystal }) => crystal.siteCount <= 80);
    expect(some.length).toBeGreaterThan(16);
    const turns = some.map((_, i) => {
      const R = new RandomGeometry(i).rotation();
      return i % 2 === 0 ? R : matMul(R, [-1, 0, 0, 0, 1, 0, 0, 0, 1]);
    });
    const turned = some.map(({ structure }, i) =>
      Structure.of({
        lattice: rowsOf(matMul(matOfRows(structure.lattice), transpose(turns[i]!))),
        sites: structure.sites,
      }),
    );
    const [before, after] = [
      await predictor.predictStructures(some.map(({ structure }) => structure)),
      await predictor.predictStructures(turned),
    ];
    before.forEach((given, i) => {
      const found = after[i]!;
      if (!given.ok || !found.ok) throw new Error('a structure could not be predicted');
      for (const kind of TENSOR_KINDS) {
        const [own, other] = [given, found].map(({ tensors }) => tensors![kind]!.cartesian!) as [
          Float64Array,
          Float64Array,
        ];
        const { isPerSite, rank } = tensorFacts(kind);
        const width = isPerSite ? 9 : 3 ** rank;
        const expected = Array.from({ length: own.length / width }, (_, site) => [
          ...rotatedTensor(kind, own.subarray(site * width, (site + 1) * width), turns[i]!),
        ]).flat();
        expect(relativeDifference([...other], expected), `${some[i]!.record.id} ${kind}`).toBeLessThan(1e-4);
      }
    });
  });

  it('lose nothing: networks with other weights reach all independent components', async () => {
    const networks = await Promise.all(Array.from({ length: 24 }, (_, seed) => networkOf(100 + seed)));
    const ofNetworks = await Promise.all(networks.map((network) => network.predict(made.map(({ record }) => record))));
    made.forEach(({ crystal, record }, i) => {
      for (const kind of ['dielectric', 'piezoelectric', 'elastic', 'rank2'] as const) {
        const rows = ofNetworks.map((predictions) => [...predictions[i]!.tensors![kind]!.components]);
        expect(rankOf(rows), `${record.id} ${kind}`).toBe(tensorForm(crystal.group, kind).independent.length);
      }
    });
  }, 120_000);

  it('of an ensemble are the mean of its members', async () => {
    const [a, b] = [await networkOf(1), await networkOf(2)];
    const records = made.slice(0, 6).map(({ record }) => record);
    const files = await Promise.all([1, 2].map((seed) => fileOf(seed)));
    const both = await Predictor.load(files).predict(records);
    const [first, second] = [await a.predict(records), await b.predict(records)];
    both.forEach(({ tensors }, i) => {
      const { components, spread } = tensors!['dielectric']!;
      const [x, y] = [first, second].map((list) => list[i]!.tensors!['dielectric']!.components) as [
        Float64Array,
        Float64Array,
      ];
      components.forEach((value, m) => expect(value).toBeCloseTo((x[m]! + y[m]!) / 2, 12));
      expect(spread).toBeCloseTo(Math.hypot(...x.map((value, m) => value - y[m]!)) / Math.SQRT2, 12);
    });
  });
});

/** Rank of a matrix of rows, by elimination with the largest pivot. */
function rankOf(rows: readonly (readonly number[])[]): number {
  const left = rows.map((row) => [...row]);
  const largest = Math.max(...left.flat().map(Math.abs), 1e-300);
  let rank = 0;
  for (;;) {
    let [pivot, column, value] = [-1, -1, 1e-6 * largest];
    left.forEach((row, r) =>
      row.forEach((entry, c) => {
        if (Math.abs(entry) > value) [pivot, column, value] = [r, c, Math.abs(entry)];
      }),
    );
    if (pivot < 0) return rank;
    const [taken] = left.splice(pivot, 1) as [number[]];
    for (const row of left) {
      const factor = row[column]! / taken[column]!;
      row.forEach((entry, c) => (row[c] = entry - factor * taken[c]!));
      row[column] = 0;
    }
    rank++;
  }
}
