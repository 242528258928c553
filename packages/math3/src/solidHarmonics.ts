import type { Vec3 } from './types.js';

/** `coefficient · x^a y^b z^c`. */
export interface Monomial {
  /** The exponents a, b, c. */
  readonly powers: Vec3;
  readonly coefficient: number;
}

const solid = new Map<number, readonly (readonly Monomial[])[]>();

/**
 * The real solid harmonics `r^l C_lm` of a degree as polynomials in x, y, z: 2 l + 1 of them in the order m = −l … l, Racah-normalised
 * (C_l0 = P_l(cos θ), Σ_m C_lm² = 1 on the unit sphere) and without the Condon–Shortley phase. So degree 1 is y, z, x.
 *
 * Helgaker, Jørgensen and Olsen, Molecular Electronic-Structure Theory (2000), section 6.4.
 */
export function solidHarmonics(degree: number): readonly (readonly Monomial[])[] {
  let list = solid.get(degree);
  if (list === undefined) {
    list = Array.from({ length: 2 * degree + 1 }, (_, i) => solidHarmonic(degree, i - degree));
    solid.set(degree, list);
  }
  return list;
}

function solidHarmonic(l: number, m: number): Monomial[] {
  const order = Math.abs(m);
  const norm = Math.sqrt(((m === 0 ? 1 : 2) * factorial(l - order)) / factorial(l + order));
  const terms = new Map<string, Monomial>();
  const add = (powers: Vec3, coefficient: number): void => {
    const before = terms.get(powers.join())?.coefficient ?? 0;
    terms.set(powers.join(), { powers, coefficient: before + coefficient });
  };
  for (let k = 0; 2 * k <= l - order; k++) {
    const rest = l - 2 * k - order;
    const outer =
      ((k % 2 === 0 ? 1 : -1) * binomial(l, k) * binomial(2 * l - 2 * k, l) * factorial(l - 2 * k)) /
      (2 ** l * factorial(rest));
    for (const [a, b, planar] of planarTerms(order, m < 0))
      for (const [i, j, radial] of squareTerms(k))
        add([a + 2 * i, b + 2 * j, rest + 2 * (k - i - j)], norm * outer * planar * radial);
  }
  return [...terms.values()].filter(({ coefficient }) => coefficient !== 0);
}

/** The real part of (x + i y)^m, or its imaginary part: exponents of x and y, coefficient. */
function planarTerms(m: number, isImaginary: boolean): [number, number, number][] {
  return Array.from({ length: m + 1 }, (_, b): [number, number, number] => {
    const sign = b % 4 < 2 ? 1 : -1;
    return [m - b, b, (b % 2 === 1) === isImaginary ? sign * binomial(m, b) : 0];
  }).filter(([, , coefficient]) => coefficient !== 0);
}

/** (x² + y² + z²)^k: exponents of x² and y², coefficient. */
function squareTerms(k: number): [number, number, number][] {
  const terms: [number, number, number][] = [];
  for (let i = 0; i <= k; i++) for (let j = 0; j <= k - i; j++) terms.push([i, j, binomial(k, i) * binomial(k - i, j)]);
  return terms;
}

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));

const binomial = (n: number, k: number): number => factorial(n) / (factorial(k) * factorial(n - k));
