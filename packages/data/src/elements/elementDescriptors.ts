import { atomicMassOf } from './atomicWeights.js';
import { DataError, show } from '../core/errors.js';
import { ELEMENT_ROWS } from './tables/elements.js';

/**
 * The descriptors of an element, in the order of their values.
 *
 * - `group` 1–18 (lanthanides and actinides 3), `period` 1–7, `block` s, p, d, f as 0, 1, 2, 3
 * - `electronegativity` Pauling's scale, Allred's values
 * - `covalentRadius` Å, Cordero et al. 2008; `atomicRadius` Å, Slater 1964; `ionicRadius` Å, mean of Shannon's crystal radii over
 *   the oxidation states of the element
 * - `mass` u; `meltingPoint` K; `molarVolume` cm³/mol of the element near 298 K, of the liquid or solid where it is a gas
 * - `sValence`, `pValence`, `dValence`, `fValence` electrons of the free atom outside its noble-gas core
 * - `ionizationEnergy` eV, the first; `electronAffinity` eV
 * - `mendeleevNumber` Pettifor's chemical scale
 */
export const ELEMENT_DESCRIPTORS = [
  'group',
  'period',
  'block',
  'electronegativity',
  'covalentRadius',
  'atomicRadius',
  'ionicRadius',
  'mass',
  'meltingPoint',
  'molarVolume',
  'sValence',
  'pValence',
  'dValence',
  'fValence',
  'ionizationEnergy',
  'electronAffinity',
  'mendeleevNumber',
] as const;

export type ElementDescriptorName = (typeof ELEMENT_DESCRIPTORS)[number];

export interface ElementDescriptors {
  /** Values in the order of {@link ELEMENT_DESCRIPTORS}, in their units; NaN where none is known. */
  readonly values: Float64Array;
  /** 1 where a value is known, 0 where it is not. */
  readonly mask: Uint8Array;
}

const BLOCKS = 'spdf';
const MASS = ELEMENT_DESCRIPTORS.indexOf('mass');
const ELECTRONEGATIVITY = ELEMENT_DESCRIPTORS.indexOf('electronegativity');
const COVALENT_RADIUS = ELEMENT_DESCRIPTORS.indexOf('covalentRadius');

let table: readonly (readonly number[])[] | undefined;

function rows(): readonly (readonly number[])[] {
  return (table ??= ELEMENT_ROWS.split('\n').map((line, i) => {
    const values = line
      .split(' ')
      .map((text) => (text === '-' ? NaN : BLOCKS.includes(text) ? BLOCKS.indexOf(text) : Number(text)));
    return values.toSpliced(MASS, 0, atomicMassOf(i + 1));
  }));
}

/**
 * Well-established properties of an element, {@link ELEMENT_DESCRIPTORS}. What is not known is NaN, with 0 in the mask:
 * noble gases have no electronegativity, elements beyond 103 few values at all. Nothing is filled in.
 *
 * @param number atomic number, 1…118
 * @throws DataError `bad-element`
 */
export function elementDescriptors(number: number): ElementDescriptors {
  const row = rows()[number - 1];
  if (row === undefined)
    throw new DataError('bad-element', `an atomic number must be an integer from 1 to 118, got ${show(number)}`);
  return { values: Float64Array.from(row), mask: Uint8Array.from(row, (value) => (Number.isNaN(value) ? 0 : 1)) };
}

/** Pauling electronegativity of an atomic number, NaN where there is none. @internal */
export function electronegativity(number: number): number {
  return rows()[number - 1]?.[ELECTRONEGATIVITY] ?? NaN;
}

/** Covalent radius of an atomic number in Å (Cordero et al., Dalton Trans. 2008, 2832), NaN where there is none. @internal */
export function covalentRadius(number: number): number {
  return rows()[number - 1]?.[COVALENT_RADIUS] ?? NaN;
}
