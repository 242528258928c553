/** Rows of the unit matrix, times a scale. */
export function unitRows(size: number, scale = 1): number[][] {
  return Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? scale : 0)));
}

/** Columns of a matrix given by its rows. */
export function transposed(rows: readonly (readonly number[])[]): number[][] {
  return (rows[0] ?? []).map((_, j) => rows.map((row) => row[j] as number));
}

/** from −= times · row, without −0. */
export function subtract(from: number[], row: readonly number[], times: number): void {
  if (times !== 0) row.forEach((c, i) => (from[i] = (from[i] as number) - times * c + 0));
}
