import { type PowderPattern, reflectionsText } from '@crystal-fourier/data/diffraction';
import { alignColumns } from '../shell/textTable.js';

const HEAD = ['hkl', 'd (Å)', '2θ (°)', 'mult.', 'intensity'];

/** Lines of a pattern as text, those of a doublet with their wavelengths. @param least of the strongest 100 */
export function powderTable({ lines }: PowderPattern, least: number): string[] {
  const isDoublet = new Set(lines.map(({ wavelength }) => wavelength)).size > 1;
  const rows = lines
    .filter(({ relative }) => relative >= least)
    .map((line) => [
      reflectionsText(line),
      line.d.toFixed(4),
      line.twoTheta.toFixed(3),
      String(line.multiplicity),
      line.relative.toFixed(2),
      ...(isDoublet ? [line.wavelength.toFixed(5)] : []),
    ]);
  const right = { align: 'right' } as const;
  return alignColumns([[...HEAD, ...(isDoublet ? ['λ (Å)'] : [])], ...rows], [{}, right, right, right, right, right]);
}
