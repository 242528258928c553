// Checks that the documentation is true. Every ```ts block of the READMEs and of docs/ is type-checked against the built packages and
// run. What `console.log(…) // → value` prints must equal the value, and every relative link must lead to a file.
//
// ```ts no-run      is not run
// ```ts continued   shares the scope of the block before it
// A value may go on in comment lines that begin with `// →`; white space is compared collapsed.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { packages, root } from './workspace.mjs';

// Inside this package, so that imports resolve to the packages it depends on.
const folder = join(import.meta.dirname, '.cache');

/** @typedef {{ document: string, line: number, code: string }} Example   line: of the first line of code, from 1 */

/** The markdown files that are checked. */
function documents() {
  const docs = join(root, 'docs');
  return [
    join(root, 'README.md'),
    join(root, 'CONTRIBUTING.md'),
    ...packages.map((name) => join(name, 'README.md')),
    ...readdirSync(docs, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md') && !name.startsWith('api'))
      .map((name) => join(docs, name)),
  ].filter((path) => existsSync(path));
}

/** The examples of a document, at the lines where they stand in it, so that an error in one names its place. */
function examples(/** @type {string} */ document) {
  const found = /** @type {Example[]} */ ([]);
  for (const match of readFileSync(document, 'utf8').matchAll(/^```(?:ts|typescript)\b([^\n]*)\n(.*?)^```$/gms)) {
    const [, info = '', code = ''] = match;
    if (info.includes('no-run')) continue;
    const line = match.input.slice(0, match.index).split('\n').length + 1;
    const before = found.at(-1);
    if (info.includes('continued') && before) {
      before.code += '\n'.repeat(line - before.line - (before.code.split('\n').length - 1)) + code;
    } else {
      found.push({ document, line, code });
    }
  }
  return found;
}

/** The values that an example promises to print, by the calls of `console.log` that print them. */
function promises(/** @type {ts.SourceFile} */ source) {
  const lines = source.text.split('\n');
  const found = /** @type {Map<ts.CallExpression, { line: number, value: string }>} */ (new Map());
  const visit = (/** @type {ts.Node} */ node) => {
    if (ts.isCallExpression(node) && node.expression.getText(source) === 'console.log') {
      let line = source.getLineAndCharacterOfPosition(node.getEnd()).line;
      const value = [/\/\/ → (.*)$/.exec(lines[line] ?? '')?.[1]];
      while (/^\s*\/\/ → /.test(lines[line + 1] ?? '')) value.push(lines[++line]?.replace(/^\s*\/\/ → /, ''));
      const promised = value.filter((part) => part !== undefined);
      if (promised.length > 0) {
        const { line: first } = source.getLineAndCharacterOfPosition(node.getStart(source));
        found.set(node, { line: first + 1, value: promised.join(' ') });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const prelude =
  "import { format as __format } from 'node:util'; const __print = (line, ...values) => console.log(`\\u0000${line}\\u0000${__format(...values)}\\u0000`);";

const collapse = (/** @type {string} */ text) => text.trim().replace(/\s+/g, ' ');

/** Runs an example. @returns a line for each printed value that differs from the promised one */
function run(/** @type {Example} */ example, /** @type {string} */ file) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ESNext, true);
  const promised = promises(source);
  let code = source.text;
  for (const [call, { line }] of [...promised].toReversed()) {
    const [start, end] = [call.expression.getStart(source), call.expression.getEnd()];
    const open = code.indexOf('(', end);
    const separator = call.arguments.length > 0 ? ', ' : '';
    code = `${code.slice(0, start)}__print(${line}${separator}${code.slice(open + 1)}`;
  }
  const { outputText } = ts.transpileModule(prelude + code, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  const script = file.replace(/\.ts$/, '.mjs');
  writeFileSync(script, outputText);
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8', timeout: 60_000 });
  const place = relative(root, example.document);
  if (status !== 0) return [`${place}:${example.line}: the example fails\n${stderr.trim()}`];
  /** @type {Map<number, string[]>} */
  const printed = new Map();
  for (const [, line, text = ''] of stdout.matchAll(/\0(\d+)\0([^\0]*)\0/g)) {
    printed.set(Number(line), [...(printed.get(Number(line)) ?? []), text]);
  }
  return [...promised.values()].flatMap(({ line, value }) => {
    const actual = collapse((printed.get(line) ?? []).join(' '));
    return actual === collapse(value)
      ? []
      : [`${place}:${line}: promises ${collapse(value)}\n    but prints ${actual || 'nothing'}`];
  });
}

/** Type errors of all examples, at their place in the documents. */
function typeErrors(/** @type {Map<string, Example>} */ files) {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.base.json'), (path) => readFileSync(path, 'utf8'));
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  const program = ts.createProgram([...files.keys()], {
    ...options,
    customConditions: [], // the built packages
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
    types: ['node'],
    typeRoots: [join(import.meta.dirname, 'node_modules/@types')],
    noUnusedLocals: false,
    moduleDetection: ts.ModuleDetectionKind.Force,
  });
  return ts.getPreEmitDiagnostics(program).map((diagnostic) => {
    const example = files.get(diagnostic.file?.fileName ?? '');
    const line = diagnostic.file?.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line ?? 0;
    const place = example ? relative(root, example.document) : diagnostic.file?.fileName;
    return `${place}:${line + 1}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')}`;
  });
}

/** Relative links whose target does not exist. */
function brokenLinks(/** @type {string} */ document) {
  const text = readFileSync(document, 'utf8').replace(/^```.*?^```$/gms, (block) => block.replace(/[^\n]/g, ''));
  return [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].flatMap((match) => {
    const target = decodeURIComponent(match[1] ?? '');
    if (/^[a-z]+:/.test(target) || existsSync(join(dirname(document), target))) return [];
    return [`${relative(root, document)}:${text.slice(0, match.index).split('\n').length}: no such file: ${target}`];
  });
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const checked = documents();
/** @type {Map<string, Example>} */
const files = new Map();
for (const [index, example] of checked.flatMap(examples).entries()) {
  const file = join(folder, `example${index}.ts`);
  writeFileSync(file, '\n'.repeat(example.line - 1) + example.code);
  files.set(file, example);
}
const problems = [
  ...checked.flatMap(brokenLinks),
  ...typeErrors(files),
  ...[...files].flatMap(([file, example]) => run(example, file)),
];
console.log(`${files.size} examples in ${checked.length} documents`);
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exitCode = 1;
}
