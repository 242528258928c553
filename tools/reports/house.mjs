// Prints the state of the sources in numbers, as Markdown: files and lines, the longest functions, import circles, casts through `unknown`,
// and what each entry point exports. The same sources always give the same text.
// Run: node tools/reports/house.mjs [ROOT]
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { functionsOf, isTable, LONGEST_FUNCTION, parsedFile } from '../checks/functionLengths.mjs';
import { circles, importGraph, isTest, typescriptFiles } from '../checks/importGraph.mjs';

const root = resolve(process.argv[2] ?? dirname(dirname(import.meta.dirname)));
/**
 * @typedef {{ name: string, file: string, line: number, lines: number }} Measured
 * @typedef {{ files: string[], lines: number }} Sources
 */

const textOf = (/** @type {string} */ file) => readFileSync(file, 'utf8');
const lineCount = (/** @type {string} */ text) => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);

/** @returns {Sources} */
function measured(/** @type {string[]} */ files) {
  return { files, lines: files.reduce((sum, file) => sum + lineCount(textOf(file)), 0) };
}

/** Folders of tests and of what they are made with. */
const isSupport = (/** @type {string} */ path) => /(?:^|\/)(?:test|testing|e2e)\//.test(path);
/** How often a file casts through `unknown`, by the syntax tree: comments and strings do not count. */
function castsOf(/** @type {string} */ file) {
  let count = 0;
  const visit = (/** @type {ts.Node} */ node) => {
    if (ts.isAsExpression(node) && ts.isAsExpression(node.expression)) {
      if (node.expression.type.kind === ts.SyntaxKind.UnknownKeyword) count++;
    }
    ts.forEachChild(node, visit);
  };
  visit(parsedFile(file));
  return count;
}

/**
 * The names that an entry point exports, split into values and types.
 *
 * @param {string} file
 */
function exportsOf(file) {
  let values = 0;
  let types = 0;
  for (const statement of parsedFile(file).statements) {
    if (ts.isExportDeclaration(statement) && statement.exportClause && ts.isNamedExports(statement.exportClause)) {
      for (const element of statement.exportClause.elements)
        if (statement.isTypeOnly || element.isTypeOnly) types++;
        else values++;
    } else if (ts.canHaveModifiers(statement)) {
      const isExported = ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
      if (isExported !== true) continue;
      if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) types++;
      else values++;
    }
  }
  return { values, types };
}

/**
 * Entry points by their public names, from the condition of `exports` that leads to the sources.
 *
 * @param {string} folder
 * @returns {[name: string, file: string][]}
 */
function entryPoints(folder) {
  const manifest = JSON.parse(textOf(join(folder, 'package.json')));
  return Object.entries(manifest.exports ?? {}).flatMap(([path, conditions]) => {
    const source = conditions?.['@crystal-fourier/source'];
    return source === undefined ? [] : [[`${manifest.name}${path.slice(1)}`, join(folder, source)]];
  });
}

const byLength = (/** @type {Measured} */ a, /** @type {Measured} */ b) =>
  b.lines - a.lines || a.file.localeCompare(b.file, 'en') || a.line - b.line;

const members = ['packages', 'apps'].flatMap((group) =>
  readdirSync(join(root, group), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, group, entry.name, 'package.json')))
    .map((entry) => `${group}/${entry.name}`)
    .toSorted(),
);
const reports = members.map((member) => {
  const folder = join(root, member);
  const src = existsSync(join(folder, 'src')) ? typescriptFiles(join(folder, 'src')) : [];
  const rest = ['test', 'e2e'].map((name) => join(folder, name)).filter((path) => existsSync(path));
  const isOfTests = (/** @type {string} */ file) => isTest(file) || isSupport(relative(folder, file));
  const sources = src.filter((file) => !isOfTests(file));
  const functions = sources
    .filter((file) => !isTable(relative(folder, file)))
    .flatMap((file) => functionsOf(file).map((measure) => ({ ...measure, file: relative(root, file) })));
  return {
    member,
    sources: measured(sources),
    tests: measured([...src.filter(isOfTests), ...rest.flatMap((path) => typescriptFiles(path))]),
    functions: functions.toSorted(byLength),
    circles: circles(importGraph(src.filter((file) => !isTest(file)))),
    casts: sources.reduce((sum, file) => sum + castsOf(file), 0),
    entries: entryPoints(folder).map(([name, file]) => ({ name, ...exportsOf(file) })),
  };
});

/** @param {readonly (readonly (string | number)[])[]} rows */
const table = (rows) =>
  rows.map((row, i) => `| ${row.join(' | ')} |${i === 0 ? `\n|${' --- |'.repeat(row.length)}` : ''}`).join('\n');

const total = (/** @type {(report: (typeof reports)[number]) => number} */ of) =>
  reports.reduce((sum, report) => sum + of(report), 0);
const long = reports
  .flatMap(({ functions }) => functions.filter(({ lines }) => lines > LONGEST_FUNCTION))
  .toSorted(byLength);
const heads = [
  'package',
  'source files',
  'source lines',
  'test files',
  'test lines',
  'longest function',
  `functions over ${LONGEST_FUNCTION} lines`,
  'import circles',
  '`as unknown as`',
];
console.log(
  table([
    heads,
    ...reports.map(({ member, sources, tests, functions, circles: found, casts }) => {
      const [longest] = functions;
      return [
        member,
        sources.files.length,
        sources.lines,
        tests.files.length,
        tests.lines,
        longest === undefined ? '–' : `${longest.lines} (\`${longest.name}\`, ${basename(longest.file)})`,
        functions.filter(({ lines }) => lines > LONGEST_FUNCTION).length,
        found.length,
        casts,
      ];
    }),
    [
      'all',
      total(({ sources }) => sources.files.length),
      total(({ sources }) => sources.lines),
      total(({ tests }) => tests.files.length),
      total(({ tests }) => tests.lines),
      Math.max(...reports.map(({ functions }) => functions[0]?.lines ?? 0)),
      long.length,
      total(({ circles: found }) => found.length),
      total(({ casts }) => casts),
    ],
  ]),
);
console.log();
console.log(
  table([
    ['entry point', 'values', 'types'],
    ...reports.flatMap(({ entries }) => entries.map(({ name, values, types }) => [name, values, types])),
  ]),
);
if (long.length > 0) {
  console.log(`\nFunctions over ${LONGEST_FUNCTION} lines:\n`);
  for (const { name, file, line, lines } of long) console.log(`- ${lines}: \`${name}\`, ${file}:${line}`);
}
for (const { member, circles: found } of reports)
  for (const set of found)
    console.log(`\nCircle in ${member}: ${set.map((file) => relative(join(root, member, 'src'), file)).join(' → ')}`);
