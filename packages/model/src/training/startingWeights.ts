import { ModelError } from '../config/errors.js';
import { namedTensors } from '../config/tensorTargets.js';
import type { ModelConfig } from '../config/config.js';
import type { Normalization, TargetScale } from '../features/normalization.js';
import type { WeightShape } from '../files/modelFile.js';
import type { TakenFromSource } from '../files/takenFromSource.js';
import type { SourceNetwork } from './trainingSource.js';

interface Beginning {
  readonly config: ModelConfig;
  readonly normalization: Normalization;
  readonly taken: TakenFromSource;
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);

/**
 * Weights that a training from a trained network begins with. All but the heads are those of the source. A head that is taken gives the same predictions: its
 * last layer makes up for the other standardisation,
 *
 *     w₂′ = w₂ s / s′,   b₂′ = (b₂ s + m − m′) / s′      m, s: mean and spread in the source; m′, s′: of the new records
 *
 * Elements that the source never saw have random vectors there; they begin with the mean of the others, and their properties tell them apart.
 *
 * @param shapes of the new network
 * @param random its weights by its seed, which new heads keep
 */
export function startingWeights(
  source: SourceNetwork,
  { config, normalization, taken }: Beginning,
  shapes: readonly WeightShape[],
  random: Float32Array,
): Float32Array {
  const weights = random.slice();
  const known = weightsByName(source);
  const before = namedTensors(source.content.config);
  const tensors = new Map(
    namedTensors(config).flatMap(({ name }, i) =>
      taken.kept.includes(name)
        ? [[`tensor${i + 1}`, `tensor${before.findIndex((tensor) => tensor.name === name) + 1}`]]
        : [],
    ),
  );
  const keepsNumbers = config.targets.some((name) => taken.kept.includes(name));
  let at = 0;
  for (const { name, shape } of shapes) {
    const part = weights.subarray(at, (at += sizeOf(shape)));
    const layer = name.slice(0, name.indexOf('/'));
    const isHead = layer === 'head';
    const isBias = name === 'head/b2';
    if (layer.startsWith('tensor')) {
      const from = tensors.get(layer);
      if (from !== undefined) copy(part, `${from}${name.slice(layer.length)}`, shape, known);
    } else if (name === 'head/w2' || isBias) {
      const values = keepsNumbers ? known.get(name)?.values : undefined;
      if (values !== undefined) foldedColumns(part, values, isBias, { config, normalization, taken }, source);
    } else if (!isHead || keepsNumbers) copy(part, name, shape, known);
    if (name === 'elements/table') meanRows(part, shape[1]!, source.content.normalization.elements, taken.newElements);
  }
  return weights;
}

interface NamedValues {
  readonly shape: string;
  readonly values: Float32Array;
}

/** Values of a source by the names of its weights. */
function weightsByName({ content: { order, weights } }: SourceNetwork): ReadonlyMap<string, NamedValues> {
  let at = 0;
  return new Map(
    order.map((entry) => {
      const [, name, shape] = /^(\S+) \((.*)\)$/.exec(entry)!;
      const size = sizeOf(shape === '' ? [] : shape!.split(', ').map(Number));
      return [name!, { shape: shape!, values: weights.subarray(at, (at += size)) }];
    }),
  );
}

/** @throws ModelError `bad-checkpoint` where the source has no such weight */
function copy(
  part: Float32Array,
  name: string,
  shape: readonly number[],
  known: ReadonlyMap<string, NamedValues>,
): void {
  const found = known.get(name);
  if (found === undefined || found.shape !== shape.join(', '))
    throw new ModelError(
      'bad-checkpoint',
      `training: the network that it begins with must have a weight ${name} (${shape.join(', ')}), got ${found === undefined ? 'none' : `(${found.shape})`}; the file is damaged or of another version`,
    );
  part.set(found.values);
}

/** Columns of the last layer of the head, (rows, T): those of targets that are kept; of its biases, one row, with the means. */
function foldedColumns(
  part: Float32Array,
  values: Float32Array,
  isBias: boolean,
  { config, normalization, taken }: Beginning,
  { content }: SourceNetwork,
): void {
  const [count, from] = [config.targets.length, content.config.targets.length];
  const scaleOf = (scales: readonly TargetScale[], name: string): TargetScale =>
    scales.find((scale) => scale.name === name)!;
  config.targets.forEach((name, column) => {
    if (!taken.kept.includes(name)) return;
    const own = scaleOf(normalization.targets, name);
    const known = scaleOf(content.normalization.targets, name);
    const column0 = content.config.targets.indexOf(name);
    for (let row = 0; row < part.length / count; row++) {
      const value = values[row * from + column0]! * known.spread + (isBias ? known.mean - own.mean : 0);
      part[row * count + column] = value / own.spread;
    }
  });
}

/** Sets rows of a table to the mean of others. */
function meanRows(table: Float32Array, width: number, known: readonly number[], rows: readonly number[]): void {
  if (rows.length === 0) return;
  const mean = new Float64Array(width);
  for (const z of known) for (let c = 0; c < width; c++) mean[c]! += table[z * width + c]! / known.length;
  for (const z of rows) table.set(mean, z * width);
}
