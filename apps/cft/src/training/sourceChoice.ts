import { featureRecipe } from '@crystal-fourier/data';
import {
  chooseSource,
  ModelError,
  RANDOM_WEIGHTS,
  requiredFeatures,
  type SourceChoice,
  tunedNetwork,
} from '@crystal-fourier/model';
import { listNetworks, type NetworkCard } from '@crystal-fourier/models';
import { memberOptions, modelOptions, type RequestedTraining, type TrainOptions } from '../config/plan.js';
import type { DataParts } from '../data/dataParts.js';
import { requestsOf } from '../data/requestedFeatures.js';
import { findSource, type FoundSource } from '../runs/trainingSource.js';
import { durationText, percent } from '../shell/numberText.js';
import type { Surroundings } from './trainingData.js';

/** What a training begins with under `--from auto`. */
export interface ChosenSource {
  readonly choice: SourceChoice;
  /** Undefined for random weights. */
  readonly source: FoundSource | undefined;
}

/** What decides between networks. */
type Candidate = Pick<NetworkCard, 'name' | 'kind'> & {
  readonly predicts: readonly Pick<NetworkCard['predicts'][number], 'name'>[];
  readonly data: Pick<NetworkCard['data'], 'parts'>;
};

/**
 * The installed network that a training may begin with: one that predicts a target of the training before others, then the one that was trained on most records. It must
 * read the features that the data have, and be what is asked for.
 */
async function candidate(
  { plan, said }: Pick<RequestedTraining, 'plan' | 'said'>,
  cards: readonly Candidate[],
): Promise<FoundSource | undefined> {
  const names = new Set([...plan.target, ...Object.keys(plan.tensor ?? {})]);
  const shares = ({ predicts }: Candidate): boolean => predicts.some(({ name }) => names.has(name));
  const records = ({ data }: Candidate): number => data.parts['train'] ?? 0;
  const inOrder = cards
    .filter(({ kind }) => kind === 'network')
    .toSorted((a, b) => Number(shares(b)) - Number(shares(a)) || records(b) - records(a));
  const wanted = JSON.stringify(requiredFeatures(plan.model));
  for (const { name } of inOrder) {
    const source = await findSource(name);
    try {
      const { config, recipe } = tunedNetwork(modelOptions({ ...plan, model: said }), source.of(0));
      const isRead =
        recipe.symprec === featureRecipe({ symprec: plan.symprec }).symprec &&
        recipe.handedness === plan.handedness &&
        JSON.stringify(requestsOf(recipe, [config])) === wanted;
      if (isRead) return source;
    } catch (error) {
      // It is no network of what is asked for.
      if (!(error instanceof ModelError && error.code === 'bad-config')) throw error;
    }
  }
  return undefined;
}

/**
 * Chooses what a training begins with: an installed network or random weights. Brief trainings, if there are any, are over before a folder is made; one that is interrupted
 * begins again.
 */
export async function chosenSource(
  asked: Pick<RequestedTraining, 'plan' | 'said'>,
  { tune }: Pick<TrainOptions, 'tune'>,
  data: Pick<DataParts, 'parts'>,
  { console, signal }: Pick<Surroundings, 'console' | 'signal'>,
  cards: readonly Candidate[] = listNetworks(),
): Promise<ChosenSource> {
  const source = await candidate(asked, cards);
  if (source === undefined) {
    const reason = 'no network is installed that has the features and the variant of this training';
    return { choice: { variant: RANDOM_WEIGHTS, reason }, source: undefined };
  }
  const { plan, said } = asked;
  const bar = console.progress('choosing what to begin with', 4);
  try {
    const choice = await chooseSource(
      {
        train: data.parts['train'] ?? [],
        model: modelOptions({ ...plan, model: said }),
        training: { ...memberOptions(plan, 0), ...(tune === undefined ? {} : { tuned: tune }) },
        source: source.of(0),
      },
      { signal, onProgress: ({ done, variant, share }) => bar.update(done + share, variant) },
    );
    return { choice, source: choice.variant === RANDOM_WEIGHTS ? undefined : source };
  } finally {
    bar.stop();
  }
}

/** `begins with formation-energy: …`: what was chosen, why, and at what cost. */
export function sourceChoiceText({ variant, reason, trials }: SourceChoice): string {
  const cost =
    trials === undefined
      ? ''
      : ` (brief trainings: ${durationText(trials.seconds)}, ${percent(trials.share)} of the training)`;
  return `the training begins with ${variant}: ${reason}${cost}; --from names another network`;
}
