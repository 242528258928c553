// The sources of a package and what they import from each other, for the checks and reports that look at the layout.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/**
 * Paths of all TypeScript files below a folder, sorted.
 *
 * @param {string} folder
 */
export function typescriptFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

/**
 * Whether a file holds tests.
 *
 * @param {string} file
 */
export const isTest = (file) => /\.test\.tsx?$/.test(file);

/**
 * The module names that a file imports or re-exports, those of types included.
 *
 * @param {string} file
 */
export function specifiers(file) {
  return ts.preProcessFile(readFileSync(file, 'utf8'), true, true).importedFiles.map(({ fileName }) => fileName);
}

/**
 * For each file the files of the same list that it imports, those of types included.
 *
 * @param {readonly string[]} files
 * @returns {Map<string, string[]>}
 */
export function importGraph(files) {
  const known = new Set(files);
  return new Map(
    files.map((file) => {
      const targets = specifiers(file)
        .filter((name) => name.startsWith('.'))
        .map((name) => join(dirname(file), name))
        .flatMap(
          (path) =>
            [path, path.replace(/\.js$/, '.ts'), path.replace(/\.js$/, '.tsx')].find((name) => known.has(name)) ?? [],
        );
      return [file, [...new Set(targets)]];
    }),
  );
}

/**
 * The circles of a graph: its strongly connected sets of more than one file (Tarjan's algorithm).
 *
 * @param {Map<string, string[]>} graph
 */
export function circles(graph) {
  /** @type {Map<string, { index: number, low: number, onStack: boolean }>} */
  const marks = new Map();
  /** @type {string[]} */
  const stack = [];
  /** @type {string[][]} */
  const found = [];
  const visit = (/** @type {string} */ file) => {
    const mark = { index: marks.size, low: marks.size, onStack: true };
    marks.set(file, mark);
    stack.push(file);
    for (const next of graph.get(file) ?? []) {
      const known = marks.get(next);
      if (known === undefined) mark.low = Math.min(mark.low, visit(next).low);
      else if (known.onStack) mark.low = Math.min(mark.low, known.index);
    }
    if (mark.low !== mark.index) return mark;
    const set = stack.splice(stack.indexOf(file));
    for (const member of set) /** @type {{ onStack: boolean }} */ (marks.get(member)).onStack = false;
    if (set.length > 1) found.push(set);
    return mark;
  };
  for (const file of graph.keys()) if (!marks.has(file)) visit(file);
  return found;
}
