import { rm } from 'node:fs/promises';
import {
  chooseVariant,
  type PlannedChoice,
  plannedChoice,
  type VariantChoice,
  type VariantChoiceInput,
} from '@crystal-fourier/model';
import { defined, memberOptions, planWithVariant, type TrainingPlan, type UndecidedModel } from '../config/plan.js';
import type { DataParts } from '../data/dataParts.js';
import { folderStore } from '../runs/folderStore.js';
import { runChoice } from '../runs/runChoice.js';
import { RUN_FILES, type RunFolder } from '../runs/runFolder.js';
import type { WorkTime } from '../runs/workTime.js';
import type { Context } from '../shell/context.js';
import { CliError, EXIT } from '../shell/failure.js';
import { durationText, percent } from '../shell/numberText.js';

/** A training whose variant is still to be chosen. */
export interface UndecidedTraining {
  /** With the default variant. */
  readonly plan: TrainingPlan;
  /** What was said of the network. */
  readonly undecided: UndecidedModel;
  readonly data: DataParts;
}

/** Folder in a run of what is kept of brief trainings, until the variant is chosen. */
const CHOICE_FOLDER = 'choice';

const inputOf = ({ plan, undecided, data }: UndecidedTraining): VariantChoiceInput => ({
  train: data.parts['train'] ?? [],
  model: { ...defined(undecided), targets: plan.target },
  training: memberOptions(plan, 0),
});

/** The choice where the data cannot decide; undefined where it takes brief trainings. @throws ModelError for what cannot be trained */
export function choiceAtHand(training: UndecidedTraining): VariantChoice | undefined {
  const planned = plannedChoice(inputOf(training));
  return 'reason' in planned ? planned : undefined;
}

/** What the configuration of a run says while its variant is not chosen: a run that is stopped goes on with the choice. */
export const undecidedConfig = ({ plan, undecided }: Pick<UndecidedTraining, 'plan' | 'undecided'>): object => ({
  ...plan,
  model: { ...undecided, variant: 'auto' },
});

/**
 * Chooses the variant of a run by brief trainings, and writes it into the run. Brief trainings that are finished are kept until then.
 *
 * @returns the plan with the variant
 * @throws CliError 130 when interrupted
 */
export async function chooseVariantOf(
  run: RunFolder,
  training: UndecidedTraining,
  time: WorkTime,
  { console, signal }: Pick<Context, 'console' | 'signal'>,
): Promise<TrainingPlan> {
  // Where the process ended after the choice was made, before the configuration was written.
  const choice = runChoice(run) ?? (await chosen(run, training, time, { console, signal }));
  console.info(choiceText(choice));
  const plan = planWithVariant(training.plan, training.undecided, choice.variant);
  await run.update({ choice });
  await run.writeJson(RUN_FILES.config, plan);
  await rm(run.file(CHOICE_FOLDER), { recursive: true, force: true });
  return plan;
}

async function chosen(
  run: RunFolder,
  training: UndecidedTraining,
  time: WorkTime,
  { console, signal }: Pick<Context, 'console' | 'signal'>,
): Promise<VariantChoice> {
  const input = inputOf(training);
  const planned = plannedChoice(input);
  if ('reason' in planned) return planned;
  console.info(plannedText(planned));
  const bar = console.progress('choosing', planned.trainings);
  try {
    return await chooseVariant(input, {
      store: folderStore(run.file(CHOICE_FOLDER)),
      signal,
      onProgress: ({ done, variant, share }) => bar.update(done + share, `variant ${variant}`),
    });
  } catch (error) {
    if (!signal.aborted) throw error;
    await run.update({ status: 'interrupted', worked: time.seconds });
    throw new CliError('interrupted while the variant was chosen', {
      exitCode: EXIT.interrupted,
      hint: `go on with: cft train --resume ${run.path}`,
      cause: error,
    });
  } finally {
    bar.stop();
  }
}

/** What is going to be trained, before it is. */
function plannedText({ candidates, trainings, records, epochs }: PlannedChoice): string {
  const names = candidates.join(' and ');
  return `choosing the variant, ${names}: at most ${trainings} brief trainings (${records} records, ${epochs} epochs) with whole space groups held out; --variant ${candidates[0]} does without`;
}

/** `variant geometry: on space groups that were held out, …`: which variant was chosen, why, and at what cost. */
export function choiceText({ variant, reason, trials }: VariantChoice): string {
  const cost =
    trials === undefined
      ? ''
      : ` (brief trainings: ${durationText(trials.seconds)}, ${percent(trials.share)} of the training)`;
  return `variant ${variant}: ${reason}${cost}`;
}
