// How long the functions of a file are, by its syntax tree; for the checks and reports that look at the layout.
import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** The largest number of lines that a function may have. */
export const LONGEST_FUNCTION = 80;

/**
 * Whether a path leads to a table: a function there has as many lines as the table has rows.
 *
 * @param {string} path
 */
export const isTable = (path) => /(?:^|\/)tables\/|\.generated\.ts$/.test(path);

/**
 * The syntax tree of a file.
 *
 * @param {string} file
 */
export const parsedFile = (file) =>
  ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, /* with parents */ true);

/**
 * The name under which a function is known: its own, or that of the variable, property or call that it is given to.
 *
 * @param {ts.Node} node
 */
function nameOf(node) {
  if (ts.isConstructorDeclaration(node)) return `${node.parent.name?.text ?? 'class'}.constructor`;
  const own = /** @type {{ name?: ts.Node }} */ (node).name;
  if (own !== undefined)
    return ts.isClassLike(node.parent) ? `${node.parent.name?.text ?? 'class'}.${own.getText()}` : own.getText();
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)) return parent.name.getText();
  if (ts.isCallExpression(parent)) return `a function given to ${parent.expression.getText().split('\n')[0]}`;
  return 'a function without a name';
}

/**
 * All functions of a file with a body, also those inside others, in the order in which they begin. Comments before a function do not
 * count.
 *
 * @param {string} file
 * @returns {{ name: string, line: number, lines: number }[]} `line` is the first line of the function, from 1
 */
export function functionsOf(file) {
  const source = parsedFile(file);
  /** @type {{ name: string, line: number, lines: number }[]} */
  const found = [];
  const visit = (/** @type {ts.Node} */ node) => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined) {
      const first = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
      const last = source.getLineAndCharacterOfPosition(node.getEnd()).line + 1;
      found.push({ name: nameOf(node), line: first, lines: last - first + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
