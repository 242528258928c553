import { ModelError, show } from './errors.js';

/** Nesting that no configuration or history has, and that every parser survives. */
const MAX_DEPTH = 64;

/**
 * JSON text of a value, the keys of its objects sorted: equal values give equal texts. Fields that are `undefined` are left out, as by
 * `JSON.stringify`.
 *
 * @param value numbers, strings, booleans, null, arrays and plain objects of these
 * @param path how messages name the value
 * @throws ModelError `bad-argument` for what JSON would lose without a word: NaN, infinities, typed arrays, functions, …
 */
export function canonicalJson(value: unknown, path: string, depth = 0): string {
  const refuse = (what: string): ModelError =>
    new ModelError('bad-argument', `${path} must be plain JSON, got ${what}; convert it first`);
  if (depth > MAX_DEPTH) throw refuse(`more than ${MAX_DEPTH} levels`);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw refuse(show(value));
    return JSON.stringify(value);
  }
  if (Array.isArray(value))
    return `[${value.map((item, i) => canonicalJson(item, `${path}[${i}]`, depth + 1)).join(',')}]`;
  if (typeof value !== 'object') throw refuse(`a ${typeof value}`);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw refuse(`a ${value.constructor.name}`);
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields
    .map(([key, field]) => {
      if (key === '__proto__') throw refuse('a field "__proto__"');
      return `${JSON.stringify(key)}:${canonicalJson(field, `${path}.${key}`, depth + 1)}`;
    })
    .join(',')}}`;
}

/**
 * The object that a text of a file holds; undefined where it holds no object, or nests deeper than {@link canonicalJson} writes: a parser takes
 * some sixty bytes for every bracket that it is made to remember.
 */
export function parseObject(text: string): Record<string, unknown> | undefined {
  if (depthOf(text) > MAX_DEPTH + 1) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a value of JSON is an object, and no array or null. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function depthOf(text: string): number {
  let [depth, deepest, quoted] = [0, 0, false];
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c === '\\') i++;
      else if (c === '"') quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === '[' || c === '{') deepest = Math.max(deepest, ++depth);
    else if (c === ']' || c === '}') depth--;
  }
  return deepest;
}
