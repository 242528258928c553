import { DataError, show } from '../core/errors.js';

export interface LorentzPolarizationOptions {
  /** Neutrons are not polarised by scattering. Defaults to `x-ray`. */
  readonly kind?: 'x-ray' | 'neutron';
  /** Degrees: angle 2θ of a crystal monochromator in the plane of diffraction; 26.6 for graphite and Cu Kα. None by default. */
  readonly monochromator?: number;
}

/**
 * Lorentz factor of a powder times the polarisation of X-rays that are not polarised before they reach the sample, or the monochromator:
 * `(1 + A cos² 2θ) / ((1 + A) sin² θ cos θ)` with A = cos² 2θ_M, and A = 1 without a monochromator; `1 / (sin² θ cos θ)` for neutrons.
 *
 * @param twoTheta degrees, between 0 and 180
 * @throws DataError `bad-argument`
 */
export function lorentzPolarization(
  twoTheta: number,
  { kind = 'x-ray', monochromator }: LorentzPolarizationOptions = {},
): number {
  if (!(twoTheta > 0 && twoTheta < 180))
    throw new DataError(
      'bad-argument',
      `lorentzPolarization: twoTheta must be between 0 and 180 degrees, got ${show(twoTheta)}`,
    );
  const theta = (Math.PI / 360) * twoTheta;
  const lorentz = 1 / (Math.sin(theta) ** 2 * Math.cos(theta));
  if (kind === 'neutron') {
    if (monochromator !== undefined)
      throw new DataError('bad-argument', 'monochromator: it polarises X-rays only; leave it out for neutrons');
    return lorentz;
  }
  const a = polarizedBy(monochromator);
  return (lorentz * (1 + a * Math.cos(2 * theta) ** 2)) / (1 + a);
}

function polarizedBy(monochromator: number | undefined): number {
  if (monochromator === undefined) return 1;
  if (!(monochromator >= 0 && monochromator < 180))
    throw new DataError(
      'bad-argument',
      `monochromator: expected its angle 2θ from 0 to 180 degrees, got ${show(monochromator)}`,
    );
  return Math.cos((Math.PI / 180) * monochromator) ** 2;
}
