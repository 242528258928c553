// The small changes of a source file that its tests should notice.
import { createHash } from 'node:crypto';
import ts from 'typescript';

/**
 * A change of one place of a file.
 *
 * @typedef {object} Mutant
 * @property {string} id the same for the same change of the same line, wherever the line stands: samples of two versions of a file overlap
 * @property {string} kind
 * @property {number} start first character that is replaced
 * @property {number} end
 * @property {string} replacement
 * @property {number} line from 1
 * @property {string} text the line
 * @property {string} original what is replaced
 */

const { SyntaxKind } = ts;

/** @type {Readonly<Record<string, readonly [kind: string, other: string]>>} */
const operators = {
  '+': ['arithmetic', '-'],
  '-': ['arithmetic', '+'],
  '*': ['arithmetic', '/'],
  '/': ['arithmetic', '*'],
  '%': ['arithmetic', '*'],
  '**': ['arithmetic', '*'],
  '+=': ['arithmetic', '-='],
  '-=': ['arithmetic', '+='],
  '*=': ['arithmetic', '/='],
  '/=': ['arithmetic', '*='],
  '<': ['comparison', '<='],
  '<=': ['comparison', '<'],
  '>': ['comparison', '>='],
  '>=': ['comparison', '>'],
  '===': ['comparison', '!=='],
  '!==': ['comparison', '==='],
  '&&': ['boolean', '||'],
  '||': ['boolean', '&&'],
};

/** @type {Readonly<Record<string, string>>} */
const functions = {
  min: 'max',
  max: 'min',
  sqrt: 'abs',
  cos: 'sin',
  sin: 'cos',
  mul: 'div',
  div: 'mul',
  add: 'sub',
  sub: 'add',
};

/** Whether nothing below a node decides what is computed: types, imports, and the words of errors. */
function isLeftOut(/** @type {ts.Node} */ node) {
  return (
    ts.isTypeNode(node) ||
    ts.isImportDeclaration(node) ||
    ts.isExportDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isThrowStatement(node) ||
    ts.isTemplateExpression(node)
  );
}

/**
 * Every change of a source.
 *
 * @returns {Mutant[]}
 */
export function mutantsOf(/** @type {string} */ source) {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true);
  const lines = source.split('\n');
  /** @type {Mutant[]} */
  const found = [];
  /** @type {Map<string, number>} */
  const counts = new Map();
  /** @type {(kind: string, start: number, end: number, replacement: string) => void} */
  const add = (kind, start, end, replacement) => {
    const line = file.getLineAndCharacterOfPosition(start).line;
    const text = (lines[line] ?? '').trim();
    const original = source.slice(start, end);
    const key = JSON.stringify([kind, text, original, replacement]);
    const copy = counts.get(key) ?? 0;
    counts.set(key, copy + 1);
    const id = createHash('sha256').update(`${key} ${copy}`).digest('hex').slice(0, 16);
    found.push({ id, kind, start, end, replacement, line: line + 1, text, original });
  };
  const visit = (/** @type {ts.Node} */ node) => {
    if (isLeftOut(node)) return;
    changesOf(node, file, add);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** @param {(kind: string, start: number, end: number, replacement: string) => void} add */
function changesOf(/** @type {ts.Node} */ node, /** @type {ts.SourceFile} */ file, add) {
  const [start, end] = [node.getStart(file), node.end];
  if (ts.isBinaryExpression(node)) {
    const change = operators[node.operatorToken.getText(file)];
    const isText = [node.left, node.right].some(
      (side) => ts.isStringLiteralLike(side) || ts.isTemplateExpression(side),
    );
    if (change !== undefined && !(isText && change[0] === 'arithmetic'))
      add(change[0], node.operatorToken.getStart(file), node.operatorToken.end, change[1]);
  } else if (ts.isPrefixUnaryExpression(node)) {
    if (node.operator === SyntaxKind.ExclamationToken || node.operator === SyntaxKind.MinusToken)
      add(node.operator === SyntaxKind.MinusToken ? 'arithmetic' : 'boolean', start, start + 1, ' ');
  } else if (ts.isNumericLiteral(node)) {
    const value = Number(node.text.replaceAll('_', ''));
    add('constant', start, end, String(Number.isInteger(value) ? value + 1 : value * 1.1));
  } else if (node.kind === SyntaxKind.TrueKeyword || node.kind === SyntaxKind.FalseKeyword) {
    add('constant', start, end, node.kind === SyntaxKind.TrueKeyword ? 'false' : 'true');
  } else if (
    ts.isPropertyAccessExpression(node) &&
    ts.isCallExpression(node.parent) &&
    node.parent.expression === node
  ) {
    const other = functions[node.name.text];
    const isNamespace = ts.isIdentifier(node.expression) && ['Math', 'tf'].includes(node.expression.text);
    if (other !== undefined && isNamespace) add('function', node.name.getStart(file), node.name.end, other);
  } else if (ts.isIfStatement(node)) {
    add('condition', node.expression.getStart(file), node.expression.end, 'false');
  } else if (ts.isConditionalExpression(node)) {
    add('condition', node.condition.getStart(file), node.condition.end, 'true');
    add('condition', node.condition.getStart(file), node.condition.end, 'false');
  } else if (ts.isExpressionStatement(node) || ts.isContinueStatement(node)) {
    add('removal', start, end, ';');
  }
}
