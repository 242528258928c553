import { primitive } from '@crystal-fourier/math3';

/** A row of a reduced echelon form, and the column of its first entry other than 0. @internal */
export interface ReducedRow {
  readonly pivot: number;
  readonly row: readonly number[];
}

/**
 * Reduced echelon form of integer rows over the rational numbers, each row in lowest terms with a positive pivot: zeros stand in front of a
 * pivot, above it and below it. Without zero rows. Exact while the integers stay below 2⁵³. @internal
 */
export function reducedRows(rows: readonly (readonly number[])[]): ReducedRow[] {
  let rest = rows.map((row) => primitive(row));
  const done: { pivot: number; row: readonly number[] }[] = [];
  const width = rest[0]?.length ?? 0;
  for (let pivot = 0; pivot < width; pivot++) {
    const found = rest.find((row) => row[pivot] !== 0);
    if (found === undefined) continue;
    const lead = found[pivot] as number;
    const top = lead < 0 ? found.map((entry) => -entry + 0) : found;
    const clear = (row: readonly number[]): readonly number[] => {
      const entry = row[pivot] as number;
      if (entry === 0) return row;
      return primitive(row.map((value, j) => value * Math.abs(lead) - entry * (top[j] as number)));
    };
    for (const other of done) other.row = clear(other.row);
    rest = rest.filter((row) => row !== found).map(clear);
    done.push({ pivot, row: top });
  }
  return done;
}
