import type { Diagnostic } from '../../core/diagnostics.js';
import { show } from '../../core/errors.js';
import { isRecord } from '../../core/json.js';
import { atomicMass, isElement } from '../../elements/elements.js';
import type { SpeciesOccupancy } from '../../structure/site.js';
import type { Attributes } from './attributes.js';

/** A species as it fills a site. @internal */
export interface OptimadeSpecies {
  /** Empty for a vacancy. */
  readonly occupancies: readonly SpeciesOccupancy[];
  /** Mass number of deuterium and tritium. */
  readonly isotope: number | undefined;
  /** Atoms without positions at each site of it, as `3 H`. */
  readonly attached: string | undefined;
  /** What is odd about it. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Concentrations that add up to 1 within this were rounded. */
const ROUNDING = 1e-4;
/** Concentrations may add up to this; those above 1 are scaled. */
const OVERFULL = 1.05;

/** The species of a structure by their names. @throws DataError @internal */
export function readSpecies(attributes: Attributes): ReadonlyMap<unknown, OptimadeSpecies> {
  const found = new Map<unknown, OptimadeSpecies>();
  const written = new Map<unknown, string>();
  for (const one of attributes.list('species')) {
    if (!isRecord(one)) throw attributes.error(`species must be objects, got ${show(one)}`);
    const { name } = one;
    const text = JSON.stringify(one);
    if (written.has(name) && written.get(name) !== text)
      throw attributes.error(`the names of species must differ; two different ones are called ${show(name)}`);
    written.set(name, text);
    found.set(name, readOne(one, attributes));
  }
  return found;
}

function readOne(one: Readonly<Record<string, unknown>>, attributes: Attributes): OptimadeSpecies {
  const { name, chemical_symbols: symbols, concentration } = one;
  if (!Array.isArray(symbols) || !Array.isArray(concentration) || symbols.length !== concentration.length)
    throw attributes.error(`species ${show(name)} needs chemical_symbols and concentration of one length`);
  if (!concentration.every((share) => typeof share === 'number' && share >= 0 && share <= OVERFULL))
    throw attributes.error(
      `the concentrations of species ${show(name)} must be numbers from 0 to 1, got ${show(concentration)}`,
    );
  const shares = concentration as readonly number[];
  const sum = shares.reduce((total, share) => total + share, 0);
  if (sum > OVERFULL)
    throw attributes.error(`the concentrations of species ${show(name)} must add up to 1, got ${+sum.toFixed(4)}`);
  const isRounded = Math.abs(sum - 1) <= ROUNDING;
  const scale = isRounded || sum > 1 ? 1 / sum : 1;
  const occupancies = symbols
    .map((element: unknown, i) => ({ element: element as string, occupancy: (shares[i] as number) * scale }))
    .filter(({ element, occupancy }) => element !== 'vacancy' && occupancy !== 0);
  const masses = massesOf(one, symbols);
  return {
    occupancies:
      isRounded && occupancies.length === 1 && symbols.length === 1
        ? [{ ...occupancies[0]!, occupancy: 1 }]
        : occupancies,
    isotope: symbols.length === 1 && symbols[0] === 'H' ? isotopeOf(masses[0]) : undefined,
    attached: attachedTo(one),
    diagnostics: [
      ...(sum > 1 && !isRounded
        ? [
            {
              severity: 'repair',
              code: 'occupancy-scaled',
              message: `the concentrations of species ${show(name)} add up to ${+sum.toFixed(4)} and were scaled to 1`,
              tag: 'species',
            } satisfies Diagnostic,
          ]
        : []),
      ...(sum < 1 && !isRounded
        ? [
            {
              severity: 'warning',
              code: 'content-conflict',
              message: `the concentrations of species ${show(name)} add up to ${+sum.toFixed(4)}, not to 1; what is missing was read as vacant`,
              tag: 'species',
            } satisfies Diagnostic,
          ]
        : []),
      ...wrongMasses(name, symbols, masses),
    ],
  };
}

const massesOf = ({ mass }: Readonly<Record<string, unknown>>, symbols: readonly unknown[]): readonly unknown[] =>
  Array.isArray(mass) && mass.length === symbols.length ? mass : [];

/** u: deuterium has 2.014, tritium 3.016; natural hydrogen has 1.008. */
const isotopeOf = (mass: unknown): number | undefined =>
  typeof mass === 'number' ? [2, 3].find((number) => Math.abs(mass - number) < 0.1) : undefined;

/** Isotopes differ from the mean mass of their element by less than both. */
const MASS_SHARE = 0.15;
const MASS_UNITS = 4;

/** A mass that no isotope of the element has: one of the two is wrong. */
const wrongMasses = (name: unknown, symbols: readonly unknown[], masses: readonly unknown[]): Diagnostic[] =>
  symbols.flatMap((symbol, i): Diagnostic[] => {
    const mass = masses[i];
    if (typeof symbol !== 'string' || !isElement(symbol) || typeof mass !== 'number' || mass === 0) return [];
    const difference = Math.abs(mass - atomicMass(symbol));
    if (difference <= MASS_UNITS || difference <= MASS_SHARE * atomicMass(symbol)) return [];
    return [
      {
        severity: 'warning',
        code: 'content-conflict',
        message: `the mass of species ${show(name)} is ${mass} u, but ${symbol} has ${+atomicMass(symbol).toFixed(3)} u`,
        tag: 'species',
      },
    ];
  });

function attachedTo({ attached, nattached }: Readonly<Record<string, unknown>>): string | undefined {
  const [elements, counts] = [attached, nattached].map((list): readonly unknown[] => (Array.isArray(list) ? list : []));
  const length = Math.max(elements!.length, counts!.length);
  const parts = Array.from({ length }, (_, i) => {
    const count = counts![i] ?? 'some';
    return count === 0 ? '' : `${String(count)} ${String(elements![i] ?? 'atoms')}`;
  }).filter((part) => part !== '');
  return parts.length === 0 ? undefined : parts.join(', ');
}
