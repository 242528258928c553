// What the generators of tables share: reading a dump, collecting what does not hold, writing the TypeScript file.
import { readFileSync, writeFileSync } from 'node:fs';

const packages = new URL('../../packages/', import.meta.url);
const problems: string[] = [];

/** The rows of a file in `sources/`. */
export function loadRows<Row>(name: string): Row[] {
  const text = readFileSync(new URL(`sources/${name}.json`, import.meta.url), 'utf8');
  return (JSON.parse(text) as { rows: Row[] }).rows;
}

/** Notes a problem if a statement about the table does not hold. */
export function check(holds: boolean, problem: string): void {
  if (!holds) problems.push(problem);
}

/**
 * Writes a table as one string constant, and ends with an error that lists all problems found. The file is written in any case, so
 * that its difference from the version in git shows what the problems are about.
 *
 * @param path below `packages/`
 * @param script name of the generator
 * @param comment lines that say what a row holds
 */
export function writeTable(
  path: string,
  { script, comment, constant, text }: { script: string; comment: readonly string[]; constant: string; text: string },
): void {
  if (problems.length > 0) {
    console.error(problems.join('\n'));
    process.exitCode = 1;
  }
  const head = [`Written by tools/tables/${script}; do not edit.`, ...comment].map((line) => `// ${line}`).join('\n');
  writeFileSync(new URL(path, packages), `${head}\nexport const ${constant} = \`${text}\`;\n`);
}
