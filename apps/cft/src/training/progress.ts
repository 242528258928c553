import type { EpochReport } from '@crystal-fourier/model';
import { isLogarithmic } from '../config/learnedTargets.js';
import type { TrainingPlan } from '../config/plan.js';
import type { Console, Io, Progress } from '../shell/console.js';
import { durationText, shortNumber } from '../shell/numberText.js';

/** Shows how far a training is: a bar on a terminal, else one line per epoch, on stderr. */
export class TrainingProgress {
  readonly #console: Console;
  readonly #plan: TrainingPlan;
  readonly #isLive: boolean;
  readonly #bar: Progress;
  #text = '';
  /** Seconds of the epochs since it was started or resumed, with validation and writing. */
  #seconds = 0;
  #epochs = 0;

  constructor(console: Console, io: Io, plan: TrainingPlan) {
    this.#console = console;
    this.#plan = plan;
    this.#isLive = io.stderr.isTTY === true;
    this.#bar = console.progress('training', plan.ensemble * plan.training.epochs);
  }

  /** Within an epoch. @param member from 0 @param epoch epochs done */
  step(member: number, epoch: number, step: number, steps: number): void {
    const { epochs } = this.#plan.training;
    this.#bar.update(
      member * epochs + epoch + step / steps,
      `${this.#label(member, epoch + 1)} ${this.#text}`.trimEnd(),
    );
  }

  /** After an epoch. @param seconds it took with all that belongs to it */
  epoch(member: number, report: EpochReport, seconds: number): void {
    const { epochs } = this.#plan.training;
    this.#seconds += seconds;
    this.#epochs++;
    const done = member * epochs + report.epoch;
    const left = (this.#seconds / this.#epochs) * (this.#plan.ensemble * epochs - done);
    this.#text = [
      `loss ${shortNumber(report.trainLoss)}`,
      validationText(report, this.#plan),
      `${Math.round(report.structuresPerSecond)} structures/s`,
      left > 0 ? `${durationText(left)} left` : '',
    ]
      .filter((part) => part !== '')
      .join('  ');
    if (this.#isLive) this.#bar.update(done, `${this.#label(member, report.epoch)} ${this.#text}`);
    else this.#console.info(`${this.#label(member, report.epoch)}  ${this.#text}${report.best ? '  best' : ''}`);
  }

  stop(): void {
    this.#bar.stop();
  }

  #label(member: number, epoch: number): string {
    const { ensemble, training } = this.#plan;
    const of = ensemble === 1 ? '' : `network ${member + 1}/${ensemble} `;
    return `${of}epoch ${epoch}/${training.epochs}`;
  }
}

/** `val MAE K 0.0521 log10, G 0.110 log10`; empty without validation. */
function validationText(
  { validation }: Pick<EpochReport, 'validation'>,
  { log10 }: Pick<TrainingPlan, 'log10'>,
): string {
  const parts = Object.entries(validation).map(([name, metrics]) => {
    if ('mae' in metrics) {
      return `MAE ${name} ${shortNumber(metrics.mae)}${isLogarithmic(name, log10) ? ' log10' : ''}`;
    }
    return `${name} accuracy ${metrics.accuracy.toFixed(3)} AUC ${metrics.auc.toFixed(3)}`;
  });
  return parts.length === 0 ? '' : `val ${parts.join(', ')}`;
}
