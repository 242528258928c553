import type { Diagnostic } from '../../core/diagnostics.js';
import { DataError } from '../../core/errors.js';
import type { SpeciesOccupancy } from '../../structure/site.js';
import type { AtomRow } from './atomRow.js';

/** Occupancies of one site may add up to this: they are rounded, and refined without being tied to each other. */
const OVERFULL = 1.05;

/** Two atoms that are not alternatives to each other. @internal */
export function areBothOccupied(a: AtomRow, b: AtomRow): boolean {
  if (a.occupancy + b.occupancy <= OVERFULL + 1e-9) return false;
  const [p, q] = [a.properties['disorderGroup'], b.properties['disorderGroup']];
  return p === undefined || q === undefined || p === q;
}

/**
 * The species of one site from the rows that share it. A row that repeats another is left out, occupancies that add up to a little more than
 * 1 are scaled; both are reported.
 *
 * @throws DataError `bad-site` where the occupancies add up to more than 1.05
 * @internal
 */
export function sharedSpecies(
  rows: readonly AtomRow[],
  diagnostics: Diagnostic[],
  { mode, format }: { readonly mode: 'strict' | 'lenient'; readonly format: string },
): readonly SpeciesOccupancy[] {
  const first = rows[0]!;
  if (rows.length === 1) return [speciesOf(first)];
  const kept = withoutRepetitions(rows, diagnostics);
  const total = kept.reduce((sum, { occupancy }) => sum + occupancy, 0);
  const labels = [...new Set(kept.map(({ label }) => label))].join(', ');
  if (total > OVERFULL + 1e-9) {
    throw new DataError(
      'bad-site',
      `${format}: ${labels} share one place, but their occupancies add up to ${+total.toFixed(4)}; up to ${OVERFULL} they are scaled`,
      { line: kept.at(-1)!.line },
    );
  }
  if (total > 1 + 1e-9)
    diagnostics.push({
      severity: total > 1.001 || mode === 'lenient' ? 'repair' : 'note',
      code: 'occupancy-scaled',
      message: `the occupancies of ${labels} add up to ${+total.toFixed(6)} and were scaled to 1`,
      line: first.line,
    });
  return summed(kept, total > 1 ? 1 / total : 1);
}

const speciesOf = ({ species: { element, oxidationState }, occupancy }: AtomRow): SpeciesOccupancy => ({
  element,
  occupancy,
  ...(oxidationState === undefined ? {} : { oxidationState }),
});

/** The rows without full atoms of an element that is there already. */
function withoutRepetitions(rows: readonly AtomRow[], diagnostics: Diagnostic[]): AtomRow[] {
  const kept: AtomRow[] = [];
  for (const row of rows) {
    const twin = kept.find(
      ({ species, occupancy }) => species.element === row.species.element && occupancy === 1 && row.occupancy === 1,
    );
    if (twin === undefined) kept.push(row);
    else
      diagnostics.push({
        severity: 'repair',
        code: 'site-repeated',
        message: `${row.label} is at the place of ${twin.label} and was left out`,
        line: row.line,
      });
  }
  return kept;
}

/** One entry for each element and oxidation state. */
function summed(rows: readonly AtomRow[], scale: number): SpeciesOccupancy[] {
  const made: SpeciesOccupancy[] = [];
  for (const row of rows) {
    const next = speciesOf(row);
    const same = made.findIndex(
      ({ element, oxidationState }) => element === next.element && oxidationState === next.oxidationState,
    );
    if (same < 0) made.push({ ...next, occupancy: next.occupancy * scale });
    else made[same] = { ...next, occupancy: made[same]!.occupancy + next.occupancy * scale };
  }
  return made;
}
