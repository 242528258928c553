// Which tests can notice a change of a file: those that import it, by way of however many others.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';

/** Files that a file imports when it runs: types are nothing then. @returns {string[]} */
function importsOf(/** @type {string} */ file, /** @type {string} */ folder, /** @type {string} */ name) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  /** @type {string[]} */
  const found = [];
  const visit = (/** @type {ts.Node} */ node) => {
    const specifier =
      (ts.isImportDeclaration(node) && node.importClause?.isTypeOnly !== true) ||
      (ts.isExportDeclaration(node) && !node.isTypeOnly)
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments[0]
          : undefined;
    if (specifier !== undefined && ts.isStringLiteralLike(specifier)) found.push(specifier.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found
    .flatMap((text) => {
      if (text === name) return [join(folder, 'src/index.ts')];
      return text.startsWith('.') ? [resolve(dirname(file), text.replace(/\.js$/, '.ts'))] : [];
    })
    .filter((path) => existsSync(path));
}

/** @type {(path: string) => string} */
const stem = (path) => path.replace(/^.*\//, '').replace(/(\.test)?\.ts$/, '');

/**
 * Test files of a package, by the file whose change they can notice: first those that import it themselves or have its name.
 *
 * @param {string} folder of the package
 * @param {RegExp} skipped test files that are left out
 * @returns {(file: string) => { near: string[]; far: string[] }}
 */
export function coveringTests(folder, skipped) {
  const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const tests = ['src', 'test']
    .flatMap((part) => readdirSync(join(folder, part), { recursive: true }).map((file) => join(part, String(file))))
    .filter((file) => file.endsWith('.test.ts') && !skipped.test(file));
  /** @type {Map<string, string[]>} */
  const direct = new Map();
  const known = (/** @type {string} */ file) => {
    const list = direct.get(file) ?? importsOf(file, folder, name);
    direct.set(file, list);
    return list;
  };
  const reached = tests.toSorted().map((test) => {
    const all = new Set([join(folder, test)]);
    for (const file of all) for (const next of known(file)) all.add(next);
    return { test, all };
  });
  return (file) => {
    const path = join(folder, file);
    const covering = reached.filter(({ all }) => all.has(path)).map(({ test }) => test);
    const isNear = (/** @type {string} */ test) =>
      stem(test) === stem(file) || known(join(folder, test)).includes(path);
    return { near: covering.filter(isNear), far: covering.filter((test) => !isNear(test)) };
  };
}
