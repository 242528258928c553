import { TENSOR_FRAMES, TENSOR_KINDS, type TensorFields } from '@crystal-fourier/data';
import { InvalidArgumentError } from 'commander';
import { LIMITS } from './limits.js';
import { tensorField } from './tensorField.js';

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

/** A parser of fields with tensors, `e_electronic=dielectric,elastic_tensor=elastic@ieee`: names, their kinds and perhaps their frames. */
export function tensorsOption(text: string): TensorFields {
  const fields = text.split(',').map((part) => {
    const [, name, rest] = /^\s*(.+?)\s*=\s*([^=]+)$/.exec(part) ?? [];
    const field = rest === undefined ? undefined : tensorField(rest);
    if (name === undefined || field === undefined)
      throw new InvalidArgumentError(
        `It must be FIELD=KIND or FIELD=KIND@FRAME with commas between them; kinds: ${TENSOR_KINDS.join(', ')}; frames: ${TENSOR_FRAMES.join(', ')}.`,
      );
    return [name, field] as const;
  });
  const tensors = Object.fromEntries(fields);
  if (Object.keys(tensors).length < fields.length) throw new InvalidArgumentError('Each field must stand once.');
  return tensors;
}

/** A parser of a list of species with commas between them; one may stand twice. */
export function speciesOption(text: string): string[] {
  const species = text.split(',').map((name) => name.trim());
  if (species.some((name) => !/^[A-Za-z]/.test(name)))
    throw new InvalidArgumentError('It must be symbols of elements with commas between them, Na,Cl.');
  return species;
}

const integerWithin = ({
  min,
  max,
}: {
  readonly min: number;
  readonly max: number;
}): ReturnType<typeof integerOption> => integerOption(min, max);

export const seedOption = integerWithin(LIMITS.seed);
export const epochsOption = integerWithin(LIMITS.epochs);
export const batchSizeOption = integerWithin(LIMITS.batchSize);
export const ensembleOption = integerWithin(LIMITS.ensemble);
export const workersOption = integerWithin(LIMITS.workers);
/** Å. */
export const symprecOption = positiveOption(LIMITS.symprec.max, ' Å');

/** Folds of a cross-validation. */
export const foldsOption = integerOption(1, 1000);

/** A level of intervals: `0.9`, or `90%`. */
export function levelOption(text: string): number {
  const [, digits, sign] = /^(\d*\.?\d+)\s*(%?)$/.exec(text.trim()) ?? [];
  const level = sign === '%' ? Number(digits) / 100 : Number(digits);
  if (!(level > 0 && level < 1)) throw new InvalidArgumentError('It must be a share between 0 and 1, such as 0.9.');
  return level;
}

/** A share of a whole that leaves something. */
export function shareOption(text: string): number {
  const share = /^\d*\.?\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (!(share >= 0 && share < 1)) throw new InvalidArgumentError('It must be a number, at least 0 and below 1.');
  return share;
}
