import { primitiveSites } from '@crystal-fourier/model';
import type { Example } from '../data/example.js';

/** With fewer values a correlation is not reliable. */
const MIN_VALUES = 30;
/** Smallest correlation of an extensive target with the number of atoms. */
const MIN_CORRELATION = 0.9;

/** A target that grows with the primitive cell. */
export interface ExtensiveTarget {
  readonly name: string;
  /** Pearson's correlation of its value with the number of atoms in the primitive cell. */
  readonly correlation: number;
}

/**
 * Targets that are of the whole primitive cell, as the training records show: their value is correlated with the number of atoms by 0.9 or
 * more, and per atom it varies, relative to its mean, less than half as much.
 */
export function extensiveTargets(train: readonly Example[], targets: readonly string[]): ExtensiveTarget[] {
  return targets.flatMap((name) => {
    const rows = train.flatMap(({ targets: values, features }) => {
      const value = values?.[name];
      return value !== undefined && Number.isFinite(value) ? [{ value, atoms: primitiveSites(features) }] : [];
    });
    if (rows.length < MIN_VALUES) return [];
    const whole = meanAndSpread(rows.map(({ value }) => value));
    const atoms = meanAndSpread(rows.map((row) => row.atoms));
    const perAtom = meanAndSpread(rows.map((row) => row.value / row.atoms));
    if (whole.spread === 0 || atoms.spread === 0) return [];
    const together = rows.reduce((sum, row) => sum + (row.value - whole.mean) * (row.atoms - atoms.mean), 0);
    const correlation = together / rows.length / (whole.spread * atoms.spread);
    const steadier = perAtom.spread / Math.abs(perAtom.mean) < whole.spread / Math.abs(whole.mean) / 2;
    return Math.abs(correlation) >= MIN_CORRELATION && steadier ? [{ name, correlation }] : [];
  });
}

function meanAndSpread(values: readonly number[]): { readonly mean: number; readonly spread: number } {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return { mean, spread: Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length) };
}
