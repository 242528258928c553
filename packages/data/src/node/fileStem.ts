/** Name of a file without its folder, the query of its URL, `.gz`, and its last extension: the identifier of the structure in it. */
export function fileStem(file: string): string {
  const base = file
    .replace(/[?#].*$/, '')
    .replace(/^.*[\\/]/, '')
    .replace(/\.gz$/i, '');
  return base.replace(/(?<=.)\.[^.]*$/, '') || base;
}

/** Stems that several of the names have. */
export function sharedStems(names: readonly string[]): ReadonlySet<string> {
  const stems = names.map(fileStem);
  return new Set(stems.filter((stem, i) => stems.indexOf(stem) !== i));
}
