import type { Atom } from '@crystal-fourier/fourier-basis/reflections';
import { DataError, show } from '../core/errors.js';
import { dispersion as dispersionOf } from './dispersion.js';
import { formFactor } from './formFactor.js';
import { neutronLength } from './neutronLength.js';
import type { Radiation } from './radiation.js';
import type { ScatteringCrystal } from './scatteringCrystal.js';

/** What is known of the atoms beside their elements and places. */
export interface ScattererOptions {
  /**
   * Isotropic displacement B = 8π²⟨u²⟩ in Å²: of all atoms, by element, or of each orbit in its order. Elements that are not named are at rest. Defaults
   * to 0: atoms at rest.
   */
  readonly b?: number | Readonly<Record<string, number>> | readonly number[];
  /** X-rays: ions whose form factors are used instead of those of neutral atoms, `{ Fe: 'Fe3+', O: 'O2-' }`. */
  readonly ions?: Readonly<Record<string, string>>;
  /** Neutrons: `{ H: 'D' }` for a deuterated crystal. Natural isotopes by default. */
  readonly isotopes?: Readonly<Record<string, string>>;
  /** X-rays: whether dispersion corrections f′ and f″ are added. Defaults to true for the named lines; other wavelengths have none. */
  readonly dispersion?: boolean;
}

/** The asymmetric unit, once with real amplitudes, and once with the imaginary ones where there are any. @internal */
export interface Scatterers {
  readonly real: readonly Atom[];
  /** f″, or −b″ of neutrons; empty where all are zero. */
  readonly imaginary: readonly Atom[];
}

interface Amplitude {
  readonly real: (s: number) => number;
  readonly imaginary: number;
}

/**
 * What the sites of a crystal scatter. Species that share a site add up with their occupancies.
 *
 * @throws DataError `bad-argument` for options about elements that the crystal does not have, `bad-element` for what no table has
 * @internal
 */
export function scatterersOf(crystal: ScatteringCrystal, radiation: Radiation, options: ScattererOptions): Scatterers {
  const elements = new Set(crystal.orbits.flatMap(({ kind }) => kind.species.map(({ element }) => element)));
  const amplitudes = amplitudesOf(elements, radiation, options);
  const displacements = displacementsOf(crystal, elements, options.b ?? 0);
  const real: Atom[] = [];
  const imaginary: Atom[] = [];
  crystal.orbits.forEach(({ kind: { species }, representative }, i) => {
    // Atoms of a mixture may move differently: each element is an atom of its own.
    for (const { element, occupancy } of species) {
      const amplitude = amplitudes.get(element)!;
      const atom = { position: representative, occupancy, b: displacements(element, i) };
      real.push({ ...atom, amplitude: amplitude.real });
      if (amplitude.imaginary !== 0) imaginary.push({ ...atom, amplitude: amplitude.imaginary });
    }
  });
  return { real, imaginary };
}

function amplitudesOf(
  elements: ReadonlySet<string>,
  { kind, anode, name }: Radiation,
  { ions, isotopes, dispersion }: ScattererOptions,
): ReadonlyMap<string, Amplitude> {
  checkNames('ions', ions, elements);
  checkNames('isotopes', isotopes, elements);
  const isNeutron = kind === 'neutron';
  if (isNeutron && (ions !== undefined || dispersion === true))
    throw new DataError('bad-argument', 'ions and dispersion are about X-rays; leave them out for neutrons');
  if (!isNeutron && isotopes !== undefined)
    throw new DataError('bad-argument', 'isotopes scatter X-rays alike; leave them out, or use neutrons');
  if (dispersion === true && anode === null)
    throw new DataError(
      'bad-argument',
      `dispersion: there are corrections for the lines of X-ray tubes only, got ${name}; leave it out`,
    );
  return new Map(
    [...elements].map((element): [string, Amplitude] => {
      if (isNeutron) {
        const { real, absorption } = neutronLength(isotope(element, isotopes));
        return [element, { real: () => real, imaginary: -absorption }];
      }
      const factor = formFactor(ionOf(element, ions));
      if (anode === null || dispersion === false) return [element, { real: factor, imaginary: 0 }];
      const { real, imaginary } = dispersionOf(element, anode);
      return [element, { real: (s) => factor(s) + real, imaginary }];
    }),
  );
}

function ionOf(element: string, ions: ScattererOptions['ions']): string {
  const ion = ions?.[element] ?? element;
  if (/^[A-Z][a-z]?/.exec(ion)?.[0] === element) return ion;
  throw new DataError('bad-argument', `ions: expected an ion of ${element}, got ${show(ion)}`);
}

function isotope(element: string, isotopes: ScattererOptions['isotopes']): string {
  const label = isotopes?.[element] ?? element;
  if (label === element || (element === 'H' && label === 'D')) return label;
  throw new DataError(
    'bad-argument',
    `isotopes: the only one with a length of its own is { H: "D" }, got ${show(label)}`,
  );
}

function checkNames(option: string, names: object | undefined, elements: ReadonlySet<string>): void {
  const unknown = Object.keys(names ?? {}).find((name) => !elements.has(name));
  if (unknown !== undefined)
    throw new DataError(
      'bad-argument',
      `${option}: the crystal has ${[...elements].join(', ')}, but not ${show(unknown)}; name its elements only`,
    );
}

function displacementsOf(
  { orbits }: ScatteringCrystal,
  elements: ReadonlySet<string>,
  b: NonNullable<ScattererOptions['b']>,
): (element: string, orbit: number) => number {
  const isSize = (value: unknown): boolean => typeof value === 'number' && value >= 0 && value <= MOST_B;
  const fail = (got: unknown): never => {
    throw new DataError(
      'bad-argument',
      `b: expected 8π²⟨u²⟩ from 0 to ${MOST_B} Å², one number, one for each element or one for each of the ${orbits.length} orbits, got ${show(got)}`,
    );
  };
  if (typeof b === 'number') return isSize(b) ? () => b : fail(b);
  if (Array.isArray(b)) return b.length === orbits.length && b.every(isSize) ? (_, orbit) => b[orbit] : fail(b);
  if (typeof b !== 'object' || b === null) return fail(b);
  checkNames('b', b, elements);
  const byElement = b as Readonly<Record<string, number>>;
  const bad = Object.values(byElement).find((value) => !isSize(value));
  return bad === undefined ? (element) => byElement[element] ?? 0 : fail(bad);
}

/** Å²: an atom that moves by more than 0.6 Å is a liquid, or its number is in another unit. */
const MOST_B = 30;
