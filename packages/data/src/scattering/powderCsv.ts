import type { PowderLine } from './powderPattern.js';
import type { PowderProfile } from './powderProfile.js';

/** `1 1 1`, `5 1 1 + 3 3 3`: the reflections of a line, the strongest first. */
export const reflectionsText = ({ reflections }: Pick<PowderLine, 'reflections'>): string =>
  reflections.map(({ hkl }) => hkl.join(' ')).join(' + ');

/** Lines of a pattern as CSV. `f_squared` is the mean |F|² of the reflections of a line. */
export function powderCsv(lines: readonly PowderLine[]): string {
  const rows = lines.map((line) => {
    const { reflections, d, twoTheta, wavelength, multiplicity, intensity, relative } = line;
    const squared = reflections.reduce((sum, own) => sum + own.multiplicity * own.squared, 0) / multiplicity;
    return [
      reflectionsText(line),
      d.toFixed(6),
      twoTheta.toFixed(5),
      Number(wavelength.toFixed(8)),
      multiplicity,
      squared.toPrecision(7),
      intensity.toPrecision(7),
      relative.toFixed(4),
    ].join(',');
  });
  return `${['hkl,d,two_theta,wavelength,multiplicity,f_squared,intensity,relative', ...rows].join('\n')}\n`;
}

/** A curve as CSV with two columns, as programs for patterns read it. */
export function profileCsv({ twoTheta, intensity }: PowderProfile): string {
  const rows = Array.from(twoTheta, (angle, i) => `${Number(angle.toFixed(6))},${intensity[i]!.toFixed(4)}`);
  return `${['two_theta,intensity', ...rows].join('\n')}\n`;
}
