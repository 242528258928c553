import { ModelError, show } from './errors.js';

/** What an option may be; plain JSON, so that other programs derive their own checks and descriptions from it. */
export type OptionLimit =
  /** An integer from `min` to `max`, both included. */
  | { readonly kind: 'integer'; readonly min: number; readonly max: number }
  /** A finite number from `min` to `max`; the bound that `exclusive` names is not included. */
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly exclusive?: 'min' | 'max' }
  /** `true` or `false`. */
  | { readonly kind: 'boolean' }
  /** One of some texts. */
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  /** `true` for all targets, `false` for none, or a list of their names. */
  | { readonly kind: 'targets' };

/** Whether an option may have a value. */
export function isWithinLimit(value: unknown, limit: OptionLimit): boolean {
  switch (limit.kind) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'choice':
      return typeof value === 'string' && limit.values.includes(value);
    case 'targets':
      return (
        typeof value === 'boolean' || (Array.isArray(value) && value.every((target) => typeof target === 'string'))
      );
    case 'integer':
      return typeof value === 'number' && Number.isInteger(value) && value >= limit.min && value <= limit.max;
    case 'number':
      return (
        typeof value === 'number' &&
        (limit.exclusive === 'min' ? value > limit.min : value >= limit.min) &&
        (limit.exclusive === 'max' ? value < limit.max : value <= limit.max)
      );
  }
}

/** What an option may be, in words that follow "must be". */
export function limitText(limit: OptionLimit): string {
  switch (limit.kind) {
    case 'boolean':
      return 'true or false';
    case 'choice':
      return `one of ${limit.values.join(', ')}`;
    case 'targets':
      return 'true (all targets), false, or a list of targets';
    case 'integer':
      return limit.max === Number.MAX_SAFE_INTEGER
        ? `an integer of at least ${limit.min}`
        : `an integer from ${limit.min} to ${limit.max}`;
    case 'number':
      return limit.exclusive === 'min'
        ? `a number above ${limit.min} and at most ${limit.max}`
        : `a number from ${limit.min} to ${limit.exclusive === 'max' ? 'below ' : ''}${limit.max}`;
  }
}

/**
 * Checks that an object has no fields but those known, and that those with a limit are within it.
 *
 * @param subject what messages name: `model` or `training`
 * @param known names of the fields that there are
 * @throws ModelError `bad-config`
 */
export function checkOptions(
  subject: string,
  options: object,
  limits: Readonly<Record<string, OptionLimit>>,
  known: readonly string[],
): void {
  const refuse = (what: string, value: unknown): never => {
    throw new ModelError('bad-config', `${subject}: ${what}, got ${show(value)}`);
  };
  const foreign = Object.keys(options).find((key) => !known.includes(key));
  if (foreign !== undefined) refuse(`fields are ${known.join(', ')}`, foreign);
  for (const [name, limit] of Object.entries(limits)) {
    const value = (options as Readonly<Record<string, unknown>>)[name];
    if (!isWithinLimit(value, limit)) refuse(`${name} must be ${limitText(limit)}`, value);
  }
}
