import { basename, resolve } from 'node:path';
import { elementSymbol, featureRecipe } from '@crystal-fourier/data';
import {
  type CardScore,
  decodeTensors,
  encodeTensors,
  type ModelCard,
  networkName,
  packModel,
  Predictor,
  type TensorFile,
  unpackModel,
} from '@crystal-fourier/model';
import { dataName } from '../data/location.js';
import type { TargetEvaluation } from '../evaluation/evaluateTarget.js';
import { readEvaluation } from '../evaluation/evaluationFile.js';
import type { Score } from '../evaluation/score.js';
import { fromPath, runModels } from '../runs/loadModel.js';
import { runChoice } from '../runs/runChoice.js';
import { runConfig } from '../runs/runConfig.js';
import type { RunFolder } from '../runs/runFolder.js';
import { usageError } from '../shell/failure.js';
import { didYouMean } from '../shell/suggest.js';

export interface ExportOptions {
  /** Training crystals that novelty compares with. Defaults to that of `packModel`. */
  readonly embeddings?: number | undefined;
  /** Whether matrices are rounded to 16 bits. Defaults to false. */
  readonly half?: boolean | undefined;
  /** By target. */
  readonly units?: Readonly<Record<string, string>> | undefined;
}

/** A file for a web page, and what is in it. */
export interface ExportedModel {
  readonly bytes: Uint8Array;
  readonly card: ModelCard;
  readonly targets: readonly string[];
  readonly variant: string;
  /** Symbols of the elements, and numbers of the space groups, that were trained on. */
  readonly elements: readonly string[];
  readonly groups: readonly number[];
  readonly networks: number;
  /** Networks that the run was to have. */
  readonly planned: number;
  /** Numbers that were learned, of all networks. */
  readonly weights: number;
}

/**
 * The networks of a run as one file. It is read again and its networks are built before it is handed out, so a backend must be chosen.
 *
 * @throws CliError for a run without a model, or units of what is no target; ModelError for a damaged one
 */
export async function exportModel(
  run: RunFolder,
  { embeddings, half = false, units = {} }: ExportOptions = {},
): Promise<ExportedModel> {
  const { symprec, ensemble = 1 } = await runConfig(run);
  const members = await runModels(run);
  // Checked first: the rest takes long for a large training set.
  checkUnits(units, members[0]!);
  const { data, seed, backend, versions, status } = run.record;
  const evaluation = await evaluationOf(run);
  const choice = runChoice(run);
  const card: Omit<ModelCard, 'references'> = {
    name: basename(resolve(run.path)),
    units,
    symprec: featureRecipe({ symprec }).symprec,
    // The path of the data is private: the card has the name only.
    data: { name: dataName(data.path), hash: data.hash, records: data.records, parts: data.parts },
    seed,
    backend,
    versions,
    finished: status === 'finished',
    ...(evaluation === undefined ? {} : { evaluation }),
    ...(choice === undefined ? {} : { choice }),
  };
  const packed = fromPath(run.path, () => packModel(members, card, embeddings === undefined ? {} : { embeddings }));
  const bytes = encodeTensors(packed, { half: half && 'matrices' });
  const read = decodeTensors(bytes, 'exported model');
  const predictor = fromPath(run.path, () => Predictor.load([read]));
  predictor.dispose();
  const { targets, config: model, normalization } = predictor;
  return {
    bytes,
    card: unpackModel(read).card!,
    targets: [...targets, ...predictor.tensors.map(({ name }) => name)],
    variant: networkName(model),
    elements: normalization.elements.map((z) => elementSymbol(z)),
    groups: normalization.groups,
    networks: members.length,
    planned: ensemble,
    weights: members.reduce((sum, member) => sum + weightsOf(member), 0),
  };
}

/** @throws CliError for a unit of what the network does not predict */
function checkUnits(units: Readonly<Record<string, string>>, { metadata }: TensorFile): void {
  const config = metadata['config'] as { readonly targets?: unknown; readonly tensors?: object } | undefined;
  // A damaged network is refused later, with a message of its own.
  if (!Array.isArray(config?.targets)) return;
  const targets = [...(config.targets as string[]), ...Object.keys(config.tensors ?? {})];
  for (const name of Object.keys(units))
    if (!targets.includes(name))
      throw usageError(
        `a unit must be of a target, which are ${targets.join(', ')}; got ${JSON.stringify(name)}${didYouMean(name, targets)}`,
      );
}

const weightsOf = ({ metadata, tensors }: TensorFile): number =>
  (metadata['order'] as readonly string[]).reduce((sum, name) => sum + tensors[name]!.values.length, 0);

/** Errors as `cft evaluate` found them, else as the training did; none before its end. */
async function evaluationOf(run: RunFolder): Promise<ModelCard['evaluation']> {
  const found = await readEvaluation(run);
  if (found !== undefined) {
    const { part, records, targets } = found;
    return { part, records, targets: targets.map(targetScores) };
  }
  const parts = run.record.metrics?.['parts'] as Readonly<Record<string, Readonly<Record<string, Score>>>> | undefined;
  const part = ['test', 'val'].find((name) => Object.keys(parts?.[name] ?? {}).length > 0);
  if (parts === undefined || part === undefined) return undefined;
  const targets = Object.entries(parts[part]!).map(([name, score]) => ({ name, models: [scoreOf('network', score)] }));
  return { part, records: run.record.data.parts[part] ?? 0, targets };
}

const targetScores = ({ name, models }: TargetEvaluation): { name: string; models: CardScore[] } => ({
  name,
  models: models.map((model) => scoreOf(model.name, model.score)),
});

const scoreOf = (name: string, { metrics, log10 }: Score): CardScore => ({
  name,
  metrics: { ...metrics },
  ...(log10 === undefined ? {} : { log10: { ...log10 } }),
});
