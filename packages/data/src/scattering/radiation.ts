import { DataError, show } from '../core/errors.js';

/** Metals of X-ray tubes, in the order of the table of dispersion corrections. */
export const ANODES = ['Cr', 'Fe', 'Co', 'Cu', 'Mo', 'Ag'] as const;
export type Anode = (typeof ANODES)[number];

/** A doublet as one line at its mean wavelength (`Cu Kα`), or one line of it. */
export type RadiationName = `${Anode} Kα` | `${Anode} Kα1` | `${Anode} Kα2`;

/** What a pattern is made with: a name, `neutron 1.548`, `x-ray 0.4`, or a wavelength in Å. */
export type RadiationInput =
  | RadiationName
  | (string & {})
  | { readonly wavelength: number; readonly kind?: 'x-ray' | 'neutron' };

/** One wavelength of a radiation. */
export interface SpectralLine {
  /** Å. */
  readonly wavelength: number;
  /** Share of the intensity; the shares of a radiation add up to 1. */
  readonly weight: number;
}

export interface Radiation {
  /** `Cu Kα`, `neutron 1.548 Å`. */
  readonly name: string;
  readonly kind: 'x-ray' | 'neutron';
  /** Å; the weighted mean of a doublet. */
  readonly wavelength: number;
  /** One, or Kα1 and Kα2. */
  readonly lines: readonly SpectralLine[];
  /** Null for a wavelength that was given as a number. */
  readonly anode: Anode | null;
}

/** Å, Kα1 and Kα2: International Tables C (2004), table 4.2.2.1, after R. D. Deslattes et al., Rev. Mod. Phys. 75, 35 (2003). */
const K_ALPHA: Readonly<Record<Anode, readonly [number, number]>> = {
  Cr: [2.289726, 2.293651],
  Fe: [1.936041, 1.939973],
  Co: [1.788996, 1.792835],
  Cu: [1.5405929, 1.5444274],
  Mo: [0.70931715, 0.713607],
  Ag: [0.55942178, 0.5638131],
};

/** Kα2 has half the intensity of Kα1. */
const WEIGHTS = [2 / 3, 1 / 3] as const;

/** Å: other wavelengths are taken for a mistake in the unit. */
const [SHORTEST, LONGEST] = [0.01, 100];

/** Names of radiations that need no wavelength. */
export const RADIATION_NAMES: readonly RadiationName[] = ANODES.flatMap((anode) => [
  `${anode} Kα` as const,
  `${anode} Kα1` as const,
  `${anode} Kα2` as const,
]);

/**
 * A radiation with its wavelengths. Names are read in other spellings, too: `CuKa`, `cu k-alpha1`, `Cu Kα₁`.
 *
 * @throws DataError `bad-argument`
 */
export function radiationOf(input: RadiationInput): Radiation {
  if (typeof input === 'string') return named(input);
  const { wavelength, kind = 'x-ray' } = Object(input) as { wavelength?: unknown; kind?: unknown };
  if (kind !== 'x-ray' && kind !== 'neutron')
    throw new DataError('bad-argument', `radiation: kind must be "x-ray" or "neutron", got ${show(kind)}`);
  if (!(typeof wavelength === 'number' && wavelength >= SHORTEST && wavelength <= LONGEST))
    throw new DataError(
      'bad-argument',
      `radiation: wavelength must be a number from ${SHORTEST} to ${LONGEST}, in Å, got ${show(wavelength)}`,
    );
  return {
    name: `${kind === 'neutron' ? 'neutron' : 'X-ray'} ${wavelength} Å`,
    kind,
    wavelength,
    lines: [{ wavelength, weight: 1 }],
    anode: null,
  };
}

function named(text: string): Radiation {
  const free = /^(x-?rays?|neutrons?)\s*[:=,]?\s*([\d.]+(?:e-?\d+)?)?\s*(?:å|a)?$/i.exec(text.trim());
  if (free !== null) {
    const kind = free[1]!.toLowerCase().startsWith('n') ? 'neutron' : 'x-ray';
    if (free[2] === undefined)
      throw new DataError('bad-argument', `radiation: ${kind}s need a wavelength in Å, as in "${kind} 1.548"`);
    return radiationOf({ kind, wavelength: Number(free[2]) });
  }
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/alpha|α/g, 'a')
    .replace(/[\s_-]/g, '');
  const anode = ANODES.find((symbol) => plain.startsWith(symbol.toLowerCase()));
  const part = anode === undefined ? undefined : /^ka([12]?)$/.exec(plain.slice(2))?.[1];
  if (anode === undefined || part === undefined)
    throw new DataError(
      'bad-argument',
      `radiation: expected one of ${ANODES.map((symbol) => `${symbol} Kα`).join(', ')} (with 1 or 2 for one line of the doublet), "neutron" with a wavelength, or { wavelength }, got ${show(text)}`,
    );
  const both = K_ALPHA[anode];
  const lines =
    part === ''
      ? both.map((wavelength, i) => ({ wavelength, weight: WEIGHTS[i]! }))
      : [{ wavelength: both[Number(part) - 1]!, weight: 1 }];
  return {
    name: `${anode} Kα${part}`,
    kind: 'x-ray',
    wavelength: lines.reduce((sum, { wavelength, weight }) => sum + wavelength * weight, 0),
    lines,
    anode,
  };
}
