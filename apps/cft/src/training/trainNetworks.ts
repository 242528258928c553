import { stat } from 'node:fs/promises';
import { decodeTensors, encodeTensors, ModelError, Trainer } from '@crystal-fourier/model';
import type { Context } from '../shell/context.js';
import type { DataParts } from '../data/dataParts.js';
import { CliError, EXIT, throwIfInterrupted } from '../shell/failure.js';
import { modelFile, RUN_FILES, type RunFolder } from '../runs/runFolder.js';
import type { WorkTime } from '../runs/workTime.js';
import type { TrainingPlan } from '../config/plan.js';
import type { FoundSource } from '../runs/trainingSource.js';
import { newTrainer, recordsOf } from './newTrainer.js';
import { TrainingProgress } from './progress.js';

/** The network at which a training begins or goes on. */
export interface StartedNetwork {
  /** From 0. */
  readonly member: number;
  /** Absent where the network begins anew. */
  readonly trainer?: Trainer | undefined;
}

interface Work {
  readonly run: RunFolder;
  readonly plan: TrainingPlan;
  readonly data: DataParts;
  readonly from: StartedNetwork;
  /** Finds what networks begin with; it is asked for when one begins. */
  readonly source: () => Promise<FoundSource | undefined>;
  readonly time: WorkTime;
}

/** Share of the time of a training that its models before the end may take: whenever the process ends, the run can predict. */
const KEPT_SHARE = 0.05;

/**
 * Trains the networks of a run one after another.
 *
 * After each epoch the history is written first, then the checkpoint; after the last epoch the model is written, before the next network
 * begins. So whenever the process ends, the checkpoint is that of the last network that began, and the history has at least the epochs of
 * the checkpoint. {@link startedNetwork} removes the epochs beyond the checkpoint from the history: they are computed again.
 *
 * @throws CliError 130 when interrupted: the unfinished epoch is discarded; ModelError `diverged`
 */
export async function trainNetworks(
  { run, plan, data, from, source, time }: Work,
  { console, io, signal }: Pick<Context, 'console' | 'io' | 'signal'>,
): Promise<void> {
  const progress = new TrainingProgress(console, io, plan);
  let trainer = from.trainer;
  let member = from.member;
  try {
    for (; member < plan.ensemble; member++) {
      throwIfInterrupted(signal);
      trainer ??= await newTrainer(plan, member, data, await source());
      await trainNetwork(trainer, { run, member, epochs: plan.training.epochs, progress, signal });
      await run.write(modelFile(member), encodeTensors(await trainer.bestModel()));
      trainer.dispose();
      trainer = undefined;
    }
  } catch (error) {
    progress.stop();
    // The best weights so far are kept: they can be used.
    const keep = async (): Promise<void> => {
      if (trainer !== undefined && trainer.epoch > 0)
        await run.write(modelFile(member), encodeTensors(await trainer.bestModel()));
    };
    throw await endOf(error, { run, plan, member, epoch: trainer?.epoch ?? 0, keep, time, signal });
  } finally {
    progress.stop();
    trainer?.dispose();
  }
}

interface MemberWork {
  readonly run: RunFolder;
  readonly member: number;
  /** After which it ends: fewer than the trainer has where the run is to end early. */
  readonly epochs: number;
  readonly progress: TrainingProgress;
  readonly signal: AbortSignal;
}

async function trainNetwork(trainer: Trainer, { run, member, epochs, progress, signal }: MemberWork): Promise<void> {
  let [kept, cost] = [Number.NEGATIVE_INFINITY, 0];
  while (!trainer.finished && trainer.epoch < epochs) {
    throwIfInterrupted(signal);
    const start = performance.now();
    const { epoch } = trainer;
    const report = await trainer.runEpoch({
      signal,
      onStep: (step, steps) => progress.step(member, epoch, step, steps),
    });
    await run.appendHistory({ member, ...report });
    const { metadata, tensors } = await trainer.checkpoint();
    await run.write(RUN_FILES.checkpoint, encodeTensors({ metadata: { ...metadata, member }, tensors }));
    const written = performance.now();
    if (report.best && written - kept >= cost / KEPT_SHARE) {
      await run.write(modelFile(member), encodeTensors(await trainer.bestModel()));
      kept = performance.now();
      cost = kept - written;
    }
    progress.epoch(member, report, (performance.now() - start) / 1000);
  }
}

interface Ending {
  readonly run: RunFolder;
  readonly plan: TrainingPlan;
  readonly member: number;
  readonly epoch: number;
  readonly keep: () => Promise<void>;
  readonly time: WorkTime;
  readonly signal: AbortSignal;
}

/** Records how a training stopped early. @returns the error that the command ends with */
async function endOf(error: unknown, { run, plan, member, epoch, keep, time, signal }: Ending): Promise<unknown> {
  const resume = `go on with: cft train --resume ${run.path}`;
  if (signal.aborted) {
    await keep();
    await run.update({ status: 'interrupted', worked: time.seconds });
    const of = plan.ensemble === 1 ? '' : ` of network ${member + 1}`;
    return new CliError(`training interrupted after epoch ${epoch} of ${plan.training.epochs}${of}`, {
      exitCode: EXIT.interrupted,
      hint: resume,
    });
  }
  if (error instanceof ModelError && error.code === 'diverged') {
    await keep();
    await run.update({
      status: 'diverged',
      finished: new Date().toISOString(),
      metrics: { diverged: { member, epoch: epoch + 1, records: error.records, message: error.message } },
    });
    return error;
  }
  if (error instanceof CliError && error.code === 'not-writable')
    return new CliError(error.message, {
      code: error.code,
      exitCode: error.exitCode,
      cause: error,
      hint: `when it can be written, ${resume}`,
    });
  return error;
}

/**
 * The network that a run was training, from its checkpoint; the history is cut to the epochs of the checkpoint.
 *
 * @throws ModelError `bad-checkpoint` for a damaged or foreign file
 */
export async function startedNetwork(run: RunFolder, data: DataParts): Promise<StartedNetwork> {
  const file = run.file(RUN_FILES.checkpoint);
  if ((await stat(file).catch(() => undefined)) === undefined) {
    await run.writeHistory([]);
    return { member: 0 };
  }
  const checkpoint = decodeTensors(await run.read(RUN_FILES.checkpoint), file);
  const { member } = checkpoint.metadata;
  if (!Number.isInteger(member) || (member as number) < 0)
    throw new ModelError('bad-checkpoint', `${file}: it is no checkpoint of a run: it does not say of which network`);
  const trainer = Trainer.resume(checkpoint, recordsOf(data));
  const at = member as number;
  const known = (await run.history()).filter(
    (entry) => Number(entry['member']) < at || (entry['member'] === at && Number(entry['epoch']) <= trainer.epoch),
  );
  await run.writeHistory(known);
  return { member: at, trainer };
}
