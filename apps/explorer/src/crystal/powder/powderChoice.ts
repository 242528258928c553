import type { PowderOptions } from '@crystal-fourier/data/diffraction';

/** What is chosen for a pattern. */
export interface PowderChoice {
  /** A name of a tube's line, or `neutron`. */
  readonly radiation: string;
  /** Å: of neutrons. */
  readonly wavelength: number;
  readonly doublet: boolean;
  /** Å²: displacement of all atoms. */
  readonly b: number;
  /** Lines, or a curve with peaks of this width in degrees. */
  readonly shape: 'lines' | 'curve';
  readonly width: number;
}

export const DEFAULT_CHOICE: PowderChoice = {
  radiation: 'Cu Kα',
  wavelength: 1.5,
  doublet: false,
  b: 0,
  shape: 'lines',
  width: 0.15,
};

export const RADIATIONS = ['Cu Kα', 'Co Kα', 'Cr Kα', 'Fe Kα', 'Mo Kα', 'Ag Kα', 'neutron'] as const;

/** Å: what the wavelength of neutrons may be set to. */
export const WAVELENGTHS = { min: 0.5, max: 6 } as const;

/** What the computation is told; the width of peaks and the shape are about the picture. */
export function powderOptions({ radiation, wavelength, doublet, b }: PowderChoice): PowderOptions {
  const isNeutron = radiation === 'neutron';
  return {
    radiation: isNeutron ? { kind: 'neutron', wavelength } : radiation,
    ...(doublet && !isNeutron ? { doublet } : {}),
    ...(b > 0 ? { b } : {}),
  };
}
