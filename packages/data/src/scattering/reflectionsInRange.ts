import { rowsDet } from '@crystal-fourier/math3';
import { type UniqueReflection, uniqueReflections } from '@crystal-fourier/spacegroups/reflections';
import { DataError } from '../core/errors.js';
import type { SpectralLine } from './radiation.js';
import type { ScatteringCrystal } from './scatteringCrystal.js';

/** Sets of equivalents: structure factors of more take minutes. */
const MOST_REFLECTIONS = 300_000;

/**
 * What the group allows and any of the wavelengths reaches, by decreasing d.
 *
 * @param range of 2θ in degrees
 * @throws DataError `bad-argument` if no planes reflect the wavelength, `too-large`
 * @internal
 */
export function reflectionsInRange(
  { group, lattice }: ScatteringCrystal,
  [least, most]: readonly [number, number],
  spectrum: readonly SpectralLine[],
): UniqueReflection[] {
  const wavelengths = spectrum.map(({ wavelength }) => wavelength);
  const dMin = Math.min(...wavelengths) / (2 * Math.sin((Math.PI / 360) * most));
  const volume = Math.abs(rowsDet(lattice));
  const expected = (4 * Math.PI * volume) / (3 * dMin ** 3 * 2 * group.operations.length);
  if (expected > MOST_REFLECTIONS)
    throw new DataError(
      'too-large',
      `powderPattern: about ${expected.toPrecision(2)} reflections are in the range, and ${MOST_REFLECTIONS} are possible; end it at a smaller angle, or take a longer wavelength`,
    );
  const found = uniqueReflections(group, lattice, { dMin });
  if (found.length === 0) {
    // A tenth of the longest vector is a distance that every lattice has reflections at.
    const longest = Math.max(...lattice.map((row) => Math.hypot(...row)));
    const [first] = uniqueReflections(group, lattice, { dMin: Math.min(longest / 10, dMin) });
    if (first !== undefined && Math.min(...wavelengths) > 2 * first.d)
      throw new DataError(
        'bad-argument',
        `powderPattern: no planes reflect ${wavelengths[0]} Å: the largest distance of planes is ${first.d.toPrecision(5)} Å; take a wavelength below ${(2 * first.d).toPrecision(5)} Å`,
      );
  }
  const dMax = least === 0 ? Infinity : Math.max(...wavelengths) / (2 * Math.sin((Math.PI / 360) * least));
  return found.filter(({ d }) => d <= dMax * (1 + 1e-12));
}
