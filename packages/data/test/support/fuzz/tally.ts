/**
 * What became of a file with a wrong statement: `equal`, the crystal that was meant; `refused`; `told`, another crystal with a warning or
 * repair that concerns it; `undetectable`, another crystal, which is the only one that contradicts nothing in the file; `silent`, another
 * crystal without a word: a fault.
 */
export type Outcome = 'equal' | 'refused' | 'told' | 'undetectable' | 'silent';

export const OUTCOMES: readonly Outcome[] = ['equal', 'refused', 'told', 'undetectable', 'silent'];

/** Counts of outcomes by the kind of the mistake. */
export class Tally {
  readonly #rows: ReadonlyMap<string, Record<Outcome, number>>;
  /** Files without a mistake, and those of them that were not read as they were meant, or with a warning. */
  unbroken = 0;
  alarms = 0;

  constructor(kinds: readonly string[]) {
    this.#rows = new Map(kinds.map((kind) => [kind, { equal: 0, refused: 0, told: 0, undetectable: 0, silent: 0 }]));
  }

  count(kind: string, outcome: Outcome): void {
    this.#rows.get(kind)![outcome]++;
  }

  countUnbroken(isRight: boolean): void {
    this.unbroken++;
    if (!isRight) this.alarms++;
  }

  of(outcome: Outcome): number {
    return [...this.#rows.values()].reduce((sum, row) => sum + row[outcome], 0);
  }

  get total(): number {
    return OUTCOMES.reduce((sum, outcome) => sum + this.of(outcome), 0);
  }

  /** One line per kind, and the sum. */
  table(title: string): string {
    const line = (name: string, cells: readonly (string | number)[]): string =>
      name.padEnd(44) + cells.map((cell) => String(cell).padStart(13)).join('');
    return [
      line(title, OUTCOMES),
      ...[...this.#rows].map(([kind, row]) =>
        line(
          kind,
          OUTCOMES.map((outcome) => row[outcome]),
        ),
      ),
      line(
        'all',
        OUTCOMES.map((outcome) => this.of(outcome)),
      ),
    ].join('\n');
  }
}
