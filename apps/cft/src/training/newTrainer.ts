import { elementSymbol } from '@crystal-fourier/data';
import { type TakenFromSource, Trainer } from '@crystal-fourier/model';
import { encoderOf } from '../config/encoderFile.js';
import { memberOptions, networkOptions, type TrainingPlan } from '../config/plan.js';
import type { DataParts } from '../data/dataParts.js';
import type { RunFolder } from '../runs/runFolder.js';
import { findSource, type FoundSource } from '../runs/trainingSource.js';
import { dataError } from '../shell/failure.js';

/** Records that a training takes of a data set. */
export const recordsOf = ({
  parts,
}: Pick<DataParts, 'parts'>): { train: DataParts['parts'][string]; validation: DataParts['parts'][string] } => ({
  train: parts['train'] ?? [],
  validation: parts['val'] ?? [],
});

/**
 * A network of a plan at its beginning.
 *
 * @param member of the ensemble, from 0
 * @param source what it begins with, where the plan names something
 * @throws ModelError for what cannot be trained
 */
export async function newTrainer(
  plan: TrainingPlan,
  member: number,
  data: DataParts,
  source: FoundSource | undefined,
): Promise<Trainer> {
  return Trainer.create({
    model: networkOptions(plan),
    training: memberOptions(plan, member),
    encoder: await encoderOf(plan),
    source: source?.of(member),
    ...recordsOf(data),
  });
}

/** What the networks of a run that goes on begin with. @throws CliError where it is gone, or another network */
export async function sourceOfRun({ path, record }: RunFolder, plan: TrainingPlan): Promise<FoundSource | undefined> {
  if (plan.from === undefined) return undefined;
  const found = await findSource(plan.from);
  if (record.source === undefined || found.sha256 === record.source.sha256) return found;
  throw dataError(
    `${path}: ${plan.from} is not the network that the run began with: it has changed since`,
    'put the earlier one there again, or start a new run',
  );
}

/** `begins with moduli, which predicts …: heads kept: …`: what is taken from a trained network. */
export function takenText({ name = 'a trained network', targets, kept, added, newElements }: TakenFromSource): string {
  const heads = [
    ...(kept.length === 0 ? [] : [`heads kept: ${kept.join(', ')}`]),
    ...(added.length === 0 ? [] : [`new heads: ${added.join(', ')}`]),
  ];
  const elements = newElements.map(elementSymbol);
  const unseen =
    elements.length === 0
      ? ''
      : `; elements that it never saw, which begin as a mean of the others: ${elements.join(', ')}`;
  return `begins with ${name}, which predicts ${targets.join(', ')}; ${heads.join('; ')}${unseen}`;
}
