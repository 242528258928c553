/** What a column looks like. */
export interface ColumnStyle {
  /** Defaults to `left`. */
  readonly align?: 'left' | 'right';
}

/** Rows as lines with aligned columns, two spaces between them; lines have no spaces at their end. */
export function alignColumns(rows: readonly (readonly string[])[], styles: readonly ColumnStyle[] = []): string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, c) => Math.max(0, ...rows.map((row) => widthOf(row[c] ?? ''))));
  return rows.map((row) =>
    row
      .map((cell, c) => {
        const space = ' '.repeat(Math.max(0, (widths[c] ?? 0) - widthOf(cell)));
        return styles[c]?.align === 'right' ? space + cell : cell + space;
      })
      .join('  ')
      .trimEnd(),
  );
}

/** Characters on the screen: colours take none. */
// oxlint-disable-next-line no-control-regex -- the escape character is what colours begin with
const widthOf = (text: string): number => [...text.replace(/\u001b\[[\d;]*m/g, '')].length;
