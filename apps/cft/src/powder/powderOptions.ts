import { type PowderOptions, type ProfileOptions, radiationOf } from '@crystal-fourier/data/diffraction';
import { InvalidArgumentError } from 'commander';
import { toCliError } from '../shell/failure.js';

/** A number, or NaN: an empty text is none. */
const numberOf = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

/** A radiation in any of its spellings. */
export function radiationOption(text: string): string {
  try {
    return radiationOf(text).name;
  } catch (error) {
    throw new InvalidArgumentError(toCliError(error).message);
  }
}

/** `5-90`, `5,90`, `5 90`: two angles. What they may be is said by `powderPattern`. */
export function rangeOption(text: string): readonly [number, number] {
  const [from, to] = (/^\s*([\d.]+)\s*(?:-|,|to|\s)\s*([\d.]+)\s*$/.exec(text) ?? []).slice(1).map(numberOf);
  if (!(from !== undefined && to !== undefined && from < to && to < 180))
    throw new InvalidArgumentError('It must be two angles from 0 to below 180 degrees, the smaller first: 5-90.');
  return [from, to];
}

/** `0.5`, or `Na=1.2,Cl=1.0`. */
export function displacementOption(text: string): NonNullable<PowderOptions['b']> {
  const all = numberOf(text);
  if (all >= 0) return all;
  const parts = text.split(',').map((part) => /^\s*([A-Z][a-z]?)\s*=\s*([\d.]+)\s*$/.exec(part));
  if (parts.some((part) => part === null || !(numberOf(part[2]!) >= 0)))
    throw new InvalidArgumentError('It must be B in Å², one number, or one for elements: Na=1.2,Cl=1.0.');
  return Object.fromEntries(parts.map((part) => [part![1]!, Number(part![2])]));
}

/** `Fe3+,O2-`: the ion of each element. */
export function ionsOption(text: string): Readonly<Record<string, string>> {
  const ions = text.split(',').map((part) => part.trim());
  if (ions.some((ion) => !/^[A-Z][a-z]?\d?[+-]$/.test(ion)))
    throw new InvalidArgumentError('It must be ions with commas between them: Fe3+,O2-.');
  return Object.fromEntries(ions.map((ion) => [/^[A-Z][a-z]?/.exec(ion)![0], ion]));
}

/** `0.1`, a width, or `0.02,-0.01,0.02`: U, V and W of Caglioti. */
export function profileOption(text: string): ProfileOptions {
  const numbers = text.split(',').map(numberOf);
  if (numbers.length === 1 && numbers[0]! > 0) return { fwhm: numbers[0]! };
  const [u, v, w] = numbers;
  if (numbers.length !== 3 || numbers.some(Number.isNaN))
    throw new InvalidArgumentError('It must be the width of peaks in degrees, or U,V,W in squared degrees.');
  return { caglioti: [u!, v!, w!] };
}

/** A number in a range. */
export function numberOption(min: number, max: number, unit: string): (text: string) => number {
  return (text) => {
    const value = numberOf(text);
    if (!(value >= min && value <= max))
      throw new InvalidArgumentError(`It must be a number from ${min} to ${max}${unit}.`);
    return value;
  };
}
