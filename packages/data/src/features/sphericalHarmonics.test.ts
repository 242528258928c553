import { harmonicRotation, matVec, solidHarmonics } from '@crystal-fourier/math3';
import { describe, expect, it } from 'vitest';
import { RandomGeometry } from '../../test/support/randomGeometry.ts';
import { harmonicCount, harmonicStart, MOST_DEGREE, writeHarmonics } from './sphericalHarmonics.js';

type Direction = readonly [number, number, number];

const harmonics = (u: Direction): Float64Array => {
  const out = new Float64Array(harmonicCount(MOST_DEGREE));
  writeHarmonics(...u, out);
  return out;
};
const DEGREES = Array.from({ length: MOST_DEGREE }, (_, i) => i + 1);
const ofDegree = (l: number, all: Float64Array): Float64Array => all.subarray(harmonicStart(l), harmonicStart(l + 1));
const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from({ length: a.length }, (_, i) => a[i]! * b[i]!).reduce((sum, x) => sum + x, 0);

/** Legendre polynomials by their recursion. */
function legendre(l: number, x: number): number {
  let [before, now] = [1, x];
  for (let k = 1; k < l; k++) [before, now] = [now, ((2 * k + 1) * x * now - k * before) / (k + 1)];
  return now;
}

describe('real spherical harmonics', () => {
  it('are the solid harmonics of a unit vector', () => {
    const random = new RandomGeometry(4);
    for (let i = 0; i < 50; i++) {
      const u = random.direction();
      const all = DEGREES.flatMap((l) =>
        solidHarmonics(l).map((terms) =>
          terms.reduce(
            (sum, { powers, coefficient }) => sum + coefficient * u.reduce((p, x, k) => p * x ** powers[k]!, 1),
            0,
          ),
        ),
      );
      harmonics(u).forEach((value, m) => expect(value).toBeCloseTo(all[m]!, 12));
    }
  });

  it('rotate by D^l(R)', () => {
    const random = new RandomGeometry(3);
    for (let i = 0; i < 20; i++) {
      const [u, proper] = [random.direction(), random.rotation()];
      const R = i % 2 === 0 ? proper : (proper.map((entry) => -entry) as unknown as typeof proper);
      for (const l of DEGREES) {
        const [own, image, D] = [
          ofDegree(l, harmonics(u)),
          ofDegree(l, harmonics(matVec(R, u))),
          harmonicRotation(l, R),
        ];
        image.forEach((value, m) =>
          expect(value).toBeCloseTo(dot(D.subarray(m * own.length, (m + 1) * own.length), own), 12),
        );
      }
    }
  });

  it('obey the addition theorem: Σ_m Y_lm(u) Y_lm(v) = P_l(u·v)', () => {
    const random = new RandomGeometry(1);
    for (let i = 0; i < 200; i++) {
      const [u, v] = [random.direction(), i % 20 === 0 ? undefined : random.direction()];
      for (const l of DEGREES) {
        const [a, b] = [u, v ?? u].map((direction) => ofDegree(l, harmonics(direction)));
        expect(dot(a!, b!)).toBeCloseTo(legendre(l, dot(u, v ?? u)), 12);
      }
    }
  });

  it('turn about z as cosines and sines of m φ, and are P_l(z) for m = 0', () => {
    const random = new RandomGeometry(2);
    const angle = 0.7;
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    for (let i = 0; i < 20; i++) {
      const u = random.direction();
      const turned = matVec([c, -s, 0, s, c, 0, 0, 0, 1], u);
      for (const l of DEGREES) {
        const [own, image] = [ofDegree(l, harmonics(u)), ofDegree(l, harmonics(turned))];
        expect(own[l]).toBeCloseTo(legendre(l, u[2]), 12);
        for (let m = 1; m <= l; m++) {
          const [cm, sm] = [Math.cos(m * angle), Math.sin(m * angle)];
          expect(image[l + m]).toBeCloseTo(cm * own[l + m]! - sm * own[l - m]!, 12);
          expect(image[l - m]).toBeCloseTo(sm * own[l + m]! + cm * own[l - m]!, 12);
        }
      }
    }
  });

  it('are positive where tables have them so: at x for m ≥ 0, at a direction between x and y for m = −1, −2', () => {
    for (const l of DEGREES) expect(ofDegree(l, harmonics([0.6, 0, 0.8]))[l + l]).toBeGreaterThan(0);
    expect(ofDegree(1, harmonics([0, 1, 0]))[0]).toBe(1);
    expect(ofDegree(2, harmonics([Math.SQRT1_2, Math.SQRT1_2, 0]))[0]).toBeCloseTo(Math.sqrt(3) / 2, 12);
  });
});
