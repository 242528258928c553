import { DataError, show } from '../core/errors.js';
import { isElement } from '../elements/elements.js';
import { FORM_FACTORS } from './tables/formFactors.js';

/** a1 … a5, c, b1 … b5. */
type Coefficients = readonly number[];

let table: ReadonlyMap<string, Coefficients> | undefined;

const coefficients = (): ReadonlyMap<string, Coefficients> =>
  (table ??= new Map(
    FORM_FACTORS.split('\n').map((line) => {
      const [label = '', ...numbers] = line.split(' ');
      return [label, numbers.map(Number)];
    }),
  ));

/**
 * The X-ray form factor of a free atom or ion at rest, far from its absorption edges: electrons as a function of s = sin θ/λ in 1/Å, by the
 * five Gaussians of Waasmaier & Kirfel (1995). Valid up to s = 6/Å.
 *
 * @param species an element or an ion: `Fe`, `Fe3+`, `O2-`, `Na+`; H to Cf, and 112 ions
 * @throws DataError `bad-element` for an element or ion that the table does not have
 */
export function formFactor(species: string): (s: number) => number {
  const found = coefficients().get(labelOf(species));
  if (found === undefined) return unknownSpecies(species);
  const [a1, a2, a3, a4, a5, c, b1, b2, b3, b4, b5] = found as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return (s) => {
    const q = -s * s;
    return (
      a1 * Math.exp(b1 * q) +
      a2 * Math.exp(b2 * q) +
      a3 * Math.exp(b3 * q) +
      a4 * Math.exp(b4 * q) +
      a5 * Math.exp(b5 * q) +
      c
    );
  };
}

/** The ions of an element that have form factors: `Fe2+`, `Fe3+`. */
export const ionsWithFormFactor = (element: string): string[] =>
  [...coefficients().keys()].filter((label) => /^[A-Z][a-z]?(?=\d)/.exec(label)?.[0] === element);

/** Charges of one have their digit in the table. */
const labelOf = (species: unknown): string =>
  typeof species === 'string' ? species.trim().replace(/^([A-Z][a-z]?)([+-])$/, '$11$2') : '';

function unknownSpecies(species: unknown): never {
  const element = /^[A-Z][a-z]?/.exec(labelOf(species))?.[0] ?? '';
  const known = isElement(element) && coefficients().has(element);
  const ions = ionsWithFormFactor(element);
  const remedy = known
    ? `${element} has the neutral atom${ions.length > 0 ? ` and ${ions.join(', ')}` : ' only'}`
    : isElement(element)
      ? 'the table ends at Cf'
      : 'give an element or an ion, as in Fe or Fe3+';
  throw new DataError('bad-element', `formFactor: there is no X-ray form factor of ${show(species)}; ${remedy}`);
}
