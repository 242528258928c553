import { InvalidArgumentError } from 'commander';

/** A parser of an option that is an integer in a range; commander names the option in its message. */
export function integerOption(min: number, max = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = /^[+-]?\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
    if (!(value >= min && value <= max))
      throw new InvalidArgumentError(
        max === Number.MAX_SAFE_INTEGER
          ? `It must be an integer of at least ${min}.`
          : `It must be an integer from ${min} to ${max}.`,
      );
    return value;
  };
}

/** A parser of an option that is a number above one bound, and at most another. */
export function positiveOption(max: number, unit = ''): (text: string) => number {
  return (text) => {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (!(value > 0 && value <= max))
      throw new InvalidArgumentError(`It must be a number above 0 and at most ${max}${unit}.`);
    return value;
  };
}

/** A parser of a list of names with commas between them. */
export function namesOption(text: string): string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.some((name) => name === '') || new Set(names).size !== names.length)
    throw new InvalidArgumentError('It must be different names with commas between them.');
  return names;
}

export const seedOption = integerOption(0, 2 ** 32 - 1);
export const workersOption = integerOption(0, 256);
/** Å. */
export const symprecOption = positiveOption(1, ' Å');
