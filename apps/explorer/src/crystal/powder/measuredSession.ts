import type { MeasuredPattern } from '@crystal-fourier/data/diffraction';
import { type Failure, failureOf } from '../failure.js';
import { Store } from '../store.js';

export interface MeasuredState {
  readonly name: string | null;
  readonly pattern: MeasuredPattern | null;
  /** Why the last file is not shown. */
  readonly failure: Failure | null;
}

const EMPTY: MeasuredState = { name: null, pattern: null, failure: null };
/** Bytes. */
const MOST_BYTES = 64 * 2 ** 20;

/** The measured pattern that is laid over the computed one. */
export class MeasuredSession extends Store<MeasuredState> {
  /** Number of the last file: an earlier one that is read later is not shown. */
  #ticket = 0;

  constructor() {
    super(EMPTY);
  }

  async open(file: Pick<File, 'name' | 'size' | 'text'>): Promise<void> {
    const ticket = ++this.#ticket;
    try {
      if (file.size > MOST_BYTES) throw new Error(`a measured pattern may have at most ${MOST_BYTES / 2 ** 20} MiB`);
      const [text, { readMeasuredPattern }] = await Promise.all([
        file.text(),
        import('@crystal-fourier/data/diffraction'),
      ]);
      const pattern = readMeasuredPattern(text);
      if (ticket === this.#ticket) this.set({ name: file.name, pattern, failure: null });
    } catch (error) {
      if (ticket === this.#ticket) this.set({ ...this.state, failure: failureOf(error, file.name) });
    }
  }

  remove(): void {
    this.#ticket++;
    this.set(EMPTY);
  }
}

/** Names of files of diffractometers. */
const OWN_NAMES = /\.(?:xye?|asc|chi)$/i;
/** These may be structures as well. */
const SHARED_NAMES = /\.(?:csv|dat|txt)$/i;

/** Whether a file is a measured pattern and no structure, by its name and, where that is open, by its first numbers: two or three in a line, the first increasing. */
export async function isMeasuredFile(file: Pick<File, 'name' | 'slice'>): Promise<boolean> {
  if (OWN_NAMES.test(file.name)) return true;
  if (!SHARED_NAMES.test(file.name)) return false;
  // What cannot be read is told of by the readers of structures.
  const text = await file
    .slice(0, 20_000)
    .text()
    .catch(() => '');
  const lines = text.split(/\r\n|\n|\r/).slice(0, -1);
  const numbers = lines.map((line) =>
    line
      .trim()
      .split(/\s*[,;]\s*|\s+/)
      .map(Number),
  );
  const first = numbers.findIndex(isPoint);
  const points = first < 0 ? [] : numbers.slice(first).filter((row) => row.length > 1);
  return points.length >= 10 && points.every((row, i) => isPoint(row) && (i === 0 || row[0]! > points[i - 1]![0]!));
}

const isPoint = (row: readonly number[]): boolean =>
  (row.length === 2 || row.length === 3) && row.every(Number.isFinite);
