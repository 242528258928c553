import type { Crossval, CrossvalProgress } from '@crystal-fourier/model';
import type { Console, Progress } from '../shell/console.js';
import { durationText, shortNumber } from '../shell/numberText.js';

/** Shows how far a cross-validation is: a bar on a terminal; a line for each finished training, on stderr. */
export class CrossvalReporter {
  readonly #console: Console;
  #bar: Progress | undefined;
  #last: CrossvalProgress | undefined;
  /** When the training that is at work began. */
  #started = 0;
  /** Seconds of the trainings of this call, by model: networks and baselines differ much. */
  readonly #seconds = new Map<string, number[]>();

  constructor(console: Console) {
    this.#console = console;
  }

  /** Within a training. */
  progress(progress: CrossvalProgress): void {
    const { done, total, model, training, seed, share, text } = progress;
    if (this.#bar === undefined) {
      this.#bar = this.#console.progress('cross-validating', total);
      if (done > 0) this.#console.info(`${done} of ${total} trainings are done already`);
    }
    if (this.#last?.done !== done) this.#started = performance.now();
    if (text !== '' && text !== this.#last?.text) this.#console.detail(`${model}, ${training}, seed ${seed}: ${text}`);
    this.#last = progress;
    this.#bar.update(done + share, `${model}, ${training} ${text}`);
  }

  /** After a training. */
  finished({ folds, targets, models }: Crossval): void {
    if (this.#last === undefined) return;
    const { model, training, seed, done, total } = this.#last;
    const seconds = (performance.now() - this.#started) / 1000;
    this.#seconds.set(model, [...(this.#seconds.get(model) ?? []), seconds]);
    const errors = folds.find(({ name }) => `held-out ${name}` === training)?.errors[model];
    const found = targets.flatMap(({ name }) => {
      const value = errors?.[name]?.heldOut.values.at(-1);
      return value === undefined ? [] : [`${name} ${shortNumber(value)}`];
    });
    // Models take turns, so each has about its share of what is left.
    const known = models.flatMap(({ name }) => this.#seconds.get(name) ?? []);
    const mean = known.reduce((sum, value) => sum + value / known.length, 0);
    const left = total - done - 1;
    this.#console.info(
      [
        `${done + 1}/${total}  ${model}, ${training}, seed ${seed}`,
        ...(found.length === 0 ? [] : [found.join(', ')]),
        durationText(seconds),
        ...(left === 0 ? [] : [`${durationText(mean * left)} left`]),
      ].join('  '),
    );
  }

  stop(): void {
    this.#bar?.stop();
  }
}
