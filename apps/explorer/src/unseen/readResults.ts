import type { Crossval } from '@crystal-fourier/model';

/** A cross-validation that was measured, and the name of its file without `.json`. */
export interface Result {
  readonly name: string;
  readonly crossval: Crossval;
}

/** The text of a file as a cross-validation; undefined for JSON of another kind or version, and for what is damaged. */
export function crossvalOf(text: string): Crossval | undefined {
  let value: Partial<Crossval> | null;
  try {
    value = JSON.parse(text) as Partial<Crossval> | null;
  } catch {
    return undefined;
  }
  const isRead =
    value?.format === 'crystal-fourier/crossval' &&
    value.version === 1 &&
    [value.folds, value.models, value.targets].every((list) => Array.isArray(list) && list.length > 0) &&
    typeof value.data === 'object' &&
    typeof value.mean === 'object';
  return isRead ? (value as Crossval) : undefined;
}

const RULES: Readonly<Record<string, string>> = {
  system: 'crystal systems held out',
  group: 'space groups held out',
  element: 'elements held out',
  formula: 'formulas held out',
  cluster: 'kinds of crystals held out',
  random: 'crystals held out at random',
};

/** `mp-36k: crystal systems held out`. */
export function resultLabel({ crossval: { data, holdOut } }: Result): string {
  const sample = data.sample === undefined ? '' : `, ${data.records} of its crystals`;
  return `${data.name}${sample}: ${RULES[holdOut.by] ?? holdOut.by}`;
}
