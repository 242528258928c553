// Compares predictions of networks for crystals of a data set: one token per site of the full cell with one token per orbit, ten descriptions of
// a crystal with each other, and the wasm backend with the native one.
// Run: node --conditions=@crystal-fourier/source --import tsx tools/reports/exactness.ts DATA [crystals = 200] [MODEL.safetensors]
// Without a model, a network of each variant with random weights and the default sizes.
import { readFile } from 'node:fs/promises';
import {
  type BatchRecord,
  featurize,
  initMoyo,
  standardize,
  type StandardCrystal,
  type Structure,
} from '../../packages/data/src/index.ts';
import { openDataset } from '../../packages/data/src/node/index.ts';
import { DESCRIPTIONS } from '../../packages/data/test/support/descriptions.ts';
import { RandomGeometry } from '../../packages/data/test/support/randomGeometry.ts';
import { decodeTensors, Predictor, type TensorFile, Trainer, type Variant } from '../../packages/model/src/index.ts';
import { type BackendName, useBackend } from '../../packages/model/src/testing/backends.ts';
import { fullCell } from '../../packages/model/src/testing/fullCell.ts';

/** One record in ten is used, until there are enough. */
const STRIDE = 10;
/** Largest number of sites of a conventional cell; computing all pairs of a larger one takes long. */
const MOST_SITES = 128;
const SYMPREC = 0.05;
/** As the features of a trained network are by default. */
const OPTIONS = { symprec: SYMPREC, handedness: 'merge' } as const;

interface Crystal {
  readonly structure: Structure;
  readonly crystal: StandardCrystal;
  readonly record: BatchRecord;
}

const [path, wanted = '200', modelPath] = process.argv.slice(2);
if (path === undefined) throw new Error('exactness: the first argument must be the path of a data set, got none');

const recordOf = (crystal: StandardCrystal, id: string): BatchRecord => ({ id, features: featurize(crystal) });

async function crystalsOf(data: string, count: number): Promise<Crystal[]> {
  const found: Crystal[] = [];
  let place = 0;
  let large = 0;
  for await (const item of await openDataset(data)) {
    if (place++ % STRIDE !== 0 || !item.ok) continue;
    const crystal = standardize(item.structure, OPTIONS);
    if (crystal.siteCount > MOST_SITES) large++;
    else found.push({ structure: item.structure, crystal, record: recordOf(crystal, item.id) });
    if (found.length >= count) break;
  }
  const orbits = found.reduce((sum, { crystal }) => sum + crystal.orbits.length, 0);
  const sites = found.reduce((sum, { crystal }) => sum + crystal.siteCount, 0);
  const groups = new Set(found.map(({ crystal }) => crystal.group.number)).size;
  console.log(
    `${found.length} crystals, ${groups} groups, ${orbits} orbits, ${sites} sites; ${large} with more than ${MOST_SITES} sites passed over`,
  );
  return found;
}

async function randomNetwork(variant: Variant, records: readonly BatchRecord[]): Promise<TensorFile> {
  const trainer = Trainer.create({
    model: { variant, targets: ['value'] },
    train: records.map((record, i) => ({ ...record, targets: { value: Math.sin(i) } })),
    validation: [],
  });
  const file = await trainer.bestModel();
  trainer.dispose();
  return file;
}

/** Predicts all records. @returns one list of values per target */
async function predicted(file: TensorFile, records: readonly BatchRecord[]): Promise<number[][]> {
  const predictor = Predictor.load([file]);
  const all = await predictor.predict(records, { batchSize: 32 });
  const values = predictor.targets.map((target) => all.map((prediction) => prediction.values[target]!));
  predictor.dispose();
  return values;
}

/** Largest difference over the largest value, and over the standard deviation of the values. */
function compared(actual: number[][], expected: number[][]): string {
  let [relative, ofSpread] = [0, 0];
  expected.forEach((values, t) => {
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    const spread = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length);
    const worst = Math.max(...values.map((value, i) => Math.abs(actual[t]![i]! - value)));
    relative = Math.max(relative, worst / Math.max(...values.map(Math.abs)));
    ofSpread = Math.max(ofSpread, worst / spread);
  });
  return `${relative.toExponential(1)} of the largest value, ${ofSpread.toExponential(1)} of the standard deviation`;
}

await initMoyo();
const backend: BackendName = (await useBackend('tensorflow')) ? 'tensorflow' : 'wasm';
await useBackend(backend);
console.log(`backend: ${backend}`);
const crystals = await crystalsOf(path, Number(wanted));
const records = crystals.map(({ record }) => record);
const cells = crystals.map(({ crystal, record }) => recordOf(fullCell(crystal), record.id));

const networks: [string, TensorFile][] =
  modelPath === undefined
    ? await Promise.all(
        (['composition', 'fourier', 'distance', 'full'] as const).map(
          async (variant): Promise<[string, TensorFile]> => [variant, await randomNetwork(variant, records)],
        ),
      )
    : [[modelPath, decodeTensors(await readFile(modelPath), modelPath)]];

const orbitValues = new Map<string, number[][]>();
for (const [name, file] of networks) {
  const values = await predicted(file, records);
  orbitValues.set(name, values);
  console.log(`${name}: full cell against orbits: ${compared(await predicted(file, cells), values)}`);
}

const [lastName, lastFile] = networks.at(-1)!;
for (const [way, describe] of Object.entries(DESCRIPTIONS)) {
  const others = crystals.map(({ structure, crystal, record }, i) =>
    recordOf(standardize(describe(structure, crystal, new RandomGeometry(i)), OPTIONS), record.id),
  );
  console.log(`${lastName}: ${way}: ${compared(await predicted(lastFile, others), orbitValues.get(lastName)!)}`);
}

if (backend === 'tensorflow' && (await useBackend('wasm'))) {
  for (const [name, file] of networks)
    console.log(`${name}: wasm against native: ${compared(await predicted(file, records), orbitValues.get(name)!)}`);
}
