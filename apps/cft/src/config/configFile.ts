import { readFile, stat } from 'node:fs/promises';
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { CONFIG_FIELDS, CONFIG_SECTIONS, type ConfigFile, configSchema } from './configSchema.js';
import { CliError, EXIT, usageError } from '../shell/failure.js';
import { didYouMean } from '../shell/suggest.js';

export type { ConfigFile } from './configSchema.js';

/** Largest size of a configuration, in bytes. */
const MAX_BYTES = 2 ** 20;

/**
 * A configuration from a JSON or YAML file.
 *
 * @throws CliError with every problem there is, each with line and key
 */
export async function readConfigFile(path: string): Promise<ConfigFile> {
  const info = await stat(path).catch(() => undefined);
  if (info === undefined) throw usageError(`${path}: a configuration is expected, there is no such file`);
  if (!info.isFile() || info.size > MAX_BYTES)
    throw usageError(`${path}: a configuration must be a JSON or YAML file of at most 1 MiB`);
  return parseConfig(await readFile(path, 'utf8'), path);
}

/**
 * A configuration from its text; JSON is a subset of YAML, so one parser reads both.
 *
 * @param file for messages
 * @throws CliError as {@link readConfigFile}
 */
export function parseConfig(text: string, file: string): ConfigFile {
  const lines = new LineCounter();
  const document = parseDocument(text.replace(/^\uFEFF/, ''), { lineCounter: lines, prettyErrors: false });
  const [broken] = document.errors;
  if (broken !== undefined)
    throw usageError(
      `${file}:${lines.linePos(broken.pos[0]).line}: JSON or YAML is expected: ${oneLine(broken.message)}`,
    );
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 50 }) as unknown;
  } catch (error) {
    throw usageError(`${file}: JSON or YAML is expected: ${oneLine((error as Error).message)}`);
  }
  if (value === null || value === undefined) return {};
  if (typeof value !== 'object' || Array.isArray(value))
    throw usageError(`${file}: a configuration must have keys and values, got ${shown(value)}`);
  const checked = configSchema.safeParse(value);
  if (checked.success) return checked.data;

  const problems = new Map<string, { line: number; text: string }>();
  const report = (path: readonly PropertyKey[], text: string): void => {
    const key = path.map(String).join('.');
    if (!problems.has(key)) problems.set(key, { line: lineOf(path, document.contents, lines), text });
  };
  for (const { code, path, ...issue } of checked.error.issues) {
    if (code === 'unrecognized_keys')
      for (const key of (issue as { keys: string[] }).keys) report([...path, key], unknownKey(path, key));
    else {
      // The description is that of the whole list, not of one of its entries.
      const at = path.slice(0, CONFIG_SECTIONS.includes(String(path[0])) ? 2 : 1);
      report(at, `${at.map(String).join('.')} must be ${wordsOf(at)}, got ${shown(valueAt(value, at))}`);
    }
  }
  const found = [...problems.values()]
    .sort((a, b) => a.line - b.line)
    .map(({ line, text }) => `${file}:${line}: ${text}`);
  if (found.length === 1) throw usageError(found[0] as string);
  throw new CliError(`${file}: the configuration has ${found.length} problems`, {
    exitCode: EXIT.usage,
    details: found,
  });
}

function unknownKey(path: readonly PropertyKey[], key: string): string {
  const section = path.map(String).join('.');
  const keys = Object.keys(CONFIG_FIELDS[section] ?? {});
  const where = section === '' ? 'the configuration' : section;
  const elsewhere = Object.entries(CONFIG_FIELDS).find(
    ([name, fields]) => name !== section && Object.hasOwn(fields, key),
  );
  if (elsewhere !== undefined)
    return `${where} has no key ${JSON.stringify(key)}; it belongs ${elsewhere[0] === '' ? 'at the top' : `into the section ${elsewhere[0]}`}`;
  const known = section === '' ? [...keys, ...CONFIG_SECTIONS] : keys;
  const guess = didYouMean(key, known);
  return `${where} has no key ${JSON.stringify(key)}${guess === '' ? `; its keys are ${known.join(', ')}` : guess}`;
}

/** What a value must be, in the words of the schema. */
function wordsOf([first, second]: readonly PropertyKey[]): string {
  const section = second === undefined ? '' : String(first);
  const key = String(second ?? first);
  return CONFIG_FIELDS[section]?.[key]?.description ?? 'a section with keys of its own';
}

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], value);

/** The line of a key; where the key is missing, the line of the section that should have it. */
function lineOf(path: readonly PropertyKey[], contents: unknown, lines: LineCounter): number {
  let node = contents;
  let offset = 0;
  for (const key of path) {
    if (!isMap(node)) break;
    const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
    if (pair === undefined) break;
    offset = (isScalar(pair.key) ? pair.key.range?.[0] : undefined) ?? offset;
    node = pair.value;
  }
  return lines.linePos(offset).line;
}

const oneLine = (message: string): string => message.replace(/\s+/g, ' ');

function shown(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
