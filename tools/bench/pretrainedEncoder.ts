// What encodings of the form `metric` (docs/generalisation/pretraining.md) are worth to a network that has no distances of atoms: one crystal system
// of a data set held out, 30 epochs, mean absolute error of the logarithms. The pair functions of the network are replaced by what
// the encodings of two orbits say, or by nothing (`none`): `learned`, a peak at their learned distance; `kernels`, sums of Gaussians over the images.
// Run: node --conditions=@crystal-fourier/source --import tsx tools/bench/pretrainedEncoder.ts DATA ENCODER.safetensors OUT.json [system = cubic] [epochs = 30] [variants = all]
// Systems with + between them are held out together. A result that is in OUT.json already is not measured again.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import {
  EncodedPairs,
  featurize,
  initMoyo,
  MetricBasis,
  type OrbitFeatures,
  PAIR_INPUTS,
  type StandardCrystal,
  standardize,
} from '../../packages/data/src/index.js';
import { openDataset } from '../../packages/data/src/node/index.js';
import { seededRandom } from '../../packages/data/src/core/seededRandom.js';
import { indexEncoder } from '../../packages/data/src/orbits/indexEncoding.js';
import { type FrequencyFamily, frequencyFamily } from '../../packages/fourier-basis/src/index.js';
import { spaceGroup } from '../../packages/spacegroups/src/index.js';
import { distanceNetwork } from '../../packages/model/src/files/orbitEncoder.js';
import { decodeTensors, type ModelOptions, networkLearner } from '../../packages/model/src/index.js';
import { chooseBackend } from '../../apps/cft/src/shell/backend.js';

const [data, encoder, out, system = 'cubic', epochs = '30', only] = process.argv.slice(2);
if (data === undefined || encoder === undefined || out === undefined)
  throw new Error('give DATA ENCODER.safetensors OUT.json');
const TARGETS = ['bulk_modulus_vrh', 'shear_modulus_vrh'];
/** Å: widths of the Gaussians of `kernels`. */
const WIDTHS = [0.3, 0.4, 0.5, 0.65, 0.8, 1, 1.25, 1.6, 2, 2.6, 3.4, 4.5];
const FUNCTIONS = 256;

interface Item {
  readonly id: string;
  readonly crystal: StandardCrystal;
  readonly targets: Readonly<Record<string, number>>;
}

interface Result {
  /** Crystal systems. */
  readonly heldOut: string;
  readonly variant: string;
  readonly epochs: number;
  /** Records. */
  readonly train: number;
  readonly unseen: number;
  /** Mean absolute errors of log10 (GPa). */
  readonly K: number;
  readonly G: number;
}

type Features = OrbitFeatures<Float32Array>;

const network = distanceNetwork(decodeTensors(readFileSync(encoder)));

/** Encodings of the orbits of a crystal, and the list that they belong to. */
function encode(crystal: StandardCrystal): { pairs: EncodedPairs; encodings: Float64Array } {
  const pairs = new EncodedPairs(new MetricBasis(crystal.group, crystal.lattice, FUNCTIONS));
  const points = crystal.orbits.flatMap(({ representative }) => [...representative]);
  return { pairs, encodings: pairs.basis.evaluate(points) };
}

/** A peak at the learned distance instead of the distribution of all distances. */
function learned(crystal: StandardCrystal): Features {
  const features = featurize(crystal);
  const { pairs, encodings } = encode(crystal);
  const { bins, first, last, smearing } = features.recipe.radial;
  const A = features.orbitCount;
  const radial = new Float32Array(A * A * bins);
  const inputs = new Float32Array(PAIR_INPUTS);
  for (let i = 0; i < A; i++) {
    for (let j = 0; j < A; j++) {
      if (i === j) continue;
      const scale = pairs.write(encodings, i, j, inputs, 0);
      const distance = network.distance(inputs, 0, scale);
      for (let b = 0; b < bins; b++) {
        const r = first + (b * (last - first)) / (bins - 1);
        radial[(i * A + j) * bins + b] = Math.exp(-((r - distance) ** 2) / (2 * smearing ** 2));
      }
    }
  }
  return { ...features, radial };
}

/** Sums of Gaussians over the sites of orbit j about orbit i, from scalar products of their encodings. */
function kernels(crystal: StandardCrystal): Features {
  const features = featurize(crystal, { radial: { bins: WIDTHS.length } });
  const { pairs, encodings } = encode(crystal);
  const { radii, shares, length, count } = pairs.basis;
  const A = features.orbitCount;
  const radial = new Float32Array(A * A * WIDTHS.length);
  WIDTHS.forEach((width, b) => {
    const weights = radii.map((radius, n) => shares[n]! * Math.exp(-2 * (Math.PI * width * (radius / length)) ** 2));
    const scale = (2 * Math.PI * (width / length) ** 2) ** 1.5;
    for (let i = 0; i < A; i++) {
      for (let j = 0; j < A; j++) {
        let sum = 1;
        for (let n = 0; n < count; n++) sum += weights[n]! * encodings[i * count + n]! * encodings[j * count + n]!;
        // Each site of orbit j counts as often as operations keep it.
        const sites = (sum * scale * crystal.orbits[j]!.multiplicity) / crystal.group.order;
        radial[(i * A + j) * WIDTHS.length + b] = Math.max(0, i === j ? sites - 1 : sites);
      }
    }
  });
  return { ...features, radial };
}

