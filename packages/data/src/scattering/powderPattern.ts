import type { Hkl } from '@crystal-fourier/spacegroups/reflections';
import { DataError, show } from '../core/errors.js';
import { lorentzPolarization } from './lorentzPolarization.js';
import { type Radiation, type RadiationInput, radiationOf, type SpectralLine } from './radiation.js';
import { reflectionsInRange } from './reflectionsInRange.js';
import { type ScattererOptions, scatterersOf } from './scatterers.js';
import type { ScatteringCrystal } from './scatteringCrystal.js';
import { squaredFactors } from './squaredFactors.js';

export interface PowderOptions extends ScattererOptions {
  /** `Cu Kα`, `Mo Kα1`, `neutron 1.548`, `{ wavelength }` …; see {@link radiationOf}. Defaults to `Cu Kα`. */
  readonly radiation?: RadiationInput;
  /** Degrees, the least and the largest angle; at least 0 and below 180. Defaults to [0, 90]. */
  readonly twoTheta?: readonly [number, number];
  /** Å: the least distance of lattice planes, instead of `twoTheta`. */
  readonly dMin?: number;
  /** Kα1 and Kα2 as lines of their own, instead of one at their mean wavelength. Defaults to false. */
  readonly doublet?: boolean;
  /** Degrees: angle 2θ of a crystal monochromator; see {@link lorentzPolarization}. */
  readonly monochromator?: number;
  /** Reflections at the same distance, as 3 3 3 and 5 1 1, are one line. Defaults to true. */
  readonly merge?: boolean;
}

/** Equivalent reflections that contribute to a line. */
export interface PowderReflection {
  readonly hkl: Hkl;
  readonly multiplicity: number;
  /** |F|² of the cell in squared electrons, or fm² for neutrons; the mean of hkl and its Friedel mate. */
  readonly squared: number;
}

export interface PowderLine {
  /** The strongest first. */
  readonly reflections: readonly PowderReflection[];
  /** Å. */
  readonly d: number;
  /** Degrees. */
  readonly twoTheta: number;
  /** Å: differs between the lines of a doublet. */
  readonly wavelength: number;
  /** Of all its reflections. */
  readonly multiplicity: number;
  /** Σ multiplicity · |F|² · Lorentz-polarisation factor · share of the spectral line. */
  readonly intensity: number;
  /** The strongest line of the pattern has 100. */
  readonly relative: number;
}

export interface PowderPattern {
  readonly radiation: Radiation;
  /** Degrees. */
  readonly twoTheta: readonly [number, number];
  /** By increasing angle. */
  readonly lines: readonly PowderLine[];
}

/** Share of the strongest |F|²: what is below is rounding, the atoms cancel each other. */
const DARK = 1e-9;

/**
 * The powder pattern of a crystal: positions, and intensities by kinematic theory, of an ideal powder without texture, absorption or extinction.
 *
 * @param crystal a `StandardCrystal`, or any group with its lattice and one site of each orbit
 * @throws DataError `bad-argument`, `bad-element` for elements that the table of the radiation does not have, `too-large`
 */
export function powderPattern(crystal: ScatteringCrystal, options: PowderOptions = {}): PowderPattern {
  const { doublet = false, merge = true, monochromator } = options;
  const radiation = radiationOf(options.radiation ?? 'Cu Kα');
  const spectrum: readonly SpectralLine[] = doublet
    ? radiation.lines
    : [{ wavelength: radiation.wavelength, weight: 1 }];
  if (doublet && spectrum.length < 2)
    throw new DataError('bad-argument', `doublet: ${radiation.name} is one line; use "Cu Kα" or another doublet`);
  const range = rangeOf(options, radiation);
  // Also refuses what is wrong with the options where no line is in the range.
  const scatterers = scatterersOf(crystal, radiation, options);
  const factor = (angle: number): number =>
    lorentzPolarization(angle, {
      kind: radiation.kind,
      ...(monochromator === undefined ? {} : { monochromator }),
    });
  factor(90);
  const reflections = reflectionsInRange(crystal, range, spectrum);
  const squared = squaredFactors(crystal, scatterers, reflections);
  const strongest = squared.reduce((most, value) => Math.max(most, value), 0);
  const families: { readonly d: number; readonly reflections: PowderReflection[] }[] = [];
  reflections.forEach(({ hkl, d, multiplicity }, i) => {
    if (squared[i]! <= DARK * strongest) return;
    const own = { hkl, multiplicity, squared: squared[i]! };
    const last = families.at(-1);
    // Those of the same d have the same number.
    if (merge && last?.d === d) last.reflections.push(own);
    else families.push({ d, reflections: [own] });
  });
  const lines: Omit<PowderLine, 'relative'>[] = [];
  for (const { d, reflections } of families) {
    reflections.sort((a, b) => b.multiplicity * b.squared - a.multiplicity * a.squared);
    const sum = reflections.reduce((total, own) => total + own.multiplicity * own.squared, 0);
    const multiplicity = reflections.reduce((total, own) => total + own.multiplicity, 0);
    for (const { wavelength, weight } of spectrum) {
      const angle = angleOf(d, wavelength);
      if (!(angle >= range[0] && angle <= range[1])) continue;
      lines.push({
        reflections,
        d,
        twoTheta: angle,
        wavelength,
        multiplicity,
        intensity: sum * factor(angle) * weight,
      });
    }
  }
  lines.sort((a, b) => a.twoTheta - b.twoTheta);
  const most = lines.reduce((top, { intensity }) => Math.max(top, intensity), 0);
  return {
    radiation,
    twoTheta: range,
    lines: lines.map((line) => ({ ...line, relative: (100 * line.intensity) / most })),
  };
}

/** NaN where planes of the distance do not reflect. */
const angleOf = (d: number, wavelength: number): number => (360 / Math.PI) * Math.asin(wavelength / (2 * d));

function rangeOf({ twoTheta, dMin }: PowderOptions, { wavelength, name }: Radiation): readonly [number, number] {
  const fail = (reason: string): never => {
    throw new DataError('bad-argument', reason);
  };
  if (dMin !== undefined) {
    if (twoTheta !== undefined) fail('powderPattern: give either twoTheta or dMin');
    if (!(dMin > wavelength / 2 && Number.isFinite(dMin)))
      fail(
        `powderPattern: dMin must be above ${(wavelength / 2).toPrecision(5)} Å, half of the wavelength of ${name}, got ${show(dMin)}`,
      );
    return [0, angleOf(dMin, wavelength)];
  }
  const [least, most] = twoTheta ?? [0, 90];
  if (!(least >= 0 && most < 180 && least < most))
    fail(
      `powderPattern: twoTheta must be two angles in degrees, from 0 to below 180, the smaller first, got ${show(twoTheta)}`,
    );
  return [least, most];
}
