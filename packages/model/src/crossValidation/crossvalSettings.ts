import { ModelError } from '../config/errors.js';
import { canonicalJson, isObject, parseObject } from '../config/plainJson.js';
import type { CrossvalStore } from './learner.js';

/**
 * Keeps what results were made with, so that they are not mixed with those of other settings.
 *
 * @param name of the file in the store
 * @param what names it in messages: `cross-validation`, `model distance`
 * @throws ModelError `bad-config` where other settings are kept there, with each field that differs
 */
export async function keepSettings(
  store: CrossvalStore,
  name: string,
  settings: Readonly<Record<string, unknown>>,
  what: string,
): Promise<void> {
  const text = canonicalJson(settings, what);
  const bytes = await store.read(name);
  if (bytes === undefined) {
    await store.write(name, new TextEncoder().encode(text));
    return;
  }
  const kept = parseObject(new TextDecoder().decode(bytes));
  if (kept === undefined)
    throw new ModelError('bad-data', `${what}: the kept settings ${name} are damaged; begin anew elsewhere`);
  const differences = differencesOf(kept, JSON.parse(text));
  if (differences.length > 0)
    throw new ModelError(
      'bad-config',
      `${what}: results of other settings are kept here: ${differences.join('; ')}; keep the new ones elsewhere, or ask for the same settings`,
    );
}

/** `epochs was 30, is 40`: the fields that two values do not have alike. */
function differencesOf(before: unknown, now: unknown, path = ''): string[] {
  if (isObject(before) && isObject(now)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort();
    return keys.flatMap((key) => differencesOf(before[key], now[key], path === '' ? key : `${path}.${key}`));
  }
  if (path === 'data' && before !== now) return ['the records, or their targets, have changed'];
  const [was, is] = [before, now].map((value) => (value === undefined ? 'not there' : canonicalJson(value, path))) as [
    string,
    string,
  ];
  return was === is ? [] : [`${path} was ${was}, is ${is}`];
}
