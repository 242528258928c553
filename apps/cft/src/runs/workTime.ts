import type { RunFolder } from './runFolder.js';

/** Counts the seconds of work on a run: the time between an interruption and `--resume` does not count. */
export class WorkTime {
  readonly #before: number;
  readonly #begin = performance.now();

  /** @param before seconds of earlier work */
  constructor(before = 0) {
    this.#before = before;
  }

  /** Of a run that goes on. Where it was killed, the epochs of its history count, and the brief trainings by which its variant was chosen. */
  static async of(run: RunFolder): Promise<WorkTime> {
    const { worked = 0, choice } = run.record;
    const history = await run.history();
    const epochs = history.reduce((sum, { seconds }) => sum + (typeof seconds === 'number' ? seconds : 0), 0);
    return new WorkTime(Math.max(worked, epochs + (choice?.trials?.seconds ?? 0)));
  }

  get seconds(): number {
    return this.#before + (performance.now() - this.#begin) / 1000;
  }
}