/** What the others are to be compared with: nothing is known of pairs but the shares of sites. */
function nothing(crystal: StandardCrystal): Features {
  const features = featurize(crystal);
  return { ...features, radial: new Float32Array(features.radial.length) };
}

const plain = (crystal: StandardCrystal): Features => featurize(crystal);

/** Random points of a group by which its frequencies are standardised. */
const POINTS = 64;

/** Mean and spread of each Fourier feature over random points of all groups of a family, of as many frequencies as features have by default. */
function spreadOfFrequencies(family: FrequencyFamily, minCount: number): { mean: Float64Array; spread: Float64Array } {
  const random = seededRandom(1);
  const rows: Float64Array[] = [];
  for (let number = 1; number <= 230; number++) {
    const group = spaceGroup(number);
    if (frequencyFamily(group) !== family) continue;
    const { basis, scatter } = indexEncoder(group, minCount);
    const points = Float64Array.from({ length: 3 * POINTS }, () => random.bits() / 2 ** 32);
    const values = scatter.apply(basis.evaluate(points)) as Float64Array;
    const width = values.length / POINTS;
    for (let i = 0; i < POINTS; i++) rows.push(values.subarray(i * width, (i + 1) * width));
  }
  const width = rows[0]!.length;
  const mean = new Float64Array(width);
  for (const row of rows) row.forEach((x, c) => (mean[c]! += x / rows.length));
  const square = new Float64Array(width);
  for (const row of rows) row.forEach((x, c) => (square[c]! += (x - mean[c]!) ** 2 / rows.length));
  // A frequency that varies nowhere, as that of the mean, stays as it is.
  return { mean, spread: square.map((x) => (x > 1e-12 ? Math.sqrt(x) : 1)) };
}

const spreads = new Map<FrequencyFamily, { mean: Float64Array; spread: Float64Array }>();

/** Fourier features that have mean 0 and spread 1 over random points of random groups, not over any crystals. */
function standardized(crystal: StandardCrystal): Features {
  const features = featurize(crystal);
  const { family, recipe } = features;
  const known = spreads.get(family) ?? spreadOfFrequencies(family, recipe.fourier.minCount);
  spreads.set(family, known);
  const { mean, spread } = known;
  const fourier = features.fourier.map((x, at) => (x - mean[at % mean.length]!) / spread[at % mean.length]!);
  return { ...features, fourier };
}

const VARIANTS: Record<
  string,
  { features: (crystal: StandardCrystal) => Features; model: Omit<ModelOptions, 'targets'> }
> = {
  none: { features: nothing, model: { variant: 'distance', surroundings: false } },
  fourier: { features: plain, model: { variant: 'fourier' } },
  standardized: { features: standardized, model: { variant: 'fourier' } },
  learned: { features: learned, model: { variant: 'distance', surroundings: false } },
  kernels: { features: kernels, model: { variant: 'distance', surroundings: false } },
  distance: { features: plain, model: { variant: 'distance', surroundings: false } },
};

await initMoyo();
await chooseBackend();
const items: Item[] = [];
for (const part of ['train', 'val']) {
  for await (const record of await openDataset(`${data}/${part}.json.gz`)) {
    if (!record.ok || !TARGETS.every((name) => record.targets[name]! > 0)) continue;
    items.push({ id: record.id, crystal: standardize(record.structure), targets: record.targets });
  }
}
const isUnseen = ({ crystal }: Item): boolean => system.split('+').includes(crystal.group.crystalSystem);
const rest = seededRandom(1).shuffled(items.filter((item) => !isUnseen(item)));
const unseen = items.filter(isUnseen);
const cut = Math.round(0.1 * rest.length);
const results: Result[] = existsSync(out) ? JSON.parse(readFileSync(out, 'utf8')) : [];
for (const [name, { features, model }] of Object.entries(VARIANTS)) {
  const isKnown = results.some(({ heldOut, variant }) => heldOut === system && variant === name);
  if (isKnown || (only !== undefined && !only.split(',').includes(name))) continue;
  const records = (
    some: readonly Item[],
  ): { id: string; features: Features; targets: Readonly<Record<string, number>> }[] =>
    some.map(({ id, crystal, targets }) => ({ id, features: features(crystal), targets }));
  const begin = performance.now();
  const predictions = await networkLearner(name, { model, training: { epochs: Number(epochs) } }).learn({
    targets: TARGETS.map((target) => ({ name: target, task: 'regression', log10: true, measure: 'mae' })),
    train: records(rest.slice(cut)),
    validation: records(rest.slice(0, cut)),
    unseen: records(unseen),
    seed: 1,
    onProgress: (share: number, text = '') =>
      process.stderr.write(`\r${name} ${(100 * share).toFixed(0)} % ${text}   `),
  });
  const errors = TARGETS.map((target) => {
    const own = predictions[target]!;
    const sum = unseen.reduce((s, { targets }, i) => s + Math.abs(Math.log10(own[i]! / targets[target]!)), 0);
    return Number((sum / unseen.length).toPrecision(4));
  });
  const [K, G] = errors as [number, number];
  const counts = { train: rest.length - cut, unseen: unseen.length };
  results.push({ heldOut: system, variant: name, epochs: Number(epochs), ...counts, K, G });
  console.log(name, errors, `${Math.round((performance.now() - begin) / 1000)} s`);
  writeFileSync(out, `${JSON.stringify(results, null, 1)}\n`);
}
